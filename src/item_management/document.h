// The item document: an item as it is imported, edited and exported (api/openapi.yaml, ItemDocument).
#pragma once

#include "item_management/item.h"

namespace atelier::item_management {

struct TextsDocument {
  std::string title;
  std::optional<std::string> summary, description, material, care, fit;
};
BOOST_DESCRIBE_STRUCT(TextsDocument, (), (title, summary, description, material, care, fit))

struct VariantDocument {
  std::string sku;
  std::optional<std::string> ean;
  std::map<std::string, std::string> options;
  std::optional<int> weight_g;
  std::optional<std::map<std::string, Price>> prices;
};
BOOST_DESCRIBE_STRUCT(VariantDocument, (), (sku, ean, options, weight_g, prices))

struct PhotoDocument {
  std::optional<std::string> hash;  // of an uploaded photo
  std::optional<std::string> file;  // in an import: below its photo folder
  std::optional<std::string> view;
  std::optional<std::string> colour;
  std::optional<LocalText> alt;
};
BOOST_DESCRIBE_STRUCT(PhotoDocument, (), (hash, file, view, colour, alt))

struct ItemDocument {
  std::string handle;
  ItemStatus status = ItemStatus::draft;
  std::optional<std::string> category;
  std::optional<std::vector<std::string>> collections;
  std::optional<std::string> tax_class;
  std::optional<std::string> made_in;
  std::optional<std::string> hs_code;
  std::optional<std::string> cloth;
  std::optional<std::string> vendor;
  std::map<std::string, TextsDocument> texts;
  std::optional<std::vector<std::string>> options;
  std::vector<VariantDocument> variants;
  std::map<std::string, Price> prices;
  std::optional<std::vector<PhotoDocument>> photos;
  std::optional<std::vector<std::string>> related;
  std::optional<std::vector<std::string>> tags;
  // SKU → location → pieces: the opening balance, in imports only.
  std::optional<std::map<std::string, std::map<std::string, int>>> stock;
};
BOOST_DESCRIBE_STRUCT(ItemDocument, (),
                      (handle, status, category, collections, tax_class, made_in, hs_code, cloth, vendor,
                       texts, options, variants, prices, photos, related, tags, stock))

// Without id and times; photos have what the document says, not their measures. Problems of the shape that an
// Item cannot hold (a variant's own compare_at) are added to `problems`.
Item to_item(const ItemDocument& document, json::Problems& problems);
// Every field is there, as the contract's OfficeItem has it.
ItemDocument to_document(const Item& item);

}  // namespace atelier::item_management
