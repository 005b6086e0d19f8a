// What is offered while typing: items, categories and whole queries whose words begin with what was typed. Immutable once built.
//
// A sorted array of folded word starts a locale: "double-breasted cashmere coat" is found under "double", "breasted", "cashmere" and "coat". A look-up is a
// binary search and a short walk; nothing is allocated but the answer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shopping/snapshot.h"

namespace atelier::shopping {

class Suggestions {
 public:
  Suggestions(const Snapshot& snapshot, const std::string& locale);

  struct Found {
    std::vector<std::string> items;       // ids
    std::vector<std::string> categories;  // paths
    std::vector<std::string> queries;
  };
  // At most `most` of each.
  Found find(std::string_view typed, std::size_t most) const;

 private:
  enum class Kind : std::uint8_t { item, category };
  struct Entry {
    std::string start;  // folded, from this word to the end of the title
    Kind kind;
    std::uint32_t index;  // into names_
  };
  struct Name {
    std::string key;   // item's id, category's path
    std::string text;  // as it is written
  };
  void add(Kind kind, std::string key, std::string_view text);

  std::vector<Name> names_;
  std::vector<Entry> entries_;  // sorted by start
};

}  // namespace atelier::shopping
