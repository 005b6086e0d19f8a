// An item: a product as sold to people, with its variants, texts, photos and prices. One record in the store,
// one commit to change it.
//
// This header is what other rooms may know of an item: the record is also what the change feed carries
// (event-carried state), so the read side is built from feed changes of storage::kItems without asking this
// room.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/money.h"
#include "json/json.h"
#include "storage/tables.h"

namespace atelier::item_management {

enum class ItemStatus { draft, active, archived };  // only active ones are seen by customers
BOOST_DESCRIBE_ENUM(ItemStatus, draft, active, archived)

// By locale: "en", "ja", "zh-Hans". English is there for every item; other locales fall back to it.
using LocalText = std::map<std::string, std::string>;

struct ItemTexts {
  std::string title;
  std::string summary;
  std::string description;  // paragraphs by "\n\n"; plain text, never HTML
  std::string material;
  std::string care;
  std::string fit;
};
BOOST_DESCRIBE_STRUCT(ItemTexts, (), (title, summary, description, material, care, fit))

// One size and colour, with a SKU and an EAN-13.
struct Variant {
  std::string sku;
  std::string ean;                             // 13 digits with a right check digit, or empty
  std::map<std::string, std::string> options;  // option → value code: {"colour":"camel","size":"38"}
  int weight_g = 0;
  // Over the item's prices, where this variant costs something else.
  std::optional<std::map<std::string, std::int64_t>> prices;
};
BOOST_DESCRIBE_STRUCT(Variant, (), (sku, ean, options, weight_g, prices))

struct Price {
  std::int64_t amount = 0;                 // minor units of the key's currency, tax included
  std::optional<std::int64_t> compare_at;  // what it cost before
};
BOOST_DESCRIBE_STRUCT(Price, (), (amount, compare_at))

struct Photo {
  std::string hash;  // content hash: the name in the blob store, /media/{hash}
  int width = 0;     // of the original, px
  int height = 0;
  std::string view;    // front, back, detail, worn
  std::string colour;  // option value code it shows; empty: all
  LocalText alt;
  friend bool operator==(const Photo&, const Photo&) = default;
};
BOOST_DESCRIBE_STRUCT(Photo, (), (hash, width, height, view, colour, alt))

struct Item {
  ItemId id;
  std::string handle;  // unique, in addresses: [a-z0-9-]+
  ItemStatus status = ItemStatus::draft;
  std::string category;                  // path: "women/coats"
  std::vector<std::string> collections;  // handles
  std::string tax_class = "standard";
  std::string made_in;  // ISO 3166-1 alpha-2
  std::string hs_code;  // customs tariff number
  std::string cloth;    // value code of the facet "material"
  std::string vendor;
  std::map<std::string, ItemTexts> texts;  // by locale
  std::vector<std::string> options;        // in the order of choosing: colour, size
  std::vector<Variant> variants;
  std::map<std::string, Price> prices;  // by currency ("EUR") or market ("ch"), the market's first
  std::vector<Photo> photos;
  std::vector<std::string> related;  // handles
  std::vector<std::string> tags;     // free words of the merchant's: searched, not shown
  Time created_at{};
  Time updated_at{};
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (id, handle, status, category, collections, tax_class, made_in, hs_code, cloth, vendor,
                       texts, options, variants, prices, photos, related, tags, created_at, updated_at))

// The price of a variant in a market: the market's own before the currency's, the variant's before the
// item's. nullopt: not sold there. A variant's own price is compared with the item's compare_at where that is
// higher.
struct VariantPrice {
  Money price;
  std::optional<Money> compare_at;
};
std::optional<VariantPrice> price_of(const Item& item, const Variant& variant, std::string_view market,
                                     Currency currency);

// Where items lie in the store: kItems, partition = id, sort = "", body = json::write(Item).
storage::Key item_key(const ItemId& id);
// kItemIndex, whose body is {"item":"itm_…"}. SKUs and EANs: partition = "sku/<SKU>", "ean/<EAN>", sort = "".
// Handles: partition = "handle/" and the first character, sort = the handle, so that 36 partitions in turn
// list all items in the order of handles.
storage::Key handle_key(std::string_view handle);
storage::Key sku_key(std::string_view sku);
storage::Key ean_key(std::string_view ean);

// Vocabulary (kVocabulary: partition = kind, sort = code; body = the object of the vocabulary file, with its
// "position" in the file added):
//   "category"    code = path          {"path":"women/coats","names":{…},"description":{…},"position":3}
//   "collection"  code = handle        {"handle":…,"names":{…},"story":{…},"position":0}
//   "colour"      code = value code    {"code":"camel","names":{…},"swatch":"#B58B5A","position":4}
//   "material"    code = value code    {"code":"cashmere","names":{…},"position":0}
//   "size"        one, code "all"      {"order":["XXS",…],"scales":{…}}
//   "location"    code = location
//   {"code":"shop-paris","kind":"shop"|"warehouse","region":"eu","names":{…},…,"position":2} "home" one, code
//   "all"      home.json as it is "size_guide"  one, code "all"      size_guides.json as it is
// An option that has names for its values and is neither colour nor size has its own kind, named as the
// option.
storage::Key vocabulary_key(std::string_view kind, std::string_view code);

}  // namespace atelier::item_management
