// Reads a file in large pieces. Blocking: an import runs on a thread of its own.
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace atelier::item_management::internal {

class FileReader {
 public:
  static constexpr std::size_t kPiece = 1u << 18;

  // Error not_found "no_such_file".
  static Result<FileReader> open(const std::string& path);
  // The next piece; empty at the end. Error internal "file_unreadable".
  Result<std::string_view> next();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  explicit FileReader(std::FILE* file) : file_(file), buffer_(kPiece, '\0') {}
  std::unique_ptr<std::FILE, Close> file_;
  std::string buffer_;
};

// Lines of a file, without their ends ("\n" or "\r\n"), bounded.
class LineReader {
 public:
  LineReader(FileReader file, std::size_t most) : file_(std::move(file)), most_(most) {}

  struct Line {
    std::string_view text;  // valid until the next call; empty where it was too long
    bool too_long = false;
  };
  // nullopt: the end.
  Result<std::optional<Line>> next();
  std::int64_t bytes_read() const { return bytes_read_; }

 private:
  FileReader file_;
  std::size_t most_;
  std::string_view piece_;
  std::string held_;
  std::int64_t bytes_read_ = 0;
  bool ended_ = false;
};

}  // namespace atelier::item_management::internal
