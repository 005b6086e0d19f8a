#include "order_management/till/till.h"

#include "item_management/item.h"
#include "order_management/testing.h"

namespace atelier::order_management::testing {
namespace {

const Currency kChf = *Currency::parse("CHF");

TillPayment cash(std::int64_t amount, std::int64_t tendered) {
  return {.means = TillMeans::cash, .amount = {amount, kChf}, .tendered = Money{tendered, kChf}};
}
TillPayment card(std::int64_t amount) { return {.means = TillMeans::card, .amount = {amount, kChf}, .terminal_reference = "T-1"}; }

struct RoundingCase {
  const char* what;
  std::int64_t step;
  bool only_if_all_is_cash;
  std::vector<TillPayment> payments;
  std::int64_t rounding;
  std::vector<std::int64_t> amounts;
};

TEST(Till, cash_is_rounded_to_what_coins_can_pay_and_the_last_amount_takes_it) {
  const std::vector<RoundingCase> cases = {
      {"even", 5, false, {cash(1'005, 2'000)}, 0, {1'005}},
      {"down", 5, false, {cash(1'002, 2'000)}, -2, {1'000}},
      {"up", 5, false, {cash(1'003, 2'000)}, 2, {1'005}},
      {"half up", 10, false, {cash(1'005, 2'000)}, 5, {1'010}},
      {"whole crowns", 100, false, {cash(12'349, 20'000)}, -49, {12'300}},
      {"every cent can be paid", 1, false, {cash(1'003, 2'000)}, 0, {1'003}},
      {"a card is exact", 5, false, {card(1'003)}, 0, {1'003}},
      {"only the part in cash", 5, false, {card(1'001), cash(502, 1'000)}, -2, {1'001, 500}},
      {"two notes, one sum", 5, false, {cash(1'002, 1'002), cash(1'001, 2'000)}, 2, {1'002, 1'003}},
      {"Italy, wholly in cash", 5, true, {cash(1'003, 2'000)}, 2, {1'005}},
      {"Italy, a part by card", 5, true, {card(500), cash(503, 1'000)}, 0, {500, 503}},
  };
  for (const auto& one : cases) {
    auto payments = one.payments;
    const auto rounding = round_cash(payments, kChf, {.step_minor = one.step, .only_if_all_is_cash = one.only_if_all_is_cash});
    EXPECT_EQ(rounding, (Money{one.rounding, kChf})) << one.what;
    for (std::size_t i = 0; i < payments.size(); ++i) EXPECT_EQ(payments[i].amount.amount_minor, one.amounts[i]) << one.what;
  }
}

TEST(Till, less_cash_than_its_amount_is_refused) {
  EXPECT_TRUE(check_tendered({cash(1'000, 1'000), card(500)}).empty());
  const auto problems = check_tendered({card(500), cash(1'000, 995)});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "/payments/1/tendered");
}

// A shop in Zürich with three pieces at 10.03 francs.
class ZurichTill : public ::testing::Test {
 protected:
  void SetUp() override {
    shop.edit_item("scarf", [](item_management::Item& item) { item.prices["CHF"] = {.amount = 1'003}; });
    events::Decision decision;
    decision.write(storage::Put{.key = item_management::vocabulary_key("location", "shop-zuerich"),
                                .body = R"({"code":"shop-zuerich","kind":"shop","country":"CH","time_zone":"Europe/Zurich","names":{"en":"Zürich"},"address":{"city":"Zürich"},"lines":["Zürich"]})"});
    ASSERT_TRUE(item_management::inventory::decide_receipt(decision, {.code = "shop-zuerich", .kind = item_management::inventory::PlaceKind::shop}, {"SCARF", 3}, {}, shop.clock.now(), shop.random));
    ASSERT_TRUE(shop.commit(std::move(decision)));
    session = run_until_done(tills.open("claire", "shop-zuerich", {20'000, kChf})).value();
  }
  SaleOutcome sell(std::vector<TillPayment> payments, const std::string& key = "k") {
    return run_until_done(tills.sell("claire", {.session_id = session.id, .lines = {{"SCARF", 1}}, .payments = std::move(payments)}, key, "d")).value();
  }
  Shop shop;
  Tills tills{shop.context, shop.goods, House{rules().markets, rules().taxes, rules().shipping, rules().addresses}};
  TillSession session;
};

TEST_F(ZurichTill, the_customer_pays_what_coins_can_pay_and_the_drawer_is_right) {
  const auto outcome = sell({cash(1'003, 1'005)});
  ASSERT_TRUE(std::holds_alternative<SaleRecorded>(outcome));
  const auto& sale = std::get<SaleRecorded>(outcome).sale;
  EXPECT_EQ(sale.totals.total, (Money{1'003, kChf})) << "the price and its tax stay";
  EXPECT_EQ(sale.rounding, (Money{2, kChf}));
  EXPECT_EQ(sale.payments[0].amount, (Money{1'005, kChf}));
  EXPECT_EQ(sale.change, (Money{0, kChf}));
  const auto closed = run_until_done(tills.close("claire", session.id, {21'005, kChf}, "c")).value();
  EXPECT_EQ(closed.difference.value(), (Money{0, kChf}));
}

TEST_F(ZurichTill, the_exact_price_is_not_enough_where_coins_cannot_pay_it) {
  EXPECT_TRUE(std::holds_alternative<SaleInvalid>(sell({cash(1'003, 1'003)})));
}

TEST_F(ZurichTill, card_and_cash_pay_one_sale_together) {
  const auto outcome = sell({card(500), cash(503, 1'000)});
  ASSERT_TRUE(std::holds_alternative<SaleRecorded>(outcome));
  const auto& sale = std::get<SaleRecorded>(outcome).sale;
  EXPECT_EQ(sale.change, (Money{495, kChf})) << "10.00 given for 5.05";
  const auto now = run_until_done(tills.current("claire")).value();
  EXPECT_EQ(now->card_taken, (Money{500, kChf}));
  EXPECT_EQ(now->cash_taken, (Money{505, kChf}));
}

}  // namespace
}  // namespace atelier::order_management::testing
