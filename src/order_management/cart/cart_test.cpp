#include "order_management/cart/cart.h"

#include <gtest/gtest.h>

namespace atelier::order_management {
namespace {

const Currency kEur = *Currency::parse("EUR");

LineFacts piece(std::int64_t price_minor, std::int64_t available) {
  return {Goods{.title = "Coat", .price = Money{price_minor, kEur}}, available};
}
LineFacts not_sold() {
  return {Goods{.title = "Coat"}, 9};
}

Cart cart_with(std::vector<CartLine> lines) {
  Cart cart{.market = "fr", .locale = "fr", .lines = std::move(lines)};
  cart.next_line = static_cast<int>(cart.lines.size()) + 1;
  return cart;
}
Cart coat(int quantity) {
  return cart_with({{"lin_1", "COAT", quantity, 1000}});
}

std::vector<std::string> codes(const CartChange& change) {
  std::vector<std::string> found;
  for (const auto& message : change.messages) found.push_back(message.code);
  return found;
}
using Codes = std::vector<std::string>;

TEST(Cart, a_piece_that_is_added_stands_in_a_line_of_its_own) {
  const auto change = decide_add(cart_with({}), {"COAT", 2}, {{"COAT", piece(1000, 5)}});
  ASSERT_EQ(change.cart.lines.size(), 1u);
  EXPECT_EQ(change.cart.lines[0].id, "lin_1");
  EXPECT_EQ(change.cart.lines[0].quantity, 2);
  EXPECT_EQ(change.cart.lines[0].seen_price_minor, 1000);
  ASSERT_EQ(codes(change), Codes{"added"});
  EXPECT_EQ(change.messages[0].quantity, 2);
  EXPECT_EQ(*change.messages[0].line_id, "lin_1");
}

TEST(Cart, the_same_piece_again_grows_its_line) {
  const auto change = decide_add(coat(2), {"COAT", 3}, {{"COAT", piece(1000, 9)}});
  ASSERT_EQ(change.cart.lines.size(), 1u);
  EXPECT_EQ(change.cart.lines[0].quantity, 5);
  EXPECT_EQ(codes(change), Codes{"added"});
}

TEST(Cart, no_more_than_can_be_had_and_the_customer_is_told) {
  const auto change = decide_add(coat(2), {"COAT", 3}, {{"COAT", piece(1000, 4)}});
  EXPECT_EQ(change.cart.lines[0].quantity, 4);
  EXPECT_EQ(codes(change), (Codes{"added", "quantity_reduced"}));
  EXPECT_EQ(change.messages[1].quantity, 4);
}

TEST(Cart, no_more_than_a_customer_buys_however_many_there_are) {
  const auto change = decide_add(coat(kMostPerLine), {"COAT", 5}, {{"COAT", piece(1000, 10'000)}});
  EXPECT_EQ(change.cart.lines[0].quantity, kMostPerLine);
  EXPECT_EQ(codes(change), (Codes{"added", "quantity_reduced"}));
}

TEST(Cart, what_is_sold_out_does_not_come_in) {
  const auto change = decide_add(cart_with({}), {"COAT", 1}, {{"COAT", piece(1000, 0)}});
  EXPECT_TRUE(change.cart.lines.empty());
  EXPECT_EQ(codes(change), Codes{"sold_out"});
  EXPECT_FALSE(change.changed) << "nothing to commit";
  EXPECT_EQ(change.cart.next_line, 1);
}

TEST(Cart, what_sold_out_meanwhile_leaves_with_a_message) {
  const auto change = decide_refresh(coat(2), {{"COAT", piece(1000, 0)}});
  EXPECT_TRUE(change.changed);
  EXPECT_TRUE(change.cart.lines.empty());
  ASSERT_EQ(codes(change), Codes{"sold_out"});
  EXPECT_EQ(*change.messages[0].title, "Coat");
}

TEST(Cart, fewer_left_than_wanted_reduces_the_line) {
  const auto change = decide_refresh(coat(5), {{"COAT", piece(1000, 3)}});
  EXPECT_EQ(change.cart.lines[0].quantity, 3);
  EXPECT_EQ(codes(change), Codes{"quantity_reduced"});
}

TEST(Cart, a_price_that_changed_is_told_once_with_the_old_and_the_new) {
  const auto change = decide_refresh(coat(1), {{"COAT", piece(1200, 3)}});
  ASSERT_EQ(codes(change), Codes{"price_changed"});
  EXPECT_EQ(*change.messages[0].old_price, (Money{1000, kEur}));
  EXPECT_EQ(*change.messages[0].new_price, (Money{1200, kEur}));
  EXPECT_FALSE(decide_refresh(change.cart, {{"COAT", piece(1200, 3)}}).changed);
}

TEST(Cart, nothing_new_changes_nothing) {
  const auto change = decide_refresh(coat(2), {{"COAT", piece(1000, 2)}});
  EXPECT_FALSE(change.changed);
  EXPECT_TRUE(change.messages.empty());
}

TEST(Cart, what_is_not_sold_in_the_market_or_does_not_exist_any_more_leaves) {
  EXPECT_EQ(codes(decide_refresh(coat(1), {{"COAT", not_sold()}})), Codes{"not_sold_in_market"});
  const auto gone = decide_refresh(coat(1), {{"COAT", {std::nullopt, 0}}});
  EXPECT_EQ(codes(gone), Codes{"not_sold_in_market"});
  EXPECT_TRUE(gone.cart.lines.empty());
}

TEST(Cart, a_full_cart_takes_no_new_piece_but_still_grows) {
  Cart full = cart_with({});
  Facts facts{{"NEW", piece(1000, 9)}};
  for (std::size_t i = 0; i < kMostLines; ++i) {
    const std::string sku = "S" + std::to_string(i);
    facts[sku] = piece(1000, 9);
    full.lines.push_back({"lin_" + std::to_string(i + 1), sku, 1, 1000});
  }
  const auto refused = decide_add(full, {"NEW", 1}, facts);
  EXPECT_EQ(refused.cart.lines.size(), kMostLines);
  EXPECT_EQ(codes(refused), Codes{"too_many_lines"});
  EXPECT_EQ(*refused.messages[0].sku, "NEW");
  const auto grown = decide_add(full, {"S3", 1}, facts);
  EXPECT_EQ(codes(grown), Codes{"added"});
  EXPECT_EQ(grown.cart.lines[3].quantity, 2);
}

TEST(Cart, a_line_is_set_or_removed_and_an_unknown_one_is_refused) {
  const Facts facts{{"COAT", piece(1000, 9)}};
  EXPECT_EQ(decide_quantity(coat(2), "lin_1", 7, facts)->cart.lines[0].quantity, 7);
  EXPECT_TRUE(decide_quantity(coat(2), "lin_1", 0, facts)->cart.lines.empty());
  EXPECT_FALSE(decide_quantity(coat(2), "lin_2", 1, facts));
}

TEST(Cart, the_number_of_a_removed_line_is_not_given_again) {
  const Facts facts{{"COAT", piece(1000, 9)}};
  const auto removed = decide_quantity(coat(2), "lin_1", 0, facts);
  EXPECT_EQ(decide_add(removed->cart, {"COAT", 1}, facts).cart.lines[0].id, "lin_2");
}

TEST(Cart, another_market_shows_its_prices_anew_and_asks_again_for_the_way_there) {
  Cart cart = coat(1);
  cart.details.shipping_method = "express";
  cart.details.shipping_address = markets::Address{.country = "FR"};
  cart.details.email = "claire@example.com";
  const Facts in_japan{{"COAT", {Goods{.title = "Coat", .price = Money{1700, *Currency::parse("JPY")}}, 5}}};
  const auto moved = decide_move(cart, "jp", "ja", in_japan, false);
  EXPECT_TRUE(moved.messages.empty()) << "a price in another currency did not change";
  EXPECT_EQ(moved.cart.lines[0].seen_price_minor, 1700);
  EXPECT_FALSE(moved.cart.details.shipping_method);
  EXPECT_FALSE(moved.cart.details.shipping_address);
  EXPECT_TRUE(moved.cart.details.email);
  EXPECT_TRUE(decide_move(cart, "de", "de", {{"COAT", piece(1000, 5)}}, true).cart.details.shipping_address);
}

TEST(Cart, another_language_alone_keeps_everything) {
  Cart cart = coat(1);
  cart.details.shipping_method = "express";
  const auto moved = decide_move(cart, "fr", "en", {{"COAT", piece(1000, 5)}}, true);
  EXPECT_EQ(moved.cart.locale, "en");
  EXPECT_TRUE(moved.cart.details.shipping_method);
}

}  // namespace
}  // namespace atelier::order_management
