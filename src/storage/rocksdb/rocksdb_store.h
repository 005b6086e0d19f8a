// The embedded store: RocksDB below one committer.
//
// One committer thread takes all waiting commits, checks them one after another against what is stored and
// what the ones before them in the group will write, writes one batch to the log, syncs once and answers them
// all. So commits are serial, and the sync's cost is shared. Reads run on the caller's thread and see every
// answered commit.
//
// An answered commit survives kill -9 and power loss. After either, opening drops at most a torn end of the
// log that nobody was answered for; any other damage is an error that names the file, and nothing is dropped
// silently. Full disk: commits answer Unavailable "store_disk_full" and do nothing; reads go on; once there
// is space, commits go on by themselves. A group whose own write fails half-way answers Unknown (it may be in
// the log); where that was not for want of space, commits answer Unavailable "store_io_error" until the store
// is opened again.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

#include "base/clock.h"
#include "storage/store.h"

namespace rocksdb {
class Env;
}

namespace atelier::storage {

struct RocksdbOptions {
  bool create = true;  // false: an error "store_missing" where there is none

  // Memory. Blocks of files that were read; what was written lately waits in write buffers (three column
  // families, one of them big).
  std::size_t block_cache_bytes = 128u << 20;
  std::size_t write_buffer_bytes = 64u << 20;
  // Decoded items, those last written or read: carts and orders that a customer is busy with, stock of what sells.
  std::size_t item_cache_bytes = 96u << 20;

  // Commits that wait for the committer; one more is Throttled. At 20,000/s this is most of a second: who
  // waits longer has given up.
  std::size_t queue_commits = 16'384;
  std::size_t queue_bytes = 64u << 20;

  // Less free space than this counts as a full disk: what is left lets RocksDB flush and compact, and a
  // person log in.
  std::size_t free_bytes_reserved = 64u << 20;

  // The feed keeps the newest commits up to these bounds, then trims the oldest: a reader that is further
  // behind rebuilds sooner from a scan than it would catch up.
  std::size_t feed_commits_kept = 2'000'000;
  std::size_t feed_bytes_kept = 1u << 30;

  rocksdb::Env* env = nullptr;  // tests lose power with one of their own; nullptr: the real disk
};

// The clock is borrowed and must outlive the store. Closing (the destructor) finishes what was accepted.
// Errors: "store_missing", "store_in_use", "store_corrupt", "store_disk_full", "store_io_error",
// "store_format" (made by a newer version).
Result<std::unique_ptr<Store>> open_rocksdb_store(const std::filesystem::path& path,
                                                  const RocksdbOptions& options, const Clock& clock);

}  // namespace atelier::storage
