// The operations that storing an item takes, and how they are cut into commits of at most 100.
#pragma once

#include <string>
#include <vector>

#include "events/decision.h"
#include "item_management/item.h"
#include "item_management/items.h"

namespace atelier::item_management::internal {

struct IndexEntry {
  ItemId item;
};
BOOST_DESCRIBE_STRUCT(IndexEntry, (), (item))

// One name (handle, SKU, EAN) that the item takes, and the field it stands in.
struct Name {
  storage::Key key;
  std::string field;  // "/variants/3/sku"
  std::string taken;  // the problem's code where somebody else has it: "sku_taken"
};

std::vector<Name> names_of(const Item& item);
// Names of `after` that `before` did not have, and the other way round.
std::vector<Name> names_added(const Item* before, const Item& after);
std::vector<Name> names_dropped(const Item* before, const Item& after);

std::string index_body(const ItemId& item);
storage::Put put_name(const Name& name, const ItemId& item);

// The item's record under the condition that it is as it was read.
storage::Put put_item(const Item& item, std::uint64_t version_before);
// item.created, item.updated.
events::Event event_of(const Item& item, bool created);

// The whole of it, for items whose names fit into one commit: record, names, event.
events::Decision plan(const StoredItem* before, const Item& after);
// How many operations a commit of that decision has.
std::size_t operations_of(const events::Decision& decision);

}  // namespace atelier::item_management::internal
