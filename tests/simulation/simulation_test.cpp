// What the simulation itself must do, or its silence says nothing.
#include <gtest/gtest.h>

#include <mutex>
#include <utility>

#include "base/thread_executor.h"
#include "conformance/store_conformance.h"
#include "json_peek.h"
#include "storage/rules.h"
#include "world.h"

namespace atelier::simulation {
namespace {

std::uint64_t trace_of(std::uint64_t seed) {
  World world(seed, {.journeys = 20, .till_sales = 3, .chaos = 10 * kMinute});
  world.run();
  return world.scheduler.trace_hash();
}

TEST(Simulation, the_same_seed_is_the_same_run) {
  for (const std::uint64_t seed : {3u, 4u}) EXPECT_EQ(trace_of(seed), trace_of(seed));
  EXPECT_NE(trace_of(3), trace_of(4));
}

storage::Key key(std::string sort) { return {{.id = 250, .name = "test", .in_feed = true}, "p", std::move(sort)}; }
storage::Commit put(std::string sort, std::string body) { return storage::Commit{}.add(storage::Put{.key = key(std::move(sort)), .body = std::move(body)}); }

TEST(GlobalTable, copies_item_by_item_and_the_last_writer_wins_in_both_regions) {
  Scheduler scheduler(1);
  GlobalTable table(scheduler, true);
  Micros lag = kSecond;
  table.lag = [&] { return lag; };
  ASSERT_TRUE(is_committed(table.in('e').commit(put("x", "first"), {})));
  EXPECT_FALSE(table.in('a').get(key("x")));
  lag = kMillisecond;
  scheduler.step(scheduler.now() + 10 * kMillisecond);
  ASSERT_TRUE(is_committed(table.in('e').commit(put("x", "second"), {})));
  while (scheduler.step(scheduler.now() + kMinute)) {}
  EXPECT_EQ(table.in('a').get(key("x"))->body, "second");  // though "first" arrived after it

  table.cut();
  (void)table.in('e').commit(put("y", "europe"), {});
  scheduler.step(scheduler.now() + kSecond);
  (void)table.in('a').commit(put("y", "asia"), {});
  while (scheduler.step(scheduler.now() + kMinute)) {}
  EXPECT_EQ(table.in('e').get(key("y"))->body, "europe");
  EXPECT_EQ(table.on_the_way_from('e'), 1u);
  table.mend();
  while (scheduler.step(scheduler.now() + kMinute)) {}
  EXPECT_EQ(table.in('e').get(key("y"))->body, "asia");
  EXPECT_EQ(table.in('a').get(key("y"))->body, "asia");
}

TEST(JsonPeek, finds_members_and_elements) {
  const std::string text = R"({"a":"x","b":{"c":[1,{"d":"}]"},"e\"f"]},"n":-12,"z":null})";
  EXPECT_EQ(peek::text_of(text, "a"), "x");
  EXPECT_EQ(peek::number_of(text, "n"), -12);
  const auto elements = peek::elements(peek::member(peek::member(text, "b"), "c"));
  ASSERT_EQ(elements.size(), 3u);
  EXPECT_EQ(peek::text_of(elements[1], "d"), "}]");
  EXPECT_EQ(peek::member(text, "none"), "");
}

// --- the replica under the store's conformance suite ---

// Straight to the replica: the port without the simulated way to it.
class ReplicaStore final : public storage::Store {
 public:
  ReplicaStore(const Clock& clock, std::size_t feed_kept) {
    table_.in('e').clock = &clock;
    if (feed_kept > 0) table_.in('e').changes_kept = feed_kept;
  }
  Task<Result<std::optional<storage::Item>>> get(storage::Key key) override {
    if (auto good = storage::check_key(key); !good) co_return fail(good);
    co_return table_.in('e').get(key);
  }
  Task<Result<storage::Page>> query(storage::Query query) override {
    if (auto good = storage::check_query(query); !good) co_return fail(good);
    co_return table_.in('e').query(query);
  }
  Task<Result<storage::ScanPage>> scan(storage::Scan scan) override {
    if (auto good = storage::check_scan(scan); !good) co_return fail(good);
    co_return table_.in('e').scan(scan);
  }
  Task<storage::CommitOutcome> commit(storage::Commit commit) override {
    if (auto good = storage::check_limits(commit); !good) co_return storage::Unavailable{good.error()};
    std::lock_guard lock(mutex_);
    co_return table_.in('e').commit(std::move(commit), {});
  }
  Task<Result<storage::FeedPage>> read_feed(storage::FeedPosition from, std::size_t limit) override { co_return table_.in('e').read_feed(from, limit); }
  Task<Result<storage::FeedPosition>> feed_end() override { co_return table_.in('e').feed_end(); }
  Task<void> feed_changed(storage::FeedPosition from, Milliseconds at_most) override {
    if (from != table_.in('e').feed_end()) co_return;
    Completion<bool> changed;
    const auto answer = [answered = std::make_shared<bool>(false), resolve = changed.resolver()] {
      if (!std::exchange(*answered, true)) resolve(true);
    };
    table_.in('e').on_next_change(answer);
    Executor::current()->post_after(at_most, answer);
    co_await changed;
  }

 private:
  std::mutex mutex_;
  Scheduler scheduler_{1};
  GlobalTable table_{scheduler_, false};
};

class ReplicaUnderTest final : public storage::conformance::StoreUnderTest {
 public:
  explicit ReplicaUnderTest(std::size_t feed_kept) : store_(clock, feed_kept) {}
  storage::Store& store() override { return store_; }
  bool reopen() override { return false; }

 private:
  ReplicaStore store_;
};

}  // namespace
}  // namespace atelier::simulation

namespace atelier::storage::conformance {
INSTANTIATE_TEST_SUITE_P(Simulated, StoreConformance,
                         testing::Values(Adapter{"replica", [](std::size_t feed_kept) -> std::unique_ptr<StoreUnderTest> {
                                                   return std::make_unique<simulation::ReplicaUnderTest>(feed_kept);
                                                 }}),
                         [](const auto& param) { return param.param.name; });
}  // namespace atelier::storage::conformance
