#include "storage/rocksdb/backup.h"

#include <fmt/format.h>
#include <rocksdb/utilities/backup_engine.h>

#include "storage/rocksdb/embedded_store.h"
#include "storage/rocksdb/record.h"
#include "storage/rocksdb/status.h"

namespace atelier::storage {
namespace {

using rocksdb_store::EmbeddedStore;
using rocksdb_store::Engine;
using rocksdb_store::to_error;

std::string_view view(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

Result<EmbeddedStore*> embedded(Store& store) {
  auto* const one = dynamic_cast<EmbeddedStore*>(&store);
  if (one == nullptr)
    return fail(ErrorKind::invalid, "store_not_embedded",
                "only the embedded store is backed up and checked here");
  return one;
}

Result<void> checked(const rocksdb::Status& status, std::string_view doing) {
  if (!status.ok()) return std::unexpected(to_error(status, doing));
  return {};
}

Result<void> back_up(const Engine& engine, const std::filesystem::path& folder) {
  rocksdb::BackupEngineOptions options(folder.string());
  options.share_table_files = true;
  options.share_files_with_checksum = true;
  rocksdb::BackupEngine* opened = nullptr;
  auto status = rocksdb::BackupEngine::Open(options, rocksdb::Env::Default(), &opened);
  if (!status.ok())
    return std::unexpected(to_error(status, fmt::format("opening the backup folder {}", folder.string())));
  const std::unique_ptr<rocksdb::BackupEngine> backups(opened);
  rocksdb::BackupID id = 0;
  rocksdb::CreateBackupOptions create;
  create.flush_before_backup = true;
  status = backups->CreateNewBackup(create, engine.db.get(), &id);
  if (!status.ok()) return std::unexpected(to_error(status, "making a backup"));
  if (auto good = checked(backups->VerifyBackup(id, true), "reading the new backup again"); !good)
    return good;
  return checked(backups->PurgeOldBackups(kBackupsKept), "removing the oldest backup");
}

// Every item decodes, and lies where its key says.
Result<std::uint64_t> check_items(const Engine& engine) {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> at(engine.db->NewIterator(options, engine.items));
  std::uint64_t count = 0;
  for (at->SeekToFirst(); at->Valid(); at->Next(), ++count) {
    auto key = rocksdb_store::decode_row(view(at->key()));
    if (!key) return fail(key);
    const auto table = key->table;
    if (const auto item = rocksdb_store::decode_record(std::move(*key), view(at->value())); !item) {
      return fail(ErrorKind::internal, "store_corrupt",
                  fmt::format("table {} ({}): {}", table.id, table.name, item.error().detail));
    }
  }
  if (auto good = checked(at->status(), "checking items"); !good) return fail(good);
  return count;
}

// Every entry decodes, and none is missing between the first and the last.
Result<std::uint64_t> check_feed(const Engine& engine) {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> at(engine.db->NewIterator(options, engine.feed));
  std::uint64_t count = 0;
  std::uint64_t before = 0;
  for (at->SeekToFirst(); at->Valid(); at->Next(), ++count) {
    const auto sequence = rocksdb_store::decode_sequence(view(at->key()));
    if (!sequence) return fail(sequence);
    if (count > 0 && *sequence != before + 1) {
      return fail(ErrorKind::internal, "store_corrupt",
                  fmt::format("the change feed lacks entries {} to {}", before + 1, *sequence - 1));
    }
    before = *sequence;
    if (const auto entry = rocksdb_store::decode_feed_entry(view(at->value())); !entry) return fail(entry);
  }
  if (auto good = checked(at->status(), "checking the change feed"); !good) return fail(good);
  return count;
}

bool is_empty_or_missing(const std::filesystem::path& folder) {
  std::error_code error;
  return !std::filesystem::exists(folder, error) || std::filesystem::is_empty(folder, error);
}

// Copies the newest backup, comparing checksums on the way.
Result<void> restore_into(const std::filesystem::path& backup_folder, const std::filesystem::path& folder) {
  rocksdb::BackupEngineReadOnly* opened = nullptr;
  const rocksdb::BackupEngineOptions options(backup_folder.string());
  const auto status = rocksdb::BackupEngineReadOnly::Open(options, rocksdb::Env::Default(), &opened);
  if (!status.ok())
    return std::unexpected(
        to_error(status, fmt::format("opening the backup folder {}", backup_folder.string())));
  const std::unique_ptr<rocksdb::BackupEngineReadOnly> backups(opened);
  std::vector<rocksdb::BackupInfo> infos;
  backups->GetBackupInfo(&infos);
  if (infos.empty()) {
    return fail(ErrorKind::not_found, "backup_missing",
                fmt::format("{} has no backup that is whole", backup_folder.string()));
  }
  const auto newest = infos.back().backup_id;
  if (auto good = checked(backups->VerifyBackup(newest, true), "reading the backup"); !good) return good;
  return checked(backups->RestoreDBFromBackup(newest, folder.string(), folder.string()),
                 "restoring the backup");
}

}  // namespace

Result<void> backup(Store& store, const std::filesystem::path& backup_folder) {
  const auto one = embedded(store);
  if (!one) return fail(one);
  std::error_code error;
  std::filesystem::create_directories(backup_folder, error);
  if (error) {
    return fail(
        ErrorKind::unavailable, "store_io_error",
        fmt::format("the backup folder {} cannot be made: {}", backup_folder.string(), error.message()));
  }
  return (*one)->with_engine([&](const Engine& engine) { return back_up(engine, backup_folder); });
}

Result<void> restore(const std::filesystem::path& backup_folder, const std::filesystem::path& data_folder) {
  std::error_code error;
  if (!std::filesystem::is_directory(backup_folder, error)) {
    return fail(ErrorKind::not_found, "backup_missing",
                fmt::format("there is no backup folder {}", backup_folder.string()));
  }
  if (!is_empty_or_missing(data_folder)) {
    return fail(ErrorKind::conflict, "data_folder_in_use",
                fmt::format("{} is not empty; restore into a new folder, or move this one away first",
                            data_folder.string()));
  }
  // Beside it first, so that a restore that stops half-way leaves no half data folder behind.
  auto beside = data_folder;
  beside += ".restoring";
  std::filesystem::remove_all(beside, error);
  std::filesystem::create_directories(beside, error);
  if (auto restored = restore_into(backup_folder, beside); !restored) {
    std::filesystem::remove_all(beside, error);
    return restored;
  }
  std::filesystem::remove(data_folder, error);
  std::filesystem::rename(beside, data_folder, error);
  if (error) {
    return fail(ErrorKind::unavailable, "store_io_error",
                fmt::format("{} cannot be renamed to {}: {}", beside.string(), data_folder.string(),
                            error.message()));
  }
  return {};
}

Result<Verified> verify(Store& store) {
  const auto one = embedded(store);
  if (!one) return fail(one);
  return (*one)->with_engine([](const Engine& engine) -> Result<Verified> {
    if (auto good = checked(engine.db->VerifyChecksum(), "comparing the checksums of all files"); !good)
      return fail(good);
    const auto items = check_items(engine);
    if (!items) return fail(items);
    const auto feed_commits = check_feed(engine);
    if (!feed_commits) return fail(feed_commits);
    return Verified{.items = *items, .feed_commits = *feed_commits};
  });
}

}  // namespace atelier::storage
