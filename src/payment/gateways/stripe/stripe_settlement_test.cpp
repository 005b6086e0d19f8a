#include "payment/gateways/stripe/stripe_settlement.h"

#include <gtest/gtest.h>

namespace atelier::payment {
namespace {

constexpr char kHeader[] =
    "balance_transaction_id,created_utc,created,available_on_utc,available_on,currency,gross,fee,net,reporting_category,source_id,description,"
    "customer_facing_amount,customer_facing_currency,payment_intent_id,payment_metadata[atelier_payment]\n";

TEST(StripeSettlement, charges_refunds_disputes_and_payouts) {
  const auto lines = read_stripe_settlement(std::string(kHeader) +
                                            "txn_1,2026-11-22 09:30:00,2026-11-22 10:30:00,,,eur,1250.00,18.38,1231.62,charge,ch_1,,1250.00,eur,pi_1,pay_1\n"
                                            "txn_2,2026-11-22 11:00:00,,,,eur,-250.00,0.00,-250.00,refund,re_1,,250.00,eur,pi_1,pay_1\n"
                                            "txn_3,2026-11-22 12:00:00,,,,eur,-100.00,15.00,-115.00,dispute,dp_1,,,,pi_2,pay_2\n"
                                            "txn_4,2026-11-23 00:00:00,,,,eur,-866.62,0.00,-866.62,payout,po_1,STRIPE PAYOUT,,,,\n");
  ASSERT_TRUE(lines) << lines.error().detail;
  ASSERT_EQ(lines->size(), 4u);
  EXPECT_EQ((*lines)[0].type, SettlementType::capture);
  EXPECT_EQ(to_string((*lines)[0].gross), "1250.00 EUR");
  EXPECT_EQ(to_string((*lines)[0].fee), "18.38 EUR");
  EXPECT_EQ((*lines)[0].line_id, "txn_1");
  EXPECT_EQ((*lines)[0].payment_id_text, "pay_1");
  EXPECT_EQ(to_rfc3339((*lines)[0].at), "2026-11-22T09:30:00.000Z");
  EXPECT_EQ((*lines)[1].type, SettlementType::refund);
  EXPECT_EQ(to_string((*lines)[1].gross), "-250.00 EUR");
  EXPECT_EQ((*lines)[2].type, SettlementType::chargeback);
  EXPECT_EQ((*lines)[3].type, SettlementType::payout);
}

TEST(StripeSettlement, a_price_in_yen_is_told_in_yen_though_we_are_paid_in_euro) {
  const auto lines = read_stripe_settlement(std::string(kHeader) + "txn_1,2026-11-22 09:30:00,,,,eur,600.12,9.00,591.12,charge,ch_1,,98000,jpy,pi_1,pay_1\n");
  ASSERT_TRUE(lines) << lines.error().detail;
  EXPECT_EQ(to_string((*lines)[0].gross), "98000 JPY");
  EXPECT_EQ(to_string((*lines)[0].fee), "9.00 EUR");
}

TEST(StripeSettlement, what_a_partial_capture_let_go_is_taken_off_what_was_captured) {
  const auto lines = read_stripe_settlement(std::string(kHeader) +
                                            "txn_1,2026-11-22 09:30:00,,,,eur,1250.00,18.38,1231.62,charge,ch_1,,,,pi_1,pay_1\n"
                                            "txn_2,2026-11-22 09:30:00,,,,eur,-800.00,-11.20,-788.80,partial_capture_reversal,re_1,,,,pi_1,pay_1\n");
  ASSERT_TRUE(lines) << lines.error().detail;
  EXPECT_EQ((*lines)[1].type, SettlementType::capture);
  EXPECT_EQ(to_string((*lines)[0].gross + (*lines)[1].gross), "450.00 EUR");
}

TEST(StripeSettlement, what_is_wrong_is_named_by_line_and_column) {
  EXPECT_NE(read_stripe_settlement("balance_transaction_id,created\n").error().detail.find("currency"), std::string::npos);
  const auto broken = read_stripe_settlement(std::string(kHeader) + "txn_1,2026-11-22 09:30:00,,,,eur,1250,00,18.38,charge,ch_1,,,,pi_1,pay_1\n" +
                                             "txn_2,then,,,,eur,1.00,0,1.00,charge,ch_2,,,,pi_2,pay_2\n");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, "settlement_row");
  EXPECT_NE(broken.error().detail.find("line 3, column \"created_utc\""), std::string::npos) << broken.error().detail;
}

}  // namespace
}  // namespace atelier::payment
