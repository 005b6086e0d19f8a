// Commits an item with what it brings: in one commit where it fits, else in stages of which the item's record
// is the last that matters.
#pragma once

#include "item_management/items.h"

namespace atelier::item_management::internal {

// The names that `after` wants and another item has. A leftover entry (its item does not have the name any
// more) is removed on the way.
Task<Result<json::Problems>> names_taken(events::Context& context, const StoredItem* before,
                                         const Item& after);

// True: committed. False: something else changed (or the answer was lost): read and decide again, and be
// `careful` then, which means to look what of the stock, words and names is there already.
Task<Result<bool>> commit_item(events::Context& context, const StoredItem* before, const Item& item,
                               const SaveOptions& options, bool careful, Time now);

// The operations of a word, and of an opening balance.
storage::Put put_term(const Term& term);
void add_opening(events::Decision& decision, const OpeningStock& opening, const std::string& reference,
                 Time now);

}  // namespace atelier::item_management::internal
