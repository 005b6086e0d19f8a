#include "item_management/inventory/check_stock.h"

#include "item_management/inventory/internal/stock_writes.h"

namespace atelier::item_management::inventory {
namespace {

struct Sums {
  std::int64_t on_hand = 0;
  std::int64_t reserved = 0;
  std::int64_t damaged = 0;
};
// By (SKU, sort key of the counters).
using Ledger = std::map<std::pair<std::string, std::string>, Sums>;

// Calls `each` for every item of the table; its Error ends the scan.
template <class Each>
Task<Result<void>> for_each(storage::Store& store, storage::Table table, Each each) {
  storage::Scan scan{.table = table, .cursor = ""};
  for (;;) {
    auto page = co_await store.scan(scan);
    if (!page) co_return fail(page);
    for (const auto& item : page->items) {
      Result<void> read = each(item);
      if (!read) co_return read;
    }
    if (!page->next) co_return Result<void>{};
    scan.cursor = *page->next;
  }
}

Result<void> take_movement(const storage::Item& item, const std::map<std::string, Place>& places,
                           Ledger& ledger) {
  const auto movement = json::read_record<Movement>(item.body, "movement " + item.key.sort);
  if (!movement) return fail(movement);
  if (movement->location.starts_with("region/")) {
    ledger[{movement->sku, movement->location}].on_hand += movement->quantity;
    return {};
  }
  if (movement->kind == MovementKind::damaged_return) {
    ledger[{movement->sku, "location/" + movement->location}].damaged += movement->quantity;
    return {};
  }
  ledger[{movement->sku, "location/" + movement->location}].on_hand += movement->quantity;
  const auto place = places.find(movement->location);
  if (place != places.end() && place->second.kind == PlaceKind::warehouse) {
    ledger[{movement->sku, "region/" + std::string(to_string(place->second.region))}].on_hand +=
        movement->quantity;
  }
  return {};
}

Result<void> take_reservation(const storage::Item& item, Ledger& ledger, StockCheck& check) {
  const auto reservation = json::read_record<Reservation>(item.body, "reservation " + item.key.partition);
  if (!reservation) return fail(reservation);
  if (reservation->state != ReservationState::held) return {};
  ++check.reservations;
  for (const auto& line : reservation->lines) {
    ledger[{line.sku, "region/" + std::string(to_string(reservation->region))}].reserved += line.quantity;
  }
  return {};
}

void compare(StockCheck& check, const std::string& sku, const std::string& place, std::string_view counter,
             std::int64_t is, std::int64_t ought) {
  if (is == ought) return;
  if (++check.faults_total <= kMaxStockFaults)
    check.faults.push_back({sku, place, std::string(counter), is, ought});
}

// Compares one item's counters and strikes its place off the ledger.
void compare_counters(const storage::Item& item, const std::map<std::string, Place>& places, Ledger& ledger,
                      StockCheck& check) {
  Sums ought;
  if (const auto found = ledger.find({item.key.partition, item.key.sort}); found != ledger.end()) {
    ought = found->second;
    ledger.erase(found);
  }
  const auto& sku = item.key.partition;
  const auto& place = item.key.sort;
  compare(check, sku, place, internal::kOnHand, item.counter(internal::kOnHand), ought.on_hand);
  compare(check, sku, place, internal::kReserved, item.counter(internal::kReserved), ought.reserved);
  compare(check, sku, place, internal::kDamaged, item.counter(internal::kDamaged), ought.damaged);
  constexpr std::string_view location = "location/";
  if (place.starts_with(location)) {
    const auto known = places.find(place.substr(location.size()));
    if (known != places.end() && known->second.kind == PlaceKind::warehouse)
      return;  // its region has the available ones
  }
  compare(check, sku, place, internal::kAvailable, item.counter(internal::kAvailable),
          ought.on_hand - ought.reserved);
}

}  // namespace

Task<Result<StockCheck>> check_stock(storage::Store& store, std::map<std::string, Place> places) {
  StockCheck check;
  Ledger ledger;
  auto done = co_await for_each(store, storage::kMovements, [&](const storage::Item& item) {
    ++check.movements;
    return take_movement(item, places, ledger);
  });
  if (!done) co_return fail(done);
  done = co_await for_each(store, storage::kReservations,
                           [&](const storage::Item& item) { return take_reservation(item, ledger, check); });
  if (!done) co_return fail(done);
  done = co_await for_each(store, storage::kStock, [&](const storage::Item& item) -> Result<void> {
    ++check.counters;
    compare_counters(item, places, ledger, check);
    return {};
  });
  if (!done) co_return fail(done);
  for (const auto& [key, ought] : ledger) {  // movements without counters
    compare(check, key.first, key.second, internal::kOnHand, 0, ought.on_hand);
    compare(check, key.first, key.second, internal::kReserved, 0, ought.reserved);
    compare(check, key.first, key.second, internal::kDamaged, 0, ought.damaged);
  }
  co_return check;
}

}  // namespace atelier::item_management::inventory
