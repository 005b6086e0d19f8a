#include "markets/tax/tax.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/random.h"

namespace atelier::markets {
namespace {

using testing::HasSubstr;

const Currency kEur = *Currency::parse("EUR");
const Currency kInr = *Currency::parse("INR");
const Currency kJpy = *Currency::parse("JPY");
const Time kToday = *parse_rfc3339("2026-11-23T00:00:00Z");

const TaxRates& rates() {
  static const TaxRates loaded = *load_tax_rates("config/tax_rates.toml");
  return loaded;
}

std::string percent(std::string_view country, std::string_view tax_class = "standard", Money price = {100'000, kInr}, Time at = kToday) {
  const TaxRate* rate = rates().find(country, tax_class, price, at);
  return rate == nullptr ? "none" : to_percent(rate->rate);
}

TEST(TaxRates, are_those_of_the_destination_and_the_day) {
  EXPECT_EQ(percent("FR"), "20");
  EXPECT_EQ(percent("FI"), "25.5");
  EXPECT_EQ(percent("CH"), "8.1");
  EXPECT_EQ(percent("JP"), "10");
  EXPECT_EQ(percent("HK"), "none");
  EXPECT_EQ(percent("SK", "standard", {1, kEur}, *parse_rfc3339("2024-12-31T00:00:00Z")), "20");
  EXPECT_EQ(percent("SK", "standard", {1, kEur}, *parse_rfc3339("2025-01-01T00:00:00Z")), "23");
  EXPECT_EQ(percent("DE", "a class nobody named"), "19");
}

TEST(TaxRates, of_india_depend_on_the_price_of_a_piece_without_its_tax) {
  // ₹2,625.00 with 5 % in it are ₹2,500.00 without.
  EXPECT_EQ(percent("IN", "apparel", {262'500, kInr}), "5");
  EXPECT_EQ(percent("IN", "apparel", {262'501, kInr}), "18");
  EXPECT_EQ(percent("IN", "childrens_footwear", {262'500, kInr}), "5");
  const auto before = *parse_rfc3339("2025-01-01T00:00:00Z");
  EXPECT_EQ(percent("IN", "apparel", {105'000, kInr}, before), "5");
  EXPECT_EQ(percent("IN", "apparel", {105'001, kInr}, before), "12");
  EXPECT_EQ(percent("IN", "footwear", {105'001, kInr}, before), "12");  // ₹1,000 and 12 % are ₹1,120
  EXPECT_EQ(percent("IN", "footwear", {112'001, kInr}, before), "18");
  // A band is one of rupees: a price in euro is not held against it.
  EXPECT_EQ(percent("IN", "apparel", {100, kEur}), "18");
  EXPECT_EQ(percent("IN", "jewellery"), "3");
}

TEST(TaxRates, of_classes_are_those_that_a_country_names_else_its_standard_rate) {
  EXPECT_EQ(percent("GB", "childrens_apparel"), "0");
  EXPECT_EQ(percent("IE", "childrens_footwear"), "0");
  EXPECT_EQ(percent("LU", "childrens_apparel"), "3");
  EXPECT_EQ(percent("FR", "childrens_apparel"), "20");
  EXPECT_EQ(percent("FR", "books"), "5.5");
  EXPECT_EQ(percent("CH", "books"), "2.6");
  EXPECT_EQ(percent("LI"), "8.1");
  EXPECT_EQ(percent("JP", "books"), "10");
}

TEST(TaxRates, change_at_the_midnight_of_the_country) {
  const auto at = [](std::string_view time) { return *parse_rfc3339(time); };
  EXPECT_EQ(percent("IN", "apparel", {200'000, kInr}, at("2025-09-21T23:59:59.999+05:30")), "12");
  EXPECT_EQ(percent("IN", "apparel", {200'000, kInr}, at("2025-09-22T00:00:00+05:30")), "5");
  EXPECT_EQ(percent("SK", "standard", {1, kEur}, at("2024-12-31T22:59:59Z")), "20");
  EXPECT_EQ(percent("SK", "standard", {1, kEur}, at("2024-12-31T23:00:00Z")), "23");
  EXPECT_EQ(percent("EE", "standard", {1, kEur}, at("2025-06-30T20:59:59Z")), "22");  // summer time
  EXPECT_EQ(percent("EE", "standard", {1, kEur}, at("2025-06-30T21:00:00Z")), "24");
}

TEST(TaxRates, a_wrong_file_is_refused_with_the_line_and_what_was_expected) {
  const auto refused = [](std::string_view from, std::string_view to) {
    std::ifstream file("config/tax_rates.toml");
    std::stringstream text;
    text << file.rdbuf();
    std::string changed = text.str();
    changed.replace(changed.find(from), from.size(), to);
    const auto path = std::filesystem::temp_directory_path() / ("tax_rates_" + std::to_string(::getpid()) + ".toml");
    std::ofstream(path) << changed;
    const auto loaded = load_tax_rates(path.string());
    std::filesystem::remove(path);
    return loaded ? std::string("accepted") : loaded.error().detail;
  };
  EXPECT_THAT(refused("piece_net_up_to = {", "piece_up_to = {"), HasSubstr("piece_up_to is not a key"));
  EXPECT_THAT(refused("class = \"jewellery\"", "class = \"jewelry\""), HasSubstr("no [[class]] has the code jewelry"));
  EXPECT_THAT(refused("LI = \"Europe/Vaduz\"", ""), HasSubstr("LI: expected its time zone"));
  EXPECT_THAT(refused("Europe/Vaduz", "Europe/Vadutz"), HasSubstr("Europe/Vadutz is not a time zone"));
  EXPECT_THAT(refused("percent = \"25.5\"", "percent = 25.5"), HasSubstr("FI: expected percent as text"));
}

TEST(TaxRates, the_contract_names_the_classes_of_the_configuration) {
  std::ifstream file("api/openapi.yaml");
  std::stringstream text;
  text << file.rdbuf();
  std::string expected = "tax_class: { type: string, enum: [";
  for (const auto& one : rates().classes()) expected += (&one == &rates().classes().front() ? "" : ", ") + one;
  EXPECT_THAT(text.str(), HasSubstr(expected + "]"));
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
    const std::string_view country = std::vector<std::string_view>{"FR", "JP", "CH", "HK", "IN", "GB"}[random.below(6)];
    std::vector<TaxableLine> lines(1 + random.below(8));
    Money gross{0, kInr};
    for (auto& line : lines) {
      const auto& classes = rates().classes();
      line.tax_class = random.below(4) == 0 ? "shipping" : classes[random.below(classes.size())];
      line.unit_price = {static_cast<std::int64_t>(random.below(500'000)), kInr};
      line.gross = line.unit_price * static_cast<std::int64_t>(1 + random.below(5));
      gross += line.gross;
    }
    const auto basket = tax_basket(rates(), country, lines, kToday);
    ASSERT_EQ(basket.lines.size(), lines.size());
    Money from_lines{0, kInr}, from_totals{0, kInr}, line_tax{0, kInr}, total_tax{0, kInr};
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
