#include "shopping/builder.h"

#include <algorithm>

#include "storage/tables.h"

namespace atelier::shopping {

using item_management::Item;

void Builder::apply(const storage::Key& key, const storage::Item* now) {
  if (key.table == storage::kItems) apply_item(key, now);
  if (key.table == storage::kStock) apply_stock(key, now);
  if (key.table == storage::kVocabulary) {
    words_.apply(key, now != nullptr ? &now->body : nullptr);
    words_changed_ = true;
  }
}

void Builder::apply_item(const storage::Key& key, const storage::Item* now) {
  const auto& id = key.partition;
  std::shared_ptr<Item> item;
  if (now != nullptr) {
    if (auto read = json::read_record<Item>(now->body, "item " + id)) item = std::make_shared<Item>(std::move(*read));
  }
  const auto before = docs_.find(id);
  if (before != docs_.end()) {
    for (const auto& variant : before->second->item->variants) {
      const auto owner = item_of_sku_.find(variant.sku);  // another item's by now, where records come out of order
      if (owner != item_of_sku_.end() && owner->second == id) item_of_sku_.erase(owner);
    }
    handles_changed_ = handles_changed_ || !item || item->handle != before->second->item->handle;
  } else if (item && item->status == item_management::ItemStatus::active) {
    handles_changed_ = true;
  }
  if (!item || item->status != item_management::ItemStatus::active) {
    if (before == docs_.end()) return;  // nobody saw it and nobody sees it
    handles_changed_ = true;
    touched_.insert(id);
    docs_.erase(before);
    return;
  }
  touched_.insert(id);
  for (const auto& variant : item->variants) item_of_sku_[variant.sku] = id;
  docs_[id] = make_doc(item, 0);
}

void Builder::apply_stock(const storage::Key& key, const storage::Item* now) {
  const Level level = now != nullptr ? level_of(now->counter("available")) : Level::none;
  auto& stock = stock_[key.partition];
  bool changed = false;
  const std::string_view place = key.sort;
  if (place.starts_with("region/")) {
    if (const auto region = parse_region(place.substr(7))) {
      auto& known = stock.regions[region_index(*region)];
      changed = std::exchange(known, level) != level;
    }
  } else if (place.starts_with("location/shop-")) {
    const std::string shop(place.substr(9));
    const auto found = std::ranges::find(stock.shops, shop, &std::pair<std::string, Level>::first);
    if (found != stock.shops.end()) {
      changed = std::exchange(found->second, level) != level;
    } else if (level != Level::none) {
      stock.shops.emplace_back(shop, level);
      changed = true;
    }
  }
  if (!changed) return;
  if (const auto item = item_of_sku_.find(key.partition); item != item_of_sku_.end()) touched_.insert(item->second);
}

DocPointer Builder::make_doc(const std::shared_ptr<const Item>& item, std::uint64_t version) const {
  auto doc = std::make_shared<ItemDoc>();
  doc->item = item;
  doc->version = version;
  doc->choices = choices_of(*item);
  doc->stock.resize(item->variants.size());
  for (std::size_t i = 0; i < item->variants.size(); ++i) {
    if (const auto stock = stock_.find(item->variants[i].sku); stock != stock_.end()) doc->stock[i] = stock->second;
  }
  return doc;
}

std::shared_ptr<const Snapshot> Builder::build(std::vector<std::string>* changed) {
  if (touched_.empty() && !words_changed_) return last_;
  auto next = std::make_shared<Snapshot>(*last_);
  next->version = next_version_++;
  for (const auto& id : touched_) {
    if (const auto doc = docs_.find(id); doc != docs_.end()) doc->second = make_doc(doc->second->item, next->version);
  }
  if (!touched_.empty()) {
    next->docs.clear();
    next->docs.reserve(docs_.size());
    for (const auto& [id, doc] : docs_) next->docs.push_back(doc);
  }
  if (handles_changed_) {
    auto handles = std::make_shared<std::unordered_map<std::string, std::string>>();
    for (const auto& [id, doc] : docs_) handles->emplace(doc->item->handle, id);
    next->ids_by_handle = std::move(handles);
  }
  if (words_changed_) {
    words_.settle();
    next->words = std::make_shared<Words>(words_);
    next->words_version = next->version;
  }
  if (changed != nullptr) changed->assign(touched_.begin(), touched_.end());
  touched_.clear();
  words_changed_ = false;
  handles_changed_ = false;
  last_ = next;
  return last_;
}

}  // namespace atelier::shopping
