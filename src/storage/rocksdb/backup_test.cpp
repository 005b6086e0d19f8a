#include "storage/rocksdb/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "base/thread_executor.h"
#include "storage/memory/memory_store.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace atelier::storage {
namespace {

constexpr Table kTable{.id = 250, .name = "test", .in_feed = true};

class Backup : public testing::Test {
 protected:
  Backup()
      : folder_(std::filesystem::temp_directory_path() / ("atelier-backup-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Backup() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<Store> open(const std::string& name) {
    auto store = open_rocksdb_store(folder_ / name, {.free_bytes_reserved = 0}, clock_);
    EXPECT_TRUE(store) << store.error().detail;
    return store ? std::move(*store) : nullptr;
  }
  static void put(Store& store, int n) {
    ASSERT_TRUE(is_committed(run_until_done(store.commit(
        Commit{}.add(Put{.key = {kTable, "p", std::to_string(n)}, .body = std::string(1000, 'b')})))));
  }

  const SystemClock clock_;
  const std::filesystem::path folder_;
};

TEST_F(Backup, is_taken_while_commits_go_on_and_restores_what_was_answered_before) {
  auto store = open("data");
  for (int n = 0; n < 100; ++n) put(*store, n);
  std::atomic<bool> stop = false;
  std::thread load([&] {
    for (int n = 1000; !stop; ++n) put(*store, n);
  });
  const auto made = backup(*store, folder_ / "backups");
  stop = true;
  load.join();
  ASSERT_TRUE(made) << made.error().detail;
  put(*store, 100'000'000);
  ASSERT_TRUE(restore(folder_ / "backups", folder_ / "restored"));
  auto restored = open("restored");
  for (int n = 0; n < 100; ++n)
    EXPECT_TRUE(run_until_done(restored->get({kTable, "p", std::to_string(n)})).value());
  EXPECT_FALSE(run_until_done(restored->get({kTable, "p", "100000000"})).value());
  const auto verified = verify(*restored);
  ASSERT_TRUE(verified) << verified.error().detail;
  EXPECT_GE(verified->items, 100u);
  EXPECT_EQ(verified->items, verified->feed_commits);  // each item was put once, and nothing is half there
  // A reader of the feed who was further than the backup has to rebuild.
  EXPECT_EQ(run_until_done(restored->read_feed(run_until_done(store->feed_end()).value(), 10)).error().code,
            "feed_trimmed");
}

TEST_F(Backup, the_newest_is_restored_and_old_ones_go) {
  auto store = open("data");
  for (std::uint32_t n = 0; n < kBackupsKept + 2; ++n) {
    put(*store, static_cast<int>(n));
    ASSERT_TRUE(backup(*store, folder_ / "backups"));
  }
  ASSERT_TRUE(restore(folder_ / "backups", folder_ / "restored"));
  EXPECT_EQ(verify(*open("restored"))->items, kBackupsKept + 2);
  std::size_t kept = 0;
  for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator(folder_ / "backups" / "meta"))
    ++kept;
  EXPECT_EQ(kept, kBackupsKept);
}

TEST_F(Backup, a_data_folder_in_use_is_not_overwritten) {
  auto store = open("data");
  put(*store, 1);
  ASSERT_TRUE(backup(*store, folder_ / "backups"));
  EXPECT_EQ(restore(folder_ / "backups", folder_ / "data").error().code, "data_folder_in_use");
  EXPECT_EQ(restore(folder_ / "nowhere", folder_ / "new").error().code, "backup_missing");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "new"));
}

TEST_F(Backup, a_damaged_backup_is_refused_and_leaves_nothing_behind) {
  auto store = open("data");
  for (int n = 0; n < 100; ++n) put(*store, n);
  ASSERT_TRUE(backup(*store, folder_ / "backups"));
  for (const auto& file : std::filesystem::directory_iterator(folder_ / "backups" / "shared_checksum")) {
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(100);
    bytes.put('\x55').put('\x55').put('\x55');
  }
  const auto restored = restore(folder_ / "backups", folder_ / "restored");
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().code, "store_corrupt");
  EXPECT_THAT(restored.error().detail, testing::HasSubstr("shared_checksum/"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "restored"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "restored.restoring"));
}

TEST_F(Backup, a_store_that_is_not_embedded_says_so) {
  const auto memory = make_memory_store(clock_);
  EXPECT_EQ(backup(*memory, folder_ / "backups").error().code, "store_not_embedded");
  EXPECT_EQ(verify(*memory).error().code, "store_not_embedded");
}

}  // namespace
}  // namespace atelier::storage
