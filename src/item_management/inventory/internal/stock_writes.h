// The operations that stock functions have in common. A commit has one operation per key, so what falls on a
// key that the decision already adds to is merged into that Add.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/decision.h"
#include "item_management/inventory/inventory.h"

namespace atelier::item_management::inventory::internal {

inline constexpr std::string_view kAvailable = "available";
inline constexpr std::string_view kReserved = "reserved";
inline constexpr std::string_view kOnHand = "on_hand";
inline constexpr std::string_view kDamaged = "damaged";

// A delta that must not take the counter below 0; one that raises it needs no bound.
storage::Add::Delta delta(std::string_view counter, std::int64_t by);

// Adds to a counter item, in the decision's Add of that key where there is one. `create`: the item may be
// new.
void add(events::Decision& decision, storage::Key key, std::vector<storage::Add::Delta> deltas, bool create);

// Puts a movement into the ledger; its id must be new.
void record(events::Decision& decision, const Movement& movement);

// One entry a SKU, in order of SKU, quantities added up. CHECKs that each is > 0.
std::vector<SkuQuantity> merged(std::span<const SkuQuantity> lines);

}  // namespace atelier::item_management::inventory::internal
