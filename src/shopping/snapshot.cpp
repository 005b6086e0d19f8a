#include "shopping/snapshot.h"

#include <algorithm>

#include "base/check.h"

namespace atelier::shopping {

Level level_of(std::int64_t available) {
  constexpr std::int64_t kLow = 3;
  if (available <= 0) return Level::none;
  return available <= kLow ? Level::low : Level::in_stock;
}

std::size_t region_index(Region region) { return region == Region::europe ? 0 : 1; }

ItemChoices choices_of(const item_management::Item& item) {
  const auto index_of = [](std::vector<std::string_view>& values, const item_management::Variant& variant,
                           const char* option) {
    const auto chosen = variant.options.find(option);
    if (chosen == variant.options.end()) return ItemChoices::kNone;
    const auto known = std::ranges::find(values, chosen->second);
    if (known == values.end()) {
      CHECK(values.size() < ItemChoices::kNone, "an item has at most some hundred variants");
      values.emplace_back(chosen->second);
      return static_cast<std::uint16_t>(values.size() - 1);
    }
    return static_cast<std::uint16_t>(known - values.begin());
  };
  ItemChoices made;
  made.choices.reserve(item.variants.size());
  for (const auto& variant : item.variants) {
    made.choices.push_back({.size = index_of(made.sizes, variant, "size"),
                            .colour = index_of(made.colours, variant, "colour")});
    made.one_price = made.one_price && !variant.prices;
  }
  return made;
}

DocPointer Snapshot::find_id(std::string_view id) const {
  const auto found = std::ranges::lower_bound(docs, id, {}, [](const DocPointer& doc) { return std::string_view(doc->item->id.text()); });
  return found != docs.end() && (*found)->item->id.text() == id ? *found : nullptr;
}

DocPointer Snapshot::find(std::string_view id_or_handle) const {
  if (id_or_handle.starts_with("itm_")) return find_id(id_or_handle);
  if (!ids_by_handle) return nullptr;
  const auto id = ids_by_handle->find(std::string(id_or_handle));
  return id == ids_by_handle->end() ? nullptr : find_id(id->second);
}

}  // namespace atelier::shopping
