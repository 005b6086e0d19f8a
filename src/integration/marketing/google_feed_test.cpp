#include "integration/marketing/google_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "integration/marketing/feed_cache.h"

namespace atelier::integration {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const markets::Markets& house_markets() {
  static const auto loaded = *markets::load_markets("config/markets.toml");
  return loaded;
}
const markets::Shipping& house_shipping() {
  static const auto loaded = *markets::load_shipping("config/shipping.toml");
  return loaded;
}
const GoogleCategories& house_categories() {
  static const auto loaded = *load_google_categories("config/google_categories.json");
  return loaded;
}

std::shared_ptr<shopping::Snapshot> snapshot_of(std::vector<item_management::Item> items) {
  auto words = std::make_shared<shopping::Words>();
  const auto word = [&](const char* kind, const char* code, std::string body) { words->apply({storage::kVocabulary, kind, code}, &body); };
  word("category", "women", R"({"path":"women","names":{"en":"Women","fr":"Femme"},"position":0})");
  word("category", "women/coats", R"({"path":"women/coats","names":{"en":"Coats","fr":"Manteaux"},"position":1})");
  word("colour", "camel", R"({"code":"camel","names":{"en":"Camel","ja":"キャメル"},"position":0})");
  words->settle();
  auto snapshot = std::make_shared<shopping::Snapshot>();
  snapshot->version = 7;
  snapshot->words = words;
  for (auto& item : items) {
    auto doc = std::make_shared<shopping::ItemDoc>();
    doc->stock.resize(item.variants.size());
    if (!doc->stock.empty()) doc->stock[0].regions.fill(shopping::Level::in_stock);
    doc->item = std::make_shared<const item_management::Item>(std::move(item));
    snapshot->docs.push_back(std::move(doc));
  }
  return snapshot;
}

item_management::Item coat() {
  item_management::Item item;
  item.handle = "long-coat";
  item.status = item_management::ItemStatus::active;
  item.category = "women/coats";
  item.vendor = "Maison Verrane";
  item.texts = {{"en", {.title = "Long coat", .description = "Wool & \"silk\" <double>,\x01 'warm'"}}, {"fr", {.title = "Manteau long", .description = "Laine"}}};
  item.options = {"colour", "size"};
  item.variants = {{.sku = "COAT-CAM-38", .ean = "4006381333931", .options = {{"colour", "camel"}, {"size", "38"}}},
                   {.sku = "COAT-CAM-40", .options = {{"colour", "camel"}, {"size", "40"}}}};
  item.prices = {{"EUR", {.amount = 329'000, .compare_at = 399'005}}, {"JPY", {.amount = 560'000}}};
  item.photos = {{.hash = std::string(64, 'b'), .view = "front", .colour = "navy"}, {.hash = std::string(64, 'a'), .view = "front", .colour = "camel"},
                 {.hash = std::string(64, 'c'), .view = "back", .colour = "camel"}};
  return item;
}

GoogleFeed feed_of(std::shared_ptr<const shopping::Snapshot> snapshot, const char* market, std::string locale) {
  return GoogleFeed(std::move(snapshot), house_categories(), house_shipping(), from_unix_ms(1'795'000'000'000),
                    {.market = *house_markets().find(market), .locale = std::move(locale), .public_url = "https://shop.example", .title = "Maison Verrane"});
}
std::string whole(GoogleFeed feed) {
  std::string text;
  for (auto piece = feed.next(1); !piece.empty(); piece = feed.next(1)) text += piece;
  return text;
}

TEST(GoogleFeed, a_variant_has_what_google_requires) {
  const auto xml = whole(feed_of(snapshot_of({coat()}), "fr", "fr"));
  for (const auto* expected :
       {"<g:id>COAT-CAM-38</g:id>", "<g:title>Manteau long, Camel</g:title>", "<g:description>Laine</g:description>",
        "<g:link>https://shop.example/fr/fr/items/long-coat</g:link>", "<g:availability>in_stock</g:availability>", "<g:availability>out_of_stock</g:availability>",
        "<g:price>3990.05 EUR</g:price><g:sale_price>3290.00 EUR</g:sale_price>", "<g:brand>Maison Verrane</g:brand>", "<g:gtin>4006381333931</g:gtin>",
        "<g:condition>new</g:condition>", "<g:item_group_id>long-coat</g:item_group_id>", "<g:size>38</g:size>", "<g:color>Camel</g:color>",
        "<g:google_product_category>Apparel &amp; Accessories &gt; Clothing &gt; Outerwear &gt; Coats &amp; Jackets</g:google_product_category>",
        "<g:product_type>Femme &gt; Manteaux</g:product_type>", "<g:gender>female</g:gender>", "<g:age_group>adult</g:age_group>",
        "<g:shipping><g:country>FR</g:country>"}) {
    EXPECT_THAT(xml, HasSubstr(expected));
  }
  // The picture is of the variant's colour, not just the first.
  EXPECT_THAT(xml, HasSubstr("<g:image_link>https://shop.example/media/" + std::string(64, 'a') + "/1600.jpg</g:image_link><g:additional_image_link>https://shop.example/media/" + std::string(64, 'c')));
  EXPECT_THAT(xml, Not(HasSubstr(std::string(64, 'b'))));
}

TEST(GoogleFeed, whatever_a_text_holds_is_escaped_and_what_xml_cannot_hold_is_left_out) {
  const auto xml = whole(feed_of(snapshot_of({coat()}), "gb", "en"));
  EXPECT_THAT(whole(feed_of(snapshot_of({coat()}), "fr", "en")), HasSubstr("<g:description>Wool &amp; &quot;silk&quot; &lt;double&gt;, &#39;warm&#39;</g:description>"));
  EXPECT_THAT(xml, Not(HasSubstr("COAT"))) << "it has no price in pounds";
}

TEST(GoogleFeed, yen_have_no_decimals_and_texts_fall_back_to_english) {
  const auto xml = whole(feed_of(snapshot_of({coat()}), "jp", "ja"));
  EXPECT_THAT(xml, HasSubstr("<g:price>560000 JPY</g:price>"));
  EXPECT_THAT(xml, HasSubstr("<g:title>Long coat, キャメル</g:title>"));
}

TEST(GoogleFeed, what_has_no_picture_or_no_price_there_is_left_out) {
  auto bare = coat();
  bare.photos.clear();
  EXPECT_THAT(whole(feed_of(snapshot_of({bare}), "fr", "fr")), Not(HasSubstr("<item>")));
}

TEST(GoogleFeed, two_thousand_items_come_in_bounded_pieces_and_unpack_to_the_same_text) {
  std::vector<item_management::Item> many(2'000, coat());
  // Different ones, as a catalogue has them: two thousand times the same would fit into one piece.
  std::uint64_t state = 1;
  for (auto& item : many) {
    for (int i = 0; i < 12; ++i) item.handle += "-" + std::to_string(state = state * 6364136223846793005u + 1442695040888963407u);
  }
  const auto snapshot = snapshot_of(std::move(many));
  FeedCache cache;
  int made = 0;
  const auto pieces = [&] {
    return cache.get("fr/fr", snapshot->version, [&] {
      ++made;
      return feed_of(snapshot, "fr", "fr");
    });
  };
  const auto first = pieces();
  EXPECT_EQ(pieces(), first);
  EXPECT_EQ(made, 1);
  GzipReader reader;
  std::string text;
  std::size_t largest = 0;
  for (std::size_t i = 0; const auto piece = first->piece(i); ++i) {
    const auto part = reader.read(*piece);
    largest = std::max(largest, part.size());
    text += part;
  }
  EXPECT_EQ(text, whole(feed_of(snapshot, "fr", "fr")));
  EXPECT_LT(largest, text.size() / 3);
  cache.get("fr/fr", snapshot->version + 1, [&] {
    ++made;
    return feed_of(snapshot, "fr", "fr");
  });
  EXPECT_EQ(made, 2);
}

TEST(GooglePrice, has_the_currencys_decimals) {
  const auto eur = *Currency::parse("EUR");
  EXPECT_EQ(google_price({5, eur}), "0.05 EUR");
  EXPECT_EQ(google_price({329'000, eur}), "3290.00 EUR");
  EXPECT_EQ(google_price({1, *Currency::parse("JPY")}), "1 JPY");
}

TEST(GoogleCategories, a_category_that_is_not_named_is_its_parents) {
  EXPECT_EQ(house_categories().find("women/coats/long").google, "Apparel & Accessories > Clothing > Outerwear > Coats & Jackets");
  EXPECT_EQ(house_categories().find("women/coats/long").gender, "female");
  EXPECT_EQ(house_categories().find("nothing").google, "");
}

// Google's own list, as "   136 | [ 268- 269] | Boxing Shorts", two more spaces a level down.
std::set<std::string> taxonomy(const std::filesystem::path& file) {
  std::set<std::string> paths;
  std::vector<std::pair<std::size_t, std::string>> above;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto bar = line.rfind(" | ");
    const auto indent = line.find_first_not_of(' ');
    if (bar == std::string::npos || line.starts_with('#')) continue;
    while (!above.empty() && above.back().first >= indent) above.pop_back();
    const auto path = (above.empty() ? "" : above.back().second + " > ") + line.substr(bar + 3);
    above.emplace_back(indent, path);
    paths.insert(path);
  }
  return paths;
}

TEST(GoogleCategories, every_path_is_one_of_googles) {
  const char* named = std::getenv("ATELIER_SHARED");
  const auto file = std::filesystem::path(named != nullptr ? named : "../shared") / "data/google-product-taxonomy.en-US.txt";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "SKIPPED: Google's taxonomy is not at " << file << " (ATELIER_SHARED)";
  const auto known = taxonomy(file);
  ASSERT_GT(known.size(), 5'000u);
  for (const auto& [path, category] : house_categories().all()) EXPECT_TRUE(known.contains(category.google)) << path << ": " << category.google;
}

TEST(GoogleCategories, every_category_of_the_demo_house_has_one) {
  std::ifstream in("demo/catalogue/categories.json");
  for (std::string line; std::getline(in, line);) {
    const auto at = line.find("\"path\": \"");
    if (at == std::string::npos) continue;
    const auto path = line.substr(at + 9, line.find('"', at + 9) - at - 9);
    EXPECT_NE(house_categories().find(path).google, "") << path;
  }
}

}  // namespace
}  // namespace atelier::integration
