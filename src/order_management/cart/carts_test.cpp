// Carts over a store: what is asked twice, and what moves between the regions.
#include <gtest/gtest.h>

#include "order_management/testing.h"

namespace atelier::order_management {
namespace {

using testing::Shop;

int pieces(const CartView& cart) { return cart.item_count; }

TEST(Carts, the_same_wish_under_its_key_adds_once_and_is_told_the_same) {
  Shop shop;
  shop.receive("SCARF", 9);
  shop.receive("COAT-38", 9);
  const auto cart = shop.new_cart();
  const auto first = run_until_done(shop.carts.add_once(cart, {"SCARF", 2}, "click"));
  ASSERT_TRUE(first);
  EXPECT_FALSE(first->repeated);
  // Another tab commits before the browser, whose answer was lost, asks again.
  ASSERT_TRUE(run_until_done(shop.carts.add(cart, {"COAT-38", 1})));
  const auto again = run_until_done(shop.carts.add_once(cart, {"SCARF", 2}, "click"));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(pieces(again->cart), 3);
  ASSERT_EQ(again->cart.messages.size(), 1u);
  EXPECT_EQ(again->cart.messages[0].code, "added");
  EXPECT_EQ(again->cart.messages[0].sku, "SCARF");
}

TEST(Carts, another_wish_under_a_used_key_is_refused) {
  Shop shop;
  shop.receive("SCARF", 9);
  const auto cart = shop.new_cart();
  ASSERT_TRUE(run_until_done(shop.carts.add_once(cart, {"SCARF", 1}, "click")));
  const auto other = run_until_done(shop.carts.add_once(cart, {"SCARF", 2}, "click"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, "idempotency_key_reused");
  EXPECT_EQ(pieces(run_until_done(shop.carts.show(cart, {})).value()), 1);
}

TEST(Carts, an_answer_of_the_store_that_is_lost_does_not_add_twice_and_is_no_repeat) {
  Shop shop;
  shop.receive("SCARF", 9);
  const auto cart = shop.new_cart();
  int lost = 1;
  shop.faults.on_commit = [&](const storage::Commit&) { return lost-- > 0 ? storage::Fault::unknown_done : storage::Fault::none; };
  for (const std::string key : {"", "click"}) {
    lost = 1;
    const auto added = run_until_done(shop.carts.add_once(cart, {"SCARF", 1}, key));
    ASSERT_TRUE(added);
    EXPECT_FALSE(added->repeated);
    EXPECT_EQ(added->cart.messages.at(0).code, "added");
  }
  EXPECT_EQ(pieces(run_until_done(shop.carts.show(cart, {})).value()), 2);
}

TEST(Carts, only_the_newest_changes_are_remembered) {
  Cart cart;
  for (std::size_t i = 0; i <= kChangesKept; ++i) remember(cart, {.name = "k/" + std::to_string(i)});
  EXPECT_EQ(cart.recent.size(), kChangesKept);
  EXPECT_EQ(find_done(cart, "k/0"), nullptr);
  EXPECT_NE(find_done(cart, "k/1"), nullptr);
}

TEST(Carts, of_a_market_belong_to_the_region_that_serves_it) {
  Shop shop;
  EXPECT_EQ(shop.new_cart("fr").region(), Region::europe);
  EXPECT_EQ(shop.new_cart("jp").region(), Region::asia);
}

TEST(Carts, that_move_to_a_market_of_another_region_are_made_anew_there) {
  Shop shop;
  shop.receive("SCARF", 9);
  ASSERT_TRUE(shop.commit([&] {
    events::Decision decision;
    EXPECT_TRUE(item_management::inventory::decide_receipt(decision, {"warehouse-tokyo", item_management::inventory::PlaceKind::warehouse, Region::asia},
                                                           {"SCARF", 5}, {}, shop.clock.now(), shop.random));
    return decision;
  }()));
  const auto cart = shop.new_cart("fr");
  ASSERT_TRUE(run_until_done(shop.carts.add_once(cart, {"SCARF", 2}, "click")));
  const auto before = shop.all(storage::kCarts).at(0).body;
  const auto moved = run_until_done(shop.carts.move(cart, "jp", "ja"));
  ASSERT_TRUE(moved);
  EXPECT_NE(moved->id, cart);
  EXPECT_EQ(moved->id.region(), Region::asia);
  EXPECT_EQ(moved->market, "jp");
  EXPECT_EQ(pieces(*moved), 2);
  EXPECT_EQ(moved->lines.at(0).unit_price.currency, testing::kJpy);
  // The other region's item was not written.
  const auto after = run_until_done(shop.store.get(cart_key(cart))).value();
  EXPECT_EQ(after->body, before);
  // Within the region a cart keeps its id.
  const auto stays = run_until_done(shop.carts.move(moved->id, {}, "en"));
  ASSERT_TRUE(stays);
  EXPECT_EQ(stays->id, moved->id);
  const auto italy = run_until_done(shop.carts.move(cart, "it", {}));
  ASSERT_TRUE(italy);
  EXPECT_EQ(italy->id, cart);
}

}  // namespace
}  // namespace atelier::order_management
