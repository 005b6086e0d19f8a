#include "order_management/orders/order_event.h"

namespace atelier::order_management {
namespace {

OrderEvent head(const Order& order) {
  return {.order = order.id,
          .number = order.number,
          .state = order.state,
          .market = order.market,
          .locale = order.locale,
          .total = order.totals.total};
}

}  // namespace

OrderEvent about(const Order& order) {
  auto made = head(order);
  for (const auto& line : order.lines) made.lines.push_back({line.sku, line.quantity, line.total});
  if (!order.payments.empty()) made.payment = order.payments.back();
  return made;
}

OrderEvent about(const Order& order, const Delivery& delivery) {
  auto made = head(order);
  made.delivery = delivery.id;
  for (const auto& line : lines_of(delivery, order)) made.lines.push_back({line.sku, line.quantity, {}});
  return made;
}

OrderEvent about(const Order& order, const OrderRefund& refund) {
  auto made = head(order);
  made.refund = refund.id;
  made.payment = refund.payment;
  made.total = refund.total;
  made.reason = refund.reason;
  for (const auto& line : refund.lines) made.lines.push_back({line.sku, line.quantity, line.amount});
  return made;
}

OrderEvent about(const Order& order, const OrderReturn& returned) {
  auto made = head(order);
  made.return_ = returned.id;
  for (const auto& line : returned.lines) made.lines.push_back({line.sku, line.quantity, {}});
  return made;
}

void tell(events::Decision& decision, std::string_view type, const OrderEvent& data) {
  decision.events.push_back({.type = std::string(type), .subject = data.order.text(), .data = json::write(data)});
}

}  // namespace atelier::order_management
