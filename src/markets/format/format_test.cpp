#include "markets/format/format.h"

#include <gtest/gtest.h>

namespace atelier::markets {
namespace {

TEST(Format, money_is_written_as_the_locale_writes_it) {
  const Currency eur = *Currency::parse("EUR");
  const Currency jpy = *Currency::parse("JPY");
  EXPECT_EQ(format_money({123450, eur}, "de"), "1.234,50\u00a0€");
  EXPECT_EQ(format_money({123450, eur}, "en"), "€1,234.50");
  EXPECT_EQ(format_money({1234, jpy}, "ja"), "￥1,234");
  EXPECT_EQ(format_money({-5, eur}, "en"), "-€0.05");
}

TEST(Format, a_time_is_that_of_the_place) {
  const auto time = *parse_rfc3339("2026-11-23T22:30:00Z");
  EXPECT_NE(format_time(time, "fr", "Europe/Paris").find("23:30"), std::string::npos);
  EXPECT_NE(format_time(time, "ja", "Asia/Tokyo").find("24"), std::string::npos);
}

}  // namespace
}  // namespace atelier::markets
