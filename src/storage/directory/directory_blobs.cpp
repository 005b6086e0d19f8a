// Blobs in a folder: <folder>/<name's first part>/<two letters of the last>/<rest>. A blob is written beside
// its place, synced and renamed, so nobody ever sees half of one.
#include <fcntl.h>
#include <openssl/sha.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/encoding.h"
#include "base/thread_executor.h"
#include "storage/blobs.h"

namespace atelier::storage {
namespace {

namespace fs = std::filesystem;

class File {
 public:
  File(const fs::path& path, int flags) : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0640)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool good() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

std::unexpected<Error> failed(const char* what) {
  const int number = errno;
  const bool full = number == ENOSPC || number == EDQUOT;
  return fail(ErrorKind::unavailable, full ? "blobs_full" : "blobs_unavailable",
              std::string(what) + ": " + std::strerror(number));
}

Result<void> write_all(const File& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("writing a blob");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::optional<std::string>> read_all(const fs::path& path) {
  const File file(path, O_RDONLY);
  if (!file.good()) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<std::string>();
    return failed("opening a blob");
  }
  struct stat about{};
  if (::fstat(file.get(), &about) != 0) return failed("reading a blob");
  std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto got = ::read(file.get(), bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("reading a blob");
    if (got == 0) return fail(ErrorKind::internal, "blob_short", "a blob became shorter while it was read");
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

class DirectoryBlobs final : public Blobs {
 public:
  explicit DirectoryBlobs(fs::path folder) : folder_(std::move(folder)) {}

  Task<Result<void>> put(std::string name, std::string bytes, bool durable) override {
    if (!is_blob_name(name))
      co_return fail(ErrorKind::invalid, "bad_blob_name", "a blob's name is made of a-z 0-9 . _ - /");
    if (bytes.size() > kMaxBlobBytes)
      co_return fail(ErrorKind::invalid, "blob_too_large", "a blob has at most 64 MB");
    Executor* home = Executor::current();
    co_await resume_on(io_);
    Result<void> done = write(name, bytes, durable);
    if (home != nullptr) co_await resume_on(*home);
    co_return done;
  }

  Task<Result<std::optional<std::string>>> get(std::string name) override {
    if (!is_blob_name(name)) co_return std::optional<std::string>();
    Executor* home = Executor::current();
    co_await resume_on(io_);
    Result<std::optional<std::string>> bytes = read_all(path_of(name));
    if (home != nullptr) co_await resume_on(*home);
    co_return bytes;
  }

  Task<Result<bool>> has(std::string name) override {
    if (!is_blob_name(name)) co_return false;
    Executor* home = Executor::current();
    co_await resume_on(io_);
    std::error_code error;
    const bool there = fs::exists(path_of(name), error);
    if (home != nullptr) co_await resume_on(*home);
    co_return there;
  }

 private:
  // 256 folders a kind: a hundred thousand photos in one folder would be slow to list and to back up.
  fs::path path_of(const std::string& name) const {
    const auto slash = name.find('/');
    if (slash == std::string::npos) return folder_ / name;
    const auto rest = name.substr(slash + 1);
    return folder_ / name.substr(0, slash) / rest.substr(0, 2) / rest;
  }

  Result<void> write(const std::string& name, std::string_view bytes, bool durable) {
    const auto path = path_of(name);
    std::error_code error;
    if (fs::exists(path, error)) return {};
    fs::create_directories(path.parent_path(), error);
    if (error) {
      errno = error.value();
      return failed("making a folder for blobs");
    }
    const auto beside =
        path.parent_path() / (".new-" + std::to_string(::getpid()) + "-" + std::to_string(++written_));
    {
      const File file(beside, O_WRONLY | O_CREAT | O_TRUNC);
      Result<void> done = file.good() ? write_all(file, bytes) : failed("making a blob");
      if (done && durable && ::fsync(file.get()) != 0) done = failed("syncing a blob");
      if (!done) {
        fs::remove(beside, error);
        return done;
      }
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) return failed("naming a blob");
    if (durable) {
      const File parent(path.parent_path(), O_RDONLY | O_DIRECTORY);
      if (!parent.good() || ::fsync(parent.get()) != 0) return failed("syncing a folder of blobs");
    }
    return {};
  }

  fs::path folder_;
  std::uint64_t written_ = 0;  // only the thread below writes
  ThreadExecutor io_;
};

}  // namespace

std::string content_hash(std::string_view bytes) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash);
  return base::to_hex({reinterpret_cast<const char*>(hash), sizeof hash});
}

bool is_blob_name(std::string_view name) {
  if (name.empty() || name.size() > 200) return false;
  char before = '/';
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!plain && c != '.' && c != '/') return false;
    if (before == '/' && !plain) return false;  // an empty part, or one that begins with a dot
    before = c;
  }
  return before != '/';
}

Result<std::unique_ptr<Blobs>> open_directory_blobs(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    return fail(ErrorKind::unavailable, "blobs_unavailable",
                "cannot make the folder " + folder + ": " + error.message());
  return std::make_unique<DirectoryBlobs>(folder);
}

}  // namespace atelier::storage
