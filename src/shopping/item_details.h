// Everything an item's page shows. Pure over a snapshot.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "json/json.h"
#include "markets/shipping/shipping.h"
#include "shopping/views.h"

namespace atelier::shopping {

struct OptionValueView {
  std::string value;
  std::string name;
  json::Nullable<std::string> swatch;
  std::string availability;
};
BOOST_DESCRIBE_STRUCT(OptionValueView, (), (value, name, swatch, availability))

struct OptionView {
  std::string name;
  std::vector<OptionValueView> values;
};
BOOST_DESCRIBE_STRUCT(OptionView, (), (name, values))

struct ShopStockView {
  std::string location;
  std::string level;
};
BOOST_DESCRIBE_STRUCT(ShopStockView, (), (location, level))

struct VariantView {
  std::string sku;
  std::map<std::string, std::string> options;
  Money price;
  json::Nullable<Money> compare_at;
  std::string availability;
  std::vector<ShopStockView> shop_stock;
};
BOOST_DESCRIBE_STRUCT(VariantView, (), (sku, options, price, compare_at, availability, shop_stock))

struct ShopView {
  std::string location;
  std::string name;
  std::string city;
  std::string country;
};
BOOST_DESCRIBE_STRUCT(ShopView, (), (location, name, city, country))

struct DeliveryEstimate {
  std::string country;
  std::string earliest;
  std::string latest;
  Money price;
};
BOOST_DESCRIBE_STRUCT(DeliveryEstimate, (), (country, earliest, latest, price))

struct ItemView {
  ItemId id;
  std::string handle;
  std::string category;
  std::vector<std::string> collections;
  item_management::ItemTexts texts;
  json::Nullable<std::string> made_in;
  std::vector<OptionView> options;
  std::vector<VariantView> variants;
  std::vector<PhotoView> photos;
  std::vector<Breadcrumb> breadcrumbs;
  std::vector<ItemCard> related;
  json::Nullable<std::string> size_guide;
  std::vector<ShopView> shops;
  json::Nullable<DeliveryEstimate> delivery_estimate;
  Money price;
  bool price_varies = false;
  json::Nullable<Money> compare_at;
  std::string availability;
  bool is_new = false;
};
BOOST_DESCRIBE_STRUCT(ItemView, (), (id, handle, category, collections, texts, made_in, options, variants, photos, breadcrumbs, related, size_guide,
                                     shops, delivery_estimate, price, price_varies, compare_at, availability, is_new))

// The items shown beside it, at most 8: those the merchant named, then of the same category.
std::vector<DocPointer> related_to(const Snapshot& snapshot, const ItemDoc& doc, const Audience& audience);

// CHECKs that it is sold in the market.
ItemView details_of(const Snapshot& snapshot, const ItemDoc& doc, const Audience& audience, const markets::Shipping& shipping, Time now);

}  // namespace atelier::shopping
