// Looks at RocksDB's write-ahead logs after one of them could not be read: which file, where, and is it only
// a torn end?
//
// One group is written and synced before the next begins, so after a power loss at most the last record of
// the newest log was not answered for. A file system may have kept a later page of it and not an earlier one,
// which then reads as zeros. That, and only that, is a torn end: damage to the last record, with a sector of
// zeros in it and no whole record after it. All else is damage to answered commits.
//
// Format: github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format (blocks of 32 KiB; CRC-32C, length,
// type, payload).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace atelier::storage::rocksdb_store {

struct LogDamage {
  std::filesystem::path file;
  std::uint64_t offset = 0;
  bool torn_end = false;
};

// The first damage of the oldest damaged log; nullopt where all logs are whole, or end within a record as
// after a kill.
std::optional<LogDamage> find_log_damage(const std::filesystem::path& folder);

// The same of one log's bytes; `newest`: no other log comes after it.
std::optional<LogDamage> find_damage(std::string_view log, bool newest);

}  // namespace atelier::storage::rocksdb_store
