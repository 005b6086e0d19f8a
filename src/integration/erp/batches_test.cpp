#include "integration/erp/batches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/thread_executor.h"
#include "item_management/inventory/check_stock.h"
#include "item_management/items.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace atelier::integration::erp {
namespace {

namespace inventory = item_management::inventory;
using ::testing::ElementsAre;

// Over the real engine: what a batch did survives its process.
class ErpBatches : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    open();
    std::vector<item_management::Term> terms{
        {"location", "warehouse-lyon", R"({"code":"warehouse-lyon","kind":"warehouse","region":"eu","names":{"en":"Lyon"}})"},
        {"location", "shop-paris", R"({"code":"shop-paris","kind":"shop","region":"eu","names":{"en":"Paris"}})"}};
    ASSERT_TRUE(run_until_done(item_management::store_vocabulary(*context_, std::move(terms))));
    item_management::Item item{.handle = "coat", .status = item_management::ItemStatus::active, .texts = {{"en", {.title = "Coat", .summary = "Warm"}}},
                               .options = {"size"}, .variants = {{.sku = "COAT-38", .options = {{"size", "38"}}}}, .prices = {{"EUR", {.amount = 329'000}}}};
    const auto made = run_until_done(item_management::create_item(*context_, std::move(item)));
    ASSERT_TRUE(made && made->result == item_management::SaveResult::created);
  }
  void TearDown() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  void open() {
    store_.reset();
    auto opened = storage::open_rocksdb_store(folder_, {}, clock_);
    ASSERT_TRUE(opened) << opened.error().detail;
    store_ = std::move(*opened);
    context_.reset(new events::Context{*store_, clock_, random_, Region::europe});
  }

  std::vector<RecordResult> apply(std::vector<std::string> records) {
    Batches batches(*context_);
    auto results = run_until_done(batches.apply(std::move(records)));
    EXPECT_TRUE(results);
    return results.value_or(std::vector<RecordResult>{});
  }
  // "applied", "repeated", or a refusal's "field code".
  std::vector<std::string> outcomes(std::vector<std::string> records) {
    std::vector<std::string> said;
    for (const auto& result : apply(std::move(records))) {
      said.push_back(result.problems.empty() ? boost::describe::enum_to_string(result.outcome, "") : result.problems[0].field + " " + result.problems[0].code);
    }
    return said;
  }
  std::int64_t stock(const storage::Key& key, std::string_view counter) {
    const auto item = run_until_done(store_->get(key)).value();
    return item ? item->counter(counter) : -1;
  }
  std::int64_t lyon() { return stock(inventory::region_stock_key("COAT-38", Region::europe), "available"); }
  std::int64_t paris() { return stock(inventory::location_stock_key("COAT-38", "shop-paris"), "on_hand"); }
  item_management::Item coat() { return run_until_done(item_management::find_by_handle(*store_, "coat")).value()->item; }
  void expect_ledger_agrees() {
    const std::map<std::string, inventory::Place> places{{"warehouse-lyon", {"warehouse-lyon", inventory::PlaceKind::warehouse, Region::europe}},
                                                         {"shop-paris", {"shop-paris", inventory::PlaceKind::shop, Region::europe}}};
    const auto checked = run_until_done(inventory::check_stock(*store_, places));
    ASSERT_TRUE(checked);
    EXPECT_TRUE(checked->faults.empty());
  }

  static std::string receipt(const std::string& id, int quantity, const std::string& location = "warehouse-lyon") {
    return R"({"id":")" + id + R"(","kind":"receipt","sku":"COAT-38","location":")" + location + R"(","quantity":)" + std::to_string(quantity) + R"(,"reference":"DN 4711"})";
  }
  static std::string count(const std::string& id, int quantity, const std::string& location) {
    return R"({"id":")" + id + R"(","kind":"count","sku":"COAT-38","location":")" + location + R"(","quantity":)" + std::to_string(quantity) + "}";
  }

  const std::filesystem::path folder_ = ::testing::TempDir() + "erp_batches_test";
  ManualClock clock_{from_unix_ms(1'795'000'000'000)};
  SystemRandom random_;
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<events::Context> context_;
};

TEST_F(ErpBatches, a_batch_sent_again_whole_changes_nothing_even_after_a_restart) {
  const std::vector<std::string> batch{receipt("grn-1", 12), receipt("grn-2", 5, "shop-paris"), receipt("grn-3", 1)};
  EXPECT_THAT(outcomes(batch), ElementsAre("applied", "applied", "applied"));
  EXPECT_EQ(lyon(), 13);
  EXPECT_EQ(paris(), 5);
  open();
  EXPECT_THAT(outcomes(batch), ElementsAre("repeated", "repeated", "repeated"));
  EXPECT_EQ(lyon(), 13);
  EXPECT_EQ(paris(), 5);
  expect_ledger_agrees();
}

TEST_F(ErpBatches, what_is_wrong_is_named_and_the_records_beside_it_are_done) {
  EXPECT_THAT(outcomes({receipt("1", 1), receipt("2", 0), R"({"id":"3","kind":"receipt","sku":"NONE-1","location":"warehouse-lyon","quantity":1})",
                        receipt("4", 1, "atlantis"), R"({"id":"5","kind":"gift"})", "17", R"({"id":"7","kind":"receipt","sku":"COAT-38","location":"warehouse-lyon"})",
                        R"({"id":"8","kind":"price","handle":"coat","prices":{"EUR":{"amount":1}},"sku":"COAT-38"})", receipt("9", 2)}),
              ElementsAre("applied", "/records/1/quantity out_of_range", "/records/2/sku not_found", "/records/3/location not_found", "/records/4/kind bad_value",
                          "/records/5 wrong_type", "/records/6/quantity required", "/records/7/sku unknown_field", "applied"));
  EXPECT_EQ(lyon(), 3);
}

TEST_F(ErpBatches, a_refused_record_may_be_mended_under_its_id_and_an_id_is_never_another_fact) {
  EXPECT_THAT(outcomes({receipt("a", 0)}), ElementsAre("/records/0/quantity out_of_range"));
  EXPECT_THAT(outcomes({receipt("a", 4)}), ElementsAre("applied"));
  EXPECT_THAT(outcomes({receipt("a", 5)}), ElementsAre("/records/0/id id_reused"));
  EXPECT_EQ(lyon(), 4);
}

TEST_F(ErpBatches, the_same_record_twice_in_one_batch_is_done_once) {
  EXPECT_THAT(outcomes({receipt("a", 4), receipt("a", 4)}), ElementsAre("applied", "repeated"));
  EXPECT_EQ(lyon(), 4);
}

TEST_F(ErpBatches, a_count_books_the_difference_and_never_what_is_reserved) {
  outcomes({receipt("r1", 10), receipt("r2", 6, "shop-paris")});
  EXPECT_THAT(outcomes({count("c1", 8, "warehouse-lyon"), count("c2", 7, "shop-paris"), count("c3", 7, "shop-paris")}), ElementsAre("applied", "applied", "applied"));
  EXPECT_EQ(lyon(), 8);
  EXPECT_EQ(paris(), 7);
  events::Decision decision;
  inventory::reserve(decision, {.id = ReservationId::make(Region::europe, clock_.now(), random_), .order = "ord_1", .lines = {{"COAT-38", 3}},
                                .expires_at = clock_.now() + std::chrono::minutes(30)});
  ASSERT_TRUE(storage::is_committed(run_until_done(store_->commit(events::to_commit(std::move(decision), Region::europe, clock_.now(), random_)))));
  EXPECT_THAT(outcomes({count("c4", 2, "warehouse-lyon")}), ElementsAre("/records/0/quantity not_so_many"));
  EXPECT_THAT(outcomes({count("c5", 3, "warehouse-lyon")}), ElementsAre("applied"));
  EXPECT_EQ(lyon(), 0);
  EXPECT_EQ(stock(inventory::region_stock_key("COAT-38", Region::europe), "reserved"), 3);
  expect_ledger_agrees();
}

TEST_F(ErpBatches, prices_and_master_data_change_what_they_name_and_nothing_else) {
  EXPECT_THAT(outcomes({R"({"id":"p1","kind":"price","handle":"coat","prices":{"JPY":{"amount":560000}}})",
                        R"({"id":"i1","kind":"item","item":{"handle":"coat","status":"active","texts":{"fr":{"title":"Manteau"}},"options":["size"],
                            "variants":[{"sku":"COAT-38","options":{"size":"38"},"weight_g":900},{"sku":"COAT-40","options":{"size":"40"}}],"prices":{}}})",
                        R"({"id":"p2","kind":"price","handle":"nothing","prices":{"EUR":{"amount":1}}})",
                        R"({"id":"p3","kind":"price","handle":"coat","prices":{"EUR":{"amount":-1}}})"}),
              ElementsAre("applied", "applied", "/records/2/handle not_found", ::testing::HasSubstr("out_of_range")));
  const auto item = coat();
  EXPECT_EQ(item.prices.at("EUR").amount, 329'000);
  EXPECT_EQ(item.prices.at("JPY").amount, 560'000);
  EXPECT_EQ(item.texts.at("en").summary, "Warm");
  EXPECT_EQ(item.texts.at("fr").title, "Manteau");
  EXPECT_EQ(item.variants.size(), 2u);
  EXPECT_THAT(outcomes({R"({"id":"n1","kind":"item","item":{"handle":"scarf","status":"draft","texts":{"en":{"title":"Scarf"}},"options":["size"],
                            "variants":[{"sku":"SCARF","options":{"size":"one"}}],"prices":{"EUR":{"amount":24900}}}})",
                        R"({"id":"n2","kind":"item","item":{"handle":"bag","status":"draft","category":"no/such","texts":{"en":{"title":"Bag"}},"options":["size"],
                            "variants":[{"sku":"BAG","options":{"size":"one"}}],"prices":{"EUR":{"amount":24900}}}})"}),
              ElementsAre("applied", ::testing::StartsWith("/records/1/item/category ")));
}

TEST_F(ErpBatches, two_hundred_receipts_of_one_sku_are_all_there_once) {
  std::vector<std::string> batch;
  for (int i = 0; i < 200; ++i) batch.push_back(receipt("m-" + std::to_string(i), 1, i % 2 == 0 ? "warehouse-lyon" : "shop-paris"));
  for (const auto& result : apply(batch)) EXPECT_EQ(result.outcome, RecordOutcome::applied);
  for (const auto& result : apply(batch)) EXPECT_EQ(result.outcome, RecordOutcome::repeated);
  EXPECT_EQ(lyon(), 100);
  EXPECT_EQ(paris(), 100);
  expect_ledger_agrees();
}

}  // namespace
}  // namespace atelier::integration::erp
