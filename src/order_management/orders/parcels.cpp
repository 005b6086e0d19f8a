#include "order_management/orders/parcels.h"

#include <algorithm>

namespace atelier::order_management {
namespace {

namespace inventory = item_management::inventory;
using integration::CancelOutcome;
using integration::CourierStep;
using inventory::SkuQuantity;

DeliveryState state_of(CourierStep step) {
  switch (step) {
    case CourierStep::requested: return DeliveryState::requested;
    case CourierStep::collected:
    case CourierStep::in_transit: return DeliveryState::collected;
    case CourierStep::delivered: return DeliveryState::delivered;
    case CourierStep::failed: return DeliveryState::failed;
    case CourierStep::cancelled: return DeliveryState::cancelled;
    case CourierStep::returning: return DeliveryState::returning;
    case CourierStep::returned: return DeliveryState::returned;
  }
  return DeliveryState::requested;
}

// A delivery that failed may be tried again; there the courier's own times tell what came after what.
bool leads_on(const Delivery& delivery, DeliveryState to, Time at) {
  if (to == DeliveryState::requested || !may_become(delivery.state, to)) return false;
  if (delivery.state != DeliveryState::failed && to != DeliveryState::failed) return true;
  const auto is_his = [](DeliveryState state) {
    return state == DeliveryState::collected || state == DeliveryState::delivered || state == DeliveryState::failed;
  };
  return std::ranges::all_of(delivery.history, [&](const auto& step) { return !is_his(step.state) || step.at < at; });
}

bool is_here(const Delivery& delivery) { return delivery.state == DeliveryState::planned || delivery.state == DeliveryState::requested; }

void leave_close(OrderChange& change) {
  change.decision.effects.push_back({.kind = kCloseEffect,
                                     .key = change.order().id.text(),
                                     .data = json::write(OrderReference{change.order().id}),
                                     .delay = kReturnWindow});
}

bool is_over(OrderState state) { return state == OrderState::delivered || state == OrderState::returned; }

// The order after its parcels; the return window begins where the last of them arrived.
void follow_order(OrderChange& change) {
  const bool was_over = is_over(change.order().state);
  if (change.follow_parcels() && is_over(change.order().state) && !was_over) leave_close(change);
}

void put_back(OrderChange& change, const std::vector<SkuQuantity>& pieces, std::string_view reason) {
  inventory::put_back(change.decision, {.region = change.order().id.region(), .lines = pieces, .reference = change.order().id.text()}, reason,
                      change.now, change.random);
}

void cancel_lines(Order& order, const std::vector<SkuQuantity>& pieces) {
  for (auto [sku, quantity] : pieces) {
    for (auto& line : order.lines) {
      if (line.sku != sku) continue;
      const int taken = std::min(quantity, line.quantity - line.cancelled);
      line.cancelled += taken;
      quantity -= taken;
    }
  }
}

// Once no parcel waits for the courier's word, what is left is put back and paid back.
void settle_cancellation(OrderChange& change) {
  Order& order = change.order();
  if (!order.cancellation) return;
  for (const auto& [delivery, version] : change.deliveries()) {
    if (delivery.state == DeliveryState::cancelling) return;
  }
  const std::string reason = order.cancellation->reason;
  order.cancellation.reset();
  change.touch();
  const auto rest = change.unsent();
  if (rest.empty()) return;  // too late: everything was collected
  put_back(change, rest, "order cancelled");
  cancel_lines(order, rest);
  const bool all = std::ranges::all_of(order.lines, [](const auto& line) { return line.cancelled == line.quantity; });
  change.refund(refund_what_is_left(order, rest, all, "cancelled"));
  if (!all) return;
  change.become(OrderState::cancelled);
  auto data = about(order);
  data.reason = reason;
  change.tell(event::kCancelled, data);
}

// Parcels that waited for this one to be called back: asked for now, or, where it went its way, given up.
void settle_followers(OrderChange& change, const DeliveryId& id, bool called_back) {
  for (const auto& [known, version] : change.deliveries()) {
    if (known.after != id || known.state != DeliveryState::planned) continue;
    Delivery& follower = *change.find(known.id);
    if (called_back) {
      follower.after.reset();
      follower.history.push_back({DeliveryState::planned, "", change.now, {}});
      change.write_again(follower);
      change.leave(kDeliveryEffect, follower);
    } else {
      change.move(follower, DeliveryState::cancelled, "the courier had the pieces already", change.now);
    }
  }
}

void open_task_for(OrderChange& change, Delivery& delivery, const std::string& reason) {
  const Order& order = change.order();
  const SalesTask task{.id = TaskId::make(order.id.region(), change.now, change.random),
                       .order = order.id,
                       .order_number = order.number,
                       .market = order.market,
                       .delivery = delivery.id,
                       .reason = reason,
                       .opened_at = change.now,
                       .updated_at = change.now};
  delivery.task = task.id;
  open_task(change.decision, task);
}

// The courier met the customer after all, or brings it back by himself: nobody has to call.
void end_task(OrderChange& change, const Delivery& delivery) {
  auto& stored = change.task();
  if (!delivery.task || !stored || stored->task.id != *delivery.task || stored->task.state == TaskState::done) return;
  stored->task.state = TaskState::done;
  stored->task.outcome = "settled";
  stored->task.updated_at = change.now;
  save_task(change.decision, stored->task, stored->version);
}

void tell_failed(OrderChange& change, const Delivery& delivery, const std::string& reason) {
  auto data = about(change.order(), delivery);
  data.task = delivery.task;
  data.reason = reason;
  change.tell(event::kDeliveryFailed, data);
}

// The pieces of a parcel are back in the house.
void take_back(OrderChange& change, const Delivery& delivery) {
  const auto pieces = lines_of(delivery, change.order());
  put_back(change, pieces, "returned to sender");
  change.tell(event::kReturned, about(change.order(), delivery));
  if (delivery.exchange_for) return;  // the return that it answered stands; staff settles it with the customer
  const bool all = change.order().state == OrderState::returned;
  change.refund(refund_what_is_left(change.order(), pieces, all, "returned_to_sender"));
}

// What follows from a parcel's new state.
void follow(OrderChange& change, Delivery& delivery, const std::string& reason) {
  using enum DeliveryState;
  if (delivery.state != cancelled && delivery.state != cancelling) settle_followers(change, delivery.id, false);
  if (delivery.state == cancelled) settle_followers(change, delivery.id, true);
  settle_cancellation(change);
  follow_order(change);
  const auto state = change.order().state;
  switch (delivery.state) {
    case collected:
      change.tell(state == OrderState::partially_shipped ? event::kPartiallyShipped : event::kCollected, about(change.order(), delivery));
      break;
    case delivered: change.tell(event::kDelivered, about(change.order(), delivery)); break;
    case failed: tell_failed(change, delivery, reason); break;
    case returned: take_back(change, delivery); break;
    default: break;
  }
}

}  // namespace

events::Decision decide_accepted(Fulfilment facts, const DeliveryId& id, const integration::Shipment& shipment, std::string_view courier,
                                 Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  Delivery* delivery = change.find(id);
  if (delivery == nullptr || !delivery->courier_reference.empty()) return {};
  delivery->courier = std::string(courier);
  delivery->courier_reference = shipment.courier_reference;
  delivery->tracking_number = shipment.tracking_number;
  delivery->tracking_url = shipment.tracking_url;
  delivery->label_url = shipment.label_url;
  change.leave(kLookUpDeliveryEffect, *delivery, kLookUpYoung);
  if (delivery->state == DeliveryState::planned) {
    change.move(*delivery, DeliveryState::requested, "", now);
    change.follow_parcels();
    change.tell(event::kDeliveryRequested, about(change.order(), *delivery));
  } else {
    // It was called back while we asked: he is told (again), now that we know what he calls it.
    change.write_again(*delivery);
    change.leave(kCancelDeliveryEffect, *delivery);
  }
  return std::move(change).finish();
}

events::Decision decide_not_accepted(Fulfilment facts, const DeliveryId& id, const std::string& reason, Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  Delivery* delivery = change.find(id);
  if (delivery == nullptr || delivery->state != DeliveryState::planned) return {};
  Delivery* held = delivery->redelivery_of ? change.find(*delivery->redelivery_of) : nullptr;
  if (held != nullptr && !held->courier_reference.empty()) {
    // He has the parcel and refuses the new day or address: it is again the one that nobody took.
    change.move(*delivery, DeliveryState::cancelled, reason, now);
    change.move(*held, DeliveryState::failed, reason, now);
  } else {
    change.move(*delivery, DeliveryState::failed, reason, now);
    held = delivery;
  }
  open_task_for(change, *held, reason);
  follow(change, *held, reason);
  return std::move(change).finish();
}

events::Decision decide_courier_news(Fulfilment facts, const DeliveryId& id, const CourierNews& news, Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  Delivery* delivery = change.find(id);
  const auto to = state_of(news.step);
  if (delivery == nullptr || !leads_on(*delivery, to, news.at)) return {};
  // A courier who gives a parcel up before he came for it: what was to be sent is still here, and a person has to look.
  const bool failed_before = delivery->state == DeliveryState::failed;
  change.move(*delivery, to, news.reason, news.at);
  if (to == DeliveryState::failed) open_task_for(change, *delivery, news.reason);
  if (failed_before) end_task(change, *delivery);
  if (failed_before && to == DeliveryState::collected) change.leave(kLookUpDeliveryEffect, *delivery, kLookUpYoung);
  follow(change, *delivery, news.reason);
  return std::move(change).finish();
}

events::Decision decide_called_back(Fulfilment facts, const DeliveryId& id, CancelOutcome outcome, Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  Delivery* delivery = change.find(id);
  if (delivery == nullptr || delivery->state != DeliveryState::cancelling) return {};
  if (outcome == CancelOutcome::too_late) {
    // His next message, or the look-up that is asked for now, tells where it is; until then the cancellation waits.
    change.leave(kLookUpDeliveryEffect, *delivery);
    return std::move(change).finish();
  }
  change.move(*delivery, outcome == CancelOutcome::cancelled ? DeliveryState::cancelled : DeliveryState::returning, "", now);
  follow(change, *delivery, "");
  return std::move(change).finish();
}

Parcelled<DeliveryId> decide_ship(Fulfilment facts, const Ship& wanted, Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  const auto state = change.order().state;
  const bool may = state == OrderState::paid || state == OrderState::delivery_requested || state == OrderState::partially_shipped ||
                   state == OrderState::delivery_failed;
  if (!may || change.order().cancellation) return std::unexpected(ParcelRefusal::order_not_shippable);
  if (change.deliveries().size() >= kMostDeliveries) return std::unexpected(ParcelRefusal::too_many_parcels);

  const auto covered = [&](const std::vector<SkuQuantity>& left) {
    return std::ranges::all_of(wanted.lines, [&](const auto& line) {
      const auto found = std::ranges::find(left, line.sku, &SkuQuantity::sku);
      return line.quantity > 0 && found != left.end() && found->quantity >= line.quantity;
    });
  };
  if (wanted.lines.empty()) return std::unexpected(ParcelRefusal::pieces_not_available);
  if (covered(change.unsent())) {
    const auto& made = change.add({.lines = wanted.lines, .location = wanted.location}, true);
    const DeliveryId id = made.id;
    return std::pair(std::move(change).finish(), id);
  }
  // A parcel that the courier has not collected holds them: it is called back, then this one is asked for.
  for (const auto& [known, version] : change.deliveries()) {
    if (!is_here(known) || known.exchange_for || known.after) continue;
    auto left = change.unsent();
    for (const auto& line : lines_of(known, change.order())) {
      const auto found = std::ranges::find(left, line.sku, &SkuQuantity::sku);
      if (found == left.end()) left.push_back(line);
      else found->quantity += line.quantity;
    }
    if (!covered(left)) continue;
    Delivery& held = *change.find(known.id);
    const DeliveryId held_id = held.id;
    change.move(held, DeliveryState::cancelling, "sent in parts", now);
    change.leave(kCancelDeliveryEffect, held);
    const auto& made = change.add({.lines = wanted.lines, .location = wanted.location, .after = held_id}, false);
    const DeliveryId id = made.id;
    return std::pair(std::move(change).finish(), id);
  }
  return std::unexpected(ParcelRefusal::pieces_not_available);
}

Parcelled<OrderState> decide_cancel(Fulfilment facts, const std::optional<inventory::StoredReservation>& reservation, const Cancel& wanted,
                                    Time now, Random& random) {
  using enum OrderState;
  OrderChange change(std::move(facts), now, random);
  Order& order = change.order();
  const auto tell = [&](std::string_view type) {
    auto data = about(order);
    data.reason = wanted.reason;
    change.tell(type, data);
  };
  if (order.state == placed || order.state == payment_failed) {
    if (reservation && reservation->reservation.state == inventory::ReservationState::held) {
      inventory::release(change.decision, reservation->reservation, reservation->version, now);
    }
    change.become(cancelled);
    tell(event::kCancelled);
    return std::pair(std::move(change).finish(), cancelled);
  }
  const bool nothing_sent = order.state == paid || order.state == delivery_requested;
  const bool staff_may = !wanted.by.empty() && order.state == partially_shipped;
  if (order.cancellation || !(nothing_sent || staff_may)) return std::unexpected(ParcelRefusal::order_not_cancellable);
  order.cancellation = Cancellation{wanted.reason, wanted.by, now};
  change.touch();
  for (const auto& [known, version] : change.deliveries()) {
    Delivery& delivery = *change.find(known.id);
    if (delivery.exchange_for || !is_here(delivery)) continue;
    if (delivery.after) {
      change.move(delivery, DeliveryState::cancelled, wanted.reason, now);
      continue;
    }
    change.move(delivery, DeliveryState::cancelling, wanted.reason, now);
    change.leave(kCancelDeliveryEffect, delivery);
  }
  if (change.follow_parcels() && order.state == cancelling) tell(event::kCancelling);
  settle_cancellation(change);
  follow_order(change);
  const auto state = order.state;
  return std::pair(std::move(change).finish(), state);
}

Parcelled<DeliveryId> decide_reschedule(Fulfilment facts, const DeliveryId& id, const Reschedule& wanted, Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  Delivery* failed = change.find(id);
  if (failed == nullptr || failed->state != DeliveryState::failed) return std::unexpected(ParcelRefusal::delivery_not_failed);
  if (change.deliveries().size() >= kMostDeliveries) return std::unexpected(ParcelRefusal::too_many_parcels);
  change.move(*failed, DeliveryState::rescheduled, "", now);
  Delivery again{.lines = lines_of(*failed, change.order()),
                 .location = failed->location,
                 .address = wanted.address ? wanted.address : failed->address,
                 .deliver_on = wanted.deliver_on,
                 .redelivery_of = failed->id,
                 .exchange_for = failed->exchange_for};
  const auto task = failed->task;
  const auto& made = change.add(std::move(again), true);
  auto data = about(change.order(), made);
  data.task = task;
  change.tell(event::kDeliveryRescheduled, data);
  const DeliveryId made_id = made.id;
  return std::pair(std::move(change).finish(), made_id);
}

Parcelled<DeliveryId> decide_return_to_sender(Fulfilment facts, const DeliveryId& id, Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  Delivery* failed = change.find(id);
  if (failed == nullptr || failed->state != DeliveryState::failed) return std::unexpected(ParcelRefusal::delivery_not_failed);
  // A parcel that the courier never took is here already.
  const bool away = !failed->courier_reference.empty();
  change.move(*failed, away ? DeliveryState::returning : DeliveryState::returned, "", now);
  if (away) {
    change.leave(kCancelDeliveryEffect, *failed);
    change.leave(kLookUpDeliveryEffect, *failed, kLookUpYoung);
  }
  follow(change, *failed, "");
  return std::pair(std::move(change).finish(), id);
}

}  // namespace atelier::order_management
