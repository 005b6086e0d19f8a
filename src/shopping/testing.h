// For tests of this room: small catalogues, drawn at random or written out, given to a Builder as the change
// feed would.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/random.h"
#include "item_management/inventory/inventory.h"
#include "item_management/item.h"
#include "shopping/builder.h"
#include "shopping/views.h"

namespace atelier::shopping::testing {

using item_management::Item;
using item_management::ItemStatus;

inline const Time kBegin = from_unix_ms(1'795'000'000'000);

inline const markets::Market& france() {
  static const markets::Market market{.code = "fr",
                                      .country = "FR",
                                      .region = Region::europe,
                                      .currency = *Currency::parse("EUR"),
                                      .locales = {"fr", "en"}};
  return market;
}
inline const markets::Market& japan() {
  static const markets::Market market{.code = "jp",
                                      .country = "JP",
                                      .region = Region::asia,
                                      .currency = *Currency::parse("JPY"),
                                      .locales = {"ja", "en"}};
  return market;
}

// Everything there is, as the store would hold it; `give` tells a builder of one record.
struct Records {
  std::map<std::string, Item> items;                                      // by id
  std::map<std::pair<std::string, std::string>, std::int64_t> available;  // (SKU, sort key of its counters)

  void give_item(Builder& builder, const std::string& id) const {
    const storage::Key key{storage::kItems, id, ""};
    const auto found = items.find(id);
    if (found == items.end()) return builder.apply(key, nullptr);
    const storage::Item record{.key = key, .body = json::write(found->second), .version = 1};
    builder.apply(key, &record);
  }
  void give_stock(Builder& builder, const std::string& sku, const std::string& place) const {
    const storage::Key key{storage::kStock, sku, place};
    const auto found = available.find({sku, place});
    if (found == available.end()) return builder.apply(key, nullptr);
    const storage::Item record{.key = key, .counters = {{"available", found->second}}, .version = 1};
    builder.apply(key, &record);
  }
  void give_all(Builder& builder) const {
    for (const auto& [id, item] : items) give_item(builder, id);
    for (const auto& [at, count] : available) give_stock(builder, at.first, at.second);
  }
};

inline void give_word(Builder& builder, const std::string& kind, const std::string& code,
                      const std::string& body) {
  const storage::Key key{storage::kVocabulary, kind, code};
  const storage::Item record{.key = key, .body = body, .version = 1};
  builder.apply(key, &record);
}

// Catalogues at random: few values of everything, so that selections meet.
class RandomCatalogue {
 public:
  explicit RandomCatalogue(std::uint64_t seed) : random(seed) {}

  template <class T>
  const T& any_of(const std::vector<T>& values) {
    return values[random.below(values.size())];
  }
  bool chance(std::uint64_t one_in) { return random.below(one_in) == 0; }

  Item item(std::string handle) {
    Item item{
        .id = ItemId::make(Region::europe, kBegin + Milliseconds{static_cast<std::int64_t>(made_++)}, random),
        .handle = std::move(handle)};
    item.created_at = kBegin + std::chrono::hours(random.below(50));
    change(item);
    return item;
  }
  // Anything but id, handle and creation.
  void change(Item& item) {
    item.status = chance(8) ? (chance(2) ? ItemStatus::draft : ItemStatus::archived) : ItemStatus::active;
    item.category = any_of(categories);
    item.collections.clear();
    if (chance(2)) item.collections.push_back(any_of(collections));
    item.cloth = chance(6) ? "" : any_of(materials);
    item.texts = {{"en", {.title = any_of(titles) + " " + std::to_string(random.below(20))}}};
    item.prices.clear();
    if (!chance(10)) item.prices["EUR"] = {.amount = static_cast<std::int64_t>(random.below(8) + 1) * 100};
    if (chance(2)) item.prices["JPY"] = {.amount = static_cast<std::int64_t>(random.below(8) + 1) * 1000};
    item.options = {"colour", "size"};
    item.variants.clear();
    for (std::uint64_t i = 0, n = random.below(5) + 1; i < n; ++i) {
      item_management::Variant variant{.sku = item.handle + "-" + std::to_string(i)};
      if (!chance(8)) variant.options["colour"] = any_of(colours);
      if (!chance(8)) variant.options["size"] = any_of(sizes);
      if (chance(5))
        variant.prices = std::map<std::string, std::int64_t>{
            {"EUR", static_cast<std::int64_t>(random.below(8) + 1) * 100}};
      item.variants.push_back(std::move(variant));
    }
  }
  Records records(int items) {
    Records made;
    for (int i = 0; i < items; ++i) {
      auto one = item("item-" + std::to_string(i));
      const auto id = one.id.text();
      made.items.emplace(id, std::move(one));
    }
    for (const auto& [id, one] : made.items) {
      for (const auto& variant : one.variants) draw_stock(made, variant.sku);
    }
    return made;
  }
  void draw_stock(Records& records, const std::string& sku) {
    for (const std::string place : {"region/eu", "region/ap", "location/shop-paris"}) {
      if (chance(3)) continue;
      records.available[{sku, place}] = static_cast<std::int64_t>(random.below(7));
    }
  }

  SeededRandom random;
  const std::vector<std::string> categories{"women",          "women/coats", "women/coats/long",
                                            "women/coatings", "men",         "men/knitwear"};
  const std::vector<std::string> collections{"winter", "summer"};
  const std::vector<std::string> materials{"wool", "silk", "linen"};
  const std::vector<std::string> colours{"camel", "black", "ivory"};
  const std::vector<std::string> sizes{"36", "38", "40"};
  const std::vector<std::string> titles{"Coat", "Écharpe", "Robe", "Zip", "étole"};

 private:
  std::uint64_t made_ = 0;
};

}  // namespace atelier::shopping::testing
