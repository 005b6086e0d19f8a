#include "storage/rocksdb/engine.h"

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <cstdlib>
#include <optional>

#include "storage/rocksdb/engine_log.h"
#include "storage/rocksdb/expiry_filter.h"
#include "storage/rocksdb/log_damage.h"
#include "storage/rocksdb/status.h"

namespace atelier::storage::rocksdb_store {
namespace {

constexpr std::string_view kFormatKey = "format";
constexpr std::string_view kFormat = "1";

rocksdb::DBOptions database_options(const RocksdbOptions& options) {
  rocksdb::DBOptions db;
  db.create_if_missing = options.create;
  db.create_missing_column_families = true;
  if (options.env != nullptr) db.env = options.env;
  // A torn last record (a crash while writing) is dropped: nobody was answered for it. Any other damage fails
  // the opening, instead of losing silently what comes after it, as point-in-time recovery would.
  db.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  db.track_and_verify_wals_in_manifest = true;  // a log that went missing is noticed
  db.verify_sst_unique_id_in_manifest = true;
  db.paranoid_checks = true;
  db.flush_verify_memtable_count = true;
  // One thread writes, so the machinery for many costs only.
  db.allow_concurrent_memtable_write = false;
  db.enable_write_thread_adaptive_yield = false;
  db.max_background_jobs = 2;
  db.max_total_wal_size = 256u << 20;  // bounds the time of opening after a crash
  db.bytes_per_sync =
      1u << 20;  // table files go to the disk bit by bit, not in one burst that delays the log
  db.stats_dump_period_sec = 0;
  return db;
}

rocksdb::ColumnFamilyOptions family_options(const RocksdbOptions& options,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions family;
  family.write_buffer_size = options.write_buffer_bytes;
  family.compression = rocksdb::kLZ4Compression;
  family.level_compaction_dynamic_level_bytes = true;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  // In parts of some kilobytes: a filter of three million rows has 4 MB, more than one shard of the cache holds, so it would be
  // read from its file and summed anew at every look-up.
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.metadata_block_size = 16u << 10;
  family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return family;
}

// Written in order and read from its end: half the buffer does.
rocksdb::ColumnFamilyOptions feed_options(rocksdb::ColumnFamilyOptions family) {
  family.write_buffer_size /= 2;
  return family;
}

// One key.
rocksdb::ColumnFamilyOptions meta_options(rocksdb::ColumnFamilyOptions family) {
  family.write_buffer_size = 64u << 10;
  return family;
}

// A new row is looked up before it is written: the filter of the write buffer answers "not here" without a
// search.
rocksdb::ColumnFamilyOptions item_options(rocksdb::ColumnFamilyOptions family,
                                          const rocksdb::CompactionFilter* expiry) {
  family.memtable_whole_key_filtering = true;
  family.memtable_prefix_bloom_size_ratio = 0.05;
  family.compaction_filter = expiry;
  // So that what expired is removed from files that nothing is written to any more.
  family.periodic_compaction_seconds = 2 * 24 * 3600;
  return family;
}

Result<void> check_format(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* meta) {
  std::string format;
  const auto status = db.Get({}, meta, rocksdb::Slice(kFormatKey), &format);
  if (status.ok() && format == kFormat) return {};
  if (status.ok()) {
    return fail(
        ErrorKind::unavailable, "store_format",
        fmt::format("the data folder has format {}, this program reads format {}; use the newer program",
                    format, kFormat));
  }
  if (!status.IsNotFound()) return std::unexpected(to_error(status, "reading the format of the data folder"));
  rocksdb::WriteOptions durable;
  durable.sync = true;
  const auto written = db.Put(durable, meta, rocksdb::Slice(kFormatKey), rocksdb::Slice(kFormat));
  if (!written.ok()) return std::unexpected(to_error(written, "making the data folder"));
  return {};
}

Result<void> prepare_folder(const std::filesystem::path& path, const RocksdbOptions& options) {
  std::error_code error;
  const bool there = std::filesystem::exists(path / "CURRENT", error);
  if (!there && !options.create) {
    return fail(ErrorKind::not_found, "store_missing", fmt::format("there is no store in {}", path.string()));
  }
  std::filesystem::create_directories(path, error);
  if (error) {
    return fail(ErrorKind::unavailable,
                error == std::errc::no_space_on_device ? "store_disk_full" : "store_io_error",
                fmt::format("the folder {} cannot be made: {}", path.string(), error.message()));
  }
  return {};
}

rocksdb::Status open_database(Engine& engine, const std::filesystem::path& path,
                              const rocksdb::DBOptions& database, const RocksdbOptions& options) {
  const auto family = family_options(options, rocksdb::NewLRUCache(options.block_cache_bytes));
  const std::vector<rocksdb::ColumnFamilyDescriptor> families{
      {rocksdb::kDefaultColumnFamilyName, meta_options(family)},
      {"items", item_options(family, engine.expiry.get())},
      {"feed", feed_options(family)}};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  auto status = rocksdb::DB::Open(database, path.string(), families, &handles, &db);
  if (!status.ok()) return status;
  engine.db.reset(db);
  engine.meta = handles[0];
  engine.items = handles[1];
  engine.feed = handles[2];
  return status;
}

// RocksDB does not name the log that it could not read; an error of ours does.
Error explain(const rocksdb::Status& status, const std::filesystem::path& path,
              const std::optional<LogDamage>& damage) {
  auto error = to_error(status, fmt::format("opening the store in {}", path.string()));
  if (damage)
    error.detail += fmt::format("; the log {} is damaged at byte {}", damage->file.string(), damage->offset);
  // "Missing WAL with log number: 38."
  constexpr std::string_view kNumber = "log number: ";
  if (const auto at = error.detail.find(kNumber); at != std::string::npos) {
    const auto number = std::strtoull(error.detail.c_str() + at + kNumber.size(), nullptr, 10);
    error.detail += fmt::format("; the file is {}", (path / fmt::format("{:06}.log", number)).string());
  }
  return error;
}

}  // namespace

Engine::~Engine() {
  if (!db) return;
  for (auto* handle : {meta, items, feed}) db->DestroyColumnFamilyHandle(handle);
  (void)db->Close();
}

Result<Engine> open_engine(const std::filesystem::path& path, const RocksdbOptions& options,
                           const Clock& clock) {
  if (auto ready = prepare_folder(path, options); !ready) return fail(ready);
  Engine engine;
  engine.expiry = make_expiry_filter(clock);
  auto database = database_options(options);
  database.info_log = make_engine_log(path);
  auto status = open_database(engine, path, database, options);
  if (status.IsCorruption()) {
    const auto damage = find_log_damage(path);
    if (!damage || !damage->torn_end) return std::unexpected(explain(status, path, damage));
    // Point in time: what is before the torn end, which is everything that was answered.
    database.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
    status = open_database(engine, path, database, options);
  }
  if (!status.ok()) return std::unexpected(explain(status, path, std::nullopt));
  if (auto good = check_format(*engine.db, engine.meta); !good) return fail(good);
  return engine;
}

}  // namespace atelier::storage::rocksdb_store
