// Items that were written more than once lately, as the committer knows them: a hot row is not read and
// decoded for every commit.
//
// The committer is the only writer, so what lies here is what is stored. Two generations: when the young one
// is full, the old one goes and the young one becomes old; what is used in the old one becomes young again.
// One thread.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "storage/store.h"

namespace atelier::storage::rocksdb_store {

class HotItems {
 public:
  // nullptr: not known here. Otherwise an item, or nullopt: it is known that there is none.
  const std::optional<Item>* find(const std::string& row);
  void store(const std::string& row, std::optional<Item> item, std::size_t bytes);
  void clear();

 private:
  struct Entry {
    std::optional<Item> item;
    std::size_t bytes = 0;
  };
  using Generation = std::unordered_map<std::string, Entry>;
  void make_room();

  // A generation's bounds: the stock of a big house's hot items, and little memory beside the block cache.
  static constexpr std::size_t kItems = 32'768;
  static constexpr std::size_t kBytes = 16u << 20;
  static constexpr std::size_t kLargestItem = 16u << 10;

  Generation young_;
  Generation old_;
  std::size_t young_bytes_ = 0;
};

}  // namespace atelier::storage::rocksdb_store
