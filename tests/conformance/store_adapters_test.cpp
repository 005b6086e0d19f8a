// The adapters of the store port, each under the whole suite.
#include <unistd.h>

#include <atomic>
#include <filesystem>

#include "storage/memory/memory_store.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "store_conformance.h"

namespace atelier::storage::conformance {
namespace {

class MemoryUnderTest final : public StoreUnderTest {
 public:
  explicit MemoryUnderTest(std::size_t feed_kept) {
    MemoryOptions options;
    if (feed_kept > 0) options.feed_changes_kept = feed_kept;
    store_ = make_memory_store(clock, std::move(options));
  }
  Store& store() override { return *store_; }
  bool reopen() override { return false; }

 private:
  std::unique_ptr<Store> store_;
};

class RocksdbUnderTest final : public StoreUnderTest {
 public:
  explicit RocksdbUnderTest(std::size_t feed_kept) {
    static std::atomic<int> number = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("atelier-conformance-" + std::to_string(getpid()) + "-" + std::to_string(number++));
    options_.free_bytes_reserved = 0;
    if (feed_kept > 0) options_.feed_commits_kept = feed_kept;
    reopen();
  }
  ~RocksdbUnderTest() override {
    store_.reset();
    std::filesystem::remove_all(path_);
  }
  Store& store() override { return *store_; }
  bool reopen() override {
    store_.reset();
    auto opened = open_rocksdb_store(path_, options_, clock);
    CHECK(opened.has_value(), opened.error().detail);
    store_ = std::move(*opened);
    return true;
  }

 private:
  std::filesystem::path path_;
  RocksdbOptions options_;
  std::unique_ptr<Store> store_;
};

template <class UnderTest>
std::unique_ptr<StoreUnderTest> make(std::size_t feed_kept) {
  return std::make_unique<UnderTest>(feed_kept);
}

INSTANTIATE_TEST_SUITE_P(Adapters, StoreConformance,
                         testing::Values(Adapter{"memory", make<MemoryUnderTest>},
                                         Adapter{"rocksdb", make<RocksdbUnderTest>}),
                         [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace atelier::storage::conformance
