#include "order_management/returns/returning.h"

#include <gtest/gtest.h>

#include "order_management/testing.h"

namespace atelier::order_management {
namespace {

using integration::CourierStep;
using payment::PaymentState;
using testing::Shop;
using namespace std::chrono_literals;

class ReturnsTest : public ::testing::Test {
 protected:
  Shop shop;
  void SetUp() override {
    shop.receive("COAT-38", 5);
    shop.receive("COAT-40", 1);
    shop.receive("SCARF", 5);
    shop.add_place("warehouse-lyon");
  }
  void TearDown() override { shop.expect_books_balance(); }

  Order delivered(const std::vector<AddLine>& lines = {{"COAT-38", 2}, {"SCARF", 1}}) {
    auto order = shop.placed(lines);
    shop.do_effects();
    shop.provider_says(order.payments[0], PaymentState::captured);
    shop.do_effects();
    shop.clock.advance(1min);
    EXPECT_TRUE(shop.courier_says(shop.order(order.id).deliveries[0], CourierStep::delivered));
    return shop.order(order.id);
  }
  std::string code(const Result<DeskOutcome>& outcome) {
    if (!outcome) return "error " + outcome.error().code;
    return *outcome ? "done" : outcome->error().code;
  }
  Result<DeskOutcome> ask(const Order& order, std::vector<ReturnLine> lines, const std::string& by = "") {
    return run_until_done(shop.desk.request_return(order.id, {std::move(lines), by}, {"ask" + std::to_string(++keys_), "digest"}));
  }
  Result<DeskOutcome> receive(const Order& order, std::vector<ReceivedLine> lines, const std::string& place = "warehouse-lyon", std::size_t i = 0) {
    return run_until_done(shop.desk.receive_return(order.id, shop.order(order.id).returns.at(i).id, std::move(lines), place, "ines",
                                                   {"take" + std::to_string(++keys_), "digest"}));
  }
  OrderReturn one(const Order& order, std::size_t i = 0) { return shop.order(order.id).returns.at(i); }
  static ReturnLine back(const std::string& sku, int quantity = 1) { return {.sku = sku, .quantity = quantity, .reason = "changed_mind"}; }
  static ReturnLine change(const std::string& sku, const std::string& for_sku, int quantity = 1) {
    return {.sku = sku, .quantity = quantity, .reason = "too_small", .exchange_sku = for_sku};
  }
  int keys_ = 0;
};

TEST_F(ReturnsTest, a_piece_that_comes_back_is_sold_again_and_paid_back) {
  const auto order = delivered();
  EXPECT_EQ(code(ask(order, {back("COAT-38")})), "done");
  EXPECT_EQ(one(order).state, ReturnState::requested);
  shop.do_effects();
  EXPECT_EQ(one(order).state, ReturnState::label_sent);
  EXPECT_FALSE(one(order).label_url.empty());
  EXPECT_EQ(shop.stock("COAT-38", "available"), 3);
  EXPECT_EQ(code(receive(order, {{"COAT-38", 1, 0}})), "done");
  EXPECT_EQ(shop.stock("COAT-38", "available"), 4);
  EXPECT_EQ(one(order).state, ReturnState::refunded);
  shop.do_effects(2);
  const auto after = shop.order(order.id);
  ASSERT_EQ(after.refunds.size(), 1u);
  EXPECT_EQ(after.refunds[0].id, after.returns[0].refund);
  EXPECT_EQ(after.refunds[0].total.amount_minor, 329'000) << "the piece; the delivery was needed for the others";
  EXPECT_EQ(after.refunds[0].state, RefundState::refunded);
  EXPECT_EQ(after.state, OrderState::delivered);
  EXPECT_EQ(code(receive(order, {{"COAT-38", 1, 0}})), "return_not_open");
}

TEST_F(ReturnsTest, what_is_damaged_is_paid_back_and_not_sold_again) {
  const auto order = delivered();
  EXPECT_EQ(code(ask(order, {back("COAT-38", 2)})), "done");
  EXPECT_EQ(code(receive(order, {{"COAT-38", 1, 1}})), "done");
  EXPECT_EQ(shop.stock("COAT-38", "available"), 4);
  auto shelf = run_until_done(shop.store.get(item_management::inventory::location_stock_key("COAT-38", "warehouse-lyon")));
  ASSERT_TRUE(shelf && *shelf);
  EXPECT_EQ((*shelf)->counter("damaged"), 1);
  EXPECT_EQ(shop.order(order.id).refunds[0].lines[0].quantity, 2);
}

TEST_F(ReturnsTest, who_sends_everything_back_is_paid_the_delivery_too) {
  const auto order = delivered();
  EXPECT_EQ(code(ask(order, {back("COAT-38", 2), back("SCARF")})), "done");
  EXPECT_EQ(code(receive(order, {{"COAT-38", 2, 0}, {"SCARF", 1, 0}})), "done");
  shop.do_effects();
  const auto after = shop.order(order.id);
  EXPECT_EQ(after.state, OrderState::returned);
  EXPECT_EQ(after.refunds[0].total, order.totals.total);
  EXPECT_EQ(after.refunds[0].tax, order.totals.tax_included);
}

TEST_F(ReturnsTest, another_size_is_kept_sent_and_costs_nothing) {
  const auto order = delivered();
  EXPECT_EQ(code(ask(order, {change("COAT-38", "COAT-40")})), "done");
  EXPECT_EQ(shop.stock("COAT-40", "available"), 0) << "the last one is kept for this customer";
  EXPECT_EQ(code(ask(order, {change("COAT-38", "COAT-40")})), "exchange_not_possible");
  EXPECT_EQ(code(receive(order, {{"COAT-38", 1, 0}})), "done");
  EXPECT_EQ(one(order).state, ReturnState::exchanged);
  EXPECT_EQ(shop.stock("COAT-40", "on_hand"), 0);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 4);
  shop.do_effects();
  const auto parcel = shop.delivery(one(order).delivery);
  EXPECT_EQ(parcel.state, DeliveryState::requested);
  EXPECT_EQ(parcel.lines[0].sku, "COAT-40");
  EXPECT_TRUE(shop.order(order.id).refunds.empty());
  EXPECT_EQ(shop.order(order.id).state, OrderState::delivered);
}

TEST_F(ReturnsTest, another_size_that_is_gone_by_then_is_paid_back) {
  const auto order = delivered();
  EXPECT_EQ(code(ask(order, {change("COAT-38", "COAT-40")})), "done");
  shop.do_effects();
  shop.clock.advance(kExchangeHeld + 1h);
  shop.do_effects();
  EXPECT_EQ(shop.stock("COAT-40", "available"), 1) << "nobody waits for ever";
  const auto other = shop.placed({{"COAT-40", 1}});
  EXPECT_EQ(code(receive(order, {{"COAT-38", 1, 0}})), "done");
  EXPECT_EQ(one(order).state, ReturnState::refunded);
  EXPECT_EQ(shop.order(order.id).refunds.size(), 1u);
  EXPECT_EQ(shop.order(other.id).state, OrderState::placed);
}

TEST_F(ReturnsTest, only_another_size_of_the_same_at_the_same_price) {
  const auto order = delivered();
  EXPECT_EQ(code(ask(order, {change("COAT-38", "SCARF")})), "exchange_not_possible");
  EXPECT_EQ(code(ask(order, {change("COAT-38", "COAT-38")})), "exchange_not_possible");
  EXPECT_EQ(code(ask(order, {change("COAT-38", "no-such")})), "exchange_not_possible");
  EXPECT_EQ(code(ask(order, {change("COAT-38", "COAT-40", 2)})), "exchange_not_possible") << "one is here";
  EXPECT_EQ(code(ask(order, {change("COAT-38", "COAT-40"), back("SCARF")})), "exchange_or_refund");
  shop.edit_item("coat", [](auto& item) { item.prices["EUR"].amount += 100; });
  EXPECT_EQ(code(ask(order, {change("COAT-38", "COAT-40")})), "exchange_not_possible");
}

TEST_F(ReturnsTest, what_is_refused_stays_with_the_customer_and_its_exchange_is_for_sale_again) {
  const auto order = delivered();
  EXPECT_EQ(code(ask(order, {change("COAT-38", "COAT-40")})), "done");
  const auto refused = run_until_done(shop.desk.refuse_return(order.id, one(order).id, "worn", "ines", {"no", "digest"}));
  EXPECT_EQ(code(refused), "done");
  EXPECT_EQ(one(order).state, ReturnState::refused);
  EXPECT_EQ(shop.stock("COAT-40", "available"), 1);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 3);
  EXPECT_EQ(code(ask(order, {back("COAT-38", 2)})), "done") << "a refused return takes no piece away";
}

TEST_F(ReturnsTest, fourteen_days_and_no_more_pieces_than_were_delivered) {
  const auto order = delivered();
  EXPECT_EQ(code(ask(order, {})), "unknown_line");
  EXPECT_EQ(code(ask(order, {back("HAT")})), "unknown_line");
  EXPECT_EQ(code(ask(order, {back("COAT-38", 3)})), "too_many_pieces");
  EXPECT_EQ(code(ask(order, {back("COAT-38"), back("COAT-38")})), "unknown_line");
  EXPECT_EQ(code(ask(order, {back("COAT-38")})), "done");
  EXPECT_EQ(code(ask(order, {back("COAT-38", 2)})), "too_many_pieces");
  EXPECT_EQ(code(receive(order, {{"SCARF", 1, 0}})), "unknown_line");
  EXPECT_EQ(code(receive(order, {{"COAT-38", 1, 1}})), "too_many_pieces");
  EXPECT_EQ(code(receive(order, {{"COAT-38", -1, 2}})), "too_many_pieces");
  EXPECT_EQ(code(receive(order, {{"COAT-38", 0, 0}})), "unknown_line");
  EXPECT_EQ(code(receive(order, {{"COAT-38", 1, 0}}, "moon")), "unknown_location");
  shop.clock.advance(kReturnWindow + 1min);
  EXPECT_EQ(code(ask(order, {back("COAT-38")})), "return_window_over");
  EXPECT_EQ(code(ask(order, {back("COAT-38")}, "ines")), "done") << "staff may be kind";
  const auto on_its_way = shop.placed({{"SCARF", 1}});
  EXPECT_EQ(code(ask(on_its_way, {back("SCARF")})), "order_not_delivered");
}

TEST_F(ReturnsTest, an_order_is_not_closed_while_something_is_coming_back) {
  const auto order = delivered();
  EXPECT_EQ(code(ask(order, {back("SCARF")})), "done");
  shop.clock.advance(kReturnWindow + 1h);
  shop.do_effects();
  EXPECT_EQ(shop.order(order.id).state, OrderState::delivered);
  EXPECT_EQ(code(receive(order, {{"SCARF", 1, 0}})), "done");
  shop.clock.advance(kReturnWindow + 1h);
  shop.do_effects();
  EXPECT_EQ(shop.order(order.id).state, OrderState::closed);
}

}  // namespace
}  // namespace atelier::order_management
