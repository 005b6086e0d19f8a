// The change feed's part of the suite.
#include <gmock/gmock.h>

#include <chrono>

#include "store_conformance.h"

namespace atelier::storage::conformance {

using testing::ElementsAre;
using testing::IsEmpty;

namespace {

Key fed(std::string sort) {
  return {kFed, "p", std::move(sort)};
}

std::vector<std::string> sorts(const FeedPage& page) {
  std::vector<std::string> names;
  for (const auto& change : page.changes) names.push_back((change.now ? "" : "-") + change.key.sort);
  return names;
}

}  // namespace

TEST_P(StoreConformance, the_feed_tells_changes_in_the_order_of_commits) {
  const auto begin = feed_end();
  ASSERT_TRUE(committed(
      {Put{.key = fed("a"), .body = "1", .counters = {{"n", 1}}}, Put{.key = {kQuiet, "p", "silent"}}}));
  ASSERT_TRUE(committed({Add{.key = fed("a"), .deltas = {{"n", 4}}}}));
  ASSERT_TRUE(committed({Put{.key = fed("b")}, Delete{.key = fed("a")}}));
  ASSERT_TRUE(committed({Delete{.key = fed("never there")}}));
  const auto page = read_feed(begin).value();
  ASSERT_THAT(sorts(page), ElementsAre("a", "a", "b", "-a"));
  EXPECT_EQ(page.changes[0].key, fed("a"));
  EXPECT_EQ(page.changes[0].now->body, "1");
  EXPECT_EQ(page.changes[0].now->version, 1u);
  EXPECT_EQ(page.changes[0].now->counter("n"), 1);
  EXPECT_EQ(page.changes[1].now->counter("n"), 5);
  EXPECT_EQ(page.changes[1].now->version, 2u);
  EXPECT_EQ(page.next, feed_end());
  EXPECT_THAT(read_feed(page.next)->changes, IsEmpty());
  EXPECT_EQ(read_feed(page.next)->next, page.next);
}

TEST_P(StoreConformance, the_feed_goes_on_from_any_page_and_never_parts_a_commit) {
  for (int i = 0; i < 10; ++i) {
    const auto n = std::to_string(i);
    ASSERT_TRUE(committed({Put{.key = fed(n + "a")}, Put{.key = fed(n + "b")}, Put{.key = fed(n + "c")}}));
  }
  std::vector<std::string> all;
  FeedPosition at;
  for (;;) {
    const auto page = read_feed(at, 4).value();
    if (page.changes.empty()) break;
    EXPECT_EQ(page.changes.size() % 3, 0u);
    for (const auto& name : sorts(page)) all.push_back(name);
    at = page.next;
  }
  ASSERT_EQ(all.size(), 30u);
  EXPECT_TRUE(std::ranges::is_sorted(all));
}

TEST_P(StoreConformance, a_reader_goes_on_where_it_was_after_opening_again) {
  ASSERT_TRUE(committed({Put{.key = fed("a")}}));
  const auto at = read_feed({})->next;
  ASSERT_TRUE(committed({Put{.key = fed("b")}}));
  if (!reopen()) GTEST_SKIP() << "this adapter keeps nothing";
  EXPECT_THAT(sorts(read_feed(at).value()), ElementsAre("b"));
  ASSERT_TRUE(committed({Put{.key = fed("c")}}));
  EXPECT_THAT(sorts(read_feed(at).value()), ElementsAre("b", "c"));
  EXPECT_THAT(sorts(read_feed({}).value()), ElementsAre("a", "b", "c"));
}

TEST_P(StoreConformance, a_reader_too_far_behind_is_told_to_rebuild) {
  open(100);
  ASSERT_TRUE(committed({Put{.key = fed("first")}}));
  const auto old = read_feed({})->next;
  for (int i = 0; i < 400; ++i) ASSERT_TRUE(committed({Put{.key = fed(std::to_string(i))}}));
  const auto behind = read_feed(old);
  ASSERT_FALSE(behind);
  EXPECT_EQ(behind.error().code, "feed_trimmed");
  const auto kept = read_feed({}).value();
  EXPECT_GE(kept.changes.size(), 100u);
  EXPECT_LT(kept.changes.size(), 200u);
  EXPECT_EQ(kept.changes.back().key.sort, "399");
  if (!reopen()) return;
  EXPECT_EQ(read_feed(old).error().code, "feed_trimmed");
  EXPECT_EQ(read_feed({})->changes.size(), kept.changes.size());
  ASSERT_TRUE(committed({Put{.key = fed("more")}}));
  EXPECT_THAT(sorts(read_feed(kept.next).value()), ElementsAre("more"));
}

TEST_P(StoreConformance, a_position_that_is_none_is_an_error) {
  const auto page = read_feed({.token = "nonsense that no feed gave"});
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, ErrorKind::invalid);
}

TEST_P(StoreConformance, who_waits_for_the_feed_is_woken_by_the_commit) {
  using namespace std::chrono;
  const auto at = feed_end();
  LoopExecutor loop;
  bool woken = false;
  steady_clock::time_point committed_at;
  steady_clock::time_point woken_at;
  loop.post([&] {
    spawn(
        [](Store& store, FeedPosition from) -> Task<bool> {
          co_await store.feed_changed(from, Milliseconds{30'000});
          co_return true;
        }(store(), at),
        [&](bool) {
          woken = true;
          woken_at = steady_clock::now();
        });
  });
  loop.post_after(Milliseconds{20}, [&] {
    EXPECT_FALSE(woken);
    spawn(store().commit(Commit{}.add(Put{.key = fed("a")})),
          [&](const CommitOutcome&) { committed_at = steady_clock::now(); });
  });
  loop.run_until([&] { return woken && committed_at != steady_clock::time_point{}; });
  EXPECT_LT(woken_at - committed_at, 500ms);  // a millisecond on a quiet machine; tests run beside builds
  // It has changed already: no waiting.
  run_until_done(store().feed_changed(at, Milliseconds{30'000}));
}

TEST_P(StoreConformance, waiting_for_the_feed_ends_at_its_time) {
  const auto begin = std::chrono::steady_clock::now();
  run_until_done(store().feed_changed(feed_end(), Milliseconds{30}));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(30));
}

TEST_P(StoreConformance, a_quiet_table_wakes_nobody) {
  const auto at = feed_end();
  ASSERT_TRUE(committed({Put{.key = {kQuiet, "p", "a"}}}));
  EXPECT_EQ(feed_end(), at);
  EXPECT_THAT(read_feed(at)->changes, IsEmpty());
}

}  // namespace atelier::storage::conformance
