#include "storage/rocksdb/status.h"

#include <fmt/format.h>

namespace atelier::storage::rocksdb_store {
namespace {

Error make(ErrorKind kind, std::string_view code, std::string_view doing, std::string_view why) {
  return {.kind = kind, .code = std::string(code), .detail = fmt::format("{}: {}", doing, why)};
}

}  // namespace

Error to_error(const rocksdb::Status& status, std::string_view doing) {
  const auto text = status.ToString();
  if (status.IsNoSpace() || text.find("No space left on device") != std::string::npos) {
    return make(
        ErrorKind::unavailable, "store_disk_full", doing,
        fmt::format(
            "the disk of the data folder is full; free some space and the store goes on by itself ({})",
            text));
  }
  if (status.IsCorruption()) {
    return make(ErrorKind::internal, "store_corrupt", doing,
                fmt::format("a file of the store is damaged; restore a backup ({})", text));
  }
  if (status.IsIOError() && text.find("lock") != std::string::npos) {
    return make(ErrorKind::unavailable, "store_in_use", doing,
                fmt::format("another process has this data folder open; stop it first ({})", text));
  }
  return make(ErrorKind::internal, "store_io_error", doing, text);
}

}  // namespace atelier::storage::rocksdb_store
