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

TEST(Format, days_percents_weights_and_parts_of_a_price) {
  const Currency eur = *Currency::parse("EUR");
  EXPECT_EQ(day_in(*parse_rfc3339("2026-12-31T23:30:00Z"), "Europe/Paris"), "2027-01-01");
  EXPECT_EQ(day_in(*parse_rfc3339("2026-12-31T23:30:00Z"), "Europe/London"), "2026-12-31");
  EXPECT_EQ(format_day("2026-11-23", "fr"), "23 novembre 2026");
  EXPECT_EQ(format_day("2026-11-23", "ja"), "2026年11月23日");
  EXPECT_EQ(format_percent("8.1", "de"), "8,1\u00a0%");
  EXPECT_EQ(format_weight(2700, "de"), "2,7\u00a0kg");
  EXPECT_EQ(format_each({20'000, eur}, 2, "en"), "€100.00");
  EXPECT_EQ(format_each({10'000, eur}, 3, "en"), "€33.3333");
  EXPECT_EQ(country_name("FR", "de"), "Frankreich");
}

}  // namespace
}  // namespace atelier::markets
