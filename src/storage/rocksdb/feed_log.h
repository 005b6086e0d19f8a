// The change feed in RocksDB: one entry a commit, numbered without gaps, in a column family of its own.
//
// Entries are written in the same batch as the items they tell of. The newest ones are kept up to two bounds;
// trimming goes with a later batch. append, trim and committed are the committer's; read and end any
// thread's.
#pragma once

#include <rocksdb/write_batch.h>

#include <atomic>
#include <cstdint>

#include "storage/rocksdb/engine.h"
#include "storage/rocksdb/record.h"

namespace atelier::storage::rocksdb_store {

class FeedLog {
 public:
  struct Bounds {
    std::uint64_t commits = 0;
    std::uint64_t bytes = 0;
  };
  explicit FeedLog(Bounds bounds) : bounds_(bounds) {}

  // Finds first and last entry.
  Result<void> load(const Engine& engine);

  // Adds an entry to the batch. Nobody sees it before committed().
  void append(const Engine& engine, rocksdb::WriteBatch& batch, FeedEntryWriter& entry);
  // Where more is kept than the bounds allow, and somewhat more: adds the removal of the oldest to the batch.
  void trim(const Engine& engine, rocksdb::WriteBatch& batch);
  // The batch was written: what was appended is the feed's end now. Its number.
  std::uint64_t committed();
  // The batch was not written.
  void dropped();

  std::uint64_t end() const { return end_.load(std::memory_order_acquire); }
  Result<FeedPage> read(const Engine& engine, std::optional<std::uint64_t> after, std::size_t limit) const;

 private:
  // The first entry to keep, so that at most `bytes` are.
  std::uint64_t first_within_bytes(const Engine& engine) const;

  struct State {
    std::uint64_t first = 1;  // the oldest kept
    std::uint64_t last = 0;
    std::uint64_t bytes_before_first = 0;
    std::uint64_t bytes = 0;  // of all entries that ever were
  };
  const Bounds bounds_;
  State durable_;
  State pending_;
  std::atomic<std::uint64_t> end_{0};
};

}  // namespace atelier::storage::rocksdb_store
