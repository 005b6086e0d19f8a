#include <gtest/gtest.h>

#include "order_management/testing.h"

namespace atelier::order_management {
namespace {

using integration::CourierStep;
using payment::PaymentState;
using storage::Fault;
using testing::Shop;
using namespace std::chrono_literals;

class FulfilmentTest : public ::testing::Test {
 protected:
  Shop shop;
  void SetUp() override { shop.receive("COAT-38", 5); }

  Order paid_order(int quantity = 2) {
    auto order = shop.placed({{"COAT-38", quantity}});
    shop.do_effects();
    shop.provider_says(order.payments[0], PaymentState::captured);
    shop.do_effects();
    return shop.order(order.id);
  }
  OrderState state(const OrderId& id) { return shop.order(id).state; }
  Result<PaymentId> retry(const OrderId& id, std::string key = "again-1", std::string body = "digest") {
    return run_until_done(shop.orders.retry_payment(
        id, {.idempotency_key = std::move(key), .body_digest = std::move(body), .return_url_base = "https://shop.test"}));
  }
};

TEST_F(FulfilmentTest, money_sends_the_parcel_and_the_parcel_closes_the_order) {
  const auto order = paid_order();
  EXPECT_EQ(order.state, OrderState::delivery_requested);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 3);
  EXPECT_EQ(shop.stock("COAT-38", "reserved"), 0);
  EXPECT_EQ(shop.stock("COAT-38", "on_hand"), 3);
  ASSERT_EQ(shop.courier.requests.size(), 1u);
  const auto& request = shop.courier.requests.begin()->second[0];
  EXPECT_EQ(request.to.name, "Claire Martin");
  EXPECT_EQ(request.weight_g, 1800);
  EXPECT_EQ(request.service, "express");
  EXPECT_EQ(shop.delivery(order.deliveries.back()).tracking_number, "TRACK-" + order.deliveries.back().text());

  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::collected));
  EXPECT_EQ(state(order.id), OrderState::collected);
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::in_transit));
  EXPECT_EQ(state(order.id), OrderState::collected);
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::delivered));
  EXPECT_EQ(state(order.id), OrderState::delivered);
  shop.clock.advance(kReturnWindow - 1h);
  shop.do_effects();
  EXPECT_EQ(state(order.id), OrderState::delivered);
  shop.clock.advance(1h);
  shop.do_effects();
  EXPECT_EQ(state(order.id), OrderState::closed);
  shop.expect_books_balance();
}

TEST_F(FulfilmentTest, an_effect_done_twice_is_done_once) {
  auto order = shop.placed({{"COAT-38", 2}});
  shop.do_effects(3);
  shop.provider_says(order.payments[0], PaymentState::captured);
  shop.provider_says(order.payments[0], PaymentState::captured);
  shop.do_effects(3);
  order = shop.order(order.id);
  EXPECT_EQ(order.state, OrderState::delivery_requested);
  EXPECT_EQ(shop.all(storage::kDeliveries).size(), 1u);
  EXPECT_EQ(shop.delivery(order.deliveries.back()).history.size(), 1u);
  EXPECT_EQ(shop.stock("COAT-38", "on_hand"), 3);
  EXPECT_TRUE(shop.gateway->refunds.empty());
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::delivered));
  shop.clock.advance(kReturnWindow);
  shop.do_effects(3);
  EXPECT_EQ(state(order.id), OrderState::closed);
  shop.expect_books_balance();
}

TEST_F(FulfilmentTest, nobody_pays_and_the_pieces_are_for_sale_again) {
  const auto order = shop.placed({{"COAT-38", 2}});
  shop.clock.advance(kPaymentWindow - 1min);
  shop.do_effects();
  EXPECT_EQ(state(order.id), OrderState::placed);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 3);
  shop.clock.advance(1min);
  shop.do_effects(2);
  EXPECT_EQ(state(order.id), OrderState::cancelled);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 5);
  EXPECT_EQ(shop.stock("COAT-38", "reserved"), 0);
  shop.expect_books_balance();
}

// The reservation's end and the order's are two effects: either may come first.
TEST_F(FulfilmentTest, money_between_the_reservations_end_and_the_orders_takes_the_pieces_anew) {
  const auto order = shop.placed({{"COAT-38", 2}});
  shop.do_effects();
  shop.clock.advance(kPaymentWindow);
  auto expiry = shop.outbox("stock.expire_reservation");
  ASSERT_EQ(expiry.size(), 1u);
  ASSERT_TRUE(
      run_until_done(item_management::inventory::expire_reservation(shop.context, expiry[0].data.text)));
  ASSERT_EQ(shop.stock("COAT-38", "available"), 5);
  shop.provider_says(order.payments[0], PaymentState::captured);
  auto settled = shop.outbox(payment::kSettledEffect);
  ASSERT_EQ(settled.size(), 1u);
  ASSERT_TRUE(run_until_done(shop.orders.payment_settled(settled[0])));
  EXPECT_EQ(state(order.id), OrderState::paid);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 3);
  shop.do_effects();
  EXPECT_EQ(state(order.id), OrderState::delivery_requested) << "the order's own end comes too late";
  EXPECT_TRUE(shop.gateway->refunds.empty());
  shop.expect_books_balance();
}

TEST_F(FulfilmentTest, money_that_finds_the_pieces_gone_goes_back) {
  const auto late = shop.placed({{"COAT-38", 4}});
  shop.do_effects();
  shop.clock.advance(kPaymentWindow);
  ASSERT_TRUE(run_until_done(item_management::inventory::expire_reservation(
      shop.context, shop.outbox("stock.expire_reservation")[0].data.text)));
  shop.placed({{"COAT-38", 3}});
  shop.provider_says(late.payments[0], PaymentState::captured);
  ASSERT_TRUE(run_until_done(shop.orders.payment_settled(shop.outbox(payment::kSettledEffect)[0])));
  EXPECT_EQ(state(late.id), OrderState::cancelled);
  shop.do_effects(2);
  EXPECT_EQ(shop.gateway->refunds.size(), 1u);
  EXPECT_EQ(shop.payment_of(late.payments[0]).state, PaymentState::refunded);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 2);
  shop.expect_books_balance();
}

TEST_F(FulfilmentTest, money_for_a_cancelled_order_goes_back_once) {
  const auto order = shop.placed({{"COAT-38", 2}});
  shop.do_effects();
  shop.clock.advance(kPaymentWindow);
  shop.do_effects();
  shop.provider_says(order.payments[0], PaymentState::captured);
  shop.do_effects(3);
  EXPECT_EQ(state(order.id), OrderState::cancelled);
  EXPECT_EQ(shop.gateway->refunds.size(), 1u);
  EXPECT_EQ(shop.payment_of(order.payments[0]).refunded_minor, order.totals.total.amount_minor);
  shop.expect_books_balance();
}

TEST_F(FulfilmentTest, a_declined_card_then_another_pays) {
  const auto order = shop.placed({{"COAT-38", 2}});
  shop.do_effects();
  shop.provider_says(order.payments[0], PaymentState::failed, "card_declined");
  shop.do_effects(2);
  EXPECT_EQ(state(order.id), OrderState::payment_failed);
  EXPECT_EQ(shop.stock("COAT-38", "reserved"), 2) << "the pieces wait for another card";

  const auto second = retry(order.id);
  ASSERT_TRUE(second);
  EXPECT_EQ(*retry(order.id), *second) << "the same key is the same payment";
  EXPECT_EQ(retry(order.id, "again-1", "another").error().code, "idempotency_key_reused");
  EXPECT_EQ(shop.outbox(payment::kVoidEffect).size(), 1u) << "nobody pays on the old page any more";
  EXPECT_EQ(retry(order.id, "again-2").error().code, "order_not_payable") << "one payment at a time";
  shop.do_effects();
  shop.provider_says(*second, PaymentState::captured);
  shop.do_effects(2);
  EXPECT_EQ(state(order.id), OrderState::delivery_requested);
  EXPECT_EQ(shop.order(order.id).payments.back(), *second);
  EXPECT_TRUE(shop.gateway->refunds.empty());
  shop.expect_books_balance();
}

TEST_F(FulfilmentTest, two_payments_that_both_succeed_charge_once) {
  const auto order = shop.placed({{"COAT-38", 2}});
  shop.do_effects();
  shop.provider_says(order.payments[0], PaymentState::failed, "card_declined");
  shop.do_effects();
  const auto second = *retry(order.id);
  shop.do_effects();
  shop.provider_says(order.payments[0],
                     PaymentState::captured);  // the first page was still open in another tab
  shop.provider_says(second, PaymentState::captured);
  shop.do_effects(2);
  const auto after = shop.order(order.id);
  EXPECT_EQ(after.state, OrderState::delivery_requested);
  EXPECT_EQ(shop.gateway->refunds.size(), 1u);
  const auto kept = shop.payment_of(after.payments.back());
  EXPECT_EQ(kept.state, PaymentState::captured);
  const auto given_back = shop.payment_of(after.payments.front());
  EXPECT_EQ(given_back.state, PaymentState::refunded);
  EXPECT_EQ(shop.stock("COAT-38", "on_hand"), 3);
  shop.expect_books_balance();
}

TEST_F(FulfilmentTest, no_other_payment_once_the_window_is_over) {
  const auto order = shop.placed({{"COAT-38", 2}});
  shop.do_effects();
  shop.provider_says(order.payments[0], PaymentState::failed, "card_declined");
  shop.do_effects();
  shop.clock.advance(kPaymentWindow);
  shop.do_effects();
  EXPECT_EQ(retry(order.id).error().code, "order_not_payable");
}

TEST_F(FulfilmentTest, a_lost_answer_anywhere_sends_one_parcel) {
  for (const Fault fault : {Fault::unknown_done, Fault::unknown_not_done, Fault::conflict}) {
    for (int at = 0; at < 14; ++at) {
      Shop one;
      one.receive("COAT-38", 5);
      const auto order = one.placed({{"COAT-38", 2}});
      int commits = 0;
      // The relay deletes what was done; the hand that stands for it here does not retry.
      one.faults.on_commit = [&](const storage::Commit& commit) {
        if (std::holds_alternative<storage::Delete>(commit.operations.front())) return Fault::none;
        return commits++ == at ? fault : Fault::none;
      };
      one.do_effects();
      one.provider_says(order.payments[0], PaymentState::captured);
      one.do_effects();
      const auto after = one.order(order.id);
      EXPECT_EQ(after.state, OrderState::delivery_requested);
      ASSERT_TRUE(one.courier_says(after.deliveries.back(), CourierStep::collected));
      ASSERT_TRUE(one.courier_says(after.deliveries.back(), CourierStep::delivered));
      one.faults.on_commit = {};
      EXPECT_EQ(one.order(order.id).state, OrderState::delivered);
      EXPECT_EQ(one.order(order.id).history.size(), 5u);
      EXPECT_EQ(one.all(storage::kDeliveries).size(), 1u);
      EXPECT_EQ(one.courier.requests.size(), 1u);
      EXPECT_TRUE(one.gateway->refunds.empty());
      EXPECT_EQ(one.stock("COAT-38", "on_hand"), 3);
      one.expect_books_balance();
    }
  }
}

// --- the courier's messages ---

TEST_F(FulfilmentTest, a_courier_quicker_than_our_note_comes_again) {
  auto order = shop.placed({{"COAT-38", 1}});
  shop.do_effects();
  shop.provider_says(order.payments[0], PaymentState::captured);
  ASSERT_TRUE(run_until_done(shop.orders.payment_settled(shop.outbox(payment::kSettledEffect)[0])));
  order = shop.order(order.id);
  EXPECT_EQ(shop.courier_says(order.deliveries.back(), CourierStep::collected).error().kind, ErrorKind::unavailable);
  shop.do_effects();
  EXPECT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::collected));
  EXPECT_EQ(state(order.id), OrderState::collected);
}

TEST_F(FulfilmentTest, repeated_and_late_messages_change_nothing) {
  const auto order = paid_order();
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::collected, 10min));
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::collected, 10min));
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::delivered));
  const auto steps = shop.delivery(order.deliveries.back()).history.size();
  for (const auto late : {CourierStep::requested, CourierStep::collected, CourierStep::in_transit,
                          CourierStep::delivered, CourierStep::failed}) {
    ASSERT_TRUE(shop.courier_says(order.deliveries.back(), late, 5min));
  }
  EXPECT_EQ(state(order.id), OrderState::delivered);
  EXPECT_EQ(shop.delivery(order.deliveries.back()).state, DeliveryState::delivered);
  EXPECT_EQ(shop.delivery(order.deliveries.back()).history.size(), steps);
  EXPECT_EQ(shop.outbox(kCloseEffect).size(), 1u);
}

TEST_F(FulfilmentTest, delivered_may_be_the_first_thing_that_is_heard) {
  const auto order = paid_order();
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::delivered));
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::collected, 1h));
  EXPECT_EQ(state(order.id), OrderState::delivered);
}

TEST_F(FulfilmentTest, a_delivery_that_failed_may_be_tried_again) {
  const auto order = paid_order();
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::collected, 3h));
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::failed, 2h, "nobody_home"));
  EXPECT_EQ(state(order.id), OrderState::delivery_failed);
  EXPECT_EQ(shop.delivery(order.deliveries.back()).history.back().reason, "nobody_home");
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::collected, 3h));
  EXPECT_EQ(state(order.id), OrderState::delivery_failed) << "that was before it failed";
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::collected, 1h));
  EXPECT_EQ(state(order.id), OrderState::collected);
  ASSERT_TRUE(shop.courier_says(order.deliveries.back(), CourierStep::delivered));
  EXPECT_EQ(state(order.id), OrderState::delivered);
}

TEST_F(FulfilmentTest, a_message_about_somebody_elses_parcel_is_passed_over) {
  EXPECT_TRUE(run_until_done(shop.orders.courier_notice({.event = "evt"})));
}

TEST_F(FulfilmentTest, the_courier_gets_every_line_of_the_address) {
  const auto cart = [&] {
    const auto id = shop.new_cart();
    EXPECT_TRUE(run_until_done(shop.carts.add(id, {"COAT-38", 1})));
    auto details = shop.details();
    details.shipping_address->line2 = "3e étage";
    return *run_until_done(shop.carts.put_details(id, details))->cart;
  }();
  const auto order = std::get<OrderPlaced>(*shop.place(shop.order_of(cart))).order;
  shop.do_effects();
  shop.provider_says(order.payments[0], PaymentState::captured);
  shop.do_effects();
  EXPECT_EQ(shop.courier.requests.begin()->second[0].to.lines,
            (std::vector<std::string>{"12 rue des Tilleuls", "3e étage"}));
}

}  // namespace
}  // namespace atelier::order_management
