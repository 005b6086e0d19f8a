// What an edit of the vocabulary means for the search: which words are called otherwise, and which items were indexed by them. Pure.
//
// An edit of one colour must not index a million items again in seven languages: only those that have it.
#pragma once

#include <set>
#include <string>

#include "item_management/item.h"
#include "shopping/words.h"

namespace atelier::shopping {

class Renamed {
 public:
  Renamed() = default;  // nothing
  Renamed(const Words& before, const Words& now);

  // Names, order or number of categories: suggestions offer them.
  bool categories() const { return categories_differ_; }
  // False: no item was indexed by a word that is called otherwise now. (Swatches, positions and stories are not searched.)
  bool any_of_items() const { return !category_names_.empty() || !colours_.empty() || !materials_.empty(); }
  // Was this one?
  bool touches(const item_management::Item& item) const;

 private:
  using Codes = std::set<std::string, std::less<>>;
  Codes category_names_, colours_, materials_;
  bool categories_differ_ = false;
};

}  // namespace atelier::shopping
