// What the API shows of the catalogue, in the shapes of the contract.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/money.h"
#include "json/json.h"
#include "markets/market.h"
#include "shopping/snapshot.h"

namespace atelier::shopping {

// Who asks.
struct Audience {
  const markets::Market* market = nullptr;
  std::string locale;
};

struct PhotoView {
  std::string hash;
  int width = 0;
  int height = 0;
  std::string alt;
  std::string view;
  json::Nullable<std::string> colour;
};
BOOST_DESCRIBE_STRUCT(PhotoView, (), (hash, width, height, alt, view, colour))
using MaybePhoto = json::Nullable<PhotoView>;

struct SwatchView {
  std::string code;
  std::string name;
  json::Nullable<std::string> swatch;
};
BOOST_DESCRIBE_STRUCT(SwatchView, (), (code, name, swatch))

struct ItemCard {
  ItemId id;
  std::string handle;
  std::string title;
  std::string category;
  Money price;
  bool price_varies = false;
  json::Nullable<Money> compare_at;
  MaybePhoto photo;
  MaybePhoto hover_photo;
  std::vector<SwatchView> colours;
  std::string availability;
  bool is_new = false;
};
BOOST_DESCRIBE_STRUCT(ItemCard, (), (id, handle, title, category, price, price_varies, compare_at, photo, hover_photo, colours, availability, is_new))

// The lowest price of the item's variants in the market; nullopt: not sold there.
struct ItemPrice {
  Money price;
  bool varies = false;
  std::optional<Money> compare_at;
};
std::optional<ItemPrice> price_of(const ItemDoc& doc, const markets::Market& market);

// The best level of any variant that is sold in the market.
Level level_in(const ItemDoc& doc, const markets::Market& market);
std::string_view availability_word(Level level);  // in_stock, low, sold_out
std::string_view shop_word(Level level);          // in_stock, low, none

const item_management::ItemTexts& texts_of(const item_management::Item& item, const std::string& locale);
PhotoView photo_view(const item_management::Photo& photo, const std::string& locale);
// The item's first picture, or the one of that colour and view ("" means any).
MaybePhoto photo_of(const item_management::Item& item, std::string_view colour, std::string_view view, const std::string& locale);

// CHECKs that it is sold in the market.
ItemCard card_of(const Snapshot& snapshot, const ItemDoc& doc, const Audience& audience);

struct Breadcrumb {
  std::string path;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Breadcrumb, (), (path, name))
// From the top to the category itself.
std::vector<Breadcrumb> breadcrumbs_of(const Words& words, std::string_view path, const std::string& locale);

}  // namespace atelier::shopping
