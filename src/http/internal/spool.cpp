#include "http/internal/spool.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace atelier::http::internal {

bool MemoryBody::take(std::string_view piece) {
  if (held_.size() + piece.size() > limit_) {
    too_large_ = true;
    return false;
  }
  if (may_refer_ && held_.empty() && length_ == piece.size()) {
    whole_ = piece;
    return true;
  }
  counted_ += piece.size();
  if (all_.fetch_add(piece.size()) + piece.size() > all_limit_) return false;
  held_ += piece;
  return true;
}

Result<std::unique_ptr<FileBody>> FileBody::make(const std::string& folder, std::size_t limit) {
  std::string path = folder + "/upload-XXXXXX";
  const int file = ::mkostemp(path.data(), O_CLOEXEC);
  if (file < 0) return fail(ErrorKind::unavailable, "spool_failed", path + ": " + std::strerror(errno));
  return std::unique_ptr<FileBody>(new FileBody(std::move(path), file, limit));
}

FileBody::~FileBody() {
  ::close(file_);
  ::unlink(path_.c_str());  // gone already where the handler renamed it
}

bool FileBody::take(std::string_view piece) {
  if (size_ + piece.size() > limit_) {
    too_large_ = true;
    return false;
  }
  size_ += piece.size();
  while (!piece.empty()) {
    const auto written = ::write(file_, piece.data(), piece.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    piece.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace atelier::http::internal
