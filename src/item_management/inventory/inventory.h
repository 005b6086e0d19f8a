// Inventory: the only writer of stock.
//
// Stock lies in escrow per region (design: no item is written by two regions): online orders take from the
// counters of (SKU, region), which are the sum of that region's warehouses; a shop sells its own counters of
// (SKU, location). The ledger of movements is the truth, the counters are derived from it and changed in the
// same commit.
//
// A reservation takes a whole basket at once and expires. All functions here are pure: they add operations to
// a decision of the caller, who commits it; where a bounded add does not hold, the commit conflicts and the
// caller asks availability() which SKU it was.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/task.h"
#include "events/decision.h"
#include "json/json.h"
#include "storage/tables.h"

namespace atelier::item_management::inventory {

struct SkuQuantity {
  std::string sku;
  int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(SkuQuantity, (), (sku, quantity))

// Keys of counters in storage::kStock: partition = SKU; sort = "region/eu" or "location/shop-paris".
// Counters: "available" (>= 0 always), "reserved" (>= 0; regions only), "on_hand" (>= 0: available +
// reserved), "damaged" (locations: came back and cannot be sold; not in on_hand). A warehouse's location has on_hand only: what was received there, less what was corrected and
// transferred away; what online orders take, they take from the region.
storage::Key region_stock_key(std::string_view sku, Region region);
storage::Key location_stock_key(std::string_view sku, std::string_view location);

enum class ReservationState { held, consumed, released };
BOOST_DESCRIBE_ENUM(ReservationState, held, consumed, released)

struct Reservation {
  ReservationId id;
  std::string order;  // whose it is
  Region region = Region::europe;
  std::vector<SkuQuantity> lines;  // one per SKU
  ReservationState state = ReservationState::held;
  Time expires_at{};
};
BOOST_DESCRIBE_STRUCT(Reservation, (), (id, order, region, lines, state, expires_at))

storage::Key reservation_key(const ReservationId& id);
// nullopt: there is none of that id.
struct StoredReservation {
  Reservation reservation;
  std::uint64_t version = 0;
};
Task<Result<std::optional<StoredReservation>>> read_reservation(storage::Store& store, ReservationId id);

// Takes all lines from available into reserved, or conflicts. Adds the reservation's record and a delayed
// effect "stock.expire_reservation" (expiry.h has what the relay calls). The delay counts from the moment in
// the reservation's id. At most kMaxOperations - 2 lines less what the decision has otherwise; the same SKU
// twice is added up.
void reserve(events::Decision& decision, const Reservation& reservation);
// Held → consumed: the goods leave (reserved and on_hand go down), with ledger movements. `version`: the
// record's, as read.
void consume(events::Decision& decision, const Reservation& reservation, std::uint64_t version, Time now,
             Random& random);
// Held → released: back into available.
void release(events::Decision& decision, const Reservation& reservation, std::uint64_t version, Time now);

// Takes pieces that nobody reserved, at once (a payment that came after its reservation was given back), or
// conflicts.
struct DirectSale {
  Region region = Region::europe;
  std::vector<SkuQuantity> lines;
  std::string reference;  // the order
};
void take_now(events::Decision& decision, const DirectSale& sale, Time now, Random& random);

// Pieces that were sold come back into the region's escrow unopened: an order that was cancelled before it was sent, a parcel that nobody
// took. `reason` stands in the movement.
void put_back(events::Decision& decision, const DirectSale& sale, std::string_view reason, Time now, Random& random);

// A shop sells from its shelf: location counters go down with a movement, or the commit conflicts.
void sell_from_shelf(events::Decision& decision, std::string_view location,
                     std::span<const SkuQuantity> lines, std::string_view reference, Region region, Time now,
                     Random& random);

enum class MovementKind { receipt, sale, correction, transfer_out, transfer_in, customer_return, count, damaged_return };
BOOST_DESCRIBE_ENUM(MovementKind, receipt, sale, correction, transfer_out, transfer_in, customer_return, count,
                    damaged_return)

struct Movement {
  MovementId id;
  std::string sku;
  std::string location;  // "warehouse-lyon", or "region/eu" where an order took it from the region's escrow
  MovementKind kind = MovementKind::receipt;
  // Signed: what on_hand changed by; 0 where a count found what was expected. Of a damaged_return what `damaged` changed by.
  int quantity = 0;
  std::string reason;
  std::string reference;  // order, sale, delivery note, import
  Time at{};
  std::string by;  // who: a staff id, or "" for the house itself
};
BOOST_DESCRIBE_STRUCT(Movement, (), (id, sku, location, kind, quantity, reason, reference, at, by))
// In storage::kMovements: partition = SKU, sort = the movement's id, so a SKU's movements lie in the order of
// time.
storage::Key movement_key(const Movement& movement);

// Available per SKU in a region, or at a location; 0 where nothing is known.
Task<Result<std::map<std::string, std::int64_t>>> available_in_region(storage::Store& store, Region region,
                                                                      std::vector<std::string> skus);
Task<Result<std::map<std::string, std::int64_t>>> available_at(storage::Store& store, std::string location,
                                                               std::vector<std::string> skus);

}  // namespace atelier::item_management::inventory
