// Backup while the store runs, restore, and the check of every byte.
//
// A backup folder holds several backups; files that did not change are shared between them, so a daily one is
// small. Every file has a checksum, which is compared when a backup is made and again before it is restored.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"
#include "storage/store.h"

namespace atelier::storage {

// Backups kept in one folder; the oldest goes when there is one more. A fortnight of daily ones.
inline constexpr std::uint32_t kBackupsKept = 14;

// A backup of everything that was answered before the call, while reads and commits go on. Any thread; takes
// as long as copying does. Errors: invalid "store_not_embedded" (another adapter has backups of its own),
// "store_disk_full", "store_io_error", "store_corrupt".
Result<void> backup(Store& store, const std::filesystem::path& backup_folder);

// The newest backup into a data folder, which must not exist or be empty. It appears there whole or not at
// all. Errors: not_found "backup_missing", conflict "data_folder_in_use", "store_corrupt" (the backup is
// damaged; the sentence says which file), "store_disk_full", "store_io_error".
Result<void> restore(const std::filesystem::path& backup_folder, const std::filesystem::path& data_folder);

struct Verified {
  std::uint64_t items = 0;
  std::uint64_t feed_commits = 0;
};
// Reads every block of every file with its checksum, and decodes every item and the whole feed. Error
// "store_corrupt": the first damage met, with its file or table.
Result<Verified> verify(Store& store);

}  // namespace atelier::storage
