#include "storage/rocksdb/engine_log.h"

#include <cstdarg>
#include <cstdio>
#include <mutex>
#include <string>

#include "base/clock.h"

namespace atelier::storage::rocksdb_store {
namespace {

class EngineLog final : public rocksdb::Logger {
 public:
  explicit EngineLog(std::filesystem::path file)
      : Logger(rocksdb::InfoLogLevel::INFO_LEVEL), path_(std::move(file)) {
    open();
  }
  ~EngineLog() override { close(); }

  using rocksdb::Logger::Logv;
  void Logv(const char* format, va_list arguments) override {
    char line[2000];
    const int size = std::vsnprintf(line, sizeof line, format, arguments);
    if (size < 0) return;
    const auto time = to_rfc3339(SystemClock{}.now());
    std::lock_guard lock(mutex_);
    if (file_ == nullptr) return;
    const int written = std::fprintf(file_, "%s %s\n", time.c_str(), line);
    (void)std::fflush(file_);
    std::clearerr(file_);
    bytes_ += written > 0 ? static_cast<std::size_t>(written) : 0;
    if (bytes_ >= kEngineLogBytes) roll();
  }

 private:
  void open() {
    file_ = std::fopen(path_.c_str(), "ae");
    std::error_code error;
    const auto size = std::filesystem::file_size(path_, error);
    bytes_ = error ? 0 : size;
  }
  void close() {
    if (file_ != nullptr) (void)std::fclose(file_);
    file_ = nullptr;
  }
  void roll() {
    close();
    std::error_code error;
    std::filesystem::rename(path_, path_.string() + ".old", error);
    open();
  }

  const std::filesystem::path path_;
  std::mutex mutex_;
  std::FILE* file_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace

std::shared_ptr<rocksdb::Logger> make_engine_log(const std::filesystem::path& folder) {
  return std::make_shared<EngineLog>(folder / "LOG");
}

}  // namespace atelier::storage::rocksdb_store
