// Import of the Shopify product CSV: the file merchants have
// (help.shopify.com/en/manual/products/import-export/using-csv), by the column names of its exports
// ("Handle", "Variant SKU") and of its newer template ("URL handle", "SKU").
//
// An item's rows stand together: the first has the title, each row with an option value, SKU or price is a
// variant, each with an image source a photo. Columns that the file does not have keep what is stored. Prices
// are in the currency given; other currencies are kept. Streaming: one item's rows are in memory at a time,
// and what the pipeline has under way. A row that is wrong is reported by line, column and reason, and its
// item is left out whole. The same file again changes nothing.
//
// What becomes of what: Body (HTML) → plain paragraphs; Type (else Product Category) → category path, made
// where it is new; tags "collection:x" → collections, others → tags; Color → the option colour, its values'
// words made where they are new; Variant Inventory Qty → an opening balance, once for a SKU; Image Src → a
// photo where it ends in /media/{hash} or names a file of the photo folder; other addresses are not fetched
// and are noted; Variant Tax Code → tax class, where the house has one of that code. Metafields, SEO, Google Shopping and market columns are passed over.
#pragma once

#include <optional>
#include <string>

#include "base/money.h"
#include "events/decision.h"
#include "item_management/import/report.h"
#include "item_management/inventory/movements.h"
#include "item_management/media/photos.h"
#include "item_management/vocabulary.h"

namespace atelier::item_management {

struct ShopifyOptions {
  Currency currency;          // of the prices; must be set
  std::string locale = "en";  // of the texts
  std::optional<inventory::Place> stock_place =
      std::nullopt;               // of the quantities; nullopt: the first warehouse of this region
  std::string photo_folder = {};  // empty: none
  media::Photos* photos = nullptr;
  std::string reference = "import";  // named in the stock ledger
  TaxClasses tax_classes = kOnlyStandard;
};

// Errors: not_found "no_such_file"; invalid "not_utf8" (a UTF-16 file), "no_handle_column", "empty_file";
// those of the store.
Task<Result<ImportReport>> import_shopify_csv(events::Context& context, std::string path,
                                              ShopifyOptions options, ImportProgress progress = {});

}  // namespace atelier::item_management
