#include "order_management/orders/refund.h"

#include <gtest/gtest.h>

#include "order_management/orders/order.h"

namespace atelier::order_management {
namespace {

const Currency kEur = *Currency::parse("EUR");
const Time kNow = from_unix_ms(1'795'000'000'000);
using Pieces = std::vector<item_management::inventory::SkuQuantity>;

Money eur(std::int64_t minor) { return {minor, kEur}; }

// Three scarves of 33.33, tax 16.67 inside; a coat of 3,290.00; 15.00 shipping with 2.50 of tax.
Order order() {
  Order made{.state = OrderState::delivered};
  made.lines.push_back({.sku = "SCARF", .quantity = 3, .unit_price = eur(3333), .total = eur(9999), .tax = eur(1667)});
  made.lines.push_back({.sku = "COAT", .quantity = 1, .unit_price = eur(329'000), .total = eur(329'000), .tax = eur(54'833)});
  made.totals = {.subtotal = eur(338'999), .tax_included = eur(56'750), .total = eur(340'499)};
  made.totals.shipping = eur(1500);
  made.history = {{OrderState::placed, kNow}, {OrderState::paid, kNow}};
  return made;
}
const Money kCaptured = eur(340'499);

RefundWanted wanted(Pieces lines, std::int64_t shipping = 0) { return {.lines = std::move(lines), .shipping = eur(shipping), .reason = "test"}; }

// Stands in the order, as if the desk had committed it.
void take(Order& into, OrderRefund refund, RefundState state = RefundState::refunded) {
  refund.state = state;
  into.refunds.push_back(std::move(refund));
}

TEST(Refund, a_lines_pieces_one_by_one_add_up_to_the_line) {
  Order made = order();
  Money amount = eur(0);
  Money tax = eur(0);
  for (int i = 0; i < 3; ++i) {
    auto refund = decide_refund(made, wanted({{"SCARF", 1}}), kCaptured);
    ASSERT_TRUE(refund);
    EXPECT_EQ(refund->total, refund->lines[0].amount);
    EXPECT_EQ(refund->tax, refund->lines[0].tax);
    EXPECT_LT(refund->tax.amount_minor, refund->total.amount_minor);
    amount += refund->total;
    tax += refund->tax;
    take(made, std::move(*refund));
  }
  EXPECT_EQ(amount, eur(9999));
  EXPECT_EQ(tax, eur(1667));
  EXPECT_EQ(decide_refund(made, wanted({{"SCARF", 1}}), kCaptured).error(), RefundRefusal::too_many_pieces);
}

TEST(Refund, everything_in_any_order_comes_to_what_was_paid) {
  SeededRandom random{3};
  for (int round = 0; round < 500; ++round) {
    Order made = order();
    made.lines[0].quantity = 1 + static_cast<int>(random.below(7));
    made.lines[0].total = eur(made.lines[0].quantity * 3333);
    made.lines[0].tax = eur(static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(made.lines[0].total.amount_minor))));
    const Money shipping = eur(static_cast<std::int64_t>(random.below(2'000)));
    made.totals.shipping = shipping;
    made.totals.total = made.lines[0].total + made.lines[1].total + shipping;
    made.totals.tax_included = made.lines[0].tax + made.lines[1].tax + eur(shipping.amount_minor / 6);
    Money total = eur(0);
    Money tax = eur(0);
    for (int guard = 0; guard < 100; ++guard) {
      const int left = refundable(made, "SCARF");
      const auto ship = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(refundable_shipping(made).amount_minor) + 1));
      Pieces pieces;
      if (left > 0) pieces.push_back({"SCARF", 1 + static_cast<int>(random.below(static_cast<std::uint64_t>(left)))});
      if (refundable(made, "COAT") > 0 && random.below(2) == 0) pieces.push_back({"COAT", 1});
      const bool last = left == 0 && refundable(made, "COAT") == 0;
      auto refund = decide_refund(made, wanted(pieces, last ? refundable_shipping(made).amount_minor : ship), made.totals.total);
      if (!refund) {
        EXPECT_EQ(refund.error(), RefundRefusal::nothing_to_refund);
        if (last) break;
        continue;
      }
      EXPECT_GE(refund->tax.amount_minor, 0);
      EXPECT_LE(refund->tax.amount_minor, refund->total.amount_minor);
      total += refund->total;
      tax += refund->tax;
      take(made, std::move(*refund));
    }
    EXPECT_EQ(total, made.totals.total);
    EXPECT_EQ(tax, made.totals.tax_included);
  }
}

TEST(Refund, what_is_refused) {
  const auto why = [](RefundWanted asked, Order made = order(), Money captured = kCaptured) {
    const auto refund = decide_refund(made, asked, captured);
    return refund ? std::string("paid back") : std::string(boost::describe::enum_to_string(refund.error(), ""));
  };
  EXPECT_EQ(why(wanted({{"COAT", 1}}, 1500)), "paid back");
  EXPECT_EQ(why(wanted({{"HAT", 1}})), "unknown_line");
  EXPECT_EQ(why(wanted({{"COAT", 1}, {"COAT", 1}})), "unknown_line");
  EXPECT_EQ(why(wanted({{"COAT", 2}})), "too_many_pieces");
  EXPECT_EQ(why(wanted({{"COAT", 0}})), "too_many_pieces");
  EXPECT_EQ(why(wanted({{"COAT", -1}})), "too_many_pieces");
  EXPECT_EQ(why(wanted({}, 1501)), "too_much_shipping");
  EXPECT_EQ(why(wanted({}, -1)), "too_much_shipping");
  EXPECT_EQ(why(wanted({})), "nothing_to_refund");
  EXPECT_EQ(why(wanted({{"COAT", 1}}), order(), eur(328'999)), "more_than_captured");
  Order unpaid = order();
  unpaid.history.pop_back();
  EXPECT_EQ(why(wanted({{"COAT", 1}}), unpaid), "order_not_paid");
}

TEST(Refund, one_that_the_provider_refused_may_be_tried_again) {
  Order made = order();
  take(made, *decide_refund(made, wanted({{"COAT", 1}}, 1500), kCaptured), RefundState::failed);
  EXPECT_TRUE(decide_refund(made, wanted({{"COAT", 1}}, 1500), kCaptured));
}

TEST(Refund, what_is_left_is_never_more_than_what_is_left) {
  Order made = order();
  take(made, *decide_refund(made, wanted({{"SCARF", 2}}, 500), kCaptured));
  const auto rest = refund_what_is_left(made, {{"SCARF", 3}, {"COAT", 1}, {"HAT", 9}}, true, "returned");
  ASSERT_EQ(rest.lines.size(), 2u);
  EXPECT_EQ(rest.lines[0].quantity, 1);
  EXPECT_EQ(rest.shipping, eur(1000));
  take(made, rest);
  EXPECT_EQ(refund_what_is_left(made, {{"SCARF", 3}, {"COAT", 1}}, true, "returned").total, eur(0));
}

}  // namespace
}  // namespace atelier::order_management
