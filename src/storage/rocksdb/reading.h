// Reads of items: straight from RocksDB, on the caller's thread.
#pragma once

#include "storage/rocksdb/engine.h"
#include "storage/store.h"

namespace atelier::storage::rocksdb_store {

Result<std::optional<Item>> read_item(const Engine& engine, const Key& key, Time now);
Result<Page> read_query(const Engine& engine, const Query& query, Time now);
// The cursor is the row after which to go on.
Result<ScanPage> read_scan(const Engine& engine, const Scan& scan, Time now);

}  // namespace atelier::storage::rocksdb_store
