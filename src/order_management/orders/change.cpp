#include "order_management/orders/change.h"

#include <algorithm>
#include <map>

#include "base/check.h"

namespace atelier::order_management {
namespace {

using item_management::inventory::SkuQuantity;

// Whether what a parcel holds counts as sent or about to be. An exchange's pieces are not the order's own.
bool holds_pieces(const Delivery& delivery) {
  return delivery.state != DeliveryState::cancelled && delivery.state != DeliveryState::rescheduled && !delivery.exchange_for && !delivery.after;
}

}  // namespace

Task<Result<Fulfilment>> read_fulfilment(storage::Store& store, OrderId id) {
  auto order = co_await read_order(store, id);
  if (!order) co_return fail(order);
  Fulfilment facts{.order = std::move(*order)};
  for (const auto& delivery_id : facts.order.order.deliveries) {
    auto delivery = co_await read_delivery(store, delivery_id);
    if (!delivery) co_return fail(delivery);
    facts.deliveries.push_back(std::move(*delivery));
  }
  co_return facts;
}

Delivery* OrderChange::find(const DeliveryId& id) {
  const auto found = std::ranges::find_if(facts_.deliveries, [&](const auto& stored) { return stored.delivery.id == id; });
  return found == facts_.deliveries.end() ? nullptr : &found->delivery;
}

Delivery& OrderChange::add(Delivery delivery, bool ask) {
  delivery.id = DeliveryId::make(order().id.region(), now, random);
  delivery.order = order().id;
  order().deliveries.push_back(delivery.id);
  touch();
  added_.insert(delivery.id.text());
  if (ask) leave(kDeliveryEffect, delivery);
  facts_.deliveries.push_back({std::move(delivery), 0});
  return facts_.deliveries.back().delivery;
}

void OrderChange::move(Delivery& delivery, DeliveryState to, std::string reason, Time at) {
  CHECK(may_become(delivery.state, to), "the table of deliveries does not allow this");
  delivery.state = to;
  delivery.history.push_back({to, std::move(reason), at, {}});
  changed_.insert(delivery.id.text());
  // The order is written with every parcel's step: two couriers' messages at once must not each decide over the other's old step.
  touch();
}

void OrderChange::leave(std::string_view kind, const Delivery& delivery, Milliseconds delay) {
  decision.effects.push_back(
      {.kind = std::string(kind), .key = delivery.id.text(), .data = json::write(DeliveryReference{delivery.id}), .delay = delay});
}

std::vector<SkuQuantity> OrderChange::unsent() {
  std::map<std::string, int> left;
  for (const auto& line : order().lines) left[line.sku] += line.quantity - line.cancelled;
  for (const auto& [delivery, version] : facts_.deliveries) {
    if (!holds_pieces(delivery)) continue;
    for (const auto& line : lines_of(delivery, order())) left[line.sku] -= line.quantity;
  }
  std::vector<SkuQuantity> pieces;
  for (const auto& [sku, quantity] : left) {
    if (quantity > 0) pieces.push_back({sku, quantity});
  }
  return pieces;
}

std::optional<OrderState> OrderChange::state_of_parcels() {
  using enum DeliveryState;
  int waiting = 0, accepted = 0, away = 0, at_customer = 0, failed_ones = 0, back = 0;
  for (const auto& [delivery, version] : facts_.deliveries) {
    if (delivery.exchange_for || delivery.after) continue;
    switch (delivery.state) {
      case planned: ++waiting; break;
      case requested:
      case cancelling: ++waiting, ++accepted; break;
      case collected:
      case returning: ++away; break;
      case delivered: ++at_customer; break;
      case failed: ++failed_ones; break;
      case returned: ++back; break;
      case rescheduled:
      case cancelled: break;
    }
  }
  const bool some_here = waiting > 0 || !unsent().empty();
  const bool some_sent = away + at_customer + back > 0;
  if (failed_ones > 0) return OrderState::delivery_failed;
  if (some_sent && some_here) return OrderState::partially_shipped;
  if (some_sent && away > 0) return OrderState::collected;
  if (at_customer > 0) return OrderState::delivered;
  if (back > 0) return OrderState::returned;
  if (order().cancellation) return OrderState::cancelling;
  if (accepted > 0) return OrderState::delivery_requested;
  return std::nullopt;  // as it was: paid, or a parcel is planned once more
}

bool OrderChange::follow_parcels() {
  const auto to = state_of_parcels();
  if (!to || *to == order().state || !may_become(order().state, *to)) return false;
  become(*to);
  return true;
}

void OrderChange::become(OrderState to) {
  CHECK(may_become(order().state, to), "the table of orders does not allow this");
  order().state = to;
  order().history.push_back({to, now});
  touch();
}

void OrderChange::refund(OrderRefund refund) {
  if (refund.total.amount_minor == 0) return;
  refund.id = RefundId::make(order().id.region(), now, random);
  refund.at = now;
  refund.payment = order().payments.back();
  decision.effects.push_back({.kind = kRefundOrderEffect,
                              .key = refund.id.text(),
                              .data = json::write(RefundReference{order().id, refund.id})});
  order().refunds.push_back(std::move(refund));
  touch();
}

events::Decision OrderChange::finish() && {
  for (const auto& [delivery, version] : facts_.deliveries) {
    if (added_.contains(delivery.id.text())) {
      decision.write(storage::Put{.key = delivery_key(delivery.id), .body = json::write(delivery), .condition = storage::Absent{}});
    } else if (changed_.contains(delivery.id.text())) {
      decision.write(storage::Put{.key = delivery_key(delivery.id), .body = json::write(delivery), .condition = storage::VersionIs{version}});
    }
  }
  if (touched_) {
    order().updated_at = now;
    decision.write(storage::Put{
        .key = order_key(order().id), .body = json::write(order()), .condition = storage::VersionIs{facts_.order.version}});
  }
  return std::move(decision);
}

}  // namespace atelier::order_management
