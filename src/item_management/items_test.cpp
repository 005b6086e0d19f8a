#include "item_management/items.h"

#include <gtest/gtest.h>

#include "base/thread_executor.h"
#include "item_management/ean.h"
#include "item_management/validation.h"
#include "storage/memory/memory_store.h"

namespace atelier::item_management {
namespace {

Item coat(int variants = 2) {
  Item item{.handle = "coat",
            .status = ItemStatus::active,
            .texts = {{"en", {.title = "Coat"}}},
            .options = {"size"},
            .prices = {{"EUR", {.amount = 329'000}}}};
  for (int i = 0; i < variants; ++i) {
    std::string digits = std::to_string(200'000'000'000 + i);
    item.variants.push_back({.sku = "C-" + std::to_string(i),
                             .ean = digits + *ean_check_digit(digits),
                             .options = {{"size", std::to_string(i)}}});
  }
  return item;
}

class ItemsTest : public testing::Test {
 protected:
  ManualClock clock{from_unix_ms(1'795'000'000'000)};
  SeededRandom random{7};
  storage::MemoryOptions options;
  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random, Region::europe};

  SaveOutcome create(Item item, SaveOptions save = {}) {
    auto outcome = run_until_done(create_item(context, std::move(item), std::move(save)));
    EXPECT_TRUE(outcome) << outcome.error().detail;
    return *outcome;
  }
  SaveOutcome upsert(Item item, SaveOptions save = {}) {
    const auto handle = item.handle;
    auto outcome =
        run_until_done(upsert_item(context, handle, [item](const Item*) { return item; }, std::move(save)));
    EXPECT_TRUE(outcome) << outcome.error().detail;
    return *outcome;
  }
  std::optional<StoredItem> by_sku(const std::string& sku) {
    return run_until_done(find_by_sku(*store, sku)).value();
  }
};

TEST_F(ItemsTest, an_item_is_found_by_each_of_its_names) {
  const auto made = create(coat());
  ASSERT_EQ(made.result, SaveResult::created);
  EXPECT_EQ(made.saved->version, 1u);
  const auto id = made.saved->item.id;
  EXPECT_EQ(run_until_done(find_item(*store, id)).value()->item.handle, "coat");
  EXPECT_EQ(run_until_done(find_by_handle(*store, "coat")).value()->item.id, id);
  EXPECT_EQ(by_sku("C-1")->item.id, id);
  EXPECT_EQ(run_until_done(find_by_code(*store, made.saved->item.variants[0].ean)).value()->item.id, id);
  EXPECT_EQ(run_until_done(find_by_code(*store, "C-0")).value()->item.id, id);
  EXPECT_FALSE(by_sku("C-9"));
}

TEST_F(ItemsTest, two_items_do_not_share_a_handle_a_sku_or_an_ean) {
  create(coat());
  EXPECT_EQ(create(coat()).problems.at(0).code, "handle_taken");
  Item other = coat(1);
  other.handle = "other";
  const auto refused = create(other);
  EXPECT_EQ(refused.result, SaveResult::taken);
  ASSERT_EQ(refused.problems.size(), 2u);
  EXPECT_EQ(refused.problems[0].field, "/variants/0/sku");
  EXPECT_EQ(refused.problems[0].code, "sku_taken");
  EXPECT_EQ(refused.problems[1].code, "ean_taken");
  EXPECT_FALSE(run_until_done(find_by_handle(*store, "other")).value());
}

TEST_F(ItemsTest, an_edit_needs_the_version_it_was_made_on) {
  const auto made = create(coat());
  Item edited = coat();
  edited.texts["en"].title = "Long coat";
  const auto id = made.saved->item.id;
  EXPECT_EQ(run_until_done(replace_item(context, id, 1, edited)).value().result, SaveResult::updated);
  edited.texts["en"].title = "Longer coat";
  const auto late = run_until_done(replace_item(context, id, 1, edited)).value();
  EXPECT_EQ(late.result, SaveResult::version_mismatch);
  EXPECT_EQ(late.saved->version, 2u);
  const auto nobody = ItemId::make(Region::europe, clock.now(), random);
  EXPECT_EQ(run_until_done(replace_item(context, nobody, 1, edited)).value().result, SaveResult::not_found);
}

TEST_F(ItemsTest, a_name_that_is_given_up_is_free_again) {
  const auto made = create(coat(2));
  Item smaller = coat(1);
  ASSERT_EQ(run_until_done(replace_item(context, made.saved->item.id, 1, smaller)).value().result,
            SaveResult::updated);
  EXPECT_FALSE(by_sku("C-1"));
  Item other = coat(2);
  other.handle = "other";
  other.variants.erase(other.variants.begin());
  EXPECT_EQ(create(other).result, SaveResult::created);
}

TEST_F(ItemsTest, saving_the_same_again_writes_nothing_and_tells_nobody) {
  upsert(coat());
  const auto before = run_until_done(store->feed_end()).value();
  clock.advance(std::chrono::hours(1));
  const auto again = upsert(coat());
  EXPECT_EQ(again.result, SaveResult::unchanged);
  EXPECT_EQ(run_until_done(store->feed_end()).value(), before);
}

TEST_F(ItemsTest, an_item_with_five_hundred_variants_is_stored_whole) {
  const auto made = create(coat(500));
  ASSERT_EQ(made.result, SaveResult::created);
  EXPECT_TRUE(by_sku("C-0"));
  EXPECT_TRUE(by_sku("C-499"));
  clock.advance(std::chrono::hours(1));  // claims would have lapsed
  EXPECT_TRUE(by_sku("C-499"));
  Item other = coat(500);
  other.handle = "other";
  EXPECT_EQ(create(other).result, SaveResult::taken);
  const auto shrunk = run_until_done(replace_item(context, made.saved->item.id, 1, coat(3))).value();
  EXPECT_EQ(shrunk.result, SaveResult::updated);
  EXPECT_FALSE(by_sku("C-499"));
  EXPECT_EQ(create([&] {
              Item rest = coat(500);
              rest.handle = "rest";
              rest.variants.erase(rest.variants.begin(), rest.variants.begin() + 3);
              return rest;
            }())
                .result,
            SaveResult::created);
}

TEST_F(ItemsTest, opening_stock_comes_with_the_item_and_once) {
  const inventory::Place lyon{"warehouse-lyon", inventory::PlaceKind::warehouse, Region::europe};
  SaveOptions save;
  Item item = coat(60);
  for (const auto& variant : item.variants) save.stock.push_back({lyon, {variant.sku, 3}});
  EXPECT_EQ(upsert(item, save).result, SaveResult::created);
  item.texts["en"].title = "Another";
  EXPECT_EQ(upsert(item, save).result, SaveResult::updated);
  const auto there =
      run_until_done(inventory::available_in_region(*store, Region::europe, {"C-0", "C-59"})).value();
  EXPECT_EQ(there.at("C-0"), 3);
  EXPECT_EQ(there.at("C-59"), 3);
}

TEST_F(ItemsTest, lost_answers_and_conflicts_end_in_one_item) {
  int calls = 0;
  storage::MemoryOptions faulty;
  faulty.faults.on_commit = [&](const storage::Commit&) {
    switch (++calls) {
      case 1:
        return storage::Fault::unknown_not_done;
      case 2:
        return storage::Fault::conflict;
      case 3:
        return storage::Fault::unknown_done;
      default:
        return storage::Fault::none;
    }
  };
  store = storage::make_memory_store(clock, faulty);
  events::Context faulty_context{*store, clock, random, Region::europe};
  const auto made = run_until_done(create_item(faulty_context, coat()));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->result, SaveResult::created);
  EXPECT_EQ(calls, 3);
  calls = 2;
  Item edited = coat();
  edited.made_in = "IT";
  const auto changed = run_until_done(replace_item(faulty_context, made->saved->item.id, 1, edited));
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->result, SaveResult::updated);
  EXPECT_EQ(changed->saved->version, 2u);
}

// --- validation ---

struct Wrong {
  const char* field;
  std::function<void(Item&)> spoil;
};

TEST(ItemValidation, names_each_wrong_field) {
  EXPECT_TRUE(validate(coat()).empty());
  const std::vector<Wrong> cases{
      {"/handle", [](Item& i) { i.handle = "Big Coat"; }},
      {"/handle", [](Item& i) { i.handle = "-coat"; }},
      {"/category", [](Item& i) { i.category = "women//coats"; }},
      {"/category", [](Item& i) { i.category = "women/"; }},
      {"/tax_class", [](Item& i) { i.tax_class = "None!"; }},
      {"/made_in", [](Item& i) { i.made_in = "Italy"; }},
      {"/hs_code", [](Item& i) { i.hs_code = "62-02"; }},
      {"/texts/en/title", [](Item& i) { i.texts.erase("en"); }},
      {"/texts/xx", [](Item& i) { i.texts["xx"].title = "?"; }},
      {"/texts/ja/title", [](Item& i) { i.texts["ja"].summary = "コート"; }},
      {"/texts/en/summary", [](Item& i) { i.texts["en"].summary.assign(501, 'x'); }},
      {"/variants", [](Item& i) { i.variants.clear(); }},
      {"/variants/1/sku", [](Item& i) { i.variants[1].sku = "C-0"; }},
      {"/variants/0/sku", [](Item& i) { i.variants[0].sku = "a b"; }},
      {"/variants/0/ean",
       [](Item& i) {
         i.variants[0].ean = "2000000000000";
         i.variants[0].ean.back() = '9';
       }},
      {"/variants/0/options/size", [](Item& i) { i.variants[0].options.clear(); }},
      {"/variants/0/options", [](Item& i) { i.variants[0].options["colour"] = "camel"; }},
      {"/variants/1/options", [](Item& i) { i.variants[1].options["size"] = "0"; }},
      {"/variants/0/weight_g", [](Item& i) { i.variants[0].weight_g = -1; }},
      {"/options/1", [](Item& i) { i.options = {"size", "size"}; }},
      {"/prices/EUX", [](Item& i) { i.prices["EUX"].amount = 1; }},
      {"/prices/EUR/amount", [](Item& i) { i.prices["EUR"].amount = -1; }},
      {"/prices/EUR/compare_at", [](Item& i) { i.prices["EUR"].compare_at = 329'000; }},
      {"/prices", [](Item& i) { i.prices.clear(); }},
      {"/photos/0/hash", [](Item& i) { i.photos.push_back({.hash = "../../etc/passwd"}); }},
      {"/collections/0", [](Item& i) { i.collections = {"Autumn"}; }},
      {"/related/0", [](Item& i) { i.related = {""}; }},
      {"/tags/0", [](Item& i) { i.tags = {""}; }},
  };
  for (const auto& wrong : cases) {
    Item item = coat();
    wrong.spoil(item);
    const auto problems = validate(item);
    ASSERT_FALSE(problems.empty()) << wrong.field;
    EXPECT_TRUE(std::ranges::any_of(problems, [&](const auto& p) { return p.field == wrong.field; }))
        << wrong.field << " but " << json::to_string(problems);
  }
}

TEST(ItemValidation, a_japanese_title_may_be_as_long_as_an_english_one) {
  Item item = coat();
  for (int i = 0; i < 200; ++i) item.texts["ja"].title += "あ";
  EXPECT_TRUE(validate(item).empty());
  item.texts["ja"].title += "あ";
  EXPECT_FALSE(validate(item).empty());
}

TEST(Ean, check_digits) {
  EXPECT_EQ(ean_check_digit("400638133393"), '1');  // the example of GS1's own pages
  EXPECT_TRUE(is_ean13("4006381333931"));
  EXPECT_FALSE(is_ean13("4006381333932"));
  EXPECT_FALSE(is_ean13("400638133393"));
  EXPECT_EQ(normalise_barcode("'4006381333931"), "4006381333931");
  EXPECT_EQ(normalise_barcode("036000 291452"), "0036000291452");
  EXPECT_FALSE(normalise_barcode("036000291453"));
  EXPECT_FALSE(normalise_barcode("ABC"));
}

TEST(Prices, a_markets_price_comes_before_the_currencys_and_a_variants_before_the_items) {
  Item item = coat();
  const Currency chf = *Currency::parse("CHF");
  item.prices = {{"CHF", {.amount = 100, .compare_at = 150}}, {"ch", {.amount = 120, .compare_at = 150}}};
  EXPECT_EQ(price_of(item, item.variants[0], "ch", chf)->price.amount_minor, 120);
  EXPECT_EQ(price_of(item, item.variants[0], "li", chf)->price.amount_minor, 100);
  item.variants[0].prices = {{"CHF", 160}};
  EXPECT_EQ(price_of(item, item.variants[0], "ch", chf)->price.amount_minor, 160);
  EXPECT_FALSE(price_of(item, item.variants[0], "ch", chf)->compare_at);
  EXPECT_FALSE(price_of(item, item.variants[1], "jp", *Currency::parse("JPY")));
}

TEST(Words, what_people_write_becomes_the_same_code_each_time) {
  Vocabulary words;
  words.add({"colour", "noir", R"({"code":"noir","names":{"en":"Black"}})"});
  EXPECT_EQ(words.resolve("colour", "black"), "noir");
  EXPECT_EQ(words.resolve("colour", "noir"), "noir");
  EXPECT_EQ(words.resolve("colour", "Bottle Green"), "bottle-green");
  EXPECT_EQ(words.resolve("size", "38.5"), "38.5");
  EXPECT_EQ(words.resolve("category", "Apparel & Accessories > Coats"), "apparel-accessories/coats");
  EXPECT_EQ(words.resolve("colour", "黒"), words.resolve("colour", "黒"));
  EXPECT_NE(words.resolve("colour", "黒"), words.resolve("colour", "白"));
  EXPECT_TRUE(is_value_code(words.resolve("colour", "黒")));
}

}  // namespace
}  // namespace atelier::item_management
