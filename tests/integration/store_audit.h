// Checks that a store that store_writer wrote is whole, and that everything it answered is there.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "base/thread_executor.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "store_writer.h"

namespace atelier::storage::writer {

class Audit {
 public:
  // What one life of the writer printed, against the store as it was found after.
  void check_answers(Store& store, const std::vector<std::string>& lines) {
    for (const auto& line : lines) {
      if (line.size() < 3 || line[1] != ' ') continue;
      const auto id = line.substr(2, line.find(' ', 2) - 2);
      if (line[0] == 'A') {
        ++answered;
        const auto item = run_until_done(store.get(order(id))).value();
        ASSERT_TRUE(item) << "answered, and not there: " << id;
        ASSERT_EQ(item->body, order_body(id));
        ASSERT_TRUE(run_until_done(store.get(outbox(id))).value()) << "half done: " << id;
      }
      if (line[0] == 'U') ++unknown;
      if (line[0] == 'N') {
        ++refused;
        ASSERT_FALSE(run_until_done(store.get(order(id))).value()) << "refused, and yet there: " << id;
      }
    }
  }

  // Money, and the feed since the last time.
  void check_whole(Store& store) {
    std::int64_t money = 0;
    for (int n = 0; n < kAccounts; ++n)
      money += run_until_done(store.get(account(n))).value().value().counter("balance");
    ASSERT_EQ(money, kAccounts * kOpening);
    for (;;) {
      const auto page = run_until_done(store.read_feed(feed_at_, 1000));
      ASSERT_TRUE(page) << page.error().detail;
      if (page->changes.empty()) break;
      feed_changes_ += page->changes.size();
      feed_at_ = page->next;
    }
    const auto hot = run_until_done(store.get(ledger())).value();
    ASSERT_EQ(hot ? hot->counter("orders") : 0, static_cast<std::int64_t>(feed_changes_));
  }

  // Every row of both tables.
  void check_rows(Store& store) {
    const auto count = [&](const Table& table) {
      std::size_t rows = 0;
      Scan scan{.table = table, .limit = 1000};
      for (;;) {
        const auto page = run_until_done(store.scan(scan)).value();
        rows += page.items.size();
        if (!page.next) return rows;
        scan.cursor = *page.next;
      }
    };
    EXPECT_EQ(count(kOrderTable), feed_changes_);
    EXPECT_EQ(count(kOutboxTable), feed_changes_);
  }

  std::size_t answered = 0;
  std::size_t unknown = 0;
  std::size_t refused = 0;

 private:
  FeedPosition feed_at_;
  std::size_t feed_changes_ = 0;
};

}  // namespace atelier::storage::writer
