#include "storage/fence.h"

#include <gtest/gtest.h>

#include "base/thread_executor.h"
#include "storage/memory/memory_store.h"

namespace atelier::storage {
namespace {

constexpr Table kTable{.id = 250, .name = "test", .in_feed = true};

class FenceTest : public testing::Test {
 protected:
  CommitOutcome put(Store& store, std::string sort, Condition condition = {}) {
    return run_until_done(store.commit(Commit{}.add(Put{.key = {kTable, "p", std::move(sort)}, .body = "x", .condition = condition})));
  }
  static std::string error_of(const CommitOutcome& outcome) {
    const auto* unavailable = std::get_if<Unavailable>(&outcome);
    return unavailable ? unavailable->error.code : "";
  }
  Result<void> raise(std::uint64_t epoch) { return run_until_done(raise_fence(*store_, Region::europe, epoch)); }

  const ManualClock clock_{from_unix_ms(1'000'000)};
  Fault next_ = Fault::none;
  std::unique_ptr<Store> store_ = make_memory_store(clock_, {.faults = {.on_commit = [this](const Commit&) { return next_; }}});
};

TEST_F(FenceTest, a_process_of_an_older_epoch_writes_nothing_any_more) {
  ASSERT_TRUE(raise(1));
  const auto old = make_fenced_store(*store_, Region::europe, 1);
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(is_committed(put(*old, std::to_string(i))));  // over all shards
  ASSERT_TRUE(raise(2));
  const auto young = make_fenced_store(*store_, Region::europe, 2);
  for (int i = 0; i < 40; ++i) {
    EXPECT_EQ(error_of(put(*old, "late" + std::to_string(i))), "store_fenced");
    EXPECT_TRUE(is_committed(put(*young, "late" + std::to_string(i), Absent{})));
  }
}

TEST_F(FenceTest, the_other_region_goes_on) {
  ASSERT_TRUE(raise(1));
  ASSERT_TRUE(run_until_done(raise_fence(*store_, Region::asia, 1)));
  const auto asia = make_fenced_store(*store_, Region::asia, 1);
  ASSERT_TRUE(raise(2));
  EXPECT_TRUE(is_committed(put(*asia, "a")));
}

TEST_F(FenceTest, without_a_fence_nothing_is_written) {
  const auto store = make_fenced_store(*store_, Region::europe, 1);
  EXPECT_EQ(error_of(put(*store, "a")), "store_fenced");
}

TEST_F(FenceTest, a_refusal_names_the_callers_own_operation) {
  ASSERT_TRUE(raise(1));
  const auto store = make_fenced_store(*store_, Region::europe, 1);
  ASSERT_TRUE(is_committed(put(*store, "a")));
  const auto refused = put(*store, "a", Absent{});
  ASSERT_TRUE(std::holds_alternative<Conflict>(refused));
  EXPECT_EQ(std::get<Conflict>(refused).operation, 0u);
  next_ = Fault::conflict;  // without a reason, as DynamoDB does: the fence stands, so it is a conflict like others
  EXPECT_TRUE(std::holds_alternative<Conflict>(put(*store, "b")));
}

TEST_F(FenceTest, is_raised_one_by_one_and_again_without_harm) {
  ASSERT_TRUE(raise(1));
  EXPECT_TRUE(raise(1));
  next_ = Fault::unknown_done;
  EXPECT_EQ(raise(2).error().kind, ErrorKind::unknown);
  next_ = Fault::none;
  EXPECT_TRUE(raise(2));
  EXPECT_EQ(raise(4).error().code, "fence_epoch_taken");
  EXPECT_EQ(raise(1).error().code, "fence_epoch_taken");
  EXPECT_EQ(run_until_done(read_epoch(*store_, Region::europe)), 2u);
}

}  // namespace
}  // namespace atelier::storage
