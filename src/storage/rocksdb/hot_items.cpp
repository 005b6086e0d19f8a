#include "storage/rocksdb/hot_items.h"

#include <utility>

namespace atelier::storage::rocksdb_store {

const std::optional<Item>* HotItems::find(const std::string& row) {
  if (const auto at = young_.find(row); at != young_.end()) return &at->second.item;
  const auto at = old_.find(row);
  if (at == old_.end()) return nullptr;
  auto node = old_.extract(at);
  young_bytes_ += node.mapped().bytes;
  const auto inserted = young_.insert(std::move(node));
  return &inserted.position->second.item;
}

void HotItems::store(const std::string& row, std::optional<Item> item, std::size_t bytes) {
  const bool keep =
      item.has_value() && bytes <= kLargestItem && (item->version > 1 || !item->counters.empty());
  if (const auto at = young_.find(row); at != young_.end()) {
    young_bytes_ -= at->second.bytes;
    if (keep) {
      young_bytes_ += bytes;
      at->second = {std::move(item), bytes};
    } else {
      young_.erase(at);
    }
    return;
  }
  old_.erase(row);
  if (!keep) return;
  make_room();
  young_bytes_ += bytes;
  young_.insert_or_assign(row, Entry{std::move(item), bytes});
}

void HotItems::make_room() {
  if (young_.size() < kItems && young_bytes_ < kBytes) return;
  old_ = std::exchange(young_, {});
  young_bytes_ = 0;
}

void HotItems::clear() {
  young_.clear();
  old_.clear();
  young_bytes_ = 0;
}

}  // namespace atelier::storage::rocksdb_store
