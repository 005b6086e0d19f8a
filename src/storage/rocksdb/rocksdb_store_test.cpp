// What only the embedded store promises: a bounded queue, answers at closing, removal of what expired.
#include "storage/rocksdb/rocksdb_store.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <unistd.h>

#include <filesystem>

#include "base/thread_executor.h"
#include "storage/rocksdb/embedded_store.h"

namespace atelier::storage {
namespace {

constexpr Table kTable{.id = 250, .name = "test", .in_feed = true};

class EmbeddedStore : public testing::Test {
 protected:
  EmbeddedStore()
      : folder_(std::filesystem::temp_directory_path() / ("atelier-embedded-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(folder_);
  }
  ~EmbeddedStore() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<Store> open(RocksdbOptions options = {}) {
    options.free_bytes_reserved = 0;
    auto store = open_rocksdb_store(folder_, options, clock_);
    EXPECT_TRUE(store) << store.error().detail;
    return std::move(*store);
  }
  static Commit one(int n) {
    return Commit{}.add(Put{.key = {kTable, "p", std::to_string(n)}, .body = "x", .condition = Absent{}});
  }

  ManualClock clock_{from_unix_ms(1'790'000'000'000)};
  const std::filesystem::path folder_;
};

TEST_F(EmbeddedStore, throttles_when_its_queue_is_full_and_does_nothing_then) {
  auto store = open({.queue_commits = 8});
  int committed = 0;
  int throttled = 0;
  LoopExecutor loop;
  loop.post([&] {
    for (int n = 0; n < 2000; ++n) {
      spawn(store->commit(one(n)), [&](const CommitOutcome& outcome) {
        committed += is_committed(outcome);
        throttled += std::holds_alternative<Throttled>(outcome);
      });
    }
  });
  loop.run_until([&] { return committed + throttled == 2000; });
  EXPECT_GT(throttled, 0);
  EXPECT_GT(committed, 0);
  std::size_t found = 0;
  for (Query query{.table = kTable, .partition = "p", .limit = 1000};;) {
    const auto page = run_until_done(store->query(query)).value();
    found += page.items.size();
    if (!page.next) break;
    query.after = page.next;
  }
  EXPECT_EQ(found, static_cast<std::size_t>(committed));
}

TEST_F(EmbeddedStore, answers_everything_that_it_accepted_before_it_closes) {
  auto store = open();
  int answered = 0;
  LoopExecutor loop;
  loop.post([&] {
    for (int n = 0; n < 500; ++n) {
      spawn(store->commit(one(n)), [&](const CommitOutcome& outcome) { answered += is_committed(outcome); });
    }
    store.reset();
  });
  loop.run_until([&] { return answered == 500; });
  store = open();
  EXPECT_TRUE(run_until_done(store->get({kTable, "p", "499"})).value());
}

TEST_F(EmbeddedStore, removes_expired_items_from_the_disk_and_tells_no_reader_of_the_feed) {
  auto store = open();
  for (int n = 0; n < 100; ++n) {
    const auto expires = n < 90 ? std::optional(clock_.now() + Milliseconds{1000}) : std::nullopt;
    ASSERT_TRUE(is_committed(run_until_done(store->commit(
        Commit{}.add(Put{.key = {kTable, "p", std::to_string(n)}, .body = "x", .expires_at = expires})))));
  }
  const auto end = run_until_done(store->feed_end()).value();
  clock_.advance(Milliseconds{3'600'000});
  auto& embedded = dynamic_cast<rocksdb_store::EmbeddedStore&>(*store);
  const auto left = embedded.with_engine([](const rocksdb_store::Engine& engine) -> Result<int> {
    EXPECT_TRUE(engine.db->Flush({}, engine.items).ok());
    EXPECT_TRUE(engine.db->CompactRange({}, engine.items, nullptr, nullptr).ok());
    const std::unique_ptr<rocksdb::Iterator> at(engine.db->NewIterator({}, engine.items));
    int count = 0;
    for (at->SeekToFirst(); at->Valid(); at->Next()) ++count;
    return count;
  });
  EXPECT_EQ(left, 10);
  EXPECT_EQ(run_until_done(store->feed_end()).value(), end);
}

TEST_F(EmbeddedStore, keeps_no_more_of_the_feed_than_its_bytes_allow) {
  auto store = open({.feed_bytes_kept = 100'000});
  for (int n = 0; n < 500; ++n) {
    ASSERT_TRUE(is_committed(run_until_done(store->commit(
        Commit{}.add(Put{.key = {kTable, "p", std::to_string(n)}, .body = std::string(1000, 'x')})))));
  }
  const auto kept = run_until_done(store->read_feed({}, 1'000'000)).value();
  EXPECT_GE(kept.changes.size(), 90u);
  EXPECT_LE(kept.changes.size(), 115u);
  EXPECT_EQ(kept.changes.back().key.sort, "499");
}

}  // namespace
}  // namespace atelier::storage
