#include "item_management/import/internal/line_reader.h"

#include <cerrno>
#include <cstring>

namespace atelier::item_management::internal {

Result<FileReader> FileReader::open(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) return fail(ErrorKind::not_found, "no_such_file", path + ": " + std::strerror(errno));
  return FileReader(file);
}

Result<std::string_view> FileReader::next() {
  const auto got = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
  if (got == 0 && std::ferror(file_.get()) != 0)
    return fail(ErrorKind::internal, "file_unreadable", std::strerror(errno));
  return std::string_view(buffer_).substr(0, got);
}

Result<std::optional<LineReader::Line>> LineReader::next() {
  held_.clear();
  bool too_long = false;
  const auto finish = [&](std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    return Line{too_long ? std::string_view() : line, too_long};
  };
  for (;;) {
    if (piece_.empty() && !ended_) {
      auto piece = file_.next();
      if (!piece) return fail(piece);
      piece_ = *piece;
      ended_ = piece_.empty();
      bytes_read_ += static_cast<std::int64_t>(piece_.size());
    }
    if (ended_) {
      if (held_.empty() && !too_long) return std::optional<Line>();
      return finish(held_);
    }
    const auto end = piece_.find('\n');
    const auto part = piece_.substr(0, end);
    piece_.remove_prefix(end == std::string_view::npos ? piece_.size() : end + 1);
    if (end != std::string_view::npos && held_.empty() && !too_long && part.size() <= most_)
      return finish(part);
    if (held_.size() + part.size() > most_) {
      too_long = true;
      held_.clear();
    } else if (!too_long) {
      held_ += part;
    }
    if (end != std::string_view::npos) return finish(held_);
  }
}

}  // namespace atelier::item_management::internal
