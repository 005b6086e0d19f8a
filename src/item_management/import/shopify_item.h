// The rows of one item of a Shopify CSV, and the item they make.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "item_management/import/pipeline.h"
#include "item_management/import/shopify.h"
#include "item_management/import/shopify_columns.h"

namespace atelier::item_management {

struct ShopifyVariantRow {
  std::int64_t line = 0;
  std::array<std::string, 3> values;  // codes
  std::string sku;
  std::string ean;
  std::optional<int> weight_g;
  int quantity = 0;
  std::optional<std::int64_t> price;  // minor units
  std::optional<std::int64_t> compare_at;
  std::string image;
};

struct ShopifyImageRow {
  std::int64_t line = 0;
  std::string src;
  int position = 0;
  std::string alt;
  std::optional<Photo> photo;  // filled in where it could be found
};

// What a file's columns say of every item: which fields an import may change.
struct ShopifyPresence {
  bool body = false, vendor = false, category = false, tags = false, status = false, ean = false,
       weight = false, price = false, compare_at = false, images = false, alt = false;
};

struct ShopifyItem {
  std::string handle;
  std::int64_t line = 0;
  std::string title, description, vendor, category, category_text;
  std::string tax_class;  // empty: the file names none that the house has
  std::optional<ItemStatus> status;
  std::vector<std::string> tags, collections;
  std::array<std::string, 3> option_names;  // codes; empty: no such option
  std::vector<ShopifyVariantRow> variants;
  std::vector<ShopifyImageRow> images;
  std::vector<Term> terms;
  std::vector<ImportIssue> issues;  // each makes the item rejected
  std::vector<ImportIssue> notes;   // told, but harmless
  ShopifyPresence present;
};

// Bounds of what is gathered for one item before it is refused: an item has 500 variants and 60 photos.
inline constexpr std::size_t kMaxRowsOfItem = 2000;

// Reads rows into items. Values become codes by the vocabulary, which is borrowed and may grow between rows.
class ShopifyRows {
 public:
  ShopifyRows(ColumnMap columns, const Vocabulary& vocabulary, const ShopifyOptions& options);

  // Begins an item with its first row.
  ShopifyItem begin(const std::vector<std::string_view>& row, std::int64_t line) const;
  // Adds a row (the first one, too).
  void add(ShopifyItem& item, const std::vector<std::string_view>& row, std::int64_t line) const;

 private:
  struct Row;
  void read_item_fields(ShopifyItem& item, const Row& row) const;
  void read_variant(ShopifyItem& item, const Row& row) const;
  void read_image(ShopifyItem& item, const Row& row) const;
  std::string value_code(ShopifyItem& item, std::size_t option, std::string_view text) const;

  ColumnMap columns_;
  const Vocabulary& vocabulary_;
  const ShopifyOptions& options_;
};

// "329.00" in minor units of the currency; nullopt: not an amount of it. Zeros behind the currency's digits
// are passed over ("560000.00" JPY).
std::optional<std::int64_t> parse_amount(std::string_view text, Currency currency);
std::string format_amount(std::int64_t amount_minor, Currency currency);

// The item that the rows make of what is stored.
Item merge_shopify(const ShopifyItem& rows, const Item* stored, const ShopifyOptions& options);
// Where a problem of the item stands in the file.
ImportIssue locate_in_shopify(const ShopifyItem& rows, const json::Problem& problem);

}  // namespace atelier::item_management
