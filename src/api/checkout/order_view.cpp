#include "api/checkout/order_view.h"

#include <algorithm>

namespace atelier::api {
namespace {

using order_management::Order;
using order_management::OrderState;
using payment::PaymentState;

std::string status_of(OrderState state) {
  switch (state) {
    case OrderState::placed:
    case OrderState::payment_failed: return "awaiting_payment";
    case OrderState::paid: return "paid";
    case OrderState::cancelling:
    case OrderState::partially_shipped:
    case OrderState::delivery_requested: return "in_preparation";
    case OrderState::collected:
    case OrderState::delivery_failed: return "collected";
    case OrderState::returned:
    case OrderState::delivered: return "delivered";
    case OrderState::closed: return "closed";
    case OrderState::cancelled: return "cancelled";
  }
  return "awaiting_payment";
}

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
    // A further payment puts the order back to placed: it was placed once.
    if (code.empty() || (code != "payment_declined" && std::ranges::find(done, code) != done.end())) continue;
    // A parcel that was delivered was collected, though the courier's message of that was lost.
    if (code == "delivered" && std::ranges::find(done, "collected") == done.end()) {
      done.push_back("collected");
      timeline.push_back({"collected", "done", json::Nullable<Time>(std::optional(step.at))});
    }
    done.push_back(code);
    timeline.push_back({code, "done", json::Nullable<Time>(std::optional(step.at))});
  }
  if (order.state == OrderState::cancelled) return timeline;
  bool next_is_current = true;
  for (const auto& [state, name] : kWay) {
    if (std::ranges::find(done, name) != done.end()) continue;
    timeline.push_back({name, std::exchange(next_is_current, false) ? "current" : "upcoming", {}});
  }
  return timeline;
}

DeliveryView delivery_of(const Order& order, const std::optional<order_management::Delivery>& delivery) {
  DeliveryView view{.status = "not_requested"};
  view.earliest = order.shipping_method.earliest;
  view.latest = order.shipping_method.latest;
  using order_management::DeliveryState;
  if (!delivery || delivery->state == DeliveryState::planned) return view;
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

}  // namespace

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

OrderView view_of(const Order& order, const payment::Payment& payment, const std::optional<order_management::Delivery>& delivery) {
  return {.id = order.id,
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
          .delivery = delivery_of(order, delivery)};
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
