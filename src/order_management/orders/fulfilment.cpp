// What happens to an order after it was placed: money, the window's end, the courier.
#include <algorithm>

#include "order_management/orders/orders.h"

namespace atelier::order_management {
namespace {

using Attempt = Task<Result<std::pair<events::Decision, bool>>>;

template <class F>
Task<Result<void>> run(events::Context& context, F attempt) {
  auto done = co_await events::run<bool>(context, std::move(attempt));
  if (!done) co_return fail(done);
  co_return Result<void>{};
}

// What is known under a retry's key: the payment it made.
struct RetryAnswer {
  PaymentId payment;
};
BOOST_DESCRIBE_STRUCT(RetryAnswer, (), (payment))

DeliveryState state_of(integration::CourierStep step) {
  using integration::CourierStep;
  switch (step) {
    case CourierStep::requested: return DeliveryState::requested;
    case CourierStep::collected:
    case CourierStep::in_transit: return DeliveryState::collected;
    case CourierStep::delivered: return DeliveryState::delivered;
    case CourierStep::failed: return DeliveryState::failed;
  }
  return DeliveryState::requested;
}

OrderState order_state_of(DeliveryState state) {
  switch (state) {
    case DeliveryState::collected: return OrderState::collected;
    case DeliveryState::delivered: return OrderState::delivered;
    case DeliveryState::failed: return OrderState::delivery_failed;
    default: return OrderState::delivery_requested;
  }
}

// Late and repeated messages change nothing: a step is taken only if it leads on. A delivery that failed may be tried again; there the
// courier's own times tell what came after what.
bool leads_on(const Delivery& delivery, DeliveryState to, Time at) {
  if (!may_become(delivery.state, to)) return false;
  if (delivery.state != DeliveryState::failed && to != DeliveryState::failed) return true;
  return std::ranges::all_of(delivery.history, [&](const auto& step) { return step.state == DeliveryState::requested || step.at < at; });
}

}  // namespace

Task<Result<OrderFacts>> Orders::read_facts(OrderId id) {
  auto order = co_await read_order(context_.store, id);
  if (!order) co_return fail(order);
  auto reservation = co_await item_management::inventory::read_reservation(context_.store, order->order.reservation);
  if (!reservation) co_return fail(reservation);
  co_return OrderFacts{std::move(*order), std::move(*reservation)};
}

Task<Result<void>> Orders::payment_settled(events::EffectRecord effect) {
  auto settled = json::read_record<payment::PaymentSettled>(effect.data.text, "effect " + effect.id.text());
  if (!settled) co_return fail(settled);
  const auto id = OrderId::parse(settled->reference);
  if (!id) co_return Result<void>{};  // a till's
  co_return co_await run(context_, [&](Time now) -> Attempt {
    auto facts = co_await read_facts(*id);
    if (!facts) co_return fail(facts);
    if (settled->state != payment::PaymentState::captured) {
      co_return std::pair(decide_not_paid(*facts, *settled, now), true);
    }
    std::vector<std::string> skus;
    for (const auto& line : facts->order.order.lines) skus.push_back(line.sku);
    auto available = co_await item_management::inventory::available_in_region(context_.store, id->region(), std::move(skus));
    if (!available) co_return fail(available);
    const bool all = std::ranges::all_of(facts->order.order.lines, [&](const auto& line) { return (*available)[line.sku] >= line.quantity; });
    co_return std::pair(decide_captured(*facts, *settled, all, now, context_.random), true);
  });
}

Task<Result<void>> Orders::expire(events::EffectRecord effect) {
  auto reference = json::read_record<OrderReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  co_return co_await run(context_, [&](Time now) -> Attempt {
    auto facts = co_await read_facts(reference->order);
    if (!facts) co_return fail(facts);
    co_return std::pair(decide_expired(*facts, now), true);
  });
}

Task<Result<void>> Orders::close(events::EffectRecord effect) {
  auto reference = json::read_record<OrderReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  co_return co_await run(context_, [&](Time now) -> Attempt {
    auto stored = co_await read_order(context_.store, reference->order);
    if (!stored) co_return fail(stored);
    co_return std::pair(decide_closed(*stored, now), true);
  });
}

Task<Result<PaymentId>> Orders::retry_payment(OrderId id, std::string idempotency_key, std::string return_url_base) {
  const storage::Key key{storage::kIdempotency, "retry/" + id.text() + "/" + idempotency_key, ""};
  co_return co_await events::run<PaymentId>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, PaymentId>>> {
    auto before = co_await context_.store.get(key);
    if (!before) co_return fail(before);
    if (*before) {
      auto answer = json::read_record<RetryAnswer>((*before)->body, "idempotency record");
      if (!answer) co_return fail(answer);
      co_return std::pair(events::Decision{}, std::move(answer->payment));
    }
    auto facts = co_await read_facts(id);
    if (!facts) co_return fail(facts);
    using item_management::inventory::ReservationState;
    const bool held = facts->reservation && facts->reservation->reservation.state == ReservationState::held;
    if (facts->order.order.state != OrderState::payment_failed || !held) {
      co_return fail(ErrorKind::conflict, "order_not_payable", "this order takes no other payment");
    }
    const auto payment = PaymentId::make(id.region(), now, context_.random);
    const Order& order = facts->order.order;
    const std::string url = return_url_base + "/" + order.market + "/" + order.locale + "/orders/" + id.text() + "?token=" + token_of(id);
    auto decision = decide_retry(facts->order, payment, url, now);
    decision.write(storage::Put{
        .key = key, .body = json::write(RetryAnswer{payment}), .expires_at = now + kIdempotencyKept, .condition = storage::Absent{}});
    co_return std::pair(std::move(decision), payment);
  });
}

Task<Result<void>> Orders::request_delivery(integration::Courier& courier, events::EffectRecord effect) {
  auto reference = json::read_record<DeliveryReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  auto stored = co_await read_delivery(context_.store, reference->delivery);
  if (!stored) co_return fail(stored);
  if (stored->delivery.state != DeliveryState::planned) co_return Result<void>{};
  auto order = co_await read_order(context_.store, stored->delivery.order);
  if (!order) co_return fail(order);

  const auto& address = order->order.shipping_address;
  integration::ShipmentRequest request{.delivery = reference->delivery,
                                       .order_number = order->order.number,
                                       .service = order->order.shipping_method.code,
                                       .weight_g = order->order.weight_g};
  const bool family_first = address.country == "JP" || address.country == "CN" || address.country == "KR";
  const std::string family = address.family_name.value_or("");
  const std::string given = address.given_name.value_or("");
  request.to = {.name = family_first ? family + " " + given : given + " " + family,
                .city = address.city.value_or(""),
                .region = address.region.value_or(""),
                .postal_code = address.postal_code.value_or(""),
                .country = address.country,
                .phone = address.phone.value_or("")};
  for (const auto& line : {address.line1, address.line2, address.district}) {
    if (line) request.to.lines.push_back(*line);
  }
  auto shipment = co_await courier.request(std::move(request), effect.key);
  if (!shipment) co_return fail(shipment);

  co_return co_await run(context_, [&](Time now) -> Attempt {
    auto delivery = co_await read_delivery(context_.store, reference->delivery);
    if (!delivery) co_return fail(delivery);
    auto current = co_await read_order(context_.store, delivery->delivery.order);
    if (!current) co_return fail(current);
    if (delivery->delivery.state != DeliveryState::planned) co_return std::pair(events::Decision{}, false);
    events::Decision decision;
    Delivery& changed = delivery->delivery;
    changed.state = DeliveryState::requested;
    changed.courier = std::string(courier.name());
    changed.courier_reference = shipment->courier_reference;
    changed.tracking_number = shipment->tracking_number;
    changed.tracking_url = shipment->tracking_url;
    changed.history.push_back({DeliveryState::requested, "", now, {}});
    decision.write(storage::Put{
        .key = delivery_key(changed.id), .body = json::write(changed), .condition = storage::VersionIs{delivery->version}});
    if (may_become(current->order.state, OrderState::delivery_requested)) {
      advance(decision, current->order, current->version, OrderState::delivery_requested, now);
    }
    co_return std::pair(std::move(decision), true);
  });
}

Task<Result<void>> Orders::courier_notice(integration::CourierNotice notice) {
  if (!notice.delivery) co_return Result<void>{};
  co_return co_await run(context_, [&](Time now) -> Attempt {
    auto delivery = co_await read_delivery(context_.store, *notice.delivery);
    if (!delivery) co_return fail(delivery);
    // The courier was quicker than our note of his acceptance: he comes again with it.
    if (delivery->delivery.state == DeliveryState::planned) co_return fail(ErrorKind::unavailable, "delivery_not_yet_requested", "come again in a moment");
    const auto step = state_of(notice.step);
    if (!leads_on(delivery->delivery, step, notice.at)) co_return std::pair(events::Decision{}, false);
    auto order = co_await read_order(context_.store, delivery->delivery.order);
    if (!order) co_return fail(order);
    events::Decision decision;
    Delivery& changed = delivery->delivery;
    changed.state = step;
    changed.history.push_back({step, notice.reason, notice.at, {}});
    decision.write(storage::Put{
        .key = delivery_key(changed.id), .body = json::write(changed), .condition = storage::VersionIs{delivery->version}});
    if (const auto to = order_state_of(step); may_become(order->order.state, to)) {
      advance(decision, order->order, order->version, to, now);
      if (to == OrderState::delivered) {
        decision.effects.push_back({.kind = kCloseEffect,
                                    .key = order->order.id.text(),
                                    .data = json::write(OrderReference{order->order.id}),
                                    .delay = kReturnWindow});
      }
    }
    co_return std::pair(std::move(decision), true);
  });
}

}  // namespace atelier::order_management
