// Items: found, created, replaced. A handle, a SKU and an EAN belong to one item: their index entries are
// written in the item's commit.
//
// An item with more names than one commit holds (about 48 variants with EANs) first claims them in commits of
// their own (claims lapse after kClaimHeld), then its record is put, which is the moment it exists, then the
// claims are made lasting; the effect "item.settle_names" does that where the process dies between
// (settle_names below). Reading by a name always asks the item whether it has that name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "events/decision.h"
#include "item_management/inventory/movements.h"
#include "item_management/item.h"
#include "item_management/vocabulary.h"

namespace atelier::item_management {

struct StoredItem {
  Item item;
  std::uint64_t version = 0;  // what If-Match names
};

// nullopt: there is none.
Task<Result<std::optional<StoredItem>>> find_item(storage::Store& store, ItemId id);
Task<Result<std::optional<StoredItem>>> find_by_handle(storage::Store& store, std::string handle);
Task<Result<std::optional<StoredItem>>> find_by_sku(storage::Store& store, std::string sku);
// What a clerk scans or types: an EAN, else a SKU.
Task<Result<std::optional<StoredItem>>> find_by_code(storage::Store& store, std::string code);

// Handles in their order, after `after` ("" begins); `more`: there may be more.
struct HandlePage {
  struct Entry {
    std::string handle;
    ItemId id;
  };
  std::vector<Entry> entries;
  bool more = false;
};
Task<Result<HandlePage>> list_handles(storage::Store& store, std::string after, std::size_t limit);

inline constexpr auto kClaimHeld = std::chrono::minutes(15);

enum class SaveResult {
  created,
  updated,
  unchanged,  // it is already like that: nothing was written, no event
  invalid,    // problems name the fields
  taken,      // another item has the handle, a SKU or an EAN: problems name the fields, codes "handle_taken",
              // "sku_taken", "ean_taken"
  version_mismatch,  // another edit came first
  not_found,
};
struct SaveOutcome {
  SaveResult result = SaveResult::invalid;
  std::optional<StoredItem> saved;  // as it is now, for created, updated and unchanged
  json::Problems problems;
};

// A balance to begin with; done with the item, once ever for a SKU and a place.
struct OpeningStock {
  inventory::Place place;
  inventory::SkuQuantity goods;
};

struct SaveOptions {
  std::vector<OpeningStock> stock;
  std::vector<Term> terms;  // words that the item brings with it; those that are there stay as they are
  std::string reference;    // the import's, for stock movements
};

// The item's id and times are set here. References are checked by the caller (check_references).
Task<Result<SaveOutcome>> create_item(events::Context& context, Item item, SaveOptions options = {});
// Replaces what is there, if its version is still `version`.
Task<Result<SaveOutcome>> replace_item(events::Context& context, ItemId id, std::uint64_t version, Item item);

// Creates the item of that handle or replaces it. `make` builds it from what is there (nullptr: nothing); it
// is called again after a conflict. It sets everything but id and times.
Task<Result<SaveOutcome>> upsert_item(events::Context& context, std::string handle,
                                      std::function<Item(const Item* stored)> make, SaveOptions options = {});

// Effect "item.settle_names", data {"item":"itm_…"}: makes an item's claims lasting. Harmless when repeated.
Task<Result<void>> settle_names(events::Context& context, std::string data);

}  // namespace atelier::item_management
