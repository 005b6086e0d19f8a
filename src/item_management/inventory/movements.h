// Stock that comes, goes and is counted again: receipts, corrections, transfers, returns, opening balances.
//
// Each adds a movement to the ledger and changes the counters in the same commit. What would take a counter
// below 0 conflicts at the commit. A warehouse's change also changes what its region may sell; a shop has
// counters of its own (inventory.h).
#pragma once

#include <optional>
#include <string>

#include "item_management/inventory/inventory.h"

namespace atelier::item_management::inventory {

enum class PlaceKind { warehouse, shop };
BOOST_DESCRIBE_ENUM(PlaceKind, warehouse, shop)

struct Place {
  std::string code;  // "warehouse-lyon"
  PlaceKind kind = PlaceKind::warehouse;
  Region region = Region::europe;
};

// Who and why, kept with the movement.
struct Note {
  std::string reason;
  std::string reference;
  std::string by;
};

// A business outcome of the request itself; what the counters forbid shows at the commit.
enum class MovementRefusal {
  quantity_not_positive,  // receipts, transfers and returns move at least one piece
  quantity_zero,          // a correction changes something
  quantity_too_large,     // above kMaxMovementQuantity
  quantity_negative,      // nobody counts fewer than no pieces
  same_place,             // a transfer goes somewhere else
};
BOOST_DESCRIBE_ENUM(MovementRefusal, quantity_not_positive, quantity_zero, quantity_too_large,
                    quantity_negative, same_place)

// A typing error must not fill a warehouse: the contract's bound.
inline constexpr int kMaxMovementQuantity = 100'000;

using MovementOutcome = std::expected<Movement, MovementRefusal>;

// Goods arrive: on_hand and available go up. SKUs that have no counters yet get them.
MovementOutcome decide_receipt(events::Decision& decision, const Place& place, const SkuQuantity& goods,
                               const Note& note, Time now, Random& random);
// There are more or fewer pieces than the counters say: `by_quantity` is signed. What is reserved cannot be
// corrected away (the commit conflicts).
MovementOutcome decide_correction(events::Decision& decision, const Place& place, std::string_view sku,
                                  int by_quantity, const Note& note, Time now, Random& random);
// Somebody counted the pieces that lie at a place; `on_hand` is what the counters said when that was read. The
// movement is the difference, and is written where there is none, too: that it was counted is worth knowing.
// What leaves between the read and the commit leaves from what was counted, so the difference stays right.
MovementOutcome decide_count(events::Decision& decision, const Place& place, std::string_view sku, int counted,
                             std::int64_t on_hand, const Note& note, Time now, Random& random);
// A customer brings pieces back to a place: available again.
MovementOutcome decide_return(events::Decision& decision, const Place& place, const SkuQuantity& goods,
                              const Note& note, Time now, Random& random);
// A customer brings pieces back that cannot be sold again: counted as damaged at the place, not on hand.
MovementOutcome decide_damaged_return(events::Decision& decision, const Place& place, const SkuQuantity& goods,
                                      const Note& note, Time now, Random& random);

struct Transfer {
  Place from;
  Place to;
  SkuQuantity goods;
};
// Within a region: out and in, in one commit. Between regions in two steps, because no record is written by
// two regions: out now, and an effect "stock.receive_transfer" that the other region's relay does
// (receive_transfer in transfers.h). Gives the movement out.
MovementOutcome decide_transfer(events::Decision& decision, const Transfer& transfer, const Note& note,
                                Time now, Random& random);

// The second step of a transfer between regions, and what its effect carries.
struct TransferIn {
  MovementId id;  // made by the first step, so that a repeat finds it
  std::string sku;
  std::string location;
  PlaceKind kind = PlaceKind::warehouse;
  Region region = Region::europe;
  int quantity = 0;
  std::string reason;
  std::string reference;
};
BOOST_DESCRIBE_STRUCT(TransferIn, (), (id, sku, location, kind, region, quantity, reason, reference))
// Conflicts where it was done before (the movement is there).
void decide_transfer_in(events::Decision& decision, const TransferIn& transfer, Time now);

// The balance a SKU begins with at a place, given by an import. Its movement's id follows from SKU and place,
// so it is taken in once, ever: the second time the commit conflicts. Sorts before every other movement.
Movement opening_balance(const Place& place, const SkuQuantity& goods, const Note& note, Time now);
void decide_opening_balance(events::Decision& decision, const Place& place, const SkuQuantity& goods,
                            const Note& note, Time now);

}  // namespace atelier::item_management::inventory
