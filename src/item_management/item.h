// An item: a product as sold to people, with its variants, texts, photos and prices. One record in the store, one commit to change it.
//
// This header is what other rooms may know of an item: the record is also what the change feed carries (event-carried state), so the
// read side is built from feed changes of storage::kItems without asking this room.
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
  std::int64_t amount = 0;                   // minor units of the key's currency, tax included
  std::optional<std::int64_t> compare_at;    // what it cost before
};
BOOST_DESCRIBE_STRUCT(Price, (), (amount, compare_at))

struct Photo {
  std::string hash;   // content hash: the name in the blob store, /media/{hash}
  int width = 0;      // of the original, px
  int height = 0;
  std::string view;   // front, back, detail, worn
  std::string colour; // option value code it shows; empty: all
  LocalText alt;
};
BOOST_DESCRIBE_STRUCT(Photo, (), (hash, width, height, view, colour, alt))

struct Item {
  ItemId id;
  std::string handle;  // unique, in addresses: [a-z0-9-]+
  ItemStatus status = ItemStatus::draft;
  std::string category;                  // path: "women/coats"
  std::vector<std::string> collections;  // handles
  std::string tax_class = "standard";
  std::string made_in;   // ISO 3166-1 alpha-2
  std::string hs_code;   // customs tariff number
  std::string cloth;     // value code of the facet "material"
  std::string vendor;
  std::map<std::string, ItemTexts> texts;  // by locale
  std::vector<std::string> options;        // in the order of choosing: colour, size
  std::vector<Variant> variants;
  std::map<std::string, Price> prices;     // by currency ("EUR") or market ("ch"), the market's first
  std::vector<Photo> photos;
  std::vector<std::string> related;        // handles
  Time created_at{};
  Time updated_at{};
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, handle, status, category, collections, tax_class, made_in, hs_code, cloth, vendor, texts, options,
                                 variants, prices, photos, related, created_at, updated_at))

// The price of a variant in a market: the market's own before the currency's, the variant's before the item's. nullopt: not sold there.
struct VariantPrice {
  Money price;
  std::optional<Money> compare_at;
};
std::optional<VariantPrice> price_of(const Item& item, const Variant& variant, std::string_view market, Currency currency);

// Where items and vocabulary lie in the store (kItems: partition = id, sort = ""; kVocabulary: partition = kind, sort = code).
// Vocabulary kinds: "category", "collection", "colour", "size", "material", "location", "home", "size_guide"; bodies are their JSON.

}  // namespace atelier::item_management
