// Disks that are full and files that are damaged: a clear error, and nothing answered is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "storage/rocksdb/backup.h"
#include "store_audit.h"
#include "store_process.h"

namespace atelier::storage::writer {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;

class StoreDisk : public testing::Test {
 protected:
  StoreDisk() : folder_(fs::temp_directory_path() / ("atelier-disk-" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~StoreDisk() override {
    if (mounted_) umount2(folder_.c_str(), MNT_DETACH);
    fs::remove_all(folder_);
  }

  bool mount_small_disk(const char* size) {
    mounted_ = mount("tmpfs", folder_.c_str(), "tmpfs", 0, size) == 0;
    return mounted_;
  }
  Result<std::unique_ptr<Store>> open() {
    return open_rocksdb_store(folder_ / "data", {.write_buffer_bytes = 2u << 20, .free_bytes_reserved = 0},
                              clock_);
  }
  // Fills the small disk under load, frees space under load, kills it, and audits.
  void fill_and_free(const std::string& reserved, const std::string& first_answer);

  // Runs the writer shortly and kills it: the log holds the last commits.
  std::vector<std::string> write_some(const std::string& run, std::chrono::milliseconds time = 150ms) {
    WriterProcess process(folder_ / "data", run);
    EXPECT_TRUE(process.run_until("R", 30s));
    process.run_for(time);
    process.kill_now();
    return process.lines();
  }
  // The newest file with this ending.
  fs::path newest(const std::string& ending) {
    fs::path found;
    for (const auto& file : fs::directory_iterator(folder_ / "data")) {
      if (file.path().extension() == ending && fs::file_size(file) > 0 && file.path() > found)
        found = file.path();
    }
    return found;
  }
  static void flip(const fs::path& file, std::uint64_t at) {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekg(static_cast<std::streamoff>(at));
    const auto byte = static_cast<char>(bytes.get());
    bytes.seekp(static_cast<std::streamoff>(at));
    bytes.put(static_cast<char>(byte ^ 0x40));
  }

  const SystemClock clock_;
  const fs::path folder_;
  bool mounted_ = false;
};

void StoreDisk::fill_and_free(const std::string& reserved, const std::string& first_answer) {
  std::ofstream(folder_ / "ballast") << std::string(12u << 20, 'x');
  WriterProcess process(folder_ / "data", "0", reserved);
  ASSERT_TRUE(process.run_until("R", 30s)) << (process.lines().empty() ? "" : process.lines().back());
  ASSERT_TRUE(process.run_until(first_answer, 60s)) << "the disk never became full";
  process.run_for(300ms);
  const auto while_full = process.lines().size();
  ASSERT_THAT(process.lines().back(), HasSubstr("store_disk_full"));
  fs::remove(folder_ / "ballast");
  process.run_for(3s);
  process.kill_now();
  std::size_t after = 0;
  for (std::size_t i = while_full; i < process.lines().size(); ++i)
    after += process.lines()[i].starts_with("A ");
  EXPECT_GT(after, 0u) << "there is space again, and commits do not go on";

  std::ofstream(folder_ / "ballast").close();
  auto store = open();
  ASSERT_TRUE(store) << store.error().detail;
  Audit audit;
  audit.check_answers(**store, process.lines());
  if (HasFatalFailure()) return;
  audit.check_whole(**store);
  audit.check_rows(**store);
  std::cout << audit.answered << " answered (" << after << " after the disk was full), " << audit.refused
            << " refused, " << audit.unknown << " unknown\n";
}

TEST_F(StoreDisk, a_full_disk_is_said_clearly_and_commits_go_on_when_there_is_space) {
  if (!mount_small_disk("size=64m")) GTEST_SKIP() << "a small disk cannot be mounted here (needs root)";
  fill_and_free(std::to_string(16u << 20), "N ");
}

TEST_F(StoreDisk, a_write_that_fails_half_way_loses_nothing_that_was_answered) {
  if (!mount_small_disk("size=48m")) GTEST_SKIP() << "a small disk cannot be mounted here (needs root)";
  fill_and_free("0", "U ");
}

TEST_F(StoreDisk, a_torn_end_of_the_log_is_dropped_because_nobody_was_answered_for_it) {
  const auto lines = write_some("0");
  const auto log = newest(".log");
  ASSERT_FALSE(log.empty());
  // What a crash leaves of a record that was being written: its header and a part of it, then what the file
  // system had.
  for (const auto& tail : {std::string("\x11\x22\x33\x44\xff\x7f\x01garbage", 14), std::string(5000, '\0')}) {
    const auto copy = folder_ / "copy";
    fs::remove_all(copy);
    fs::copy(folder_ / "data", copy, fs::copy_options::recursive);
    std::ofstream(copy / log.filename(), std::ios::app | std::ios::binary) << tail;
    auto store = open_rocksdb_store(copy, {.free_bytes_reserved = 0}, clock_);
    ASSERT_TRUE(store) << store.error().detail;
    Audit audit;
    audit.check_answers(**store, lines);
    audit.check_whole(**store);
    EXPECT_GT(audit.answered, 100u);
  }
}

TEST_F(StoreDisk, a_damaged_log_is_an_error_that_names_the_file_and_drops_nothing) {
  write_some("0");
  const auto log = newest(".log");
  ASSERT_GT(fs::file_size(log), 10'000u);
  for (const auto at : {fs::file_size(log) / 2, fs::file_size(log) - 3}) {
    flip(log, at);
    auto store = open();
    ASSERT_FALSE(store) << "damage at byte " << at << " was not noticed";
    EXPECT_EQ(store.error().code, "store_corrupt");
    EXPECT_THAT(store.error().detail, HasSubstr(log.filename().string()));
    std::cout << store.error().detail << '\n';
    flip(log, at);
  }
  // It was only looked at: with the byte as it was, everything is there.
  EXPECT_TRUE(open());
}

TEST_F(StoreDisk, pages_that_never_reached_the_disk_are_a_torn_end_only_in_the_last_record) {
  // The record made below needs room in the log's last block.
  std::vector<std::string> lines;
  fs::path log;
  for (int run = 0; run < 20 && (log.empty() || 32'768 - fs::file_size(log) % 32'768 < 2'000); ++run) {
    const auto more = write_some(std::to_string(run));
    lines.insert(lines.end(), more.begin(), more.end());
    log = newest(".log");
  }
  // The last record's header and first page arrived, a later page did not: it reads as zeros, and the
  // checksum is wrong.
  const auto torn = folder_ / "torn";
  fs::copy(folder_ / "data", torn, fs::copy_options::recursive);
  const auto room = 32'768 - fs::file_size(log) % 32'768;
  ASSERT_GT(room, 2'000u);
  const auto length = room - 7;
  std::string record{
      '\x01', '\x02', '\x03', '\x04', static_cast<char>(length & 255), static_cast<char>(length >> 8),
      '\x01'};
  record += std::string(100, 'x') + std::string(length - 100, '\0');
  std::ofstream(torn / log.filename(), std::ios::app | std::ios::binary) << record;
  {
    auto store = open_rocksdb_store(torn, {.free_bytes_reserved = 0}, clock_);
    ASSERT_TRUE(store) << store.error().detail;
    Audit audit;
    audit.check_answers(**store, lines);
    audit.check_whole(**store);
    EXPECT_GT(audit.answered, 100u);
  }
  // The same zeros in the middle are damage to commits that were answered.
  {
    std::fstream bytes(log, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(fs::file_size(log) / 2 / 4096 * 4096));
    bytes << std::string(4096, '\0');
  }
  const auto store = open();
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, "store_corrupt");
  EXPECT_THAT(store.error().detail, HasSubstr(log.filename().string()));
}

TEST_F(StoreDisk, a_log_that_is_gone_is_an_error) {
  write_some("0", 600ms);
  {
    auto store = open();
  }  // the log that the manifest knows
  const auto lines = write_some("1", 600ms);
  std::vector<fs::path> logs;
  for (const auto& file : fs::directory_iterator(folder_ / "data")) {
    if (file.path().extension() == ".log" && fs::file_size(file) > 0) logs.push_back(file.path());
  }
  std::ranges::sort(logs);
  if (logs.size() < 2) GTEST_SKIP() << "only one log this time";
  fs::remove(logs.front());
  const auto store = open();
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, "store_corrupt");
  EXPECT_THAT(store.error().detail, HasSubstr(logs.front().filename().string()));
}

TEST_F(StoreDisk, a_damaged_table_file_is_an_error_that_names_it_where_it_is_read_and_in_the_check) {
  const auto lines = write_some("0", 500ms);
  {
    ASSERT_TRUE(open());
  }
  const auto table = newest(".sst");
  ASSERT_FALSE(table.empty());
  flip(table, fs::file_size(table) / 3);
  auto store = open();
  ASSERT_TRUE(store) << store.error().detail;
  const auto verified = verify(**store);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().code, "store_corrupt");
  EXPECT_THAT(verified.error().detail, HasSubstr(table.filename().string()));
  // Reading over it says so too, instead of leaving items out.
  std::string code;
  for (const auto& one : {kOrderTable, kOutboxTable, kAccountTable}) {
    Scan scan{.table = one, .limit = 1000};
    for (;;) {
      const auto page = run_until_done((*store)->scan(scan));
      if (!page) {
        code = page.error().code;
        EXPECT_THAT(page.error().detail, HasSubstr(table.filename().string()));
      }
      if (!page || !page->next) break;
      scan.cursor = *page->next;
    }
  }
  FeedPosition at;
  while (code.empty()) {
    const auto page = run_until_done((*store)->read_feed(at, 1000));
    if (!page) code = page.error().code;
    if (!page || page->changes.empty()) break;
    at = page->next;
  }
  EXPECT_EQ(code, "store_corrupt");
}

TEST_F(StoreDisk, a_folder_that_another_process_has_open_is_said_to_be_in_use) {
  WriterProcess process(folder_ / "data", "0");
  ASSERT_TRUE(process.run_until("R", 30s));
  const auto store = open();
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, "store_in_use");
}

TEST_F(StoreDisk, a_folder_that_is_not_there_is_made_only_where_that_is_wanted) {
  const auto store = open_rocksdb_store(folder_ / "nowhere", {.create = false}, clock_);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, "store_missing");
  EXPECT_FALSE(fs::exists(folder_ / "nowhere"));
}

}  // namespace
}  // namespace atelier::storage::writer
