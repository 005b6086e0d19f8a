#include "item_management/inventory/internal/stock_writes.h"

#include <algorithm>

#include "base/check.h"
#include "base/planted.h"

namespace atelier::item_management::inventory::internal {

storage::Add::Delta delta(std::string_view counter, std::int64_t by) {
  storage::Add::Delta made{.counter = std::string(counter), .by = by};
  if (by < 0 && !planted::kUnconditionalStockWrite) made.minimum = 0;
  return made;
}

void add(events::Decision& decision, storage::Key key, std::vector<storage::Add::Delta> deltas, bool create) {
  for (auto& write : decision.writes) {
    auto* present = std::get_if<storage::Add>(&write);
    if (present == nullptr || present->key != key) continue;
    present->create = present->create || create;
    for (auto& more : deltas) {
      const auto same = std::ranges::find(present->deltas, more.counter, &storage::Add::Delta::counter);
      if (same == present->deltas.end()) {
        present->deltas.push_back(std::move(more));
      } else {
        same->by += more.by;
        if (more.minimum) same->minimum = more.minimum;
      }
    }
    return;
  }
  decision.write(storage::Add{.key = std::move(key), .deltas = std::move(deltas), .create = create});
}

void record(events::Decision& decision, const Movement& movement) {
  decision.write(storage::Put{
      .key = movement_key(movement), .body = json::write(movement), .condition = storage::Absent{}});
}

std::vector<SkuQuantity> merged(std::span<const SkuQuantity> lines) {
  std::map<std::string, int> sums;
  for (const auto& line : lines) {
    CHECK(line.quantity > 0, "a line of stock has a quantity above 0");
    sums[line.sku] += line.quantity;
  }
  std::vector<SkuQuantity> result;
  for (const auto& [sku, quantity] : sums) result.push_back({sku, quantity});
  return result;
}

}  // namespace atelier::item_management::inventory::internal
