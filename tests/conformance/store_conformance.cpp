// Commits, conditions, counters, queries, scans, expiry. The feed's part is store_conformance_feed.cpp.
#include "store_conformance.h"

#include <gmock/gmock.h>

#include <limits>
#include <set>

namespace atelier::storage::conformance {

using testing::ElementsAre;
using testing::IsEmpty;

namespace {

Key key(std::string sort, Table table = kQuiet) {
  return {table, "p", std::move(sort)};
}
Put put(std::string sort, std::string body = "body", Condition condition = {}) {
  return {.key = key(std::move(sort)), .body = std::move(body), .condition = condition};
}

}  // namespace

std::vector<std::string> StoreConformance::sorts_of(Query by) {
  std::vector<std::string> sorts;
  for (int pages = 0; pages < 10'000; ++pages) {
    const auto page = query(by);
    EXPECT_LE(page.items.size(), by.limit);
    for (const auto& item : page.items) sorts.push_back(item.key.sort);
    if (!page.next) return sorts;
    by.after = page.next;
  }
  ADD_FAILURE() << "a query does not end";
  return sorts;
}

// --- Puts, deletes, versions ---

TEST_P(StoreConformance, what_is_put_is_read_back_whole) {
  const Time expires = clock().now() + Milliseconds{60'000};
  const Put written{.key = key("a"),
                    .body = "some body",
                    .counters = {{"reserved", 2}, {"available", 7}},
                    .expires_at = expires};
  ASSERT_TRUE(committed({written}));
  const auto item = get(key("a"));
  ASSERT_TRUE(item);
  EXPECT_EQ(item->key, key("a"));
  EXPECT_EQ(item->body, "some body");
  EXPECT_THAT(item->counters, ElementsAre(Counter{"available", 7}, Counter{"reserved", 2}));
  EXPECT_EQ(item->counter("available"), 7);
  EXPECT_EQ(item->counter("nothing"), 0);
  EXPECT_EQ(item->version, 1u);
  EXPECT_EQ(item->expires_at, expires);
  EXPECT_FALSE(get(key("b")));
}

TEST_P(StoreConformance, versions_count_puts_and_adds) {
  ASSERT_TRUE(committed({put("a")}));
  ASSERT_TRUE(committed({put("a", "again")}));
  ASSERT_TRUE(committed({Add{.key = key("a"), .deltas = {{"n", 1}}}}));
  EXPECT_EQ(get(key("a"))->version, 3u);
  EXPECT_EQ(get(key("a"))->body, "again");
}

TEST_P(StoreConformance, a_put_replaces_body_counters_and_expiry) {
  ASSERT_TRUE(committed({Put{.key = key("a"),
                             .body = "1",
                             .counters = {{"n", 1}},
                             .expires_at = clock().now() + Milliseconds{10}}}));
  ASSERT_TRUE(committed({Put{.key = key("a"), .body = "2"}}));
  const auto item = get(key("a"));
  EXPECT_THAT(item->counters, IsEmpty());
  EXPECT_FALSE(item->expires_at);
}

TEST_P(StoreConformance, deleting_takes_it_away_and_deleting_nothing_is_fine) {
  ASSERT_TRUE(committed({put("a")}));
  ASSERT_TRUE(committed({Delete{.key = key("a")}}));
  EXPECT_FALSE(get(key("a")));
  EXPECT_TRUE(committed({Delete{.key = key("a")}}));
  ASSERT_TRUE(committed({put("a", "b", Absent{})}));
  EXPECT_EQ(get(key("a"))->version, 1u);
}

TEST_P(StoreConformance, tables_and_partitions_are_apart) {
  ASSERT_TRUE(
      committed({Put{.key = {kQuiet, "p", "a"}, .body = "1"}, Put{.key = {kFed, "p", "a"}, .body = "2"},
                 Put{.key = {kQuiet, "q", "a"}, .body = "3"}}));
  EXPECT_EQ(get({kQuiet, "p", "a"})->body, "1");
  EXPECT_EQ(get({kFed, "p", "a"})->body, "2");
  EXPECT_EQ(get({kQuiet, "q", "a"})->body, "3");
  EXPECT_EQ(query({.table = kQuiet, .partition = "p"}).items.size(), 1u);
}

// --- Conditions ---

TEST_P(StoreConformance, conditions_hold_or_name_their_operation) {
  ASSERT_TRUE(committed({put("there", "1", Absent{})}));
  EXPECT_EQ(conflict_at({put("new"), put("there", "2", Absent{})}), 1);
  EXPECT_EQ(conflict_at({put("there", "2", VersionIs{2})}), 0);
  EXPECT_EQ(conflict_at({put("gone", "2", VersionIs{1})}), 0);
  EXPECT_EQ(conflict_at({put("x"), put("y"), put("gone", "2", Exists{})}), 2);
  EXPECT_EQ(conflict_at({put("x"), Delete{.key = key("there"), .condition = VersionIs{9}}}), 1);
  EXPECT_EQ(conflict_at({Check{.key = key("there"), .condition = Absent{}}, put("gone", "", Exists{})}), 0);
  EXPECT_EQ(conflict_at({put("x"), Check{.key = key("gone"), .condition = Exists{}}}), 1);
  EXPECT_EQ(conflict_at({put("x"), Add{.key = key("gone"), .deltas = {{"n", 1}}}}), 1);
  EXPECT_TRUE(
      committed({Check{.key = key("there"), .condition = VersionIs{1}}, put("there2", "2", Absent{})}));
  EXPECT_TRUE(committed({put("there", "2", VersionIs{1})}));
  EXPECT_TRUE(committed({put("there", "3", Exists{})}));
}

TEST_P(StoreConformance, a_refused_commit_does_nothing_at_all) {
  ASSERT_TRUE(committed({put("a", "1"), Put{.key = key("stock"), .counters = {{"available", 1}}}}));
  const auto end = feed_end();
  EXPECT_EQ(conflict_at({put("a", "2"), put("b"), Delete{.key = key("a2")}, Put{.key = key("fed", kFed)},
                         Add{.key = key("stock"), .deltas = {{"available", -2, 0}}}}),
            4);
  EXPECT_EQ(get(key("a"))->body, "1");
  EXPECT_EQ(get(key("a"))->version, 1u);
  EXPECT_FALSE(get(key("b")));
  EXPECT_FALSE(get(key("fed", kFed)));
  EXPECT_EQ(get(key("stock"))->counter("available"), 1);
  EXPECT_EQ(feed_end(), end);
}

TEST_P(StoreConformance, a_check_writes_nothing) {
  ASSERT_TRUE(committed({Put{.key = key("a", kFed), .body = "1"}}));
  const auto end = feed_end();
  ASSERT_TRUE(committed({Check{.key = key("a", kFed), .condition = Exists{}}}));
  EXPECT_EQ(get(key("a", kFed))->version, 1u);
  EXPECT_EQ(feed_end(), end);
  EXPECT_TRUE(committed({}));
}

// --- Bounded adds ---

TEST_P(StoreConformance, an_add_never_takes_a_counter_below_its_minimum) {
  ASSERT_TRUE(committed({Put{.key = key("s"), .body = "kept", .counters = {{"available", 3}}}}));
  const auto take = [&](std::int64_t n) {
    return conflict_at({Add{.key = key("s"), .deltas = {{"available", -n, 0}, {"reserved", n}}}});
  };
  EXPECT_EQ(take(2), -1);
  EXPECT_EQ(take(2), 0);
  EXPECT_EQ(take(1), -1);
  EXPECT_EQ(take(1), 0);
  const auto item = get(key("s"));
  EXPECT_EQ(item->counter("available"), 0);
  EXPECT_EQ(item->counter("reserved"), 3);
  EXPECT_EQ(item->body, "kept");
  EXPECT_EQ(item->version, 3u);
}

TEST_P(StoreConformance, an_add_creates_only_where_it_is_told_to) {
  EXPECT_EQ(conflict_at({Add{.key = key("n"), .deltas = {{"n", 1}}}}), 0);
  EXPECT_EQ(conflict_at({Add{.key = key("n"), .deltas = {{"n", -1, 0}}, .create = true}}), 0);
  EXPECT_FALSE(get(key("n")));
  ASSERT_TRUE(committed({Add{.key = key("n"), .deltas = {{"n", 5}}, .create = true}}));
  ASSERT_TRUE(committed({Add{.key = key("n"), .deltas = {{"n", 5}}, .create = true}}));
  EXPECT_EQ(get(key("n"))->counter("n"), 10);
  EXPECT_EQ(get(key("n"))->version, 2u);
  EXPECT_EQ(get(key("n"))->body, "");
}

TEST_P(StoreConformance, a_counter_does_not_overflow) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  ASSERT_TRUE(committed({Put{.key = key("n"), .counters = {{"n", kMost}}}}));
  EXPECT_EQ(conflict_at({Add{.key = key("n"), .deltas = {{"n", 1}}}}), 0);
  EXPECT_EQ(get(key("n"))->counter("n"), kMost);
}

TEST_P(StoreConformance, many_at_once_sell_exactly_what_there_is) {
  ASSERT_TRUE(committed({Put{.key = key("stock"), .counters = {{"available", 100}}}}));
  int sold = 0;
  int refused = 0;
  LoopExecutor loop;
  for (int i = 0; i < 300; ++i) {
    loop.post([&, i] {
      Commit sale;
      sale.add(Add{.key = key("stock"), .deltas = {{"available", -1, 0}}})
          .add(put("order/" + std::to_string(i), "o", Absent{}));
      spawn(store().commit(std::move(sale)),
            [&](const CommitOutcome& outcome) { ++(is_committed(outcome) ? sold : refused); });
    });
  }
  loop.run_until([&] { return sold + refused == 300; });
  EXPECT_EQ(sold, 100);
  EXPECT_EQ(get(key("stock"))->counter("available"), 0);
  EXPECT_EQ(sorts_of({.table = kQuiet, .partition = "p", .sort_prefix = "order/"}).size(), 100u);
}

// --- Limits ---

TEST_P(StoreConformance, a_hundred_operations_are_one_commit_and_one_more_is_refused) {
  std::vector<Operation> operations;
  for (int i = 0; i < 100; ++i) operations.push_back(put("k" + std::to_string(i)));
  EXPECT_TRUE(committed(operations));
  EXPECT_EQ(sorts_of({.table = kQuiet, .partition = "p"}).size(), 100u);
  operations.push_back(put("one more"));
  EXPECT_EQ(error_of(operations), "store_too_many_operations");
  EXPECT_FALSE(get(key("one more")));
}

TEST_P(StoreConformance, sizes_have_bounds_and_the_bound_itself_is_allowed) {
  EXPECT_EQ(error_of({Put{.key = {kQuiet, "", "a"}}}), "store_bad_key");
  EXPECT_EQ(error_of({Put{.key = {kQuiet, std::string(kMaxPartitionBytes + 1, 'p'), "a"}}}), "store_bad_key");
  EXPECT_EQ(error_of({put(std::string(kMaxSortBytes + 1, 's'))}), "store_bad_key");
  const Key longest{kQuiet, std::string(kMaxPartitionBytes, 'p'), std::string(kMaxSortBytes, 's')};
  EXPECT_TRUE(committed({Put{.key = longest, .body = "x"}}));
  EXPECT_EQ(get(longest)->body, "x");

  EXPECT_EQ(error_of({put("big", std::string(kMaxItemBytes + 1, 'x'))}), "store_item_too_large");
  const std::string largest(kMaxItemBytes - 4, 'x');
  EXPECT_TRUE(committed({put("big", largest)}));
  EXPECT_EQ(get(key("big"))->body, largest);

  std::vector<Operation> five_mb;
  for (int i = 0; i < 13; ++i) five_mb.push_back(put("b" + std::to_string(i), largest));
  EXPECT_EQ(error_of(five_mb), "store_commit_too_large");
  EXPECT_FALSE(get(key("b0")));
}

TEST_P(StoreConformance, an_error_says_what_is_wrong_and_that_again_will_not_help) {
  const auto outcome = commit({put("a"), put(std::string(kMaxSortBytes + 1, 's'))});
  const auto result = to_result(outcome);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::invalid);
  EXPECT_THAT(result.error().detail, testing::HasSubstr("operation 1"));
  EXPECT_THAT(result.error().detail, testing::HasSubstr("1024"));
}

TEST_P(StoreConformance, one_key_is_named_once_in_a_commit) {
  EXPECT_EQ(error_of({put("a"), Delete{.key = key("a")}}), "store_key_twice");
  std::vector<Operation> many;
  for (int i = 0; i < 50; ++i) many.push_back(put("k" + std::to_string(i)));
  many.push_back(Check{.key = key("k7")});
  EXPECT_EQ(error_of(many), "store_key_twice");
  EXPECT_TRUE(committed({put("a"), Put{.key = {kFed, "p", "a"}}, Put{.key = {kQuiet, "pa", ""}}}));
}

TEST_P(StoreConformance, counters_have_names_and_each_once) {
  EXPECT_EQ(error_of({Add{.key = key("a"), .deltas = {{"n", 1}, {"n", 1}}, .create = true}}),
            "store_bad_counter");
  EXPECT_EQ(error_of({Add{.key = key("a"), .deltas = {}, .create = true}}), "store_bad_counter");
  EXPECT_EQ(error_of({Put{.key = key("a"), .counters = {{"", 1}}}}), "store_bad_counter");
}

TEST_P(StoreConformance, pages_have_bounds) {
  for (const std::size_t limit : {std::size_t{0}, kMaxPageItems + 1}) {
    const auto page = run_until_done(store().query({.table = kQuiet, .partition = "p", .limit = limit}));
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().code, "store_bad_query");
    EXPECT_FALSE(run_until_done(store().scan({.table = kQuiet, .limit = limit})));
  }
}

// --- Queries ---

TEST_P(StoreConformance, a_query_goes_in_the_order_of_bytes_both_ways) {
  const std::vector<std::string> sorts{
      "", std::string(1, '\0'), std::string("\0a", 2), "a", "a\x7f", "a\xff", "b", "\xff", "\xff\xff"};
  for (const auto& sort : sorts) ASSERT_TRUE(committed({put(sort)}));
  for (const std::size_t limit : {1, 2, 3, 100}) {
    EXPECT_EQ(sorts_of({.table = kQuiet, .partition = "p", .limit = limit}), sorts);
    auto down = sorts_of({.table = kQuiet, .partition = "p", .descending = true, .limit = limit});
    EXPECT_EQ(down, std::vector(sorts.rbegin(), sorts.rend()));
  }
}

TEST_P(StoreConformance, a_prefix_narrows_a_query_both_ways) {
  for (const char* sort : {"order/1", "order/2", "order/3", "order0", "orde", "p"})
    ASSERT_TRUE(committed({put(sort)}));
  ASSERT_TRUE(committed({put("\xff\xff"), put("\xff\xff\x01")}));
  for (const std::size_t limit : {1, 2, 100}) {
    EXPECT_THAT(sorts_of({.table = kQuiet, .partition = "p", .sort_prefix = "order/", .limit = limit}),
                ElementsAre("order/1", "order/2", "order/3"));
    EXPECT_THAT(
        sorts_of(
            {.table = kQuiet, .partition = "p", .sort_prefix = "order/", .descending = true, .limit = limit}),
        ElementsAre("order/3", "order/2", "order/1"));
    EXPECT_THAT(sorts_of({.table = kQuiet,
                          .partition = "p",
                          .sort_prefix = "\xff\xff",
                          .descending = true,
                          .limit = limit}),
                ElementsAre("\xff\xff\x01", "\xff\xff"));
  }
  EXPECT_THAT(sorts_of({.table = kQuiet, .partition = "p", .sort_prefix = "none"}), IsEmpty());
}

TEST_P(StoreConformance, a_cursor_need_not_be_an_item_or_within_the_prefix) {
  for (const char* sort : {"b1", "b3", "c"}) ASSERT_TRUE(committed({put(sort)}));
  const auto sorts = [&](std::string after, bool descending, std::string prefix = "b") {
    return sorts_of({.table = kQuiet,
                     .partition = "p",
                     .sort_prefix = std::move(prefix),
                     .after = std::move(after),
                     .descending = descending});
  };
  EXPECT_THAT(sorts("b2", false), ElementsAre("b3"));
  EXPECT_THAT(sorts("b2", true), ElementsAre("b1"));
  EXPECT_THAT(sorts("a", false), ElementsAre("b1", "b3"));
  EXPECT_THAT(sorts("z", false), IsEmpty());
  EXPECT_THAT(sorts("z", true), ElementsAre("b3", "b1"));
  EXPECT_THAT(sorts("a", true), IsEmpty());
  EXPECT_THAT(sorts("b1", true, ""), IsEmpty());
  EXPECT_THAT(sorts("", false, ""), ElementsAre("b1", "b3", "c"));
}

TEST_P(StoreConformance, partitions_whose_names_begin_alike_do_not_mix) {
  for (const std::string& partition :
       {std::string("p"), std::string("p\0", 2), std::string("pa"), std::string("\0", 1)}) {
    ASSERT_TRUE(committed({Put{.key = {kQuiet, partition, "a"}, .body = partition},
                           Put{.key = {kQuiet, partition, "b"}, .body = partition}}));
  }
  for (const std::string& partition :
       {std::string("p"), std::string("p\0", 2), std::string("pa"), std::string("\0", 1)}) {
    for (const bool descending : {false, true}) {
      const auto page = query({.table = kQuiet, .partition = partition, .descending = descending});
      ASSERT_EQ(page.items.size(), 2u);
      for (const auto& item : page.items) {
        EXPECT_EQ(item.body, partition);
        EXPECT_EQ(item.key.partition, partition);
      }
    }
  }
}

TEST_P(StoreConformance, a_page_ends_at_a_megabyte_and_goes_on) {
  const std::string body(300'000, 'x');
  std::vector<Operation> seven;
  for (int i = 0; i < 7; ++i) seven.push_back(put("k" + std::to_string(i), body));
  ASSERT_TRUE(committed(seven));
  const auto page = query({.table = kQuiet, .partition = "p"});
  EXPECT_EQ(page.items.size(), 3u);
  EXPECT_TRUE(page.next);
  EXPECT_EQ(sorts_of({.table = kQuiet, .partition = "p"}).size(), 7u);
}

TEST_P(StoreConformance, a_scan_gives_every_item_of_its_table_once) {
  std::set<std::pair<std::string, std::string>> all;
  for (int i = 0; i < 57; ++i) {
    const std::string partition = "p" + std::to_string(i % 11);
    const std::string sort = i % 2 ? std::string("\0", 1) + std::to_string(i) : "";
    ASSERT_TRUE(
        committed({Put{.key = {kQuiet, partition, sort}}, Put{.key = {kFed, "other", std::to_string(i)}}}));
    all.emplace(partition, sort);
  }
  std::set<std::pair<std::string, std::string>> seen;
  Scan scan{.table = kQuiet, .limit = 10};
  for (;;) {
    const auto page = run_until_done(store().scan(scan)).value();
    EXPECT_LE(page.items.size(), 10u);
    for (const auto& item : page.items) EXPECT_TRUE(seen.emplace(item.key.partition, item.key.sort).second);
    if (!page.next) break;
    scan.cursor = *page.next;
  }
  EXPECT_EQ(seen, all);
}

// --- Expiry ---

TEST_P(StoreConformance, an_expired_item_is_seen_by_nobody) {
  const Time at = clock().now() + Milliseconds{1000};
  ASSERT_TRUE(committed({Put{.key = key("a"), .counters = {{"n", 1}}, .expires_at = at}, put("b")}));
  clock().set(at);
  EXPECT_TRUE(get(key("a")));
  clock().advance(Milliseconds{1});
  EXPECT_FALSE(get(key("a")));
  EXPECT_THAT(sorts_of({.table = kQuiet, .partition = "p"}), ElementsAre("b"));
  EXPECT_EQ(run_until_done(store().scan({.table = kQuiet}))->items.size(), 1u);
  EXPECT_EQ(conflict_at({Add{.key = key("a"), .deltas = {{"n", 1}}}}), 0);
  EXPECT_EQ(conflict_at({Check{.key = key("a"), .condition = Exists{}}}), 0);
  EXPECT_EQ(conflict_at({put("a", "", VersionIs{1})}), 0);
  ASSERT_TRUE(committed({put("a", "new", Absent{})}));
  EXPECT_EQ(get(key("a"))->version, 1u);
  EXPECT_EQ(get(key("a"))->counter("n"), 0);
}

TEST_P(StoreConformance, an_add_keeps_the_time_of_expiry) {
  const Time at = clock().now() + Milliseconds{1000};
  ASSERT_TRUE(committed({Put{.key = key("a"), .counters = {{"n", 1}}, .expires_at = at}}));
  ASSERT_TRUE(committed({Add{.key = key("a"), .deltas = {{"n", 1}}}}));
  EXPECT_EQ(get(key("a"))->expires_at, at);
}

// --- Restart ---

TEST_P(StoreConformance, everything_is_there_after_opening_again) {
  ASSERT_TRUE(committed({Put{.key = key("a"), .body = "1", .counters = {{"n", 5}}}, put("b"), put("c")}));
  ASSERT_TRUE(committed({Add{.key = key("a"), .deltas = {{"n", -2, 0}}}, Delete{.key = key("b")}}));
  if (!reopen()) GTEST_SKIP() << "this adapter keeps nothing";
  EXPECT_EQ(get(key("a"))->counter("n"), 3);
  EXPECT_EQ(get(key("a"))->version, 2u);
  EXPECT_FALSE(get(key("b")));
  EXPECT_EQ(conflict_at({Add{.key = key("a"), .deltas = {{"n", -4, 0}}}}), 0);
  EXPECT_TRUE(committed({put("a", "2", VersionIs{2})}));
}

}  // namespace atelier::storage::conformance
