#include "api/checkout/order_view.h"

#include <gtest/gtest.h>

namespace atelier::api {
namespace {

using order_management::Order;
using order_management::OrderState;
using payment::PaymentState;
using enum OrderState;

const Time kNow = from_unix_ms(1'795'000'000'000);

Order order_that_went(std::vector<OrderState> way) {
  Order order{.state = way.back()};
  Time at = kNow;
  for (const auto state : way) order.history.push_back({state, at += Milliseconds{1000}});
  return order;
}

std::string timeline(const std::vector<OrderState>& way) {
  std::string text;
  for (const auto& entry : view_of(order_that_went(way), {}, {}, kNow).timeline) {
    text += (text.empty() ? "" : ", ") + entry.code + (entry.state == "done" ? "" : " (" + entry.state + ")");
    EXPECT_EQ(entry.at.has_value(), entry.state == "done");
  }
  return text;
}

TEST(OrderView, tells_the_way_that_was_gone_and_what_is_still_to_come) {
  EXPECT_EQ(timeline({placed}),
            "placed, paid (current), in_preparation (upcoming), collected (upcoming), delivered (upcoming)");
  EXPECT_EQ(timeline({placed, paid, delivery_requested, collected}),
            "placed, paid, in_preparation, collected, delivered (current)");
  EXPECT_EQ(timeline({placed, paid, delivery_requested, collected, delivered}),
            "placed, paid, in_preparation, collected, delivered");
  EXPECT_EQ(timeline({placed, paid, delivery_requested, collected, delivered, closed}),
            "placed, paid, in_preparation, collected, delivered");
}

TEST(OrderView, tells_what_led_aside_where_it_happened) {
  EXPECT_EQ(timeline({placed, payment_failed}),
            "placed, payment_declined, paid (current), in_preparation (upcoming), collected (upcoming), "
            "delivered (upcoming)");
  EXPECT_EQ(timeline({placed, payment_failed, placed, payment_failed, placed, paid}),
            "placed, payment_declined, payment_declined, paid, in_preparation (current), collected "
            "(upcoming), delivered (upcoming)");
  EXPECT_EQ(timeline({placed, cancelled}), "placed, cancelled") << "nothing more is to come";
}

TEST(OrderView, a_parcel_whose_collection_nobody_told_was_collected_all_the_same) {
  EXPECT_EQ(timeline({placed, paid, delivery_requested, delivered}),
            "placed, paid, in_preparation, collected, delivered");
}

TEST(OrderView, shows_the_page_to_pay_on_only_while_it_is_of_use) {
  payment::Payment payment{.redirect_url = "http://psp.test/1", .failure_code = "card_declined"};
  for (const auto state :
       {PaymentState::created, PaymentState::action_required, PaymentState::captured, PaymentState::refunded,
        PaymentState::failed, PaymentState::expired, PaymentState::unknown}) {
    payment.state = state;
    EXPECT_EQ(view_of(payment).redirect_url.has_value(), state == PaymentState::action_required);
    EXPECT_EQ(view_of(payment).decline_code.has_value(), state == PaymentState::failed);
  }
}

TEST(OrderView, a_delivery_is_told_of_once_the_courier_knows) {
  order_management::Delivery delivery{.courier = "sandbox_courier", .tracking_number = "SC1"};
  EXPECT_EQ(view_of(order_that_went({placed, paid}), {}, {delivery}, kNow).delivery.status, "not_requested");
  delivery.state = order_management::DeliveryState::requested;
  EXPECT_EQ(view_of(order_that_went({placed, paid}), {}, {delivery}, kNow).delivery.tracking_number.value_or(""),
            "SC1");
  delivery.state = order_management::DeliveryState::failed;
  EXPECT_EQ(view_of(order_that_went({placed, paid}), {}, {delivery}, kNow).delivery.status, "failed");
}

}  // namespace
}  // namespace atelier::api
