// The courier's side of an order: the effects that ask him, and what he tells.
#include <algorithm>

#include "order_management/orders/orders.h"
#include "order_management/orders/parcels.h"
#include "order_management/returns/returning.h"

namespace atelier::order_management {
namespace {

using Attempt = Task<Result<std::pair<events::Decision, bool>>>;

// Reads what belongs to a parcel, lets `decide` say what follows, commits it.
template <class Decide>
Task<Result<void>> decide_about(events::Context& context, DeliveryId id, Decide decide) {
  auto done = co_await events::run<bool>(context, [&](Time now) -> Attempt {
    auto delivery = co_await read_delivery(context.store, id);
    if (!delivery) co_return fail(delivery);
    auto facts = co_await read_fulfilment(context.store, delivery->delivery.order);
    if (!facts) co_return fail(facts);
    if (delivery->delivery.task) {
      auto task = co_await read_task(context.store, *delivery->delivery.task);
      if (!task) co_return fail(task);
      facts->task = std::move(*task);
    }
    co_return std::pair(decide(std::move(*facts), now), true);
  });
  if (!done) co_return fail(done);
  co_return Result<void>{};
}

integration::ParcelAddress parcel_address(const markets::Address& address) {
  const bool family_first = address.country == "JP" || address.country == "CN" || address.country == "KR";
  const std::string family = address.family_name.value_or("");
  const std::string given = address.given_name.value_or("");
  integration::ParcelAddress to{.name = family_first ? family + " " + given : given + " " + family,
                                .city = address.city.value_or(""),
                                .region = address.region.value_or(""),
                                .postal_code = address.postal_code.value_or(""),
                                .country = address.country,
                                .phone = address.phone.value_or("")};
  for (const auto& line : {address.line1, address.line2, address.district}) {
    if (line) to.lines.push_back(*line);
  }
  return to;
}

// A parcel weighs its share of the order's pieces; the exact scale is the courier's.
int weight_of(const std::vector<item_management::inventory::SkuQuantity>& lines, const Order& order) {
  const auto count = [](const auto& list) {
    int pieces = 0;
    for (const auto& line : list) pieces += line.quantity;
    return pieces;
  };
  const int all = count(order.lines);
  return all == 0 ? order.weight_g : static_cast<int>(std::int64_t{order.weight_g} * count(lines) / all);
}

integration::ShipmentRequest shipment_of(const Fulfilment& facts, const Delivery& delivery) {
  const Order& order = facts.order.order;
  integration::ShipmentRequest request{.delivery = delivery.id,
                                       .order_number = order.number,
                                       .service = order.shipping_method.code,
                                       .to = parcel_address(delivery.address.value_or(order.shipping_address)),
                                       .weight_g = weight_of(lines_of(delivery, order), order),
                                       .deliver_on = delivery.deliver_on};
  if (!delivery.location.empty()) request.from = delivery.location;
  for (const auto& [other, version] : facts.deliveries) {
    if (other.id == delivery.redelivery_of && !other.courier_reference.empty()) request.redelivery_of = other.courier_reference;
  }
  return request;
}

// A parcel that nobody took waits for a person, who speaks with the courier, too.
bool waits_for_no_courier(DeliveryState state) {
  return state == DeliveryState::failed || state == DeliveryState::delivered || state == DeliveryState::cancelled || state == DeliveryState::returned ||
         state == DeliveryState::rescheduled;
}

}  // namespace

Task<Result<void>> Orders::request_delivery(integration::Courier& courier, events::EffectRecord effect) {
  auto reference = json::read_record<DeliveryReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  auto stored = co_await read_delivery(context_.store, reference->delivery);
  if (!stored) co_return fail(stored);
  if (stored->delivery.state != DeliveryState::planned) co_return Result<void>{};
  auto facts = co_await read_fulfilment(context_.store, stored->delivery.order);
  if (!facts) co_return fail(facts);

  auto shipment = co_await courier.request(shipment_of(*facts, stored->delivery), effect.key);
  if (!shipment && shipment.error().kind == ErrorKind::invalid) {
    // The same again would be refused again: a person has to look.
    const std::string reason = shipment.error().code;
    co_return co_await decide_about(context_, reference->delivery, [&](Fulfilment now_known, Time now) {
      return decide_not_accepted(std::move(now_known), reference->delivery, reason, now, context_.random);
    });
  }
  if (!shipment) co_return fail(shipment);
  co_return co_await decide_about(context_, reference->delivery, [&](Fulfilment now_known, Time now) {
    return decide_accepted(std::move(now_known), reference->delivery, *shipment, courier.name(), now, context_.random);
  });
}

Task<Result<void>> Orders::cancel_delivery(integration::Courier& courier, events::EffectRecord effect) {
  auto reference = json::read_record<DeliveryReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  auto stored = co_await read_delivery(context_.store, reference->delivery);
  if (!stored) co_return fail(stored);
  const Delivery& delivery = stored->delivery;
  // Another key where his reference is known: to the first question he may have said that he never heard of it.
  auto outcome = co_await courier.cancel(delivery.id, delivery.courier_reference, delivery.id.text() + "/cancel/" + delivery.courier_reference);
  if (!outcome) co_return fail(outcome);
  co_return co_await decide_about(context_, reference->delivery, [&](Fulfilment facts, Time now) {
    return decide_called_back(std::move(facts), reference->delivery, *outcome, now, context_.random);
  });
}

Task<Result<void>> Orders::look_up_delivery(integration::Courier& courier, events::EffectRecord effect) {
  auto reference = json::read_record<DeliveryReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  auto stored = co_await read_delivery(context_.store, reference->delivery);
  if (!stored) co_return fail(stored);
  const Delivery& delivery = stored->delivery;
  if (waits_for_no_courier(delivery.state) || delivery.courier_reference.empty()) co_return Result<void>{};
  auto status = co_await courier.look_up(delivery.courier_reference);
  if (!status && status.error().kind != ErrorKind::not_found) co_return fail(status);
  co_return co_await decide_about(context_, reference->delivery, [&](Fulfilment facts, Time now) {
    events::Decision decision;
    if (status) decision = decide_courier_news(std::move(facts), reference->delivery, {status->step, status->reason, status->at}, now, context_.random);
    const Time begun = delivery.history.empty() ? now : delivery.history.front().at;
    if (now - begun < kLookedUpFor) {
      decision.effects.push_back({.kind = kLookUpDeliveryEffect,
                                  .key = effect.key,
                                  .data = effect.data.text,
                                  .delay = now - begun < kYoung ? kLookUpYoung : kLookUpOld});
    }
    return decision;
  });
}

Task<Result<void>> Orders::courier_notice(integration::CourierNotice notice) {
  if (!notice.delivery) co_return Result<void>{};
  auto stored = co_await read_delivery(context_.store, *notice.delivery);
  if (!stored) co_return fail(stored);
  // The courier was quicker than our note of his acceptance: he comes again with it.
  if (stored->delivery.courier_reference.empty() && stored->delivery.state == DeliveryState::planned) {
    co_return fail(ErrorKind::unavailable, "delivery_not_yet_requested", "come again in a moment");
  }
  co_return co_await decide_about(context_, *notice.delivery, [&](Fulfilment facts, Time now) {
    return decide_courier_news(std::move(facts), *notice.delivery, {notice.step, notice.reason, notice.at}, now, context_.random);
  });
}

Task<Result<void>> Orders::send_return_label(integration::Courier& courier, events::EffectRecord effect) {
  auto reference = json::read_record<ReturnReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  auto facts = co_await read_fulfilment(context_.store, reference->order);
  if (!facts) co_return fail(facts);
  const Order& order = facts->order.order;
  const auto one = std::ranges::find(order.returns, reference->returned, &OrderReturn::id);
  if (one == order.returns.end() || one->state != ReturnState::requested) co_return Result<void>{};
  std::vector<item_management::inventory::SkuQuantity> pieces;
  for (const auto& line : one->lines) pieces.push_back({line.sku, line.quantity});
  auto label = co_await courier.return_label({.returned = one->id,
                                              .order_number = order.number,
                                              .from = parcel_address(order.shipping_address),
                                              .weight_g = weight_of(pieces, order)},
                                             effect.key);
  // Without a label the customer brings it, or sends it with another carrier; staff sees that there is none.
  if (!label && label.error().kind == ErrorKind::invalid) co_return Result<void>{};
  if (!label) co_return fail(label);
  auto done = co_await events::run<bool>(context_, [&](Time now) -> Attempt {
    auto known = co_await read_fulfilment(context_.store, reference->order);
    if (!known) co_return fail(known);
    co_return std::pair(decide_label(std::move(*known), reference->returned, *label, now, context_.random), true);
  });
  if (!done) co_return fail(done);
  co_return Result<void>{};
}

}  // namespace atelier::order_management
