// The import format "atelier-catalogue": JSON Lines, one item document a line, with vocabulary files and
// photos beside it.
//
//   folder/catalogue.jsonl  facets.json categories.json collections.json locations.json home.json
//   size_guides.json  photos/…
//
// Streaming: a line (at most kMaxLineBytes) is in memory at a time, and what the pipeline has under way. A
// line that is wrong is reported with its number, field and reason and is left out whole; importing the same
// again changes nothing.
#pragma once

#include <string>

#include "events/decision.h"
#include "item_management/import/report.h"
#include "item_management/media/photos.h"
#include "item_management/vocabulary.h"

namespace atelier::item_management {

inline constexpr std::size_t kMaxLineBytes = 4u << 20;  // an item of 500 variants and 7 languages has 400 KB

struct CatalogueOptions {
  std::string photo_folder;          // below which the documents' photos lie; empty: <folder>/photos
  media::Photos* photos = nullptr;   // where they go; nullptr: items go in without photos (tests, benchmarks)
  std::string reference = "import";  // named in the stock ledger
  TaxClasses tax_classes = kOnlyStandard;  // what items may name
};

// The whole folder: vocabulary first, then the items. Errors: invalid "bad_vocabulary", "no_catalogue"
// (nothing to read); those of the store, after which what was stored is stored and the same import goes on
// where it ended.
Task<Result<ImportReport>> import_catalogue(events::Context& context, std::string folder,
                                            CatalogueOptions options, ImportProgress progress = {});
// Only the items of one file; the vocabulary is the house's.
Task<Result<ImportReport>> import_catalogue_file(events::Context& context, std::string path,
                                                 CatalogueOptions options, ImportProgress progress = {});

}  // namespace atelier::item_management
