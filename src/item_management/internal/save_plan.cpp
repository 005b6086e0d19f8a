#include "item_management/internal/save_plan.h"

#include <set>

namespace atelier::item_management::internal {
namespace {

std::vector<Name> without(std::vector<Name> names, const Item* other) {
  if (other == nullptr) return names;
  const auto text = [](const Name& name) { return name.key.partition + "\n" + name.key.sort; };
  std::set<std::string> there;
  for (const auto& name : names_of(*other)) there.insert(text(name));
  std::erase_if(names, [&](const Name& name) { return there.contains(text(name)); });
  return names;
}

}  // namespace

std::vector<Name> names_of(const Item& item) {
  std::vector<Name> names;
  names.reserve(1 + item.variants.size() * 2);
  names.push_back({handle_key(item.handle), "/handle", "handle_taken"});
  for (std::size_t i = 0; i < item.variants.size(); ++i) {
    const auto& variant = item.variants[i];
    const auto field = "/variants/" + std::to_string(i);
    names.push_back({sku_key(variant.sku), field + "/sku", "sku_taken"});
    if (!variant.ean.empty()) names.push_back({ean_key(variant.ean), field + "/ean", "ean_taken"});
  }
  return names;
}

std::vector<Name> names_added(const Item* before, const Item& after) {
  return without(names_of(after), before);
}

std::vector<Name> names_dropped(const Item* before, const Item& after) {
  return before == nullptr ? std::vector<Name>{} : without(names_of(*before), &after);
}

std::string index_body(const ItemId& item) {
  return json::write(IndexEntry{item});
}

storage::Put put_name(const Name& name, const ItemId& item) {
  return {.key = name.key, .body = index_body(item), .condition = storage::Absent{}};
}

storage::Put put_item(const Item& item, std::uint64_t version_before) {
  storage::Put put{.key = item_key(item.id), .body = json::write(item)};
  if (version_before == 0) {
    put.condition = storage::Absent{};
  } else {
    put.condition = storage::VersionIs{version_before};
  }
  return put;
}

events::Event event_of(const Item& item, bool created) {
  std::string data = "{\"item\":\"" + item.id.text() + "\",\"handle\":\"" + item.handle + "\",\"status\":";
  json::append(data, item.status);
  data += '}';
  return {
      .type = created ? "item.created" : "item.updated", .subject = item.id.text(), .data = std::move(data)};
}

events::Decision plan(const StoredItem* before, const Item& after) {
  events::Decision decision;
  const Item* was = before == nullptr ? nullptr : &before->item;
  for (const auto& name : names_added(was, after)) decision.write(put_name(name, after.id));
  for (const auto& name : names_dropped(was, after)) decision.write(storage::Delete{.key = name.key});
  decision.write(put_item(after, before == nullptr ? 0 : before->version));
  decision.events.push_back(event_of(after, before == nullptr));
  return decision;
}

std::size_t operations_of(const events::Decision& decision) {
  return decision.writes.size() + decision.events.size() + decision.effects.size();
}

}  // namespace atelier::item_management::internal
