// Order numbers: never twice, and without gaps that would surprise somebody.
#include "order_management/orders/numbers.h"

#include <gtest/gtest.h>

#include "order_management/testing.h"

namespace atelier::order_management {
namespace {

using storage::Fault;
using testing::Shop;

class NumbersTest : public ::testing::Test {
 protected:
  Shop shop;
  void SetUp() override { shop.receive("SCARF", 50); }
  static int count_of(const std::string& number) { return std::stoi(number.substr(number.find_last_not_of("0123456789") + 1)); }
  int placed() { return count_of(shop.placed({{"SCARF", 1}}).number); }
};

TEST_F(NumbersTest, one_after_the_other_from_one) {
  EXPECT_EQ(shop.placed({{"SCARF", 1}}).number, "MV-26-E000001");
  EXPECT_EQ(placed(), 2);
  EXPECT_EQ(placed(), 3);
}

TEST_F(NumbersTest, an_attempt_that_is_refused_leaves_no_gap) {
  EXPECT_EQ(placed(), 1);
  auto cart = shop.ready_cart({{"SCARF", 1}});
  auto wanted = shop.order_of(cart);
  wanted.expected_total.amount_minor += 1;
  EXPECT_TRUE(std::holds_alternative<TotalChanged>(*shop.place(wanted)));
  EXPECT_TRUE(std::holds_alternative<NotReady>(*shop.place({.cart = shop.new_cart(), .idempotency_key = "k", .body_digest = "d"})));
  EXPECT_EQ(placed(), 2);
}

TEST_F(NumbersTest, who_loses_the_last_piece_while_he_buys_leaves_no_gap) {
  shop.receive("COAT-38", 1);
  auto late = shop.order_of(shop.ready_cart({{"COAT-38", 1}}), "late");
  auto early = shop.order_of(shop.ready_cart({{"COAT-38", 1}}), "early");
  bool between = false;
  shop.faults.on_commit = [&](const storage::Commit& commit) {
    // Between the decision and its commit, number in hand, another buys the last one.
    const bool places = commit.operations.size() > 5;
    if (places && !std::exchange(between, true)) EXPECT_TRUE(std::holds_alternative<OrderPlaced>(*shop.place(early)));
    return Fault::none;
  };
  EXPECT_TRUE(std::holds_alternative<OutOfStock>(*shop.place(late)));
  shop.faults.on_commit = {};
  std::set<int> counts{placed(), placed()};
  EXPECT_EQ(counts, (std::set<int>{1, 3})) << "the other has 2";
}

TEST_F(NumbersTest, a_lost_answer_uses_no_number_up) {
  auto wanted = shop.order_of(shop.ready_cart({{"SCARF", 1}}));
  bool lost = false;
  shop.faults.on_commit = [&](const storage::Commit& commit) {
    return commit.operations.size() > 5 && !std::exchange(lost, true) ? Fault::unknown_done : Fault::none;
  };
  const auto outcome = shop.place(wanted);
  shop.faults.on_commit = {};
  ASSERT_TRUE(outcome && std::holds_alternative<OrderPlaced>(*outcome));
  EXPECT_EQ(count_of(std::get<OrderPlaced>(*outcome).order.number), 1);
  EXPECT_EQ(placed(), 2);
}

TEST_F(NumbersTest, a_process_that_starts_goes_on_where_the_one_before_stopped) {
  EXPECT_EQ(placed(), 1);
  EXPECT_EQ(placed(), 2);
  Orders after_restart{shop.context, shop.carts, std::string(32, 'k')};
  const auto outcome = run_until_done(after_restart.place(shop.order_of(shop.ready_cart({{"SCARF", 1}}), "after")));
  EXPECT_EQ(count_of(std::get<OrderPlaced>(*outcome).order.number), 3);
}

TEST_F(NumbersTest, two_processes_on_one_block_never_use_a_number_twice) {
  EXPECT_EQ(placed(), 1);
  Orders other{shop.context, shop.carts, std::string(32, 'k')};
  std::set<int> counts{1};
  for (int i = 0; i < 8; ++i) {
    auto wanted = shop.order_of(shop.ready_cart({{"SCARF", 1}}), "k" + std::to_string(i));
    const auto outcome = i % 2 == 0 ? run_until_done(other.place(std::move(wanted))) : shop.place(std::move(wanted));
    ASSERT_TRUE(outcome && std::holds_alternative<OrderPlaced>(*outcome)) << i;
    EXPECT_TRUE(counts.insert(count_of(std::get<OrderPlaced>(*outcome).order.number)).second) << i;
  }
  EXPECT_EQ(counts.size(), 9u);
}

}  // namespace
}  // namespace atelier::order_management
