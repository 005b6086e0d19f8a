#include "storage/rocksdb/item_cache.h"

#include <utility>

#include "storage/rules.h"

namespace atelier::storage::rocksdb_store {

ItemCache::Found ItemCache::find(const std::string& row) {
  Part& part = part_of(row);
  std::lock_guard lock(part.mutex);
  if (const auto at = part.young.find(row); at != part.young.end()) return {at->second.item, part.stamp};
  const auto at = part.old.find(row);
  if (at == part.old.end()) return {nullptr, part.stamp};
  auto node = part.old.extract(at);
  part.young_bytes += node.mapped().bytes;
  const auto inserted = part.young.insert(std::move(node));
  return {inserted.position->second.item, part.stamp};
}

void ItemCache::offer(const std::string& row, Shared item, std::uint64_t stamp) {
  Part& part = part_of(row);
  std::lock_guard lock(part.mutex);
  if (part.stamp == stamp) keep(part, row, std::move(item));
}

void ItemCache::store(const std::string& row, Shared item) {
  Part& part = part_of(row);
  std::lock_guard lock(part.mutex);
  ++part.stamp;
  keep(part, row, std::move(item));
}

void ItemCache::keep(Part& part, const std::string& row, Shared item) {
  const std::size_t bytes = item ? row.size() + size_of(*item) : 0;
  const bool wanted = item && bytes <= kLargestItem;
  part.old.erase(row);
  if (const auto at = part.young.find(row); at != part.young.end()) {
    part.young_bytes -= at->second.bytes;
    if (!wanted) {
      part.young.erase(at);
      return;
    }
    part.young_bytes += bytes;
    at->second = {std::move(item), bytes};
    return;
  }
  if (!wanted) return;
  if (part.young_bytes + bytes > generation_bytes_) {
    part.old = std::exchange(part.young, {});
    part.young_bytes = 0;
  }
  part.young_bytes += bytes;
  part.young.emplace(row, Entry{std::move(item), bytes});
}

void ItemCache::clear() {
  for (auto& part : parts_) {
    std::lock_guard lock(part.mutex);
    ++part.stamp;
    part.young.clear();
    part.old.clear();
    part.young_bytes = 0;
  }
}

}  // namespace atelier::storage::rocksdb_store
