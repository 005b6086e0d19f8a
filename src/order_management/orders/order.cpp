#include "order_management/orders/order.h"

#include <algorithm>

#include "base/check.h"
#include "order_management/orders/order_event.h"
#include "payment/processing.h"

namespace atelier::order_management {
namespace {

using enum OrderState;
using item_management::inventory::ReservationState;

constexpr OrderTransition kTransitions[] = {
    {placed, paid},
    {placed, payment_failed},
    {placed, cancelled},
    {payment_failed, paid},
    {payment_failed, placed},  // another payment is tried
    {payment_failed, cancelled},
    {paid, delivery_requested},
    {paid, partially_shipped},
    {paid, delivery_failed},  // no courier takes it to that address
    {paid, cancelling},
    {paid, cancelled},
    {delivery_requested, collected},
    {delivery_requested, delivered},  // the message of the collection was lost or is late
    {delivery_requested, delivery_failed},
    {delivery_requested, partially_shipped},
    {delivery_requested, cancelling},
    {partially_shipped, collected},
    {partially_shipped, delivered},
    {partially_shipped, delivery_failed},
    {partially_shipped, returned},
    {collected, delivered},
    {collected, delivery_failed},
    {collected, returned},
    {delivery_failed, delivery_requested},  // another day was agreed, and the courier has accepted it
    {delivery_failed, partially_shipped},
    {delivery_failed, collected},  // the courier tried again by himself
    {delivery_failed, delivered},
    {delivery_failed, returned},
    {cancelling, cancelled},
    {cancelling, partially_shipped},  // too late: he had it already
    {cancelling, collected},
    {cancelling, delivered},
    {cancelling, delivery_failed},
    {delivered, returned},
    {delivered, closed},
    {returned, closed},
};

bool awaits_payment(OrderState state) { return state == placed || state == payment_failed; }

bool is_held(const OrderFacts& facts) {
  return facts.reservation && facts.reservation->reservation.state == ReservationState::held;
}

void request_delivery(events::Decision& decision, Order& order, Time now, Random& random) {
  const Delivery delivery{
      .id = DeliveryId::make(order.id.region(), now, random), .order = order.id, .lines = goods_of(order)};
  order.deliveries.push_back(delivery.id);
  decision.write(storage::Put{
      .key = delivery_key(delivery.id), .body = json::write(delivery), .condition = storage::Absent{}});
  decision.effects.push_back(
      {.kind = kDeliveryEffect, .key = delivery.id.text(), .data = json::write(DeliveryReference{delivery.id})});
}

}  // namespace

std::span<const OrderTransition> order_transitions() { return kTransitions; }

bool may_become(OrderState from, OrderState to) {
  return std::ranges::any_of(kTransitions, [&](const auto& t) { return t.from == from && t.to == to; });
}

Task<Result<StoredOrder>> read_order(storage::Store& store, OrderId id) {
  auto item = co_await store.get(order_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::not_found, "order_not_found", "there is no such order");
  auto order = json::read_record<Order>((*item)->body, "order " + id.text());
  if (!order) co_return fail(order);
  if (order->delivery && !order->delivery->empty()) order->deliveries = {*order->delivery};
  order->delivery.reset();
  co_return StoredOrder{std::move(*order), (*item)->version};
}

std::vector<item_management::inventory::SkuQuantity> goods_of(const Order& order) {
  std::vector<item_management::inventory::SkuQuantity> goods;
  for (const auto& line : order.lines) goods.push_back({line.sku, line.quantity});
  return goods;
}

std::vector<item_management::inventory::SkuQuantity> lines_of(const Delivery& delivery, const Order& order) {
  return delivery.lines.empty() ? goods_of(order) : delivery.lines;
}

void advance(events::Decision& decision, Order& order, std::uint64_t version, OrderState to, Time now, std::string_view type) {
  CHECK(may_become(order.state, to), "the table of orders does not allow this");
  order.state = to;
  order.history.push_back({to, now});
  order.updated_at = now;
  decision.write(storage::Put{
      .key = order_key(order.id), .body = json::write(order), .condition = storage::VersionIs{version}});
  tell(decision, type.empty() ? std::string("order.") + boost::describe::enum_to_string(to, "") : std::string(type), about(order));
}

events::Decision decide_captured(const OrderFacts& facts, const payment::PaymentSettled& settled, bool available, Time now, Random& random) {
  events::Decision decision;
  Order order = facts.order.order;
  const bool known = std::ranges::find(order.payments, settled.payment) != order.payments.end();
  if (!known) return decision;
  const bool already_paid = !awaits_payment(order.state) && order.state != cancelled;
  const bool can_be_had = is_held(facts) || available;
  if (already_paid || order.state == cancelled || !can_be_had) {
    // A repeat of the message that paid the order: that payment stands last.
    if (already_paid && order.payments.back() == settled.payment) return decision;
    // Paid twice (two tabs, a retry beside a late success), or too late: that money goes back. The same key refunds once.
    decision.effects.push_back({.kind = payment::kRefundEffect,
                                .key = "refund/" + settled.payment.text(),
                                .data = json::write(payment::RefundRequest{settled.payment, settled.amount})});
    if (awaits_payment(order.state)) advance(decision, order, facts.order.version, cancelled, now);
    return decision;
  }
  // The one that paid stands last.
  std::erase(order.payments, settled.payment);
  order.payments.push_back(settled.payment);

  namespace inventory = item_management::inventory;
  if (is_held(facts)) {
    inventory::consume(decision, facts.reservation->reservation, facts.reservation->version, now, random);
  } else {
    inventory::take_now(decision, {.region = order.id.region(), .lines = goods_of(order), .reference = order.id.text()}, now, random);
  }
  request_delivery(decision, order, now, random);
  advance(decision, order, facts.order.version, paid, now);
  return decision;
}

events::Decision decide_not_paid(const OrderFacts& facts, const payment::PaymentSettled& settled, Time now) {
  events::Decision decision;
  Order order = facts.order.order;
  if (order.state != placed || order.payments.empty() || order.payments.back() != settled.payment) return decision;
  advance(decision, order, facts.order.version, payment_failed, now);
  return decision;
}

events::Decision decide_expired(const OrderFacts& facts, Time now) {
  events::Decision decision;
  Order order = facts.order.order;
  if (!awaits_payment(order.state)) return decision;
  if (is_held(facts)) item_management::inventory::release(decision, facts.reservation->reservation, facts.reservation->version, now);
  advance(decision, order, facts.order.version, cancelled, now);
  return decision;
}

events::Decision decide_retry(const StoredOrder& stored, const PaymentId& payment, const std::string& return_url, Time now, const std::string& provider) {
  events::Decision decision;
  Order order = stored.order;
  if (!order.payments.empty()) payment::request_void(decision, order.payments.back(), "void/" + order.payments.back().text());
  payment::create_payment(decision, {.id = payment,
                                     .reference = order.id.text(),
                                     .amount = order.totals.total,
                                     .market = order.market,
                                     .locale = order.locale,
                                     .email = order.email,
                                     .return_url = return_url,
                                     .created_at = now,
                                     .provider = provider});
  order.payments.push_back(payment);
  advance(decision, order, stored.version, placed, now, event::kPaymentRetried);
  return decision;
}

events::Decision decide_closed(const StoredOrder& stored, Time now) {
  events::Decision decision;
  Order order = stored.order;
  if (order.state != delivered && order.state != returned) return decision;
  const bool something_is_coming_back = std::ranges::any_of(order.returns, [](const auto& one) {
    return one.state == ReturnState::requested || one.state == ReturnState::label_sent || one.state == ReturnState::received;
  });
  if (something_is_coming_back) {
    decision.effects.push_back({.kind = kCloseEffect,
                                .key = order.id.text(),
                                .data = json::write(OrderReference{order.id}),
                                .delay = kReturnWindow});
    return decision;
  }
  advance(decision, order, stored.version, closed, now);
  return decision;
}

}  // namespace atelier::order_management
