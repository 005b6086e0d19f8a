#include "storage/memory/memory_store.h"

#include <gtest/gtest.h>

#include "base/thread_executor.h"

namespace atelier::storage {
namespace {

constexpr Table kTable{.id = 250, .name = "test", .in_feed = true};

TEST(MemoryStore, plays_the_faults_that_a_simulation_plans) {
  const ManualClock clock(from_unix_ms(1'000'000));
  Fault next = Fault::none;
  auto store = make_memory_store(clock, {.faults = {.on_commit = [&](const Commit&) { return next; }}});
  const auto put = [&](std::string sort) {
    return run_until_done(
        store->commit(Commit{}.add(Put{.key = {kTable, "p", std::move(sort)}, .body = "x"})));
  };
  const auto exists = [&](std::string sort) {
    return run_until_done(store->get({kTable, "p", std::move(sort)})).value().has_value();
  };
  EXPECT_TRUE(is_committed(put("a")));
  next = Fault::unknown_done;
  EXPECT_TRUE(std::holds_alternative<Unknown>(put("b")));
  EXPECT_TRUE(exists("b"));
  next = Fault::unknown_not_done;
  EXPECT_TRUE(std::holds_alternative<Unknown>(put("c")));
  EXPECT_FALSE(exists("c"));
  next = Fault::unavailable;
  EXPECT_TRUE(std::holds_alternative<Unavailable>(put("d")));
  EXPECT_FALSE(exists("d"));
}

}  // namespace
}  // namespace atelier::storage
