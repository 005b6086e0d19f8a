// What `atelier import` and `atelier export` call.
#pragma once

#include <functional>
#include <string>

#include "item_management/export/shopify_export.h"
#include "item_management/import/report.h"
#include "item_management/media/photos.h"
#include "item_management/vocabulary.h"

namespace atelier::item_management {

struct ImportFileOptions {
  Currency currency;                 // of a CSV's prices; must be set
  media::Photos* photos = nullptr;   // nullptr: items go in without photos
  std::string photo_folder = {};     // empty: "photos" beside the catalogue; for a CSV none
  std::string reference = "import";  // named in the stock ledger
  TaxClasses tax_classes = kOnlyStandard;  // what items may name
};

// A folder: a catalogue in the house's own format. A file: *.jsonl items of that format, anything else a
// Shopify product CSV. Errors: those of import_catalogue and import_shopify_csv. Needs a current executor
// (run_until_done gives one), blocks it while reading.
Task<Result<ImportReport>> import_file(events::Context& context, std::string path, ImportFileOptions options,
                                       ImportProgress progress = {});

// All items as a Shopify product CSV; "-" is standard output.
Task<Result<ExportProgress>> export_file(storage::Store& store, std::string path, ExportOptions options,
                                         std::function<void(const ExportProgress&)> progress = {});

}  // namespace atelier::item_management
