// Pieces come back to the shop that sold them: shelf, drawer, books and receipts in one commit.
#include <gtest/gtest.h>

#include "item_management/inventory/movements.h"
#include "item_management/vocabulary.h"
#include "order_management/testing.h"
#include "payment/ledger.h"
#include "order_management/till/till.h"

namespace atelier::order_management::testing {
namespace {

const Currency kEur = *Currency::parse("EUR");
constexpr std::int64_t kCoat = 329'000;

class TillRefundTest : public ::testing::Test {
 protected:
  void SetUp() override {
    events::Decision decision;
    decision.write(storage::Put{
        .key = item_management::vocabulary_key("location", "shop-paris"),
        .body = R"({"code":"shop-paris","kind":"shop","country":"FR","time_zone":"Europe/Paris","names":{"en":"Paris"},"address":{"city":"Paris"},"lines":[]})"});
    ASSERT_TRUE(shop.commit(std::move(decision)));
    events::Decision goods;
    namespace inventory = item_management::inventory;
    ASSERT_TRUE(inventory::decide_receipt(goods, {"shop-paris", inventory::PlaceKind::shop, Region::europe}, {"COAT-38", 5}, {}, shop.clock.now(), shop.random));
    ASSERT_TRUE(shop.commit(std::move(goods)));
    session = run_until_done(tills.open("claire", "shop-paris", {20'000, kEur})).value();
    NewSale wanted{.session_id = session.id, .lines = {{"COAT-38", 3}}};
    wanted.payments = {{.means = TillMeans::cash, .amount = {2 * kCoat, kEur}, .tendered = Money{2 * kCoat, kEur}},
                       {.means = TillMeans::card, .amount = {kCoat, kEur}}};
    auto sold = run_until_done(tills.sell("claire", wanted, "s", "d"));
    ASSERT_TRUE(sold && std::holds_alternative<SaleRecorded>(*sold));
    sale = std::get<SaleRecorded>(*sold).sale;
  }
  Result<SaleOutcome> refund(int quantity, std::string key, TillMeans means = TillMeans::cash, std::string digest = "d") {
    NewRefund wanted{.session_id = session.id, .lines = {{"COAT-38", quantity}}, .means = means, .reason = "too small"};
    return run_until_done(tills.refund("claire", sale.id, wanted, std::move(key), std::move(digest)));
  }
  std::int64_t on_shelf() {
    return run_until_done(item_management::inventory::available_at(shop.store, "shop-paris", {"COAT-38"})).value()["COAT-38"];
  }
  TillSession now() { return *run_until_done(tills.current("claire")).value(); }

  Shop shop;
  Tills tills{shop.context, shop.goods, House{rules().markets, rules().taxes, rules().shipping, rules().addresses}};
  TillSession session;
  Sale sale;
};

TEST_F(TillRefundTest, a_piece_comes_back_and_its_money_goes_once) {
  EXPECT_EQ(on_shelf(), 2);
  for (int i = 0; i < 2; ++i) {
    const auto outcome = refund(1, "r1");
    ASSERT_TRUE(outcome && std::holds_alternative<SaleRecorded>(*outcome));
    const auto& recorded = std::get<SaleRecorded>(*outcome);
    EXPECT_EQ(recorded.repeated, i == 1);
    ASSERT_EQ(recorded.sale.refunds.size(), 1u);
    EXPECT_EQ(recorded.sale.refunds[0].amount, (Money{kCoat, kEur}));
    EXPECT_EQ(recorded.sale.refunds[0].receipt_number.substr(0, 4), "PAR-");
    EXPECT_NE(recorded.sale.refunds[0].receipt_number, recorded.sale.receipt_number);
  }
  EXPECT_EQ(on_shelf(), 3);
  EXPECT_EQ(now().cash_refunded, (Money{kCoat, kEur}));
  EXPECT_EQ(now().refund_count, 1);
  EXPECT_TRUE(run_until_done(payment::check_ledger(shop.store)).value().empty());
  const auto closed = run_until_done(tills.close("claire", session.id, {20'000 + kCoat, kEur}, "c")).value();
  EXPECT_EQ(closed.difference->amount_minor, 0) << "the drawer has the float and one coat's money";
}

TEST_F(TillRefundTest, never_more_comes_back_than_was_sold_nor_another_way_than_it_was_paid) {
  const auto refused = [](const Result<SaleOutcome>& outcome) { return outcome && std::holds_alternative<SaleInvalid>(*outcome); };
  EXPECT_TRUE(refused(refund(4, "r1")));
  EXPECT_TRUE(refused(refund(0, "r2")));
  EXPECT_TRUE(refused(refund(2, "r3", TillMeans::card))) << "only one coat was paid by card";
  EXPECT_TRUE(refused(refund(3, "r4"))) << "two were paid in cash";
  EXPECT_TRUE(std::holds_alternative<SaleRecorded>(*refund(2, "r5")));
  EXPECT_TRUE(std::holds_alternative<SaleRecorded>(*refund(1, "r6", TillMeans::card)));
  EXPECT_TRUE(refused(refund(1, "r7")));
  EXPECT_TRUE(std::holds_alternative<SaleKeyReused>(*refund(1, "r5", TillMeans::cash, "another")));
  EXPECT_EQ(on_shelf(), 5);
  EXPECT_EQ(now().card_refunded, (Money{kCoat, kEur}));
  EXPECT_TRUE(run_until_done(payment::check_ledger(shop.store)).value().empty());
}

TEST_F(TillRefundTest, the_receipt_is_printed_with_what_came_back) {
  const auto outcome = refund(1, "r1");
  const auto pdf = run_until_done(tills.receipt(std::get<SaleRecorded>(*outcome).sale, true, "fr"));
  ASSERT_TRUE(pdf);
  EXPECT_EQ(pdf->substr(0, 5), "%PDF-");
}

}  // namespace
}  // namespace atelier::order_management::testing
