#include "markets/shipping/shipping.h"

#include <gtest/gtest.h>

namespace atelier::markets {
namespace {

const Currency kEur = *Currency::parse("EUR");
const Currency kJpy = *Currency::parse("JPY");
const Time kFriday = *parse_rfc3339("2026-11-27T10:00:00Z");

TEST(Shipping, the_houses_own_methods_are_offered_cheapest_first) {
  const auto shipping = load_shipping("config/shipping.toml");
  ASSERT_TRUE(shipping) << shipping.error().detail;
  const auto offers = shipping->offers("DE", {10'000, kEur}, "ja", kFriday);
  ASSERT_EQ(offers.size(), 2u);
  EXPECT_EQ(offers[0].code, "standard");
  EXPECT_EQ(offers[0].name, "通常配送");
  EXPECT_EQ(offers[0].price.amount_minor, 1500);
  EXPECT_EQ(shipping->offers("DE", {30'000, kEur}, "en", kFriday)[0].price.amount_minor, 0);
}

TEST(Shipping, weekends_are_no_days_of_delivery) {
  const auto shipping = load_shipping("config/shipping.toml");
  const auto express = shipping->find("DE", "express", {10'000, kEur}, "en", kFriday);
  ASSERT_TRUE(express);
  EXPECT_EQ(express->earliest, "2026-11-30");  // the Monday after
}

TEST(Shipping, a_market_sends_where_its_currency_has_a_price) {
  const auto shipping = load_shipping("config/shipping.toml");
  EXPECT_TRUE(shipping->sends_to("SK", kEur));
  EXPECT_FALSE(shipping->sends_to("JP", kEur));
  EXPECT_FALSE(shipping->sends_to("US", kEur));
  EXPECT_EQ(shipping->countries(kJpy), std::vector<std::string>{"JP"});
  EXPECT_FALSE(shipping->find("JP", "balloon", {1, kJpy}, "ja", kFriday));
}

}  // namespace
}  // namespace atelier::markets
