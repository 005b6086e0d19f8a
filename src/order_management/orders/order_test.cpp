#include "order_management/orders/order.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "order_management/tasks/task.h"
#include "payment/processing.h"

namespace atelier::order_management {
namespace {

using item_management::inventory::Reservation;
using item_management::inventory::ReservationState;
using payment::PaymentSettled;
using payment::PaymentState;
using enum OrderState;

const Currency kEur = *Currency::parse("EUR");
const Time kNow = from_unix_ms(1'795'000'000'000);

TEST(OrderStates, stand_in_the_readme_as_they_are) {
  base::testing::expect_in_readme("src/order_management/README.md", "order states",
                                  base::testing::to_mermaid(order_transitions(), placed));
  base::testing::expect_in_readme("src/order_management/README.md", "delivery states",
                                  base::testing::to_mermaid(delivery_transitions(), DeliveryState::planned));
  base::testing::expect_in_readme("src/order_management/README.md", "return states",
                                  base::testing::to_mermaid(return_transitions(), ReturnState::requested));
  base::testing::expect_in_readme("src/order_management/README.md", "task states",
                                  base::testing::to_mermaid(task_transitions(), TaskState::open));
}

TEST(OrderStates, what_is_over_stays_over) {
  for (const auto& t : order_transitions()) {
    EXPECT_NE(t.from, closed);
    EXPECT_NE(t.from, cancelled);
    EXPECT_NE(t.from, t.to);
  }
  for (const auto& t : delivery_transitions()) {
    for (const auto end : {DeliveryState::delivered, DeliveryState::cancelled, DeliveryState::returned}) EXPECT_NE(t.from, end);
  }
  for (const auto& t : return_transitions()) {
    for (const auto end : {ReturnState::refused, ReturnState::exchanged, ReturnState::refunded}) EXPECT_NE(t.from, end);
  }
  for (const auto& t : task_transitions()) EXPECT_NE(t.from, TaskState::done);
}

TEST(OrderStates, nothing_is_sent_before_it_is_paid) {
  for (const auto& t : order_transitions()) {
    if (t.to == delivery_requested) EXPECT_TRUE(t.from == paid || t.from == delivery_failed);
    if (t.to == cancelled)
      EXPECT_TRUE(t.from == placed || t.from == payment_failed || t.from == paid || t.from == cancelling)
          << "what is with the courier is called back first";
  }
}

class OrderDecisions : public testing::Test {
 protected:
  SeededRandom random{5};
  const PaymentId first = PaymentId::make(Region::europe, kNow, random);
  const PaymentId second = PaymentId::make(Region::europe, kNow, random);

  OrderFacts facts(OrderState state, std::optional<ReservationState> held = ReservationState::held) {
    Order order{.id = OrderId::make(Region::europe, kNow, random), .number = "MV-26-E000001", .state = state};
    order.lines.push_back({.sku = "COAT", .quantity = 2, .unit_price = {1000, kEur}, .total = {2000, kEur}});
    order.totals.total = {2000, kEur};
    order.payments = {first};
    OrderFacts made{.order = {order, 4}};
    if (held) {
      made.reservation = {{.id = ReservationId::make(Region::europe, kNow, random),
                           .order = order.id.text(),
                           .lines = {{"COAT", 2}},
                           .state = *held},
                          1};
    }
    return made;
  }
  PaymentSettled settled(const PaymentId& payment, PaymentState state = PaymentState::captured) {
    return {.payment = payment, .state = state, .amount = {2000, kEur}};
  }
  static std::vector<std::string> effects(const events::Decision& decision) {
    std::vector<std::string> kinds;
    for (const auto& effect : decision.effects) kinds.push_back(effect.kind);
    return kinds;
  }
  static std::string event(const events::Decision& decision) {
    return decision.events.empty() ? "" : decision.events[0].type;
  }
  static bool nothing(const events::Decision& d) {
    return d.writes.empty() && d.events.empty() && d.effects.empty();
  }
  using Kinds = std::vector<std::string>;
};

TEST_F(OrderDecisions, money_for_a_held_basket_pays_the_order_and_asks_for_a_delivery) {
  const auto decision = decide_captured(facts(placed), settled(first), true, kNow, random);
  EXPECT_EQ(event(decision), "order.paid");
  EXPECT_EQ(effects(decision), Kinds{kDeliveryEffect});
}

TEST_F(OrderDecisions, what_money_does_in_every_state) {
  const auto in = [&](OrderState state, std::optional<ReservationState> held, bool available) {
    auto known = facts(state, held);
    known.order.order.payments = {second, first};  // the second was tried before the one that stands last
    return decide_captured(known, settled(second), available, kNow, random);
  };
  // Whatever the state: the order becomes paid, or the money goes back, once.
  for (const auto state : {placed, payment_failed, paid, delivery_requested, collected, delivered,
                           delivery_failed, closed, cancelled}) {
    for (const auto held : {std::optional(ReservationState::held), std::optional(ReservationState::released),
                            std::optional<ReservationState>()}) {
      for (const bool available : {true, false}) {
        const auto decision = in(state, held, available);
        const bool waits = state == placed || state == payment_failed;
        const bool to_be_had = available || held == ReservationState::held;
        if (waits && to_be_had) {
          EXPECT_EQ(event(decision), "order.paid");
          EXPECT_EQ(effects(decision), Kinds{kDeliveryEffect});
        } else {
          EXPECT_EQ(effects(decision), Kinds{payment::kRefundEffect});
          EXPECT_EQ(event(decision), waits ? "order.cancelled" : "");
        }
      }
    }
  }
}

TEST_F(OrderDecisions, the_message_that_paid_an_order_may_come_again) {
  for (const auto state : {paid, delivery_requested, collected, delivered, closed}) {
    EXPECT_TRUE(nothing(
        decide_captured(facts(state, ReservationState::consumed), settled(first), true, kNow, random)));
  }
}

TEST_F(OrderDecisions, a_payment_of_another_order_changes_nothing) {
  EXPECT_TRUE(nothing(decide_captured(facts(placed), settled(second), true, kNow, random)));
  EXPECT_TRUE(nothing(decide_not_paid(facts(placed), settled(second, PaymentState::failed), kNow)));
}

TEST_F(OrderDecisions, a_failed_payment_is_told_only_while_the_order_waits_for_it) {
  EXPECT_EQ(event(decide_not_paid(facts(placed), settled(first, PaymentState::failed), kNow)),
            "order.payment_failed");
  for (const auto state :
       {payment_failed, paid, delivery_requested, collected, delivered, delivery_failed, closed, cancelled}) {
    EXPECT_TRUE(nothing(decide_not_paid(facts(state), settled(first, PaymentState::failed), kNow)));
  }
  auto retried = facts(placed);
  retried.order.order.payments = {first, second};
  EXPECT_TRUE(nothing(decide_not_paid(retried, settled(first, PaymentState::failed), kNow)))
      << "a newer payment is under way";
}

TEST_F(OrderDecisions, the_windows_end_cancels_what_nobody_paid_and_gives_back_once) {
  for (const auto state : {placed, payment_failed}) {
    const auto with_pieces = decide_expired(facts(state), kNow);
    EXPECT_EQ(event(with_pieces), "order.cancelled");
    EXPECT_EQ(with_pieces.writes.size(), 3u) << "the order, the reservation and the counter";
    EXPECT_EQ(decide_expired(facts(state, ReservationState::released), kNow).writes.size(), 1u)
        << "the order alone";
  }
  for (const auto state : {paid, delivery_requested, collected, delivered, closed, cancelled})
    EXPECT_TRUE(nothing(decide_expired(facts(state), kNow)));
}

TEST_F(OrderDecisions, only_what_was_delivered_is_closed) {
  EXPECT_EQ(event(decide_closed(facts(delivered).order, kNow)), "order.closed");
  EXPECT_EQ(event(decide_closed(facts(returned).order, kNow)), "order.closed");
  for (const auto state : {placed, paid, collected, delivery_failed, closed, cancelled})
    EXPECT_TRUE(nothing(decide_closed(facts(state).order, kNow)));
  auto coming_back = facts(delivered).order;
  coming_back.order.returns.push_back({.state = ReturnState::label_sent});
  const auto later = decide_closed(coming_back, kNow);
  EXPECT_TRUE(later.events.empty());
  EXPECT_EQ(effects(later), Kinds{kCloseEffect}) << "asked again when the return may be here";
}

}  // namespace
}  // namespace atelier::order_management
