#include "payment/payment_states.h"

#include <gtest/gtest.h>

#include <set>

#include "base/testing.h"

namespace atelier::payment {
namespace {

using enum PaymentState;

TEST(PaymentStates, stand_in_the_readme_as_they_are) {
  base::testing::expect_in_readme("src/payment/README.md", "payment states",
                                  base::testing::to_mermaid(transitions(), created));
}

TEST(PaymentStates, each_transition_stands_once_and_leads_somewhere_else) {
  std::set<std::pair<PaymentState, PaymentState>> seen;
  for (const auto& t : transitions()) {
    EXPECT_NE(t.from, t.to);
    EXPECT_TRUE(seen.insert({t.from, t.to}).second);
    EXPECT_NE(t.to, created);
  }
}

TEST(PaymentStates, what_is_unknown_can_become_whatever_it_is) {
  for (const auto to : {action_required, authorised, captured, refunded, voided, failed, expired})
    EXPECT_TRUE(may_become(unknown, to));
}

TEST(PaymentStates, money_that_came_goes_only_back) {
  for (const auto& t : transitions()) {
    EXPECT_NE(t.from, refunded);
    if (t.from == captured) EXPECT_EQ(t.to, refunded);
  }
}

// However late it is heard: what the provider holds of ours is believed.
TEST(PaymentStates, captured_is_believed_wherever_the_money_did_not_go_back) {
  for (const auto from : {created, action_required, authorised, voided, failed, expired, unknown})
    EXPECT_TRUE(may_become(from, captured));
  EXPECT_FALSE(may_become(refunded, captured));
}

}  // namespace
}  // namespace atelier::payment
