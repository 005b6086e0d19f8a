#include <gtest/gtest.h>

#include "order_management/testing.h"

namespace atelier::order_management {
namespace {

using storage::Fault;
using testing::Shop;

class PlaceOrderTest : public ::testing::Test {
 protected:
  Shop shop;
  void SetUp() override {
    shop.receive("COAT-38", 5);
    shop.receive("SCARF", 9);
  }
  const OrderPlaced& expect_placed(const Result<PlaceOutcome>& outcome) {
    static const OrderPlaced none;
    EXPECT_TRUE(outcome) << outcome.error().code;
    EXPECT_TRUE(outcome && std::holds_alternative<OrderPlaced>(*outcome));
    return outcome && std::holds_alternative<OrderPlaced>(*outcome) ? std::get<OrderPlaced>(*outcome) : none;
  }
};

TEST_F(PlaceOrderTest, an_order_holds_what_was_agreed_and_its_pieces) {
  const auto cart = shop.ready_cart({{"COAT-38", 2}, {"SCARF", 1}});
  const auto outcome = shop.place(shop.order_of(cart));
  const Order order = expect_placed(outcome).order;
  EXPECT_EQ(order.number, "MV-26-E000001");
  EXPECT_EQ(order.state, OrderState::placed);
  EXPECT_EQ(order.totals.total, cart.totals.total);
  EXPECT_EQ(order.lines.size(), 2u);
  EXPECT_EQ(order.lines[0].title, "coat (fr)");
  EXPECT_EQ(order.weight_g, 2700);
  EXPECT_EQ(order.shipping_address.phone.value_or(""), "+33142685300");
  EXPECT_EQ(shop.stock("COAT-38", "available"), 3);
  EXPECT_EQ(shop.stock("COAT-38", "reserved"), 2);
  EXPECT_EQ(shop.payment_of(order.payments[0]).amount, order.totals.total);
  EXPECT_EQ(shop.outbox(payment::kCreateEffect).size(), 1u);
  shop.expect_books_balance();
}

TEST_F(PlaceOrderTest, what_changes_later_does_not_change_the_order) {
  const auto order = shop.placed({{"COAT-38", 1}});
  shop.edit_item("coat", [](auto& item) {
    item.prices["EUR"].amount = 1;
    item.texts["fr"].title = "other";
  });
  EXPECT_EQ(shop.order(order.id).lines[0].unit_price.amount_minor, 329'000);
  EXPECT_EQ(shop.order(order.id).lines[0].title, "coat (fr)");
}

TEST_F(PlaceOrderTest, the_same_key_again_is_the_same_order) {
  const auto wanted = shop.order_of(shop.ready_cart({{"COAT-38", 1}}));
  const auto first = shop.place(wanted);
  const auto second = shop.place(wanted);
  EXPECT_FALSE(expect_placed(first).repeated);
  EXPECT_TRUE(expect_placed(second).repeated);
  EXPECT_EQ(expect_placed(first).order.id, expect_placed(second).order.id);
  EXPECT_EQ(expect_placed(first).token, expect_placed(second).token);
  EXPECT_EQ(shop.all(storage::kOrders).size(), 1u);
  EXPECT_EQ(shop.stock("COAT-38", "reserved"), 1);
}

TEST_F(PlaceOrderTest, the_same_key_with_another_body_is_refused) {
  auto wanted = shop.order_of(shop.ready_cart({{"COAT-38", 1}}));
  expect_placed(shop.place(wanted));
  wanted.body_digest = "another";
  EXPECT_TRUE(std::holds_alternative<KeyReused>(*shop.place(wanted)));
}

TEST_F(PlaceOrderTest, a_second_tab_is_told_of_the_order_that_is_there) {
  const auto cart = shop.ready_cart({{"COAT-38", 1}});
  const auto first = shop.place(shop.order_of(cart, "tab-1"));
  const auto second = shop.place(shop.order_of(cart, "tab-2"));
  ASSERT_TRUE(std::holds_alternative<CartOrdered>(*second));
  EXPECT_EQ(std::get<CartOrdered>(*second).order, expect_placed(first).order.id);
  EXPECT_EQ(shop.all(storage::kOrders).size(), 1u);
}

TEST_F(PlaceOrderTest, an_ordered_cart_takes_no_change) {
  const auto cart = shop.ready_cart({{"COAT-38", 1}});
  expect_placed(shop.place(shop.order_of(cart)));
  EXPECT_EQ(run_until_done(shop.carts.add(cart.id, {"SCARF", 1})).error().code, "cart_closed");
  EXPECT_EQ(run_until_done(shop.carts.put_details(cart.id, shop.details())).error().code, "cart_closed");
  EXPECT_EQ(run_until_done(shop.carts.show(cart.id, {}))->status, CartStatus::ordered);
}

TEST_F(PlaceOrderTest, a_total_that_changed_places_nothing) {
  const auto cart = shop.ready_cart({{"COAT-38", 1}});
  shop.edit_item("coat", [](auto& item) { item.prices["EUR"].amount = 350'000; });
  const auto outcome = shop.place(shop.order_of(cart));
  ASSERT_TRUE(std::holds_alternative<TotalChanged>(*outcome));
  EXPECT_EQ(std::get<TotalChanged>(*outcome).total.amount_minor - cart.totals.total.amount_minor, 21'000);
  EXPECT_EQ(shop.stock("COAT-38", "reserved"), 0);
}

TEST_F(PlaceOrderTest, what_another_took_is_named_and_nothing_is_reserved) {
  const auto mine = shop.ready_cart({{"COAT-38", 4}, {"SCARF", 1}});
  shop.placed({{"COAT-38", 2}});
  const auto outcome = shop.place(shop.order_of(mine));
  ASSERT_TRUE(std::holds_alternative<OutOfStock>(*outcome));
  EXPECT_EQ(std::get<OutOfStock>(*outcome).skus, std::vector<std::string>{"COAT-38"});
  EXPECT_EQ(shop.stock("SCARF", "reserved"), 0);
}

TEST_F(PlaceOrderTest, what_is_no_longer_sold_is_named) {
  const auto mine = shop.ready_cart({{"COAT-38", 1}, {"SCARF", 1}});
  shop.edit_item("scarf", [](auto& item) { item.status = item_management::ItemStatus::archived; });
  const auto outcome = shop.place(shop.order_of(mine));
  ASSERT_TRUE(std::holds_alternative<OutOfStock>(*outcome));
  EXPECT_EQ(std::get<OutOfStock>(*outcome).skus, std::vector<std::string>{"SCARF"});
}

TEST_F(PlaceOrderTest, a_cart_that_is_not_ready_says_what_is_missing) {
  const auto id = shop.new_cart();
  const auto view = *run_until_done(shop.carts.show(id, {}));
  const auto outcome = shop.place(shop.order_of(view));
  ASSERT_TRUE(std::holds_alternative<NotReady>(*outcome));
  EXPECT_EQ(std::get<NotReady>(*outcome).missing,
            (std::vector<std::string>{"/lines", "/email", "/shipping_address", "/shipping_method"}));
}

// Both regions' stock lies in one store where one process serves all markets.
TEST_F(PlaceOrderTest, a_market_sells_its_own_regions_stock) {
  shop.receive("COAT-40", 3);
  events::Decision osaka;
  ASSERT_TRUE(item_management::inventory::decide_receipt(
      osaka, {"warehouse-osaka", item_management::inventory::PlaceKind::warehouse, Region::asia},
      {"COAT-38", 1}, {}, shop.clock.now(), shop.random));
  ASSERT_TRUE(shop.commit(std::move(osaka)));
  const auto id = shop.new_cart("jp");
  EXPECT_TRUE(run_until_done(shop.carts.add(id, {"COAT-40", 1}))->lines.empty()) << "it lies in Lyon";
  const auto cart = *run_until_done(shop.carts.add(id, {"COAT-38", 2}));
  ASSERT_EQ(cart.lines.size(), 1u);
  EXPECT_EQ(cart.lines[0].quantity, 1) << "five lie in Lyon, one in Osaka";
  auto details = shop.details();
  details.shipping_address = markets::Address{};
  auto& address = *details.shipping_address;
  address.country = "JP";
  address.family_name = "田中";
  address.given_name = "花子";
  address.postal_code = "104-0061";
  address.region = "JP-13";
  address.city = "中央区";
  address.line1 = "銀座4-5-6";
  address.phone = "+81312345678";
  auto put = run_until_done(shop.carts.put_details(id, details));
  ASSERT_TRUE(put && put->cart) << json::to_string(put->problems);
  const auto order = expect_placed(shop.place(shop.order_of(*put->cart))).order;
  EXPECT_EQ(order.id.region(), Region::asia);
  EXPECT_EQ(
      run_until_done(item_management::inventory::available_in_region(shop.store, Region::asia, {"COAT-38"}))
          ->at("COAT-38"),
      0);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 5);
  shop.do_effects();
  shop.provider_says(order.payments[0], payment::PaymentState::captured);
  shop.do_effects();
  EXPECT_EQ(shop.order(order.id).state, OrderState::delivery_requested);
  EXPECT_EQ(shop.courier.requests.begin()->second[0].to.name, "田中 花子");
}

TEST_F(PlaceOrderTest, an_unknown_cart_is_not_found) {
  CartView none;
  none.id = CartId::make(Region::europe, shop.clock.now(), shop.random);
  EXPECT_EQ(shop.place(shop.order_of(none)).error().code, "cart_not_found");
}

// Whatever befalls any one commit on the way, there is one order with its pieces, or a clear "not done" and
// none.
TEST_F(PlaceOrderTest, a_lost_answer_at_any_commit_still_makes_one_order) {
  for (const Fault fault : {Fault::unknown_done, Fault::unknown_not_done, Fault::conflict}) {
    for (int at = 0; at < 4; ++at) {
      Shop one;
      one.receive("COAT-38", 5);
      const auto wanted = one.order_of(one.ready_cart({{"COAT-38", 2}}));
      int commits = 0;
      one.faults.on_commit = [&](const storage::Commit&) { return commits++ == at ? fault : Fault::none; };
      const auto outcome = one.place(wanted);
      one.faults.on_commit = {};
      const auto id = expect_placed(outcome).order.id;
      const auto again = one.place(wanted);
      EXPECT_EQ(expect_placed(again).order.id, id);
      EXPECT_EQ(one.all(storage::kOrders).size(), 1u);
      EXPECT_EQ(one.all(storage::kPayments).size(), 1u);
      EXPECT_EQ(one.all(storage::kReservations).size(), 1u);
      EXPECT_EQ(one.stock("COAT-38", "available"), 3);
      EXPECT_EQ(one.outbox(payment::kCreateEffect).size(), 1u);
      one.expect_books_balance();
    }
  }
}

TEST_F(PlaceOrderTest, a_store_that_cannot_write_places_nothing_and_the_same_key_does_later) {
  const auto wanted = shop.order_of(shop.ready_cart({{"COAT-38", 2}}));
  for (const Fault fault : {Fault::unavailable, Fault::throttled}) {
    shop.faults.on_commit = [&](const storage::Commit&) { return fault; };
    EXPECT_FALSE(shop.place(wanted));
  }
  shop.faults.on_commit = {};
  EXPECT_EQ(shop.stock("COAT-38", "reserved"), 0);
  expect_placed(shop.place(wanted));
}

TEST_F(PlaceOrderTest, a_lost_answer_adds_a_piece_once) {
  for (const Fault fault : {Fault::unknown_done, Fault::unknown_not_done, Fault::conflict}) {
    const auto id = shop.new_cart();
    int commits = 0;
    shop.faults.on_commit = [&](const storage::Commit&) { return commits++ == 0 ? fault : Fault::none; };
    const auto view = run_until_done(shop.carts.add(id, {"COAT-38", 1}));
    shop.faults.on_commit = {};
    ASSERT_TRUE(view);
    EXPECT_EQ(view->lines.at(0).quantity, 1);
    ASSERT_EQ(view->messages.size(), 1u);
    EXPECT_EQ(view->messages[0].code, "added");
    EXPECT_EQ(run_until_done(shop.carts.show(id, {}))->lines.at(0).quantity, 1);
  }
}

// 240 customers, each with a cart of his own, want the last 50 coats at the same moment; half of them click
// twice.
TEST(Rush, the_last_fifty_pieces_are_sold_once_each) {
  Shop shop;
  shop.receive("COAT-38", 50);
  std::vector<PlaceOrder> wanted;
  for (int i = 0; i < 240; ++i) {
    const auto request = shop.order_of(shop.ready_cart({{"COAT-38", 1}}));
    wanted.push_back(request);
    if (i % 2 == 0) wanted.push_back(request);
  }
  SeededRandom chance{77};
  shop.faults.delay = [&] { return Milliseconds{static_cast<std::int64_t>(chance.below(3))}; };
  shop.faults.on_commit = [&](const storage::Commit&) {
    const auto dice = chance.below(40);
    return dice == 0 ? Fault::unknown_done : dice == 1 ? Fault::unknown_not_done : Fault::none;
  };
  std::set<std::string> sold;
  std::size_t answered = 0, sold_out = 0;
  std::map<std::string, std::set<std::size_t>> kinds_by_cart;  // what a customer heard, click by click
  LoopExecutor loop;
  loop.post([&] {
    for (const auto& request : wanted) {
      const Milliseconds hesitates{static_cast<std::int64_t>(
          chance.below(12))};  // so that one click meets the other at every step of it
      const auto click = [](Milliseconds wait, Orders& orders,
                            PlaceOrder wish) -> Task<Result<PlaceOutcome>> {
        co_await sleep_for(wait);
        co_return co_await orders.place(std::move(wish));
      };
      spawn(click(hesitates, shop.orders, request),
            [&, cart = request.cart.text()](Result<PlaceOutcome> outcome) {
              ++answered;
              ASSERT_TRUE(outcome) << outcome.error().code;
              kinds_by_cart[cart].insert(outcome->index());
              if (const auto* placed = std::get_if<OrderPlaced>(&*outcome))
                sold.insert(placed->order.id.text());
              if (std::holds_alternative<OutOfStock>(*outcome)) ++sold_out;
            });
    }
  });
  loop.run_until([&] { return answered == wanted.size(); });
  shop.faults = {};

  EXPECT_EQ(sold.size(), 50u);
  for (const auto& [cart, kinds] : kinds_by_cart)
    EXPECT_EQ(kinds.size(), 1u) << "both clicks of " << cart << " heard the same";
  EXPECT_EQ(shop.all(storage::kOrders).size(), 50u);
  EXPECT_GE(sold_out, 190u);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 0);
  EXPECT_EQ(shop.stock("COAT-38", "reserved"), 50);
  for (const auto& id : sold) {
    const auto order = shop.order(*OrderId::parse(id));
    const auto reservation =
        run_until_done(item_management::inventory::read_reservation(shop.store, order.reservation)).value();
    ASSERT_TRUE(reservation);
    EXPECT_EQ(reservation->reservation.order, id);
  }
  std::set<std::string> numbers;
  for (const auto& item : shop.all(storage::kOrders))
    numbers.insert(json::read_record<Order>(item.body, "order")->number);
  EXPECT_EQ(numbers.size(), 50u) << "no number is given twice";
  shop.expect_books_balance();
}

}  // namespace
}  // namespace atelier::order_management
