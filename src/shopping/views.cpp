#include "shopping/views.h"

#include <algorithm>

#include "base/check.h"

namespace atelier::shopping {
namespace {

using item_management::Item;
using item_management::Photo;

std::vector<SwatchView> swatches_of(const Words& words, const Item& item, const std::string& locale) {
  std::vector<SwatchView> swatches;
  for (const auto& variant : item.variants) {
    const auto colour = variant.options.find("colour");
    if (colour == variant.options.end()) continue;
    if (std::ranges::find(swatches, colour->second, &SwatchView::code) != swatches.end()) continue;
    const ValueWord* word = words.colour(colour->second);
    SwatchView swatch{.code = colour->second, .name = word != nullptr ? std::string(in_locale(word->names, locale)) : colour->second};
    if (word != nullptr && !word->swatch.empty()) swatch.swatch = word->swatch;
    swatches.push_back(std::move(swatch));
  }
  return swatches;
}

}  // namespace

std::optional<ItemPrice> price_of(const ItemDoc& doc, const markets::Market& market) {
  std::optional<ItemPrice> lowest;
  for (const auto& variant : doc.item->variants) {
    const auto price = item_management::price_of(*doc.item, variant, market.code, market.currency);
    if (doc.choices.one_price) return price ? std::optional(ItemPrice{price->price, false, price->compare_at}) : std::nullopt;
    if (!price) continue;
    if (!lowest) {
      lowest = ItemPrice{price->price, false, price->compare_at};
    } else if (price->price != lowest->price) {
      if (price->price < lowest->price) lowest = ItemPrice{price->price, true, price->compare_at};
      lowest->varies = true;
    }
  }
  return lowest;
}

Level level_in(const ItemDoc& doc, const markets::Market& market) {
  Level best = Level::none;
  for (const auto& stock : doc.stock) best = std::max(best, stock.regions[region_index(market.region)]);
  return best;
}

std::string_view availability_word(Level level) {
  switch (level) {
    case Level::in_stock: return "in_stock";
    case Level::low: return "low";
    case Level::none: break;
  }
  return "sold_out";
}

std::string_view shop_word(Level level) { return level == Level::none ? "none" : availability_word(level); }

const item_management::ItemTexts& texts_of(const Item& item, const std::string& locale) {
  static const item_management::ItemTexts none;
  if (const auto own = item.texts.find(locale); own != item.texts.end()) return own->second;
  const auto english = item.texts.find("en");
  return english != item.texts.end() ? english->second : none;
}

PhotoView photo_view(const Photo& photo, const std::string& locale) {
  PhotoView view{.hash = photo.hash,
                 .width = photo.width,
                 .height = photo.height,
                 .alt = std::string(in_locale(photo.alt, locale)),
                 .view = photo.view};
  if (!photo.colour.empty()) view.colour = photo.colour;
  return view;
}

MaybePhoto photo_of(const Item& item, std::string_view colour, std::string_view view, const std::string& locale) {
  const auto found = std::ranges::find_if(item.photos, [&](const Photo& photo) {
    return (colour.empty() || photo.colour == colour) && (view.empty() || photo.view == view);
  });
  if (found == item.photos.end()) return {};
  return MaybePhoto(std::optional(photo_view(*found, locale)));
}

ItemCard card_of(const Snapshot& snapshot, const ItemDoc& doc, const Audience& audience) {
  const auto price = price_of(doc, *audience.market);
  CHECK(price.has_value(), "a card is of an item that is sold in the market");
  const Item& item = *doc.item;
  ItemCard card{.id = item.id,
                .handle = item.handle,
                .title = texts_of(item, audience.locale).title,
                .category = item.category,
                .price = price->price,
                .price_varies = price->varies,
                .photo = photo_of(item, "", "", audience.locale),
                .colours = swatches_of(*snapshot.words, item, audience.locale),
                .availability = std::string(availability_word(level_in(doc, *audience.market))),
                .is_new = !item.collections.empty() && !snapshot.words->collections().empty() &&
                          std::ranges::find(item.collections, snapshot.words->collections().front().handle) != item.collections.end()};
  if (price->compare_at) card.compare_at = *price->compare_at;
  // What the pointer finds under the picture: the same colour, worn.
  if (card.photo) {
    const auto colour = card.photo->colour.value_or("");
    card.hover_photo = photo_of(item, colour, "worn", audience.locale);
    if (!card.hover_photo) card.hover_photo = photo_of(item, colour, "detail", audience.locale);
  }
  return card;
}

std::vector<Breadcrumb> breadcrumbs_of(const Words& words, std::string_view path, const std::string& locale) {
  std::vector<Breadcrumb> crumbs;
  for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
    const auto part = path.substr(0, end);
    if (const CategoryWord* word = words.category(part)) crumbs.push_back({std::string(part), std::string(in_locale(word->names, locale))});
    if (end == std::string_view::npos) break;
  }
  return crumbs;
}

}  // namespace atelier::shopping
