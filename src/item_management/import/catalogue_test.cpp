#include "item_management/import/catalogue.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/thread_executor.h"
#include "item_management/inventory/check_stock.h"
#include "item_management/items.h"
#include "storage/memory/memory_store.h"

namespace atelier::item_management {
namespace {

class CatalogueImportTest : public testing::Test {
 protected:
  std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "atelier_catalogue_test";
  ManualClock clock{from_unix_ms(1'795'000'000'000)};
  SeededRandom random{7};
  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random, Region::europe};

  void SetUp() override {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder / "photos");
    write("locations.json",
          R"([{"code":"warehouse-lyon","kind":"warehouse","region":"eu","names":{"en":"Lyon"}},
                                {"code":"shop-paris","kind":"shop","region":"eu","names":{"en":"Paris"}}])");
    write("categories.json",
          R"([{"path":"women","names":{"en":"Women"}},{"path":"women/coats","names":{"en":"Coats"}}])");
    write("facets.json",
          R"({"colour":{"camel":{"swatch":"#B58B5A","names":{"en":"Camel"}}},"size":{"order":["36","38"]},
                             "material":{"wool":{"names":{"en":"Wool"}}}})");
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
  }
  ImportReport import(CatalogueOptions options = {}) {
    auto report = run_until_done(import_catalogue(context, folder.string(), std::move(options)));
    EXPECT_TRUE(report) << report.error().detail;
    return report ? *report : ImportReport{};
  }
  static std::string line(const std::string& handle, const std::string& sku, const std::string& more = "") {
    return R"({"handle":")" + handle +
           R"(","status":"active","category":"women/coats","cloth":"wool","texts":{"en":{"title":"A coat"}},)" +
           R"("options":["colour","size"],"variants":[{"sku":")" + sku +
           R"(","options":{"colour":"camel","size":"38"},"weight_g":1450}],)" +
           R"("prices":{"EUR":{"amount":329000},"ch":{"amount":310000,"compare_at":null}},"stock":{")" + sku +
           R"(":{"warehouse-lyon":12,"shop-paris":2}})" + more + "}\n";
  }
};

TEST_F(CatalogueImportTest, items_words_and_stock_are_there_after_it) {
  write("catalogue.jsonl", line("coat", "C-1") + line("long-coat", "C-2"));
  const auto report = import();
  EXPECT_EQ(report.items_created, 2);
  EXPECT_EQ(report.issues_total, 0);
  const auto coat = run_until_done(find_by_handle(*store, "coat")).value();
  ASSERT_TRUE(coat);
  EXPECT_EQ(coat->item.variants[0].options.at("size"), "38");
  EXPECT_EQ(run_until_done(inventory::available_in_region(*store, Region::europe, {"C-1"})).value().at("C-1"),
            12);
  EXPECT_EQ(run_until_done(inventory::available_at(*store, "shop-paris", {"C-1"})).value().at("C-1"), 2);
  const auto words = run_until_done(load_vocabulary(*store)).value();
  EXPECT_EQ(words.name_of("colour", "camel"), "Camel");
  EXPECT_TRUE(run_until_done(inventory::check_stock(*store, words.places()))->faults.empty());
}

TEST_F(CatalogueImportTest, the_same_file_again_changes_nothing) {
  std::string lines;
  for (int i = 0; i < 300; ++i) lines += line("coat-" + std::to_string(i), "C-" + std::to_string(i));
  write("catalogue.jsonl", lines);
  EXPECT_EQ(import().items_created, 300);
  const auto before = run_until_done(store->feed_end()).value();
  clock.advance(std::chrono::hours(1));
  const auto again = import();
  EXPECT_EQ(again.items_unchanged, 300);
  EXPECT_EQ(again.items_created + again.items_updated + again.items_rejected, 0);
  EXPECT_EQ(run_until_done(store->feed_end()).value(), before);
}

TEST_F(CatalogueImportTest, a_wrong_line_is_named_and_the_others_go_in) {
  write("catalogue.jsonl", line("coat", "C-1") + "{\"handle\":\n" + line("coat", "C-2") +
                               line("other", "C-1") + "\n" +
                               line("lilac", "C-3", R"(,"collections":["nowhere"])") + line("ok", "C-4") +
                               line("field", "C-5", R"(,"colour":"red")"));
  const auto report = import();
  EXPECT_EQ(report.items_created, 2);
  EXPECT_EQ(report.items_rejected, 5);
  std::map<std::int64_t, std::string> codes;
  for (const auto& issue : report.issues) codes[issue.line] = issue.code + " " + issue.column.value_or("");
  EXPECT_EQ(codes[2], "not_json ");
  EXPECT_EQ(codes[3], "handle_repeated /handle");
  EXPECT_EQ(codes[4], "sku_taken /variants/0/sku");
  EXPECT_EQ(codes[6], "not_found /collections/0");
  EXPECT_EQ(codes[8], "unknown_field /colour");
  EXPECT_FALSE(run_until_done(find_by_handle(*store, "other")).value());
}

TEST_F(CatalogueImportTest, photos_are_stored_and_those_outside_the_folder_are_not_touched) {
  const auto blobs = storage::open_directory_blobs((folder / "blobs").string()).value();
  media::Photos photos(*blobs);
  write("photos/a.png", std::string("\x89PNG\r\n\x1A\n", 8) + "not a picture");
  write("catalogue.jsonl",
        line("coat", "C-1", R"(,"photos":[{"file":"../locations.json","view":"front"},{"file":"a.png"}])"));
  const auto report = import({.photos = &photos});
  ASSERT_EQ(report.issues.size(), 2u);
  EXPECT_EQ(report.issues[0].code, "not_found");
  EXPECT_EQ(report.issues[1].code, "bad_picture");
  EXPECT_EQ(report.items_created, 0);
}

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}
// 4 × 4 pixels of one colour.
constexpr std::string_view kPngHex =
    "89504e470d0a1a0a0000000d4948445200000004000000040802000000269309290000001149444154789c636898b000"
    "8e1888e30000bc521b018340e3930000000049454e44ae426082";

TEST_F(CatalogueImportTest, the_home_page_has_pictures_of_its_own) {
  const auto blobs = storage::open_directory_blobs((folder / "blobs").string()).value();
  media::Photos photos(*blobs);
  write("photos/table.png", from_hex(kPngHex));
  write("home.json", R"({"picture":{"handle":"coat","file":"table.png","alt":{"en":"A table"}},"story":{"picture":{"handle":"coat"}}})");
  import({.photos = &photos});
  const auto stored = run_until_done(store->get(vocabulary_key("home", "all"))).value();
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->body.find("table.png"), std::string::npos) << "a file's name means nothing once it is stored";
  EXPECT_NE(stored->body.find(R"("width":4,"height":4)"), std::string::npos) << stored->body;
  EXPECT_NE(stored->body.find("A table"), std::string::npos);

  write("home.json", R"({"picture":{"handle":"coat","file":"../home.json"}})");
  EXPECT_EQ(run_until_done(import_catalogue(context, folder.string(), {.photos = &photos})).error().code, "bad_vocabulary");
}

TEST_F(CatalogueImportTest, lost_answers_and_conflicts_lose_no_item) {
  int calls = 0;
  storage::MemoryOptions faulty;
  faulty.faults.on_commit = [&](const storage::Commit&) {
    constexpr storage::Fault faults[] = {storage::Fault::none, storage::Fault::unknown_done,
                                         storage::Fault::conflict, storage::Fault::unknown_not_done,
                                         storage::Fault::throttled};
    return faults[static_cast<std::size_t>(++calls) % 5];
  };
  store = storage::make_memory_store(clock, faulty);
  events::Context faulty_context{*store, clock, random, Region::europe};
  calls = -1;
  std::string lines;
  for (int i = 0; i < 200; ++i) lines += line("coat-" + std::to_string(i), "C-" + std::to_string(i));
  write("catalogue.jsonl", lines);
  faulty.faults.on_commit = {};
  Result<std::size_t> words = std::size_t{0};
  do words = run_until_done(store_vocabulary(faulty_context, read_vocabulary_files(folder.string()).value()));
  while (!words);
  const auto report =
      run_until_done(import_catalogue_file(faulty_context, (folder / "catalogue.jsonl").string(), {}));
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(report->items_rejected, 0);
  EXPECT_EQ(report->items_created + report->items_unchanged, 200);
  for (int i = 0; i < 200; ++i) {
    const auto sku = "C-" + std::to_string(i);
    EXPECT_TRUE(run_until_done(find_by_sku(*store, sku)).value());
    EXPECT_EQ(run_until_done(inventory::available_in_region(*store, Region::europe, {sku})).value().at(sku),
              12);
  }
}

TEST_F(CatalogueImportTest, a_folder_without_a_catalogue_is_an_error) {
  const auto none = run_until_done(import_catalogue(context, (folder / "photos").string(), {}));
  EXPECT_EQ(none.error().code, "no_catalogue");
  write("categories.json", "[{}]");
  EXPECT_EQ(run_until_done(import_catalogue(context, folder.string(), {})).error().code, "bad_vocabulary");
}

}  // namespace
}  // namespace atelier::item_management
