#include "order_management/totals.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "order_management/testing.h"

namespace atelier::order_management {
namespace {

using testing::kEur;
using testing::rules;

const Time kDay = *parse_rfc3339("2026-11-23T12:00:00Z");

TEST(Totals, a_french_basket_with_shipping) {
  const auto basket =
      price_basket({{"standard", {12'000, kEur}, 2}}, Money{1'500, kEur}, kEur, "FR", rules().taxes, kDay);
  EXPECT_EQ(basket.totals.subtotal.amount_minor, 24'000);
  EXPECT_EQ(basket.totals.shipping->amount_minor, 1'500);
  EXPECT_EQ(basket.totals.total.amount_minor, 25'500);
  EXPECT_EQ(basket.totals.tax_included.amount_minor, 4'250);  // 20 % of 21,250 net
  ASSERT_EQ(basket.totals.tax_lines.size(), 1u);
  EXPECT_EQ(basket.totals.tax_lines[0].rate_percent, "20");
  ASSERT_EQ(basket.lines.size(), 1u) << "shipping is no line of goods";
}

TEST(Totals, before_a_method_is_chosen_there_is_no_shipping) {
  const auto basket = price_basket({{"standard", {12'000, kEur}, 1}}, {}, kEur, "FR", rules().taxes, kDay);
  EXPECT_FALSE(basket.totals.shipping);
  EXPECT_EQ(basket.totals.total.amount_minor, 12'000);
}

TEST(Totals, an_empty_basket_costs_nothing) {
  const auto basket = price_basket({}, {}, kEur, "FR", rules().taxes, kDay);
  EXPECT_EQ(basket.totals.total, (Money{0, kEur}));
  EXPECT_TRUE(basket.totals.tax_lines.empty());
}

// Whatever is bought and wherever: nothing is lost between lines, taxes and the total.
TEST(Totals, always_add_up) {
  SeededRandom random{3};
  for (int round = 0; round < 3'000; ++round) {
    const auto& market = rules().markets.all()[random.below(rules().markets.all().size())];
    std::vector<PricedLine> lines;
    std::int64_t goods = 0;
    for (std::uint64_t i = 0, n = random.below(6) + 1; i < n; ++i) {
      const Money price{static_cast<std::int64_t>(random.below(900'000) + 1), market.currency};
      const int quantity = static_cast<int>(random.below(20) + 1);
      lines.push_back({random.below(4) == 0 ? "reduced" : "standard", price, quantity});
      goods += price.amount_minor * quantity;
    }
    std::optional<Money> shipping;
    if (random.below(3) != 0)
      shipping = Money{static_cast<std::int64_t>(random.below(5'000)), market.currency};
    const auto basket = price_basket(lines, shipping, market.currency, market.country, rules().taxes, kDay);
    const auto& totals = basket.totals;
    ASSERT_EQ(totals.subtotal.amount_minor, goods);
    ASSERT_EQ(totals.total.amount_minor, goods + (shipping ? shipping->amount_minor : 0));
    std::int64_t net_and_tax = 0, tax = 0;
    for (const auto& line : totals.tax_lines) {
      net_and_tax += line.net.amount_minor + line.tax.amount_minor;
      tax += line.tax.amount_minor;
    }
    ASSERT_EQ(tax, totals.tax_included.amount_minor);
    if (!totals.tax_lines.empty()) ASSERT_EQ(net_and_tax, totals.total.amount_minor) << market.country;
    ASSERT_EQ(basket.lines.size(), lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto& amount = basket.lines[i].amount;
      ASSERT_EQ((amount.net + amount.tax).amount_minor, amount.gross.amount_minor);
      ASSERT_EQ(amount.gross.amount_minor, lines[i].unit_price.amount_minor * lines[i].quantity);
    }
  }
}

}  // namespace
}  // namespace atelier::order_management
