#include "shopping/search/renamed.h"

#include <algorithm>

namespace atelier::shopping {
namespace {

// Codes that came, went or have other names.
template <class Map, class Codes>
void note_differences(const Map& before, const Map& now, Codes& codes) {
  for (const auto& [code, word] : before) {
    const auto found = now.find(code);
    if (found == now.end() || found->second.names != word.names) codes.insert(code);
  }
  for (const auto& [code, word] : now) {
    if (!before.contains(code)) codes.insert(code);
  }
}

}  // namespace

Renamed::Renamed(const Words& before, const Words& now) {
  note_differences(before.all_categories(), now.all_categories(), category_names_);
  note_differences(before.all_colours(), now.all_colours(), colours_);
  note_differences(before.all_materials(), now.all_materials(), materials_);
  categories_differ_ = !std::ranges::equal(before.categories(), now.categories(), [](const CategoryWord& a, const CategoryWord& b) {
    return a.path == b.path && a.names == b.names;
  });
}

bool Renamed::touches(const item_management::Item& item) const {
  if (!materials_.empty() && materials_.contains(item.cloth)) return true;
  if (!category_names_.empty()) {
    // An item is found by the names of all categories above it.
    const std::string_view path = item.category;
    for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
      if (category_names_.contains(path.substr(0, end))) return true;
      if (end == std::string_view::npos) break;
    }
  }
  if (colours_.empty()) return false;
  return std::ranges::any_of(item.variants, [&](const auto& variant) {
    const auto colour = variant.options.find("colour");
    return colour != variant.options.end() && colours_.contains(colour->second);
  });
}

}  // namespace atelier::shopping
