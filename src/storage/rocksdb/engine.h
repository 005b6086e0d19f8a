// The RocksDB database below the store: opened with options that keep its promises, its column families by
// name.
#pragma once

#include <rocksdb/compaction_filter.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <memory>

#include "base/clock.h"
#include "base/result.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace atelier::storage::rocksdb_store {

struct Engine {
  std::unique_ptr<rocksdb::CompactionFilter> expiry;  // outlives db
  std::unique_ptr<rocksdb::DB> db;
  rocksdb::ColumnFamilyHandle* meta = nullptr;
  rocksdb::ColumnFamilyHandle* items = nullptr;
  rocksdb::ColumnFamilyHandle* feed = nullptr;

  Engine() = default;
  Engine(Engine&&) = default;
  Engine& operator=(Engine&&) = default;
  ~Engine();  // closes
};

Result<Engine> open_engine(const std::filesystem::path& path, const RocksdbOptions& options,
                           const Clock& clock);

}  // namespace atelier::storage::rocksdb_store
