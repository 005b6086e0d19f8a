// The columns of the Shopify product CSV that we know, and how a header names them.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace atelier::item_management {

enum class Column {
  handle,
  title,
  body,
  vendor,
  product_category,
  type,
  tags,
  published,
  status,
  option1_name,
  option1_value,
  option2_name,
  option2_value,
  option3_name,
  option3_value,
  sku,
  barcode,
  grams,
  quantity,
  price,
  compare_at,
  image_src,
  image_position,
  image_alt,
  variant_image,
  tax_code,
  count
};
inline constexpr std::size_t kColumns = static_cast<std::size_t>(Column::count);

// As exports name it: "Variant SKU".
std::string_view name_of(Column column);

// Where each known column stands in a file.
class ColumnMap {
 public:
  // Names are compared without case and outer blanks; the first of two columns of one name counts.
  static ColumnMap read(const std::vector<std::string_view>& header);
  bool has(Column column) const { return at_[static_cast<std::size_t>(column)].has_value(); }
  // "" where the row or the file has no such column.
  std::string_view get(const std::vector<std::string_view>& row, Column column) const;
  std::size_t width() const { return width_; }

 private:
  std::array<std::optional<std::size_t>, kColumns> at_{};
  std::size_t width_ = 0;
};

}  // namespace atelier::item_management
