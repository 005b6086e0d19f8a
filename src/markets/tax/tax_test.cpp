#include "markets/tax/tax.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace atelier::markets {
namespace {

const Currency kEur = *Currency::parse("EUR");
const Currency kJpy = *Currency::parse("JPY");
const Time kToday = *parse_rfc3339("2026-11-23T00:00:00Z");

const TaxRates& rates() {
  static const TaxRates loaded = *load_tax_rates("config/tax_rates.toml");
  return loaded;
}

std::string percent(std::string_view country, std::string_view tax_class = "standard", std::int64_t price = 100'000, Time at = kToday) {
  const TaxRate* rate = rates().find(country, tax_class, price, at);
  return rate == nullptr ? "none" : to_percent(rate->rate);
}

TEST(TaxRates, are_those_of_the_destination_and_the_day) {
  EXPECT_EQ(percent("FR"), "20");
  EXPECT_EQ(percent("FI"), "25.5");
  EXPECT_EQ(percent("CH"), "8.1");
  EXPECT_EQ(percent("JP"), "10");
  EXPECT_EQ(percent("HK"), "none");
  EXPECT_EQ(percent("SK", "standard", 1, *parse_rfc3339("2024-12-31T00:00:00Z")), "20");
  EXPECT_EQ(percent("SK", "standard", 1, *parse_rfc3339("2025-01-01T00:00:00Z")), "23");
  EXPECT_EQ(percent("DE", "a class nobody named"), "19");
}

TEST(TaxRates, of_india_depend_on_the_price_of_a_piece) {
  EXPECT_EQ(percent("IN", "apparel", 250'000), "5");
  EXPECT_EQ(percent("IN", "apparel", 250'001), "18");
  EXPECT_EQ(percent("IN", "apparel", 100'001, *parse_rfc3339("2025-01-01T00:00:00Z")), "12");
}

TEST(TaxRates, every_country_of_the_union_has_one) {
  for (const auto* country : {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
                              "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}) {
    EXPECT_NE(percent(country), "none") << country;
  }
}

TEST(Tax, net_and_tax_are_always_the_gross_and_lines_always_the_totals) {
  SeededRandom random(11);
  for (int round = 0; round < 3000; ++round) {
    const std::string_view country = std::vector<std::string_view>{"FR", "JP", "CH", "HK", "IN"}[random.below(5)];
    std::vector<TaxableLine> lines(1 + random.below(8));
    Money gross{0, kEur};
    for (auto& line : lines) {
      line.tax_class = random.below(4) == 0 ? "shipping" : "apparel";
      line.unit_price = {static_cast<std::int64_t>(random.below(500'000)), kEur};
      line.gross = line.unit_price * static_cast<std::int64_t>(1 + random.below(5));
      gross += line.gross;
    }
    const auto basket = tax_basket(rates(), country, lines, kToday);
    ASSERT_EQ(basket.lines.size(), lines.size());
    Money from_lines{0, kEur}, from_totals{0, kEur}, line_tax{0, kEur}, total_tax{0, kEur};
    for (const auto& line : basket.lines) {
      EXPECT_EQ(line.amount.net + line.amount.tax, line.amount.gross);
      EXPECT_GE(line.amount.net.amount_minor, 0);
      from_lines += line.amount.gross;
      line_tax += line.amount.tax;
    }
    for (const auto& total : basket.totals) {
      from_totals += total.net + total.tax;
      total_tax += total.tax;
    }
    EXPECT_EQ(from_lines, gross);
    EXPECT_EQ(from_totals, gross);
    EXPECT_EQ(line_tax, total_tax);
  }
}

TEST(Tax, japan_rounds_once_per_rate_and_document) {
  // Three lines of ¥99: each alone has ¥9 of tax (27 in all); the document's ¥297 has exactly ¥27. Of ¥95: 8.6 → 9 each, but 25.9 → 26.
  const std::vector<TaxableLine> lines(3, {"standard", {95, kJpy}, {95, kJpy}});
  EXPECT_EQ(tax_basket(rates(), "JP", lines, kToday).totals.at(0).tax.amount_minor, 26);
  EXPECT_EQ(split_tax({95, kJpy}, 1000).tax.amount_minor, 9);
}

TEST(Tax, shipping_shares_the_tax_of_what_it_carries) {
  const auto basket = tax_basket(rates(), "FR", {{"standard", {10'000, kEur}, {10'000, kEur}}, {"shipping", {1'200, kEur}, {1'200, kEur}}}, kToday);
  EXPECT_EQ(basket.lines[1].rate, 2000);
  EXPECT_EQ(basket.lines[1].amount.tax.amount_minor, 200);
}

}  // namespace
}  // namespace atelier::markets
