// What only Adyen has. Journeys, faults and messages in general: tests/conformance/gateways.
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "payment/gateways/adyen/adyen_amount.h"
#include "payment/gateways/adyen/adyen_gateway.h"
#include "payment/gateways/adyen/adyen_reference.h"
#include "payment/gateways/adyen/adyen_settlement.h"
#include "payment/gateways/adyen/adyen_webhook.h"

namespace atelier::payment {
namespace {

const Time kNow = from_unix_ms(1'795'000'000'000);
Money money(std::int64_t amount_minor, std::string_view currency) { return {amount_minor, *Currency::parse(currency)}; }
PaymentId some_id() {
  SeededRandom random(9);
  return PaymentId::make(Region::asia, kNow, random);
}

TEST(AdyenAmount, is_the_minor_unit_but_for_isk_and_idr) {
  EXPECT_EQ(to_adyen_amount(money(1'234, "EUR")), 1'234);
  EXPECT_EQ(to_adyen_amount(money(500, "JPY")), 500);
  EXPECT_EQ(to_adyen_amount(money(5'124, "KWD")), 5'124);
  EXPECT_EQ(to_adyen_amount(money(5, "ISK")), 500);
  EXPECT_EQ(to_adyen_amount(money(250'000, "IDR")), 2'500);
  EXPECT_EQ(to_adyen_amount(money(250'050, "IDR")).error().code, "amount_not_payable");
  EXPECT_EQ(from_adyen_amount(2'500, *Currency::parse("IDR")), 250'000);
  EXPECT_EQ(from_adyen_amount(501, *Currency::parse("ISK")), std::nullopt);
}

TEST(AdyenReference, says_whose_payment_it_is_and_who_captures) {
  Payment payment{.id = some_id()};
  EXPECT_FALSE(adyen::parse_reference(adyen::reference_of(payment))->is_manual);
  payment.capture_mode = CaptureMode::manual;
  EXPECT_TRUE(adyen::parse_reference(adyen::reference_of(payment))->is_manual);
  EXPECT_EQ(adyen::parse_reference(adyen::part_reference_of(payment))->payment, payment.id);
  EXPECT_FALSE(adyen::parse_reference("another shop's order 7"));
  EXPECT_FALSE(adyen::parse_reference(""));
}

// The example of docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures.
TEST(AdyenWebhook, signs_the_documented_example_as_documented) {
  const adyen::Item item{.pspReference = "7914073381342284",
                         .merchantAccountCode = "TestMerchant",
                         .merchantReference = "TestPayment-1407325143704",
                         .amount = {"EUR", 1130},
                         .eventCode = "AUTHORISATION",
                         .success = "true"};
  EXPECT_EQ(adyen::sign(*base::from_hex("44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"), item),
            "coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=");
}

TEST(AdyenWebhook, one_item_a_message) {
  EXPECT_EQ(adyen::parse_item(R"({"live":"false","notificationItems":[]})").error().kind, ErrorKind::invalid);
  EXPECT_EQ(adyen::parse_item(R"({"notificationItems":[{"NotificationRequestItem":{}},{"NotificationRequestItem":{}}]})").error().kind, ErrorKind::invalid);
}

TEST(AdyenWebhook, a_part_that_was_refused_changes_nothing) {
  adyen::Item item{.pspReference = "8825408195409505",
                   .originalReference = "8535516988870683",
                   .merchantAccountCode = "House",
                   .merchantReference = some_id().text() + "/part",
                   .amount = {"EUR", 1000},
                   .eventCode = "CAPTURE",
                   .success = "true"};
  ASSERT_TRUE(adyen::read_item("House", item).payment);
  EXPECT_EQ(adyen::read_item("House", item).status.part->amount_minor, 1000);
  item.success = "false";
  EXPECT_FALSE(adyen::read_item("House", item).payment);
  item.eventCode = "REFUND";
  EXPECT_FALSE(adyen::read_item("House", item).payment);
  item.success = "true";
  EXPECT_TRUE(adyen::read_item("House", item).status.part->is_refund);
  EXPECT_FALSE(adyen::read_item("Another", item).payment);
}

TEST(AdyenWebhook, a_hold_that_ran_out_has_expired) {
  const adyen::Item item{.pspReference = "1", .merchantAccountCode = "House", .merchantReference = some_id().text(), .amount = {"EUR", 1}, .eventCode = "EXPIRE", .success = "true"};
  EXPECT_EQ(adyen::read_item("House", item).status.state, PaymentState::expired);
}

TEST(AdyenSettlement, what_was_settled_refunded_charged_back_and_paid_out) {
  const std::string id = some_id().text();
  const auto lines = read_adyen_settlement(
      "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Modification Reference,Gross "
      "Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees "
      "(NC),Interchange (NC),Payment Method Variant,Modification Merchant Reference,Batch Number,Reserved4\n"
      "House,Shop,1813702551707653," + id + ",visa,2026-11-22 11:26:49,CET,Settled,1713702551795048,GBP,,5.00,1,GBP,,4.88,,0.04,0.01,0.07,visaclassic,,4,\n"
      "House,Shop,1813702551707653," + id + "/manual,visa,2026-11-22 12:00:00,UTC,Refunded,1713702551795049,GBP,2.00,,1,GBP,2.00,,,,,,visaclassic,,4,\n"
      "House,Shop,1313642467023511," + id + ",visa,2026-11-22 22:37:26,CEST,Chargeback,2313642467170922,EUR,349.99,,1,EUR,357.49,,7.5,,,,visaclassic,,4,\n"
      "House,Shop,,,,2026-11-23 04:55:40,CET,Fee,Transaction Fees November,,,,,EUR,12.30,,,,,,,,4,\n"
      "House,Shop,,,,2026-11-23 04:55:40,CET,MerchantPayout,\"TX1, batch 4\",,,,,EUR,100.00,,,,,,,,4,\n");
  ASSERT_TRUE(lines) << lines.error().detail;
  ASSERT_EQ(lines->size(), 5u);
  const auto& settled = (*lines)[0];
  EXPECT_EQ(settled.type, SettlementType::capture);
  EXPECT_EQ(to_string(settled.gross), "5.00 GBP");
  EXPECT_EQ(to_string(settled.fee), "0.12 GBP");
  EXPECT_EQ(settled.provider_reference, "1813702551707653");
  EXPECT_EQ(settled.payment_id_text, id);
  EXPECT_EQ(to_rfc3339(settled.at), "2026-11-22T10:26:49.000Z");
  EXPECT_EQ((*lines)[1].type, SettlementType::refund);
  EXPECT_EQ(to_string((*lines)[1].gross), "-2.00 GBP");
  EXPECT_EQ((*lines)[1].payment_id_text, id);
  EXPECT_EQ((*lines)[2].type, SettlementType::chargeback);
  EXPECT_EQ((*lines)[3].type, SettlementType::fee);
  EXPECT_EQ(to_string((*lines)[3].gross), "-12.30 EUR");
  EXPECT_EQ((*lines)[4].type, SettlementType::payout);
  for (std::size_t i = 1; i < lines->size(); ++i) EXPECT_NE((*lines)[i].line_id, (*lines)[i - 1].line_id);
}

TEST(AdyenGateway, a_key_that_is_not_hex_stops_the_start) {
  class NoClient final : public http::Client {
    Task<Result<http::ClientResponse>> send(http::ClientRequest) override { co_return fail(ErrorKind::unavailable, "none"); }
  } client;
  EXPECT_EQ(make_adyen_gateway({.hmac_key = "whsec_no_hex"}, client).error().code, "bad_value");
  EXPECT_EQ(make_adyen_gateway({.hmac_key = ""}, client).error().code, "bad_value");
}

}  // namespace
}  // namespace atelier::payment
