#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/thread_executor.h"
#include "shopping/search/renamed.h"
#include "shopping/search/search_index.h"
#include "shopping/search/suggestions.h"
#include "shopping/testing.h"

namespace atelier::shopping {
namespace {

using item_management::Item;
using item_management::ItemTexts;

class SearchTest : public ::testing::Test {
 protected:
  SearchTest()
      : folder_(std::filesystem::temp_directory_path() / ("atelier-search-" + std::to_string(::getpid()))) {
    testing::give_word(
        builder, "colour", "camel",
        R"({"code":"camel","names":{"en":"Camel","fr":"Chameau","de":"Kamel","ja":"キャメル","ko":"카멜"}})");
    testing::give_word(builder, "material", "cashmere",
                       R"({"code":"cashmere","names":{"en":"Cashmere","fr":"Cachemire","ja":"カシミヤ"}})");
    testing::give_word(
        builder, "category", "women/coats",
        R"({"path":"women/coats","names":{"en":"Coats","fr":"Manteaux","de":"Mäntel","ja":"コート","ko":"코트"}})");
    add("long-coat", "women/coats", "cashmere", "camel", "VC-014-38", "4006381333931",
        {{"en", {.title = "Double-breasted coat", .description = "Cut long, with horn buttons."}},
         {"fr", {.title = "Manteau croisé", .description = "Coupe longue, boutons de corne."}},
         {"de", {.title = "Zweireihiger Mantel", .description = "Lang geschnitten, mit Knöpfen aus Horn."}},
         {"ja", {.title = "ダブルブレストコート", .description = "ロング丈、水牛の角のボタン。"}},
         {"ko", {.title = "더블 브레스티드 코트", .description = "길게 재단한 코트입니다."}},
         {"zh-Hans", {.title = "双排扣大衣"}}});
    add("scarf", "accessories/scarves", "silk", "ivory", "SC-1", "",
        {{"en", {.title = "Silk scarf"}},
         {"fr", {.title = "Écharpe en soie"}},
         {"de", {.title = "Seidenschal"}},
         {"ja", {.title = "シルクスカーフ"}},
         {"ko", {.title = "실크 스카프"}}});
    add("dress", "women/dresses", "wool", "black", "DR-7", "",
        {{"en", {.title = "Evening dress"}},
         {"fr", {.title = "Robe du soir"}},
         {"de", {.title = "Abendkleid"}},
         {"ja", {.title = "イブニングドレス"}},
         {"ko", {.title = "이브닝 드레스"}}});
    snapshot = builder.build();
  }
  ~SearchTest() override { std::filesystem::remove_all(folder_); }

  void add(const std::string& handle, const std::string& category, const std::string& cloth,
           const std::string& colour, const std::string& sku, const std::string& ean,
           std::map<std::string, ItemTexts> texts) {
    Item item{.id = ItemId::make(Region::europe, testing::kBegin, draw.random),
              .handle = handle,
              .status = item_management::ItemStatus::active,
              .category = category,
              .cloth = cloth,
              .texts = std::move(texts),
              .options = {"colour"},
              .variants = {{.sku = sku, .ean = ean, .options = {{"colour", colour}}}},
              .prices = {{"EUR", {.amount = 100}}}};
    const auto id = item.id.text();
    records.items.emplace(id, std::move(item));
    records.give_item(builder, id);
  }
  std::vector<std::string> all_ids() const {
    std::vector<std::string> ids;
    for (const auto& doc : snapshot->docs) ids.push_back(doc->item->id.text());
    return ids;
  }
  SearchIndex& index(const std::string& locale) {
    auto& made = indexes_[locale];
    if (!made) {
      made = std::move(*SearchIndex::create((folder_ / locale).string(), locale));
      made->update(*snapshot, all_ids());
    }
    return *made;
  }
  std::vector<std::string> find(const std::string& locale, const std::string& query) {
    std::vector<std::string> handles;
    for (const auto& doc : index(locale).find(*snapshot, query).docs) handles.push_back(doc->item->handle);
    return handles;
  }
  std::vector<std::string> suggested(const std::string& locale, const std::string& typed) {
    std::vector<std::string> handles;
    for (const auto& id : Suggestions(*snapshot, locale).find(typed, 8).items)
      handles.push_back(snapshot->find_id(id)->item->handle);
    return handles;
  }
  using Handles = std::vector<std::string>;

  testing::RandomCatalogue draw{1};
  testing::Records records;
  Builder builder;
  std::shared_ptr<const Snapshot> snapshot;

 private:
  const std::filesystem::path folder_;
  std::map<std::string, std::unique_ptr<SearchIndex>> indexes_;
};

TEST_F(SearchTest, finds_by_every_field) {
  for (const char* query :
       {"breasted", "double-breasted coat", "horn", "camel", "cashmere", "coats", "Camel coat"})
    EXPECT_EQ(find("en", query), Handles{"long-coat"}) << query;
  EXPECT_TRUE(find("en", "nonsense").empty());
}

TEST_F(SearchTest, finds_by_the_numbers_on_a_label) {
  for (const char* query : {"VC-014-38", "vc-014-38", " VC-014-38 ", "4006381333931"})
    EXPECT_EQ(find("en", query), Handles{"long-coat"}) << query;
  EXPECT_EQ(find("ja", "VC-014-38"), Handles{"long-coat"});
  EXPECT_EQ(find("en", "SC-1"), Handles{"scarf"});
}

TEST_F(SearchTest, every_word_must_be_there) {
  EXPECT_TRUE(find("en", "silk coat").empty());
}

TEST_F(SearchTest, other_forms_of_a_word_are_the_same_word) {
  EXPECT_EQ(find("en", "scarfs"), Handles{"scarf"});
  EXPECT_EQ(find("fr", "manteaux"), Handles{"long-coat"});
  EXPECT_EQ(find("fr", "manteau"), Handles{"long-coat"});
  EXPECT_EQ(find("fr", "robes"), Handles{"dress"});
  EXPECT_EQ(find("de", "Mäntel"), Handles{"long-coat"});
  EXPECT_EQ(find("de", "Knopf"), find("de", "Knöpfe"));
}

TEST_F(SearchTest, accents_and_case_do_not_matter) {
  for (const char* query : {"écharpe", "echarpe", "ECHARPE", "Écharpe"})
    EXPECT_EQ(find("fr", query), Handles{"scarf"}) << query;
}

TEST_F(SearchTest, an_unfinished_word_finds_what_begins_so) {
  EXPECT_EQ(find("en", "even"), Handles{"dress"});
  EXPECT_EQ(find("fr", "robe so"), Handles{"dress"});
}

TEST_F(SearchTest, words_inside_japanese_korean_and_chinese_are_found) {
  EXPECT_EQ(find("ja", "コート"), Handles{"long-coat"});
  EXPECT_EQ(find("ja", "こーと"), Handles{"long-coat"}) << "hiragana";
  EXPECT_EQ(find("ja", "ｺｰﾄ"), Handles{"long-coat"}) << "half width";
  EXPECT_EQ(find("ja", "スカーフ"), Handles{"scarf"});
  EXPECT_EQ(find("ja", "カシミヤ"), Handles{"long-coat"});
  EXPECT_EQ(find("ko", "코트"), Handles{"long-coat"});
  EXPECT_EQ(find("ko", "드레스"), Handles{"dress"});
  EXPECT_EQ(find("zh-Hans", "大衣"), Handles{"long-coat"});
}

TEST_F(SearchTest, a_misspelt_word_gets_the_likely_one_offered) {
  EXPECT_EQ(index("en").find(*snapshot, "silk scraf").did_you_mean, "silk scarf");
  EXPECT_EQ(index("en").find(*snapshot, "cashmer").did_you_mean, std::nullopt)
      << "an unfinished word is no misspelt one";
  EXPECT_FALSE(index("en").find(*snapshot, "scarf").did_you_mean);
  EXPECT_FALSE(index("en").find(*snapshot, "cashmere scraf").did_you_mean)
      << "the other spelling finds nothing either";
}

TEST_F(SearchTest, what_was_edited_is_found_anew_and_what_is_gone_no_more) {
  index("en");
  auto& [id, item] =
      *std::ranges::find_if(records.items, [](const auto& one) { return one.second.handle == "dress"; });
  item.texts["en"].title = "Velvet gown";
  records.give_item(builder, id);
  snapshot = builder.build();
  index("en").update(*snapshot, {id});
  EXPECT_EQ(find("en", "velvet"), Handles{"dress"});
  EXPECT_TRUE(find("en", "evening").empty());
  const std::string gone = id;
  records.items.erase(gone);
  records.give_item(builder, gone);
  snapshot = builder.build();
  EXPECT_TRUE(find("en", "velvet").empty()) << "before the index knows";
  index("en").update(*snapshot, {gone});
  EXPECT_TRUE(find("en", "velvet").empty());
}

TEST_F(SearchTest, an_edit_of_a_word_is_about_the_items_that_have_it_and_no_others) {
  const auto before = snapshot;
  const auto handles_touched = [&] {
    snapshot = builder.build();
    const Renamed renamed(*before->words, *snapshot->words);
    Handles touched;
    for (const auto& doc : snapshot->docs) {
      if (renamed.touches(*doc->item)) touched.push_back(doc->item->handle);
    }
    EXPECT_EQ(renamed.any_of_items(), !touched.empty());
    std::ranges::sort(touched);
    return touched;
  };
  // A swatch and a place in the menu are not searched.
  testing::give_word(
      builder, "colour", "camel",
      R"({"code":"camel","names":{"en":"Camel","fr":"Chameau","de":"Kamel","ja":"キャメル","ko":"카멜"},"swatch":"#B58B5A","position":3})");
  EXPECT_EQ(handles_touched(), Handles{});
  EXPECT_FALSE(Renamed(*before->words, *snapshot->words).categories());
  testing::give_word(builder, "colour", "camel", R"({"code":"camel","names":{"en":"Sand"}})");
  EXPECT_EQ(handles_touched(), Handles{"long-coat"});
  testing::give_word(builder, "material", "wool", R"({"code":"wool","names":{"en":"Wool"}})");  // it had no name before
  EXPECT_EQ(handles_touched(), (Handles{"dress", "long-coat"}));
  testing::give_word(builder, "category", "accessories", R"({"path":"accessories","names":{"en":"Accessories"}})");  // above the scarf's own
  EXPECT_EQ(handles_touched(), (Handles{"dress", "long-coat", "scarf"}));
  EXPECT_TRUE(Renamed(*before->words, *snapshot->words).categories());
}

TEST_F(SearchTest, a_renamed_category_is_suggested_by_its_new_name_without_making_all_anew) {
  const Suggestions first(*snapshot, "en");
  EXPECT_EQ(first.find("coats", 8).categories, Handles{"women/coats"});
  testing::give_word(builder, "category", "women/coats", R"({"path":"women/coats","names":{"en":"Outerwear"}})");
  testing::give_word(builder, "category", "women", R"({"path":"women","names":{"en":"Women"}})");
  snapshot = builder.build();
  const Suggestions next(first, {}, *snapshot, "en");
  EXPECT_TRUE(next.find("coats", 8).categories.empty());
  EXPECT_EQ(next.find("outer", 8).categories, Handles{"women/coats"});
  EXPECT_EQ(next.find("women", 8).categories, Handles{"women"});
  EXPECT_EQ(next.find("silk", 8).items, first.find("silk", 8).items);
}

TEST_F(SearchTest, nothing_that_is_typed_breaks_it) {
  for (const char* query : {"\"", "(", "AND", "NOT", "a AND", "*", "title:coat", "-", "--", "+ +", "((((((",
                            "\xF0\x9F\x91\x97", "~", "a NEAR/999999999999 b", "\"unfinished"}) {
    find("en", query);
    find("ja", query);
    suggested("en", query);
  }
}

TEST_F(SearchTest, suggests_by_the_start_of_any_word) {
  EXPECT_EQ(suggested("en", "dou"), Handles{"long-coat"});
  EXPECT_EQ(suggested("en", "BREAST"), Handles{"long-coat"});
  EXPECT_EQ(suggested("fr", "echa"), Handles{"scarf"});
  EXPECT_TRUE(suggested("en", "carf").empty());
  EXPECT_TRUE(suggested("en", "").empty());
  const auto found = Suggestions(*snapshot, "en").find("coa", 8);
  EXPECT_EQ(found.categories, std::vector<std::string>{"women/coats"});
  EXPECT_NE(std::ranges::find(found.queries, "coat"), found.queries.end());
}

TEST_F(SearchTest, suggestions_after_edits_are_those_of_a_rebuild) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    testing::RandomCatalogue catalogue(seed);
    auto drawn = catalogue.records(30);
    Builder following;
    drawn.give_all(following);
    auto now = following.build();
    auto suggestions = std::make_unique<Suggestions>(*now, "en");
    for (int round = 0; round < 20; ++round) {
      for (std::uint64_t edits = catalogue.random.below(4); edits > 0; --edits) {
        const auto at = std::next(drawn.items.begin(),
                                  static_cast<std::ptrdiff_t>(catalogue.random.below(drawn.items.size())));
        const auto id = at->first;
        if (catalogue.chance(4)) {
          drawn.items.erase(at);
        } else {
          catalogue.change(at->second);
        }
        drawn.give_item(following, id);
      }
      std::vector<std::string> changed;
      now = following.build(&changed);
      suggestions = std::make_unique<Suggestions>(*suggestions, changed, *now, "en");
      const Suggestions rebuilt(*now, "en");
      for (const char* typed : {"c", "e", "echarpe", "ro", "z", "1", "coat 1"}) {
        const auto a = suggestions->find(typed, 8), b = rebuilt.find(typed, 8);
        ASSERT_EQ(a.items, b.items) << typed << ", seed " << seed;
        ASSERT_EQ(a.queries, b.queries) << typed << ", seed " << seed;
      }
    }
  }
}

TEST_F(SearchTest, suggests_in_either_kana_and_in_hangul) {
  for (const char* typed : {"ダブ", "だぶ", "コー", "こー"})
    EXPECT_EQ(suggested("ja", typed), Handles{"long-coat"}) << typed;
  EXPECT_EQ(suggested("ko", "드레"), Handles{"dress"});
  EXPECT_EQ(suggested("zh-Hans", "大"), Handles{"long-coat"});
}

}  // namespace
}  // namespace atelier::shopping
