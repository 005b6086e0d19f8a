#include "shopping/snapshot.h"

#include <algorithm>

namespace atelier::shopping {

Level level_of(std::int64_t available) {
  constexpr std::int64_t kLow = 3;
  if (available <= 0) return Level::none;
  return available <= kLow ? Level::low : Level::in_stock;
}

std::size_t region_index(Region region) { return region == Region::europe ? 0 : 1; }

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
