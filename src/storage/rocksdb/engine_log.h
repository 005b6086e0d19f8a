// What RocksDB has to say about itself, in <data folder>/LOG: its settings at the start, flushes,
// compactions, errors.
//
// In place of RocksDB's own logger, which (7.8 with assertions on, as Debian builds it) stops the process
// when the disk is full. Here a line that cannot be written is dropped. At kEngineLogBytes the file becomes
// LOG.old and a new one begins.
#pragma once

#include <rocksdb/env.h>

#include <filesystem>
#include <memory>

namespace atelier::storage::rocksdb_store {

inline constexpr std::size_t kEngineLogBytes = 4u << 20;  // some weeks; two such files are kept

std::shared_ptr<rocksdb::Logger> make_engine_log(const std::filesystem::path& folder);

}  // namespace atelier::storage::rocksdb_store
