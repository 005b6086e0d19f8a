#include "api/checkout/order_view.h"

#include <algorithm>

namespace atelier::api {
namespace {

using order_management::Order;
using order_management::OrderState;
using payment::PaymentState;

std::string status_of(PaymentState state) {
  switch (state) {
    case PaymentState::created: return "created";
    case PaymentState::action_required:
    case PaymentState::authorised:
    case PaymentState::unknown: return "pending";
    case PaymentState::captured: return "captured";
    case PaymentState::failed: return "declined";
    case PaymentState::voided:
    case PaymentState::expired: return "cancelled";
    case PaymentState::refunded: return "refunded";
  }
  return "pending";
}

// The way of an order as the customer is told it; what led aside (a declined card, a cancellation) stands where it happened.
std::vector<TimelineEntry> timeline_of(const Order& order) {
  static constexpr std::pair<OrderState, const char*> kWay[] = {{OrderState::placed, "placed"},
                                                                {OrderState::paid, "paid"},
                                                                {OrderState::delivery_requested, "in_preparation"},
                                                                {OrderState::collected, "collected"},
                                                                {OrderState::delivered, "delivered"}};
  std::vector<TimelineEntry> timeline;
  std::vector<std::string> done;
  for (const auto& step : order.history) {
    std::string code;
    for (const auto& [state, name] : kWay) {
      if (state == step.state) code = name;
    }
    if (step.state == OrderState::payment_failed) code = "payment_declined";
    if (step.state == OrderState::cancelled) code = "cancelled";
    if (step.state == OrderState::partially_shipped) code = "partially_shipped";
    if (step.state == OrderState::delivery_failed) code = "delivery_failed";
    if (step.state == OrderState::returned) code = "returned";
    const bool may_repeat = code == "payment_declined" || code == "delivery_failed";
    // A further payment puts the order back to placed: it was placed once.
    if (code.empty() || (!may_repeat && std::ranges::find(done, code) != done.end())) continue;
    // A parcel that was delivered was collected, though the courier's message of that was lost.
    if (code == "delivered" && std::ranges::find(done, "collected") == done.end()) {
      done.push_back("collected");
      timeline.push_back({"collected", "done", json::Nullable<Time>(std::optional(step.at))});
    }
    done.push_back(code);
    timeline.push_back({code, "done", json::Nullable<Time>(std::optional(step.at))});
  }
  if (order.state == OrderState::cancelled || order.state == OrderState::returned) return timeline;
  bool next_is_current = true;
  for (const auto& [state, name] : kWay) {
    if (std::ranges::find(done, name) != done.end()) continue;
    timeline.push_back({name, std::exchange(next_is_current, false) ? "current" : "upcoming", {}});
  }
  return timeline;
}

DeliveryView delivery_of(const Order& order, const order_management::Delivery* delivery) {
  DeliveryView view{.status = "not_requested"};
  view.earliest = order.shipping_method.earliest;
  view.latest = order.shipping_method.latest;
  using order_management::DeliveryState;
  if (delivery == nullptr || delivery->state == DeliveryState::planned) return view;
  switch (delivery->state) {
    case DeliveryState::planned:
    case DeliveryState::cancelled: return view;
    case DeliveryState::requested:
    case DeliveryState::cancelling: view.status = "requested"; break;
    case DeliveryState::collected: view.status = "collected"; break;
    case DeliveryState::delivered: view.status = "delivered"; break;
    case DeliveryState::failed:
    case DeliveryState::rescheduled:
    case DeliveryState::returning:
    case DeliveryState::returned: view.status = "failed"; break;
  }
  view.carrier = delivery->courier;
  view.tracking_number = delivery->tracking_number;
  view.tracking_url = delivery->tracking_url;
  return view;
}

json::Nullable<std::string> filled(const std::string& text) {
  return text.empty() ? json::Nullable<std::string>() : json::Nullable<std::string>(text);
}

template <class E>
std::string name_of(E state) {
  return boost::describe::enum_to_string(state, "");
}

RefundView view_of(const order_management::OrderRefund& refund) {
  return {.id = refund.id,
          .status = name_of(refund.state),
          .lines = refund.lines,
          .shipping = refund.shipping,
          .total = refund.total,
          .tax = refund.tax,
          .at = refund.at};
}

ReturnView view_of(const order_management::OrderReturn& returned) {
  ReturnView view{.id = returned.id,
                  .status = name_of(returned.state),
                  .label_url = filled(returned.label_url),
                  .tracking_number = filled(returned.tracking_number),
                  .note = filled(returned.note)};
  for (const auto& line : returned.lines) view.lines.push_back({line.sku, line.quantity, line.reason, line.exchange_sku});
  if (!returned.history.empty()) view.requested_at = returned.history.front().at;
  return view;
}

OrderActions actions_of(const Order& order, Time now) {
  OrderActions actions;
  actions.pay = order.state == OrderState::payment_failed;
  actions.cancel = order.state == OrderState::placed || order.state == OrderState::payment_failed || order.state == OrderState::paid ||
                   order.state == OrderState::delivery_requested;
  for (const auto& step : order.history) {
    if (step.state != OrderState::delivered) continue;
    const Time until = step.at + order_management::kReturnWindow;
    actions.return_until = now <= until && order.state == OrderState::delivered ? json::Nullable<Time>(until) : json::Nullable<Time>();
  }
  return actions;
}

}  // namespace

std::string status_of(OrderState state) {
  switch (state) {
    case OrderState::placed:
    case OrderState::payment_failed: return "awaiting_payment";
    case OrderState::paid: return "paid";
    case OrderState::delivery_requested: return "in_preparation";
    case OrderState::partially_shipped: return "partially_shipped";
    case OrderState::collected: return "collected";
    case OrderState::delivery_failed: return "delivery_failed";
    case OrderState::delivered: return "delivered";
    case OrderState::returned: return "returned";
    case OrderState::cancelling: return "cancelling";
    case OrderState::closed: return "closed";
    case OrderState::cancelled: return "cancelled";
  }
  return "awaiting_payment";
}

ParcelView view_of(const order_management::Delivery& delivery, const Order& order) {
  ParcelView view{.id = delivery.id,
                  .status = name_of(delivery.state),
                  .carrier = filled(delivery.courier),
                  .tracking_number = filled(delivery.tracking_number),
                  .tracking_url = filled(delivery.tracking_url),
                  .deliver_on = delivery.deliver_on,
                  .exchange_for = delivery.exchange_for};
  for (const auto& line : lines_of(delivery, order)) view.lines.push_back({line.sku, line.quantity});
  return view;
}

PaymentView view_of(const payment::Payment& payment) {
  PaymentView view{.id = payment.id,
                   .order_id = payment.reference,
                   .status = status_of(payment.state),
                   .amount = payment.amount,
                   .means = payment.means == payment::Means::cash ? "cash" : "card",
                   .created_at = payment.created_at,
                   .updated_at = payment.updated_at};
  if (payment.state == PaymentState::action_required && !payment.redirect_url.empty()) view.redirect_url = payment.redirect_url;
  if (payment.state == PaymentState::failed) view.decline_code = payment.failure_code;
  return view;
}

OrderView view_of(const Order& order, const payment::Payment& payment, const std::vector<order_management::Delivery>& deliveries, Time now) {
  OrderView view{.id = order.id,
          .number = order.number,
          .status = status_of(order.state),
          .market = order.market,
          .locale = order.locale,
          .placed_at = order.placed_at,
          .updated_at = order.updated_at,
          .email = order.email,
          .shipping_address = order.shipping_address,
          .billing_address = order.billing_address,
          .shipping_method = order.shipping_method,
          .lines = order.lines,
          .totals = order.totals,
          .timeline = timeline_of(order),
          .payment = view_of(payment),
          .delivery = delivery_of(order, deliveries.empty() ? nullptr : &deliveries.back()),
          .actions = actions_of(order, now)};
  for (const auto& delivery : deliveries) view.deliveries.push_back(view_of(delivery, order));
  for (const auto& refund : order.refunds) view.refunds.push_back(view_of(refund));
  for (const auto& returned : order.returns) view.returns.push_back(view_of(returned));
  return view;
}

OrderSummary summary_of(const Order& order) {
  OrderSummary summary{.id = order.id,
                       .number = order.number,
                       .status = status_of(order.state),
                       .market = order.market,
                       .placed_at = order.placed_at,
                       .total = order.totals.total,
                       .email = order.email};
  for (const auto& line : order.lines) summary.item_count += line.quantity;
  if (!order.lines.empty()) summary.photo = order.lines.front().photo;
  return summary;
}

}  // namespace atelier::api
