#include "item_management/inventory/inventory.h"

#include "item_management/inventory/internal/stock_writes.h"

namespace atelier::item_management::inventory {
namespace {

using internal::delta;
using internal::kAvailable;
using internal::kOnHand;
using internal::kReserved;

// Records that are settled are kept for questions, then forgotten: a reservation has no say after it was
// consumed or released.
constexpr auto kSettledKept = std::chrono::hours(24 * 30);

// The moment in an id's ULID: its first ten characters, Crockford's base32.
Time made_at(const ReservationId& id) {
  constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const std::string_view body =
      std::string_view(id.text()).substr(std::string_view(ReservationTag::prefix).size() + 2, 10);
  std::int64_t ms = 0;
  for (const char c : body) ms = ms * 32 + static_cast<std::int64_t>(digits.find(c));
  return from_unix_ms(ms);
}

void settle(events::Decision& decision, Reservation reservation, ReservationState state,
            std::uint64_t version, Time now) {
  reservation.state = state;
  decision.write(storage::Put{.key = reservation_key(reservation.id),
                              .body = json::write(reservation),
                              .expires_at = now + kSettledKept,
                              .condition = storage::VersionIs{version}});
}

Task<Result<std::map<std::string, std::int64_t>>> available(storage::Store& store,
                                                            std::vector<storage::Key> keys) {
  std::map<std::string, std::int64_t> found;
  for (auto& key : keys) {
    auto& value = found[key.partition];
    const auto item = co_await store.get(std::move(key));
    if (!item) co_return fail(item);
    if (*item) value = (*item)->counter(kAvailable);
  }
  co_return found;
}

}  // namespace

storage::Key region_stock_key(std::string_view sku, Region region) {
  return {storage::kStock, std::string(sku), "region/" + std::string(to_string(region))};
}

storage::Key location_stock_key(std::string_view sku, std::string_view location) {
  return {storage::kStock, std::string(sku), "location/" + std::string(location)};
}

storage::Key movement_key(const Movement& movement) {
  return {storage::kMovements, movement.sku, movement.id.text()};
}

storage::Key reservation_key(const ReservationId& id) {
  return {storage::kReservations, id.text(), ""};
}

Task<Result<std::optional<StoredReservation>>> read_reservation(storage::Store& store, ReservationId id) {
  const auto item = co_await store.get(reservation_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return std::optional<StoredReservation>();
  auto reservation = json::read_record<Reservation>((*item)->body, "reservation " + id.text());
  if (!reservation) co_return fail(reservation);
  co_return StoredReservation{std::move(*reservation), (*item)->version};
}

void reserve(events::Decision& decision, const Reservation& reservation) {
  CHECK(reservation.state == ReservationState::held, "a reservation begins held");
  for (const auto& line : internal::merged(reservation.lines)) {
    internal::add(decision, region_stock_key(line.sku, reservation.region),
                  {delta(kAvailable, -line.quantity), delta(kReserved, line.quantity)}, false);
  }
  decision.write(storage::Put{.key = reservation_key(reservation.id),
                              .body = json::write(reservation),
                              .condition = storage::Absent{}});
  decision.effects.push_back(
      {.kind = "stock.expire_reservation",
       .key = reservation.id.text(),
       .data = "{\"reservation\":\"" + reservation.id.text() + "\"}",
       .delay = std::max(reservation.expires_at - made_at(reservation.id), Milliseconds{0})});
}

namespace {
// Pieces leave the region's escrow: out of `counter` (reserved, or available) and on_hand.
void leave_region(events::Decision& decision, std::string_view counter, const DirectSale& sale, Time now,
                  Random& random) {
  for (const auto& line : internal::merged(sale.lines)) {
    internal::add(decision, region_stock_key(line.sku, sale.region),
                  {delta(counter, -line.quantity), delta(kOnHand, -line.quantity)}, false);
    internal::record(decision, {.id = MovementId::make(sale.region, now, random),
                                .sku = line.sku,
                                .location = "region/" + std::string(to_string(sale.region)),
                                .kind = MovementKind::sale,
                                .quantity = -line.quantity,
                                .reason = "online order",
                                .reference = sale.reference,
                                .at = now});
  }
}
}  // namespace

void consume(events::Decision& decision, const Reservation& reservation, std::uint64_t version, Time now,
             Random& random) {
  settle(decision, reservation, ReservationState::consumed, version, now);
  leave_region(decision, kReserved, {reservation.region, reservation.lines, reservation.order}, now, random);
}

void take_now(events::Decision& decision, const DirectSale& sale, Time now, Random& random) {
  leave_region(decision, kAvailable, sale, now, random);
}

void put_back(events::Decision& decision, const DirectSale& sale, std::string_view reason, Time now, Random& random) {
  for (const auto& line : internal::merged(sale.lines)) {
    internal::add(decision, region_stock_key(line.sku, sale.region),
                  {delta(kAvailable, line.quantity), delta(kOnHand, line.quantity)}, true);
    internal::record(decision, {.id = MovementId::make(sale.region, now, random),
                                .sku = line.sku,
                                .location = "region/" + std::string(to_string(sale.region)),
                                .kind = MovementKind::customer_return,
                                .quantity = line.quantity,
                                .reason = std::string(reason),
                                .reference = sale.reference,
                                .at = now});
  }
}

void release(events::Decision& decision, const Reservation& reservation, std::uint64_t version, Time now) {
  settle(decision, reservation, ReservationState::released, version, now);
  for (const auto& line : internal::merged(reservation.lines)) {
    internal::add(decision, region_stock_key(line.sku, reservation.region),
                  {delta(kReserved, -line.quantity), delta(kAvailable, line.quantity)}, false);
  }
}

void sell_from_shelf(events::Decision& decision, std::string_view location,
                     std::span<const SkuQuantity> lines, std::string_view reference, Region region, Time now,
                     Random& random) {
  for (const auto& line : internal::merged(lines)) {
    internal::add(decision, location_stock_key(line.sku, location),
                  {delta(kAvailable, -line.quantity), delta(kOnHand, -line.quantity)}, false);
    internal::record(decision, {.id = MovementId::make(region, now, random),
                                .sku = line.sku,
                                .location = std::string(location),
                                .kind = MovementKind::sale,
                                .quantity = -line.quantity,
                                .reason = "till sale",
                                .reference = std::string(reference),
                                .at = now});
  }
}

Task<Result<std::map<std::string, std::int64_t>>> available_in_region(storage::Store& store, Region region,
                                                                      std::vector<std::string> skus) {
  std::vector<storage::Key> keys;
  for (const auto& sku : skus) keys.push_back(region_stock_key(sku, region));
  return available(store, std::move(keys));
}

Task<Result<std::map<std::string, std::int64_t>>> available_at(storage::Store& store, std::string location,
                                                               std::vector<std::string> skus) {
  std::vector<storage::Key> keys;
  for (const auto& sku : skus) keys.push_back(location_stock_key(sku, location));
  return available(store, std::move(keys));
}

}  // namespace atelier::item_management::inventory
