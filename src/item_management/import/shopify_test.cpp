#include "item_management/import/shopify.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/thread_executor.h"
#include "item_management/export/shopify_export.h"
#include "item_management/import/shopify_item.h"
#include "item_management/inventory/check_stock.h"
#include "item_management/items.h"
#include "storage/memory/memory_store.h"

namespace atelier::item_management {
namespace {

const Currency kEur = *Currency::parse("EUR");
constexpr std::string_view kHead =
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 "
    "Value,Variant SKU,Variant Grams,"
    "Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image "
    "Position,Image Alt Text,Status\n";

class ShopifyTest : public testing::Test {
 protected:
  std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "atelier_shopify_test";
  ManualClock clock{from_unix_ms(1'795'000'000'000)};
  SeededRandom random{7};
  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random, Region::europe};

  void SetUp() override {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  Result<ImportReport> try_import(const std::string& text, ShopifyOptions options = {.currency = kEur}) {
    const auto path = folder / "products.csv";
    std::ofstream(path, std::ios::binary) << text;
    return run_until_done(import_shopify_csv(context, path.string(), std::move(options)));
  }
  ImportReport import(const std::string& rows, ShopifyOptions options = {.currency = kEur}) {
    auto report = try_import(std::string(kHead) + rows, std::move(options));
    EXPECT_TRUE(report) << report.error().detail;
    return report ? *report : ImportReport{};
  }
  std::optional<StoredItem> item(const std::string& handle) {
    return run_until_done(find_by_handle(*store, handle)).value();
  }
  std::string exported() {
    const auto path = (folder / "out.csv").string();
    EXPECT_TRUE(run_until_done(export_shopify_csv(*store, path, {.currency = kEur})));
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

const std::string kCoat =
    "coat,Cashmere Coat,\"<p>Soft,\nwarm.</p><p>Italian.</p>\",Maison,Women > Coats,\"winter, collection:AW "
    "26\",TRUE,Color,Camel,Size,38,"
    "C-CAM-38,1450,12,3290.00,3900.00,4006381333931,,,,active\n"
    "coat,,,,,,,,Camel,,40,C-CAM-40,1480,3,3290.00,3900.00,,,,,\n"
    "coat,,,,,,,,Bottle Green,,38,C-BOT-38,1450,0,3490.00,,,,,,\n";

TEST_F(ShopifyTest, rows_of_a_handle_become_one_item) {
  const auto report = import(kCoat);
  ASSERT_EQ(report.items_created, 1) << (report.issues.empty() ? "" : report.issues[0].reason);
  EXPECT_EQ(report.rows_read, 3);
  const Item coat = item("coat")->item;
  EXPECT_EQ(coat.texts.at("en").title, "Cashmere Coat");
  EXPECT_EQ(coat.texts.at("en").description, "Soft, warm.\n\nItalian.");
  EXPECT_EQ(coat.category, "women/coats");
  EXPECT_EQ(coat.collections, std::vector<std::string>{"aw-26"});
  EXPECT_EQ(coat.tags, std::vector<std::string>{"winter"});
  EXPECT_EQ(coat.status, ItemStatus::active);
  EXPECT_EQ(coat.options, (std::vector<std::string>{"colour", "size"}));
  ASSERT_EQ(coat.variants.size(), 3u);
  EXPECT_EQ(coat.variants[0].ean, "4006381333931");
  EXPECT_EQ(coat.variants[2].options.at("colour"), "bottle-green");
  EXPECT_EQ(price_of(coat, coat.variants[0], "fr", kEur)->price.amount_minor, 329'000);
  EXPECT_EQ(price_of(coat, coat.variants[0], "fr", kEur)->compare_at->amount_minor, 390'000);
  EXPECT_EQ(price_of(coat, coat.variants[2], "fr", kEur)->price.amount_minor, 349'000);
  const auto words = run_until_done(load_vocabulary(*store)).value();
  EXPECT_EQ(words.name_of("colour", "bottle-green"), "Bottle Green");
  EXPECT_EQ(words.name_of("category", "women/coats"), "Coats");
  EXPECT_TRUE(words.has("category", "women"));
  EXPECT_EQ(run_until_done(inventory::available_in_region(*store, Region::europe, {"C-CAM-38"}))
                .value()
                .at("C-CAM-38"),
            12);
}

TEST_F(ShopifyTest, the_same_file_again_changes_nothing) {
  import(kCoat);
  const auto before = run_until_done(store->feed_end()).value();
  clock.advance(std::chrono::hours(1));
  const auto again = import(kCoat);
  EXPECT_EQ(again.items_unchanged, 1);
  EXPECT_EQ(run_until_done(store->feed_end()).value(), before);
}

TEST_F(ShopifyTest, windows_files_and_the_newer_template_are_the_same_to_us) {
  const auto report = try_import(
      "\xEF\xBB\xBF"
      "Title;URL handle;Description;Status;SKU;Option1 name;Option1 value;Price;Inventory quantity\r\n"
      "Scarf;scarf;;Active;S-1;Title;Default Title;120;4\r\n");
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(report->items_created, 1) << (report->issues.empty() ? "" : report->issues[0].reason);
  EXPECT_TRUE(item("scarf")->item.options.empty());
  EXPECT_EQ(item("scarf")->item.prices.at("EUR").amount, 12'000);
}

struct Bad {
  std::string rows;
  std::int64_t line;
  std::string column, code;
};

TEST_F(ShopifyTest, a_wrong_row_is_named_by_line_column_and_reason_and_its_item_stays_out) {
  const std::vector<Bad> cases{
      {"a,A,,,,,,,,,,A-1,,,12.345,,,,,,\n", 2, "Variant Price", "bad_price"},
      {"a,A,,,,,,,,,,A-1,,,\"1,200.00\",,,,,,\n", 2, "Variant Price", "bad_price"},
      {"a,A,,,,,,,,,,A-1,,,-1,,,,,,\n", 2, "Variant Price", "bad_price"},
      {"a,A,,,,,,,,,,A-1,x,,1,,,,,,\n", 2, "Variant Grams", "bad_weight"},
      {"a,A,,,,,,,,,,A-1,,many,1,,,,,,\n", 2, "Variant Inventory Qty", "bad_quantity"},
      {"a,A,,,,,,,,,,A-1,,,1,,4006381333932,,,,\n", 2, "Variant Barcode", "bad_barcode"},
      {"a,A,,,,,,,,,,A 1,,,1,,,,,,\n", 2, "Variant SKU", "bad_sku"},
      {"a,,,,,,,,,,,A-1,,,1,,,,,,\n", 2, "Title", "required"},
      {"a,A,,,,,,,,,,A-1,,,1,,,,,,gone\n", 2, "Status", "bad_status"},
      {"A a!,A,,,,,,,,,,A-1,,,1,,,,,,\n", 2, "Handle", "bad_value"},
      {"a,A,,,,,,Size,S,,,A-1,,,1,,,,,,\na,,,,,,,,,,,A-2,,,1,,,,,,\n", 3, "Option1 Value", "required"},
      {"a,A,,,,,,Size,S,,,A-1,,,1,,,,,,\na,,,,,,,,S,,,A-2,,,1,,,,,,\n", 3, "Option1 Value", "repeated"},
      {"a,A,,,,,,Size,S,,,A-1,,,1,,,,,,\na,,,,,,,,M,,,A-1,,,1,,,,,,\n", 3, "Variant SKU", "repeated"},
      {"a,A,,,,,,Size,S,,,A-1,,,1,,,,,,\na,,\"x\"y,,,,,,M,,,A-2,,,1,,,,,,\n", 3, "", "text_after_quote"},
      {"a,A,,,,,,,,,,A-1,,,1,,,,,,,,,surplus\n", 2, "", "too_many_fields"},
      {"a,\xFF\xFE,,,,,,,,,,A-1,,,1,,,,,,\n", 2, "", "not_utf8"},
      {"a,A,,,,,,,,,,A-1,,,1,,,,,,\nb,B,,,,,,,,,,B-1,,,1,,,,,,\na,A,,,,,,,,,,A-3,,,1,,,,,,\n", 4, "Handle",
       "handle_repeated"},
      {"a,A,,,,,,,,,,A-1,,,1,,,,,,\nb,\"B,,,,,,,,,,B-1,,,1,,,,,,\n", 3, "", "unclosed_quote"},
  };
  for (const auto& bad : cases) {
    store = storage::make_memory_store(clock);
    events::Context fresh{*store, clock, random, Region::europe};
    const auto path = folder / "bad.csv";
    std::ofstream(path, std::ios::binary) << kHead << bad.rows;
    const auto report = run_until_done(import_shopify_csv(fresh, path.string(), {.currency = kEur}));
    ASSERT_TRUE(report) << bad.code;
    ASSERT_EQ(report->issues.size(), 1u) << bad.code << " in " << bad.rows;
    EXPECT_EQ(report->issues[0].line, bad.line) << bad.code;
    EXPECT_EQ(report->issues[0].column.value_or(""), bad.column) << bad.code;
    EXPECT_EQ(report->issues[0].code, bad.code);
    EXPECT_FALSE(report->issues[0].reason.empty());
    EXPECT_EQ(report->items_rejected, 1) << bad.code;
  }
}

TEST_F(ShopifyTest, two_items_with_one_sku_are_told_apart_and_the_second_stays_out) {
  const auto report = import("a,A,,,,,,,,,,SAME,,,1,,,,,,\nb,B,,,,,,,,,,SAME,,,1,,,,,,\n");
  EXPECT_EQ(report.items_created, 1);
  ASSERT_EQ(report.issues.size(), 1u);
  EXPECT_EQ(report.issues[0].code, "sku_taken");
  EXPECT_EQ(report.issues[0].line, 3);
  EXPECT_EQ(report.issues[0].column, "Variant SKU");
}

TEST_F(ShopifyTest, files_that_are_no_product_csv_are_refused) {
  EXPECT_EQ(try_import("Name,Price\na,1\n").error().code, "no_handle_column");
  EXPECT_EQ(try_import("").error().code, "empty_file");
  EXPECT_EQ(try_import(std::string("\xFF\xFEH\0a\0", 6)).error().code, "not_utf8");
  EXPECT_EQ(run_until_done(import_shopify_csv(context, (folder / "none.csv").string(), {.currency = kEur}))
                .error()
                .code,
            "no_such_file");
}

TEST_F(ShopifyTest, columns_that_a_file_lacks_keep_what_is_stored) {
  import(kCoat);
  const auto report = try_import("Handle,Title\ncoat,Long Coat\n");
  EXPECT_EQ(report->items_updated, 1);
  const Item coat = item("coat")->item;
  EXPECT_EQ(coat.texts.at("en").title, "Long Coat");
  EXPECT_EQ(coat.texts.at("en").description, "Soft, warm.\n\nItalian.");
  EXPECT_EQ(coat.variants.size(), 3u);
  EXPECT_EQ(coat.prices.at("EUR").amount, 329'000);
}

TEST_F(ShopifyTest, photos_on_other_servers_are_noted_and_not_fetched) {
  const auto report = import("a,A,,,,,,,,,,A-1,,,1,,,https://cdn.example/x.jpg,1,,\n");
  EXPECT_EQ(report.items_created, 1);
  ASSERT_EQ(report.issues.size(), 1u);
  EXPECT_EQ(report.issues[0].code, "photo_not_fetched");
  EXPECT_EQ(report.issues[0].column, "Image Src");
}

TEST_F(ShopifyTest, what_is_exported_and_imported_again_changes_nothing) {
  import(kCoat + "scarf,Scarf,,,,,,,,,,S-1,,4,120,,,,,,draft\n");
  // What only the house's own format can say survives, too.
  auto stored = *item("coat");
  Item rich = stored.item;
  rich.texts["ja"] = {.title = "カシミヤコート"};
  rich.texts["en"].care = "Dry clean";
  rich.texts["en"].description = "Two  blanks, <tags> & \"quotes\"\n\nand\nlines";
  rich.prices["JPY"] = {.amount = 560'000};
  rich.prices["ch"] = {.amount = 310'000};
  rich.variants[0].prices = {{"JPY", 500'000}};
  rich.related = {"scarf"};
  rich.hs_code = "6202.20";
  ASSERT_EQ(run_until_done(replace_item(context, rich.id, stored.version, rich)).value().result,
            SaveResult::updated);
  const auto before = run_until_done(store->feed_end()).value();
  const auto text = exported();
  const auto report = try_import(text);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->items_unchanged, 2) << (report->issues.empty() ? text : report->issues[0].reason);
  EXPECT_EQ(run_until_done(store->feed_end()).value(), before);
}

TEST_F(ShopifyTest, an_export_fills_an_empty_house_with_the_same_items) {
  import(kCoat);
  const Item first = item("coat")->item;
  const auto text = exported();
  store = storage::make_memory_store(clock);
  events::Context fresh{*store, clock, random, Region::europe};
  std::ofstream(folder / "copy.csv", std::ios::binary) << text;
  const auto report =
      run_until_done(import_shopify_csv(fresh, (folder / "copy.csv").string(), {.currency = kEur}));
  ASSERT_EQ(report->items_created, 1) << (report->issues.empty() ? text : report->issues[0].reason);
  Item second = item("coat")->item;
  second.id = first.id;
  second.created_at = first.created_at;
  second.updated_at = first.updated_at;
  EXPECT_EQ(json::write(second), json::write(first));
  EXPECT_EQ(exported(), text);
  EXPECT_TRUE(
      run_until_done(inventory::check_stock(*store, {{"warehouse-eu", {"warehouse-eu"}}}))->faults.empty());
}

TEST(ShopifyAmounts, are_whole_minor_units) {
  const Currency jpy = *Currency::parse("JPY");
  EXPECT_EQ(parse_amount("3290.00", kEur), 329'000);
  EXPECT_EQ(parse_amount("3290", kEur), 329'000);
  EXPECT_EQ(parse_amount("0.5", kEur), 50);
  EXPECT_EQ(parse_amount("560000.00", jpy), 560'000);
  EXPECT_FALSE(parse_amount("1.5", jpy));
  EXPECT_FALSE(parse_amount("1.005", kEur));
  EXPECT_FALSE(parse_amount(".5", kEur));
  EXPECT_FALSE(parse_amount("99999999999999", kEur));
  EXPECT_EQ(format_amount(5, kEur), "0.05");
  EXPECT_EQ(format_amount(329'000, kEur), "3290.00");
  EXPECT_EQ(format_amount(560'000, jpy), "560000");
}

}  // namespace
}  // namespace atelier::item_management
