// Items as they were last committed, decoded: for readers, and for the committer, who looks at every row before it writes.
//
// The committer is the only writer of the store, so what it says after a commit is what is stored. A reader who misses reads from the
// engine and offers what it found; its offer is dropped where a commit came in between, so an old item never stays. Two generations a part:
// when the young one is full the old one goes; what is used in the old one becomes young again.
//
// Any thread; parts have locks of their own, held for one look-up.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "storage/store.h"

namespace atelier::storage::rocksdb_store {

class ItemCache {
 public:
  using Shared = std::shared_ptr<const Item>;

  // `bytes`: of rows and items together, about.
  explicit ItemCache(std::size_t bytes) : generation_bytes_(bytes / kParts / 2) {}

  struct Found {
    Shared item;              // nullptr: not known here
    std::uint64_t stamp = 0;  // for offer()
  };
  // May have expired: the caller looks.
  Found find(const std::string& row);

  // What a reader found in the engine after find() gave it `stamp`.
  void offer(const std::string& row, Shared item, std::uint64_t stamp);

  // The committer's, after the write and before its answer. nullptr: it was deleted.
  void store(const std::string& row, Shared item);

  // The engine was opened anew, or a write failed half-way: nothing is known.
  void clear();

 private:
  struct Entry {
    Shared item;
    std::size_t bytes = 0;
  };
  using Generation = std::unordered_map<std::string, Entry>;
  struct alignas(64) Part {
    std::mutex mutex;
    std::uint64_t stamp = 0;  // one more at each commit and clear()
    Generation young;
    Generation old;
    std::size_t young_bytes = 0;
  };

  static constexpr std::size_t kParts = 64;
  static constexpr std::size_t kLargestItem = 64u << 10;  // an item with all its texts has some 20 KB

  Part& part_of(const std::string& row) { return parts_[std::hash<std::string>{}(row) % kParts]; }
  void keep(Part& part, const std::string& row, Shared item);

  const std::size_t generation_bytes_;
  std::array<Part, kParts> parts_;
};

}  // namespace atelier::storage::rocksdb_store
