// Real and generated files into a real store: everything goes in, twice is the same as once, out and in again
// is the same, the stock's books balance, memory does not grow with the file, and an import that was killed
// goes on where it ended.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/thread_executor.h"
#include "item_management/import/import_file.h"
#include "item_management/inventory/check_stock.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace atelier::item_management {
namespace {

namespace fs = std::filesystem;

const Currency kEur = *Currency::parse("EUR");
const fs::path kSource = SOURCE_FOLDER;

class ImportIntoRocksdb : public testing::Test {
 protected:
  fs::path folder = fs::path(testing::TempDir()) / "atelier_import_retail_test";
  SystemClock clock;
  SystemRandom random;
  std::unique_ptr<storage::Store> store;

  void SetUp() override {
    fs::remove_all(folder);
    fs::create_directories(folder);
    open();
  }
  void TearDown() override {
    store.reset();
    fs::remove_all(folder);
  }
  void open() {
    store.reset();
    auto opened = storage::open_rocksdb_store(folder / "store", {}, clock);
    ASSERT_TRUE(opened) << opened.error().detail;
    store = std::move(*opened);
  }
  ImportReport import(const fs::path& path) {
    events::Context context{*store, clock, random, Region::europe};
    auto report = run_until_done(import_file(context, path.string(), {.currency = kEur}));
    EXPECT_TRUE(report) << report.error().detail;
    return report ? *report : ImportReport{};
  }
  bool make(const std::string& command) { return std::system((command + " > /dev/null").c_str()) == 0; }
  void expect_books_balance() {
    const auto words = run_until_done(load_vocabulary(*store)).value();
    auto places = words.places();
    places["warehouse-eu"] = {"warehouse-eu", inventory::PlaceKind::warehouse, Region::europe};
    const auto check = run_until_done(inventory::check_stock(*store, places));
    ASSERT_TRUE(check);
    EXPECT_EQ(check->faults_total, 0u);
    EXPECT_GT(check->movements, 0u);
  }
};

TEST_F(ImportIntoRocksdb, the_retail_demo_goes_in_whole_and_twice_is_the_same_as_once) {
  const fs::path data = kSource / ".." / "shared" / "data" / "retail-demo-products.yaml";
  if (!fs::exists(data))
    GTEST_SKIP() << "SKIPPED ALOUD: " << data << " is not there, so the retail demo is not imported";
  const auto csv = folder / "retail.csv";
  ASSERT_TRUE(
      make((kSource / "tools/retail_demo_to_csv").string() + " " + data.string() + " " + csv.string()))
      << "needs python3-yaml";
  const auto report = import(csv);
  EXPECT_EQ(report.items_created, 2465);
  EXPECT_EQ(report.items_rejected, 0);
  EXPECT_EQ(report.issues_total, 0);
  expect_books_balance();
  const auto end = run_until_done(store->feed_end()).value();
  EXPECT_EQ(import(csv).items_unchanged, 2465);
  const auto exported = folder / "export.csv";
  ASSERT_TRUE(run_until_done(export_file(*store, exported.string(), {.currency = kEur})));
  EXPECT_EQ(import(exported).items_unchanged, 2465);
  EXPECT_EQ(run_until_done(store->feed_end()).value(), end);
}

TEST_F(ImportIntoRocksdb, a_generated_catalogue_goes_in_and_comes_out_the_same) {
  const auto folder_in = folder / "generated";
  ASSERT_TRUE(make((kSource / "tools/expand_catalogue").string() + " --variants 3000 --format jsonl --out " +
                   folder_in.string()));
  EXPECT_EQ(import(folder_in).items_created, 100);
  EXPECT_EQ(import(folder_in).items_unchanged, 100);
  const auto exported = folder / "export.csv";
  ASSERT_TRUE(run_until_done(export_file(*store, exported.string(), {.currency = kEur})));
  const auto again = import(exported);
  EXPECT_EQ(again.items_unchanged, 100) << (again.issues.empty() ? "" : again.issues[0].reason);
  expect_books_balance();
}

TEST_F(ImportIntoRocksdb, an_import_that_was_killed_goes_on_where_it_ended) {
  const auto csv = folder / "big.csv";
  ASSERT_TRUE(make((kSource / "tools/expand_catalogue").string() + " --variants 30000 --format csv --out " +
                   csv.string()));
  store.reset();
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto opened = storage::open_rocksdb_store(folder / "store", {}, clock);
    if (!opened) _exit(3);
    events::Context context{**opened, clock, random, Region::europe};
    (void)run_until_done(import_file(context, csv.string(), {.currency = kEur}));
    _exit(0);
  }
  ::usleep(400'000);
  ::kill(child, SIGKILL);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  open();
  const auto report = import(csv);
  EXPECT_EQ(report.items_created + report.items_unchanged, 1000);
  EXPECT_EQ(report.items_rejected, 0) << report.issues[0].reason;
  EXPECT_EQ(import(csv).items_unchanged, 1000);
  expect_books_balance();
}

}  // namespace
}  // namespace atelier::item_management
