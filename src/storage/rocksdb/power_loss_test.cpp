// Power loss: only what was synced is left of each file. A file system of the test's own knows what that is.
#include <gtest/gtest.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>

#include "base/random.h"
#include "base/thread_executor.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace atelier::storage {
namespace {

namespace fs = std::filesystem;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

// How long each file is, and how much of it would be there after the power went.
class SyncLedger {
 public:
  void grew(const std::string& file, std::uint64_t by) { files_[file].size += by; }
  void synced(const std::string& file) { files_[file].durable = files_[file].size; }
  void truncated(const std::string& file, std::uint64_t to) {
    files_[file] = {to, std::min(to, files_[file].durable)};
  }
  void renamed(const std::string& from, const std::string& to) {
    files_[to] = files_[from];
    files_.erase(from);
  }
  void created(const std::string& file) { files_[file] = {}; }
  std::uint64_t durable(const std::string& file) const {
    const auto at = files_.find(file);
    return at == files_.end() ? 0 : at->second.durable;
  }
  std::mutex mutex;  // held around each change of a file together with its note here

 private:
  struct File {
    std::uint64_t size = 0;
    std::uint64_t durable = 0;
  };
  std::map<std::string, File> files_;
};

class TrackedFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  TrackedFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::string name, SyncLedger& ledger)
      : FSWritableFileOwnerWrapper(std::move(file)), name_(std::move(name)), ledger_(ledger) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* context) override {
    std::lock_guard lock(ledger_.mutex);
    auto status = FSWritableFileOwnerWrapper::Append(data, options, context);
    if (status.ok()) ledger_.grew(name_, data.size());
    return status;
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* context) override {
    return Append(data, options, context);
  }
  IOStatus Truncate(std::uint64_t size, const IOOptions& options, IODebugContext* context) override {
    std::lock_guard lock(ledger_.mutex);
    auto status = FSWritableFileOwnerWrapper::Truncate(size, options, context);
    if (status.ok()) ledger_.truncated(name_, size);
    return status;
  }
  // Not synced for real: the ledger is this test's disk.
  IOStatus Sync(const IOOptions&, IODebugContext*) override { return note_sync(); }
  IOStatus Fsync(const IOOptions&, IODebugContext*) override { return note_sync(); }

 private:
  IOStatus note_sync() {
    std::lock_guard lock(ledger_.mutex);
    ledger_.synced(name_);
    return IOStatus::OK();
  }

  const std::string name_;
  SyncLedger& ledger_;
};

class LosingFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  explicit LosingFileSystem(SyncLedger& ledger)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), ledger_(ledger) {}
  const char* Name() const override { return "LosingFileSystem"; }

  IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* result,
                           IODebugContext* context) override {
    std::lock_guard lock(ledger_.mutex);
    std::unique_ptr<rocksdb::FSWritableFile> file;
    auto status = FileSystemWrapper::NewWritableFile(name, options, &file, context);
    if (!status.ok()) return status;
    ledger_.created(name);
    *result = std::make_unique<TrackedFile>(std::move(file), name, ledger_);
    return status;
  }
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                      IODebugContext* context) override {
    std::lock_guard lock(ledger_.mutex);
    auto status = FileSystemWrapper::RenameFile(from, to, options, context);
    if (status.ok()) ledger_.renamed(from, to);
    return status;
  }
  IOStatus DeleteFile(const std::string& name, const IOOptions& options, IODebugContext* context) override {
    std::lock_guard lock(ledger_.mutex);
    return FileSystemWrapper::DeleteFile(name, options, context);
  }

 private:
  SyncLedger& ledger_;
};

// What a disk has when the power goes now.
void lose_power(SyncLedger& ledger, const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::create_directories(to);
  std::lock_guard lock(ledger.mutex);
  for (const auto& file : fs::directory_iterator(from)) {
    const auto name = file.path().filename();
    if (name == "LOCK" || name.string().starts_with("LOG")) continue;
    fs::copy_file(file.path(), to / name);
    fs::resize_file(to / name, ledger.durable(file.path().string()));
  }
}

constexpr Table kRows{.id = 250, .name = "test", .in_feed = true};
constexpr int kCallers = 32;

struct Load {
  Store& store;
  std::vector<std::atomic<int>> answered = std::vector<std::atomic<int>>(kCallers);  // per caller: so many
  std::atomic<bool> stop = false;
  std::atomic<int> running = kCallers;
};

Key row(int caller, int n) {
  return {kRows, std::to_string(caller), std::to_string(n)};
}

Task<void> keep_writing(Load& load, int caller) {
  for (int n = 0; !load.stop; ++n) {
    const auto outcome = co_await load.store.commit(
        Commit{}
            .add(Put{.key = row(caller, n), .body = std::string(200, 'x'), .condition = Absent{}})
            .add(Add{.key = {kRows, "count", ""}, .deltas = {{"rows", 1}}, .create = true}));
    CHECK(is_committed(outcome));
    ++load.answered[static_cast<std::size_t>(caller)];
  }
  --load.running;
}

TEST(PowerLoss, what_was_answered_is_there_and_nothing_is_half_done) {
  const auto folder = fs::temp_directory_path() / ("atelier-power-" + std::to_string(getpid()));
  fs::remove_all(folder);
  SyncLedger ledger;
  const auto disk = std::make_shared<LosingFileSystem>(ledger);
  const auto env = rocksdb::NewCompositeEnv(disk);
  const SystemClock clock;
  RocksdbOptions options{.write_buffer_bytes = 1u << 20, .free_bytes_reserved = 0, .env = env.get()};
  auto store = open_rocksdb_store(folder / "data", options, clock);
  ASSERT_TRUE(store) << store.error().detail;
  Load load{.store = **store};
  ThreadExecutor loop;
  for (int caller = 0; caller < kCallers; ++caller)
    loop.post([&, caller] { spawn(keep_writing(load, caller)); });

  SeededRandom random(1);
  std::int64_t checked = 0;
  for (int loss = 0; loss < 15; ++loss) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5 + random.below(60)));
    std::vector<int> answered(load.answered.begin(), load.answered.end());
    lose_power(ledger, folder / "data", folder / "after");
    auto after = open_rocksdb_store(folder / "after", {.free_bytes_reserved = 0}, clock);
    if (!after) {
      ADD_FAILURE() << after.error().detail;
      break;
    }
    std::int64_t sum = 0;
    for (int caller = 0; caller < kCallers; ++caller) {
      const int n = answered[static_cast<std::size_t>(caller)];
      sum += n;
      // A caller's rows are answered in order: where its last one is there, and the count is right, all are.
      if (n > 0)
        EXPECT_TRUE(run_until_done((*after)->get(row(caller, n - 1))).value())
            << "loss " << loss << " caller " << caller;
    }
    const auto count = run_until_done((*after)->get({kRows, "count", ""})).value();
    const auto rows = count ? count->counter("rows") : 0;
    EXPECT_GE(rows, sum);
    std::int64_t found = 0;
    for (Scan scan{.table = kRows, .limit = 1000};;) {
      const auto page = run_until_done((*after)->scan(scan)).value();
      found += static_cast<std::int64_t>(page.items.size());
      if (!page.next) break;
      scan.cursor = *page.next;
    }
    EXPECT_EQ(found, rows == 0 ? 0 : rows + 1);
    checked += rows;
  }
  load.stop = true;
  while (load.running > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  store->reset();
  std::cout << checked << " rows over 15 losses of power\n";
  EXPECT_GT(checked, 0);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace atelier::storage
