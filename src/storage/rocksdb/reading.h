// Reads of items: straight from RocksDB, on the caller's thread.
#pragma once

#include "storage/rocksdb/engine.h"
#include "storage/store.h"

namespace atelier::storage::rocksdb_store {

// `row` is the key encoded. It may have expired: the caller looks.
Result<std::optional<Item>> read_item(const Engine& engine, const Key& key, const std::string& row);
Result<Page> read_query(const Engine& engine, const Query& query, Time now);
// The cursor is the row after which to go on.
Result<ScanPage> read_scan(const Engine& engine, const Scan& scan, Time now);

}  // namespace atelier::storage::rocksdb_store
