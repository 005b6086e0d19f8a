#include "item_management/import/shopify_columns.h"

#include <string>

namespace atelier::item_management {
namespace {

struct Names {
  std::string_view of_exports;
  std::string_view of_template;
};

// In the order of Column.
constexpr std::array<Names, kColumns> kNames{{
    {"Handle", "URL handle"},
    {"Title", "Title"},
    {"Body (HTML)", "Description"},
    {"Vendor", "Vendor"},
    {"Product Category", "Product category"},
    {"Type", "Type"},
    {"Tags", "Tags"},
    {"Published", "Published on online store"},
    {"Status", "Status"},
    {"Option1 Name", "Option1 name"},
    {"Option1 Value", "Option1 value"},
    {"Option2 Name", "Option2 name"},
    {"Option2 Value", "Option2 value"},
    {"Option3 Name", "Option3 name"},
    {"Option3 Value", "Option3 value"},
    {"Variant SKU", "SKU"},
    {"Variant Barcode", "Barcode"},
    {"Variant Grams", "Weight value (grams)"},
    {"Variant Inventory Qty", "Inventory quantity"},
    {"Variant Price", "Price"},
    {"Variant Compare At Price", "Compare-at price"},
    {"Image Src", "Product image URL"},
    {"Image Position", "Image position"},
    {"Image Alt Text", "Image alt text"},
    {"Variant Image", "Variant image URL"},
    {"Variant Tax Code", "Tax code"},
}};

std::string folded(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  std::string out;
  for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

}  // namespace

std::string_view name_of(Column column) {
  return kNames[static_cast<std::size_t>(column)].of_exports;
}

ColumnMap ColumnMap::read(const std::vector<std::string_view>& header) {
  ColumnMap map;
  map.width_ = header.size();
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto name = folded(header[i]);
    for (std::size_t column = 0; column < kColumns; ++column) {
      if (map.at_[column]) continue;
      if (name == folded(kNames[column].of_exports) || name == folded(kNames[column].of_template)) {
        map.at_[column] = i;
        break;
      }
    }
  }
  return map;
}

std::string_view ColumnMap::get(const std::vector<std::string_view>& row, Column column) const {
  const auto at = at_[static_cast<std::size_t>(column)];
  return at && *at < row.size() ? row[*at] : std::string_view();
}

}  // namespace atelier::item_management
