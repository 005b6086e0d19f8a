// Export of all items as a Shopify product CSV, which import_shopify_csv takes back without changing
// anything.
//
// Streaming: a page of items is in memory at a time. In the order of handles. Reads are not of one moment: an
// item that changes meanwhile is there as it was or as it is. Texts of one locale, prices of one currency;
// photos as /media/{hash}, after `base_url`.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/money.h"
#include "item_management/items.h"

namespace atelier::item_management {

struct ExportOptions {
  Currency currency;          // must be set
  std::string locale = "en";  // English where an item has no text in it
  std::string base_url = {};  // "https://maison.example": Shopify wants whole addresses
};

struct ExportProgress {
  std::int64_t items = 0;
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
};

class ShopifyExport {
 public:
  ShopifyExport(storage::Store& store, ExportOptions options) : store_(store), options_(std::move(options)) {}
  // The next piece, with the header in the first; nullopt: that was all.
  Task<Result<std::optional<std::string>>> next();
  const ExportProgress& progress() const { return progress_; }

 private:
  Task<Result<std::int64_t>> on_hand(std::string sku);
  Task<Result<void>> append_item(std::string& out, const Item& item);

  storage::Store& store_;
  ExportOptions options_;
  std::optional<Vocabulary> vocabulary_;
  std::string after_;
  bool ended_ = false;
  ExportProgress progress_;
};

// Into a file ("-": standard output), written beside it and renamed at the end, so it is there whole or not
// at all.
Task<Result<ExportProgress>> export_shopify_csv(storage::Store& store, std::string path,
                                                ExportOptions options,
                                                std::function<void(const ExportProgress&)> progress = {});

}  // namespace atelier::item_management
