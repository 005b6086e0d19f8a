// Removes expired items while RocksDB compacts. Reads and commits already treat them as absent, so nobody
// sees it happen.
#pragma once

#include <rocksdb/compaction_filter.h>

#include <memory>

#include "base/clock.h"

namespace atelier::storage::rocksdb_store {

// The clock is borrowed. Thread: RocksDB's compaction threads.
std::unique_ptr<rocksdb::CompactionFilter> make_expiry_filter(const Clock& clock);

}  // namespace atelier::storage::rocksdb_store
