// Where bodies go while they are received: memory with a bound of all together, or a file.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "http/internal/request_parser.h"

namespace atelier::http::internal {

// In memory. A body that lies whole in the input buffer is not copied.
class MemoryBody final : public BodySink {
 public:
  MemoryBody(std::size_t limit, std::optional<std::uint64_t> length, std::atomic<std::size_t>& all, std::size_t all_limit)
      : limit_(limit), length_(length), all_(all), all_limit_(all_limit) {}
  ~MemoryBody() { all_.fetch_sub(counted_); }
  MemoryBody(const MemoryBody&) = delete;
  MemoryBody& operator=(const MemoryBody&) = delete;

  bool take(std::string_view piece) override;
  void pieces_move() override { may_refer_ = false; }
  std::string_view view() const { return whole_.data() != nullptr ? whole_ : std::string_view(held_); }
  bool too_large() const { return too_large_; }  // else it was the bound of all

 private:
  std::size_t limit_;
  std::optional<std::uint64_t> length_;
  std::atomic<std::size_t>& all_;
  std::size_t all_limit_;
  std::size_t counted_ = 0;
  bool too_large_ = false;
  bool may_refer_ = true;
  std::string held_;
  std::string_view whole_;
};

// In a file of its own, removed with this object. Writes block the loop for as long as the page cache takes 64 KiB.
class FileBody final : public BodySink {
 public:
  static Result<std::unique_ptr<FileBody>> make(const std::string& folder, std::size_t limit);
  ~FileBody();
  FileBody(const FileBody&) = delete;
  FileBody& operator=(const FileBody&) = delete;

  bool take(std::string_view piece) override;
  const std::string& path() const { return path_; }
  bool too_large() const { return too_large_; }  // else the disk refused

 private:
  FileBody(std::string path, int file, std::size_t limit) : path_(std::move(path)), file_(file), limit_(limit) {}
  std::string path_;
  int file_;
  std::size_t limit_;
  std::size_t size_ = 0;
  bool too_large_ = false;
};

}  // namespace atelier::http::internal
