// Blobs: bytes under a name, written once: photos, their renditions, uploads, exports.
//
// Names are made of the content's hash (content_hash), so the same bytes go to the same place and a name
// never changes its content. What can be made again (a rendition) is put with `durable = false`: it may be
// gone after a power loss, never half there.
//
// Threads: any; the answer comes on the caller's executor. Nothing blocks the caller's thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/task.h"

namespace atelier::storage {

// 64 MB: the largest photo is 25 MB; what is larger (an import file) stays a file of the folder it was
// uploaded to.
inline constexpr std::size_t kMaxBlobBytes = 64u << 20;

// SHA-256 in 64 hex digits.
std::string content_hash(std::string_view bytes);

// [a-z0-9._-] in parts divided by "/", no part empty or beginning with a dot, at most 200 bytes: safe as a
// path and as an S3 key.
bool is_blob_name(std::string_view name);

class Blobs {
 public:
  virtual ~Blobs() = default;

  // Success: the bytes are there whole; putting the same name again leaves what is there. Errors: invalid
  // "bad_blob_name", "blob_too_large"; unavailable "blobs_full", "blobs_unavailable" (nothing is there, or
  // what was there before).
  virtual Task<Result<void>> put(std::string name, std::string bytes, bool durable = true) = 0;
  // nullopt: there is none.
  virtual Task<Result<std::optional<std::string>>> get(std::string name) = 0;
  virtual Task<Result<bool>> has(std::string name) = 0;
};

// A folder, made where it is not there. One thread of its own does the reading and writing.
Result<std::unique_ptr<Blobs>> open_directory_blobs(const std::string& folder);

}  // namespace atelier::storage
