// What is offered while typing: items, categories and whole queries whose words begin with what was typed. Immutable once built.
//
// A sorted array of folded word starts a locale: "double-breasted cashmere coat" is found under "double", "breasted", "cashmere" and "coat".
// A look-up is a binary search and a short walk; nothing is allocated but the answer. An edit copies the array without sorting it again: the
// names are shared with the one before.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shopping/snapshot.h"

namespace atelier::shopping {

class Suggestions {
 public:
  Suggestions(const Snapshot& snapshot, const std::string& locale);
  // The same as from the snapshot alone, where only items of these ids came, went or changed since `before`. Categories are looked at anew.
  Suggestions(const Suggestions& before, const std::vector<std::string>& changed, const Snapshot& snapshot, const std::string& locale);

  struct Found {
    std::vector<std::string> items;       // ids
    std::vector<std::string> categories;  // paths
    std::vector<std::string> queries;
  };
  // At most `most` of each.
  Found find(std::string_view typed, std::size_t most) const;

 private:
  struct Name {
    bool is_item = false;
    std::uint32_t position = 0;  // of categories, in their order
    std::string key;             // item's id, category's path
    std::string folded;
  };
  using NamePointer = std::shared_ptr<const Name>;
  struct Entry {
    const Name* name = nullptr;  // of names_
    std::uint32_t from = 0;      // byte of its text where a word begins
    std::string_view start() const { return std::string_view(name->folded).substr(from); }
  };
  static bool comes_before(const Entry& a, const Entry& b);
  void add_categories(const Words& words, const std::string& locale);
  static void add_entries(const Name& name, std::vector<Entry>& entries);

  std::vector<NamePointer> names_;
  std::vector<Entry> entries_;  // sorted by start
};

}  // namespace atelier::shopping
