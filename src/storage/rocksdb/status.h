// RocksDB's statuses as errors of ours.
//
//   no space left             unavailable "store_disk_full"
//   checksums, formats        internal    "store_corrupt"     the sentence names the file where RocksDB knows
//   it another process has it    unavailable "store_in_use" other input or output     internal
//   "store_io_error"
#pragma once

#include <rocksdb/status.h>

#include <string_view>

#include "base/result.h"

namespace atelier::storage::rocksdb_store {

// `doing`: "reading an item", for the sentence. The status is not ok.
Error to_error(const rocksdb::Status& status, std::string_view doing);

}  // namespace atelier::storage::rocksdb_store
