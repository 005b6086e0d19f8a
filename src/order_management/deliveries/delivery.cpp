#include "order_management/deliveries/delivery.h"

#include <algorithm>

namespace atelier::order_management {
namespace {

using enum DeliveryState;
using integration::CourierStep;

constexpr DeliveryTransition kTransitions[] = {
    {planned, requested},
    {planned, cancelling},
    {planned, cancelled},  // the courier was never asked
    {planned, failed},     // the courier refuses the address
    {requested, collected},
    {requested, delivered},  // the message of the collection was lost or is late
    {requested, failed},
    {requested, cancelling},
    {collected, delivered},
    {collected, failed},
    {collected, returning},
    {collected, returned},
    {failed, collected},  // the courier tries again by himself
    {failed, delivered},
    {failed, rescheduled},
    {failed, returning},
    {failed, returned},
    {rescheduled, failed},  // the courier refuses the new date
    {cancelling, cancelled},
    {cancelling, collected},  // too late: he was there before
    {cancelling, delivered},
    {cancelling, failed},
    {cancelling, returning},
    {returning, returned},
    {returning, delivered},  // the customer was met after all
};

// Records before 2026-11-23 said how far the courier was, and whether he was asked at all.
DeliveryState state_of(std::optional<bool> requested, CourierStep step) {
  if (!requested.value_or(false)) return planned;
  switch (step) {
    case CourierStep::requested: return DeliveryState::requested;
    case CourierStep::collected:
    case CourierStep::in_transit: return collected;
    case CourierStep::delivered: return delivered;
    case CourierStep::failed: return failed;
    case CourierStep::cancelled: return cancelled;
    case CourierStep::returning: return returning;
    case CourierStep::returned: return returned;
  }
  return DeliveryState::requested;
}

void migrate(Delivery& delivery) {
  if (!delivery.step) return;
  delivery.state = state_of(delivery.requested, *delivery.step);
  for (auto& step : delivery.history) {
    if (step.step) step.state = state_of(true, *step.step);
    step.step.reset();
  }
  delivery.requested.reset();
  delivery.step.reset();
}

}  // namespace

std::span<const DeliveryTransition> delivery_transitions() { return kTransitions; }

bool may_become(DeliveryState from, DeliveryState to) {
  return std::ranges::any_of(kTransitions, [&](const auto& t) { return t.from == from && t.to == to; });
}

Task<Result<StoredDelivery>> read_delivery(storage::Store& store, DeliveryId id) {
  auto item = co_await store.get(delivery_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::not_found, "delivery_not_found", "there is no delivery " + id.text());
  auto delivery = json::read_record<Delivery>((*item)->body, "delivery " + id.text());
  if (!delivery) co_return fail(delivery);
  migrate(*delivery);
  co_return StoredDelivery{std::move(*delivery), (*item)->version};
}

}  // namespace atelier::order_management
