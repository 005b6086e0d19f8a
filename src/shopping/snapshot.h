// The catalogue as customers see it at one moment: immutable, shared by all readers.
//
// A snapshot is a vector of pointers to documents, one an item; the next snapshot shares all documents that did not change. Stock is
// kept as levels, so a sale that changes no level changes nothing here.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "item_management/item.h"
#include "shopping/words.h"

namespace atelier::shopping {

enum class Level : std::uint8_t { none, low, in_stock };
// none at 0, low at 3 or fewer: "last pieces" is said for what a shop window would say it.
Level level_of(std::int64_t available);

struct VariantStock {
  std::array<Level, 2> regions{};                       // by region_index()
  std::vector<std::pair<std::string, Level>> shops;     // by location code, those with any
};
std::size_t region_index(Region region);

// What listings compare of an item's variants, made once a document: a listing looks at thousands of items.
struct ItemChoices {
  static constexpr std::uint16_t kNone = 0xFFFF;
  struct Choice {
    std::uint16_t size = kNone;  // index into sizes, colours
    std::uint16_t colour = kNone;
  };
  std::vector<std::string_view> sizes;    // each once; they view the item's own text
  std::vector<std::string_view> colours;
  std::vector<Choice> choices;            // in the order of the item's variants
  bool one_price = true;                  // no variant has a price of its own
};
ItemChoices choices_of(const item_management::Item& item);

struct ItemDoc {
  std::shared_ptr<const item_management::Item> item;
  std::vector<VariantStock> stock;  // in the order of the item's variants
  std::uint64_t version = 0;        // another number for every change that can be seen
  ItemChoices choices;              // of `item`
};
using DocPointer = std::shared_ptr<const ItemDoc>;

struct Snapshot {
  std::uint64_t version = 0;        // of anything
  std::uint64_t words_version = 0;  // of the vocabulary
  std::shared_ptr<const Words> words = std::make_shared<Words>();
  std::vector<DocPointer> docs;     // active items, by id (which is the order they were made in)
  std::shared_ptr<const std::unordered_map<std::string, std::string>> ids_by_handle;  // active items

  // nullptr: there is none that customers may see.
  DocPointer find(std::string_view id_or_handle) const;
  DocPointer find_id(std::string_view id) const;
};

}  // namespace atelier::shopping
