// The store over RocksDB, as its own room knows it: backup and check need the engine below. Others include
// rocksdb_store.h.
#pragma once

#include <atomic>
#include <chrono>
#include <shared_mutex>
#include <thread>

#include "storage/feed_signal.h"
#include "storage/rocksdb/commit_queue.h"
#include "storage/rocksdb/engine.h"
#include "storage/rocksdb/feed_log.h"
#include "storage/rocksdb/group_writer.h"
#include "storage/rocksdb/item_cache.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace atelier::storage::rocksdb_store {

class EmbeddedStore final : public Store {
 public:
  EmbeddedStore(std::filesystem::path path, const RocksdbOptions& options, const Clock& clock);
  ~EmbeddedStore() override;

  // Once, before anything else.
  Result<void> open();

  Task<Result<std::optional<Item>>> get(Key key) override;
  Task<Result<Page>> query(Query query) override;
  Task<Result<ScanPage>> scan(Scan scan) override;
  Task<CommitOutcome> commit(Commit commit) override;
  Task<Result<FeedPage>> read_feed(FeedPosition from, std::size_t limit) override;
  Task<Result<FeedPosition>> feed_end() override;
  Task<void> feed_changed(FeedPosition from, Milliseconds at_most) override;

  // Calls `use(engine)` while the engine cannot be closed. An error where it is closed just now.
  template <class F>
  auto with_engine(F use) -> decltype(use(std::declval<const Engine&>())) {
    std::shared_lock lock(engine_mutex_);
    if (!engine_) return std::unexpected(trouble());
    return use(*engine_);
  }

 private:
  enum class Health { good, full, broken };

  void run_committer();
  void commit_group(PendingCommit* group);
  bool has_space() const;
  void reopen_after_full_disk();
  void fall_ill(const Error& error);
  Error trouble() const;

  const std::filesystem::path path_;
  const RocksdbOptions options_;
  const Clock& clock_;

  // Shared: readers. Exclusive: the committer, when it opens the engine anew.
  mutable std::shared_mutex engine_mutex_;
  std::unique_ptr<Engine> engine_;

  FeedLog feed_;
  FeedSignal signal_;
  CommitQueue queue_;
  ItemCache cache_;
  GroupWriter writer_;

  // The committer's own.
  Health health_ = Health::good;
  std::chrono::steady_clock::time_point next_try_{};

  mutable std::mutex trouble_mutex_;
  Error trouble_{ErrorKind::unavailable, "store_closed", "the store is closed"};
  std::thread committer_;
};

}  // namespace atelier::storage::rocksdb_store
