#include "shopping/item_details.h"

#include <algorithm>

namespace atelier::shopping {
namespace {

using item_management::Item;

constexpr std::size_t kMostRelated = 8;

std::vector<OptionView> options_of(const Snapshot& snapshot, const ItemDoc& doc, const Audience& audience) {
  const Item& item = *doc.item;
  const std::size_t region = region_index(audience.market->region);
  std::vector<OptionView> options;
  for (const auto& name : item.options) {
    OptionView option{.name = name};
    std::vector<Level> levels;
    for (std::size_t i = 0; i < item.variants.size(); ++i) {
      const auto value = item.variants[i].options.find(name);
      if (value == item.variants[i].options.end()) continue;
      auto shown = std::ranges::find(option.values, value->second, &OptionValueView::value);
      if (shown == option.values.end()) {
        OptionValueView made{.value = value->second, .name = value->second};
        const ValueWord* word = name == "colour" ? snapshot.words->colour(value->second)
                                : name == "material" ? snapshot.words->material(value->second) : nullptr;
        if (word != nullptr) {
          made.name = std::string(in_locale(word->names, audience.locale));
          if (!word->swatch.empty()) made.swatch = word->swatch;
        }
        shown = option.values.insert(option.values.end(), std::move(made));
        levels.push_back(Level::none);
      }
      auto& level = levels[static_cast<std::size_t>(shown - option.values.begin())];
      level = std::max(level, doc.stock[i].regions[region]);
    }
    for (std::size_t i = 0; i < levels.size(); ++i) option.values[i].availability = std::string(availability_word(levels[i]));
    options.push_back(std::move(option));
  }
  return options;
}

std::vector<VariantView> variants_of(const ItemDoc& doc, const Audience& audience) {
  const Item& item = *doc.item;
  std::vector<VariantView> variants;
  for (std::size_t i = 0; i < item.variants.size(); ++i) {
    const auto price = item_management::price_of(item, item.variants[i], audience.market->code, audience.market->currency);
    if (!price) continue;
    VariantView view{.sku = item.variants[i].sku,
                     .options = item.variants[i].options,
                     .price = price->price,
                     .availability = std::string(availability_word(doc.stock[i].regions[region_index(audience.market->region)]))};
    if (price->compare_at) view.compare_at = *price->compare_at;
    for (const auto& [shop, level] : doc.stock[i].shops) view.shop_stock.push_back({shop, std::string(shop_word(level))});
    variants.push_back(std::move(view));
  }
  return variants;
}

// Shops that have or had any of it, those of the market's country first, then in the house's order.
std::vector<ShopView> shops_of(const Snapshot& snapshot, const ItemDoc& doc, const Audience& audience) {
  std::vector<const LocationWord*> words;
  for (const auto& stock : doc.stock) {
    for (const auto& [shop, level] : stock.shops) {
      const LocationWord* word = snapshot.words->location(shop);
      if (word != nullptr && std::ranges::find(words, word) == words.end()) words.push_back(word);
    }
  }
  std::ranges::sort(words, [&](const LocationWord* a, const LocationWord* b) {
    const bool own_a = a->country == audience.market->country, own_b = b->country == audience.market->country;
    return own_a != own_b ? own_a : a->position < b->position;
  });
  std::vector<ShopView> shops;
  for (const auto* word : words) shops.push_back({word->code, std::string(in_locale(word->names, audience.locale)), word->address.city, word->country});
  return shops;
}

}  // namespace

std::vector<DocPointer> related_to(const Snapshot& snapshot, const ItemDoc& doc, const Audience& audience) {
  std::vector<DocPointer> related;
  const auto add = [&](DocPointer other) {
    if (!other || other->item->id == doc.item->id || related.size() >= kMostRelated || !price_of(*other, *audience.market)) return;
    if (std::ranges::none_of(related, [&](const auto& r) { return r->item->id == other->item->id; })) related.push_back(std::move(other));
  };
  for (const auto& handle : doc.item->related) add(snapshot.find(handle));
  for (const auto& other : snapshot.docs) {
    if (related.size() >= kMostRelated) break;
    if (other->item->category == doc.item->category) add(other);
  }
  return related;
}

ItemView details_of(const Snapshot& snapshot, const ItemDoc& doc, const Audience& audience, const markets::Shipping& shipping, Time now) {
  const Item& item = *doc.item;
  const auto card = card_of(snapshot, doc, audience);
  ItemView view{.id = item.id,
                .handle = item.handle,
                .category = item.category,
                .collections = item.collections,
                .texts = texts_of(item, audience.locale),
                .options = options_of(snapshot, doc, audience),
                .variants = variants_of(doc, audience),
                .breadcrumbs = breadcrumbs_of(*snapshot.words, item.category, audience.locale),
                .shops = shops_of(snapshot, doc, audience),
                .price = card.price,
                .price_varies = card.price_varies,
                .compare_at = card.compare_at,
                .availability = card.availability,
                .is_new = card.is_new};
  if (!item.made_in.empty()) view.made_in = item.made_in;
  for (const auto& photo : item.photos) view.photos.push_back(photo_view(photo, audience.locale));
  for (const auto& other : related_to(snapshot, doc, audience)) view.related.push_back(card_of(snapshot, *other, audience));
  // What most people will choose: the cheapest way to the market's own country.
  const auto offers = shipping.offers(audience.market->country, view.price, audience.locale, now);
  if (!offers.empty()) {
    view.delivery_estimate = DeliveryEstimate{audience.market->country, offers.front().earliest, offers.front().latest, offers.front().price};
  }
  return view;
}

}  // namespace atelier::shopping
