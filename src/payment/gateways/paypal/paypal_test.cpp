// What only PayPal has. Journeys, faults and messages in general: tests/conformance/gateways.
#include <gtest/gtest.h>

#include "base/thread_executor.h"
#include "payment/gateways/paypal/paypal_amount.h"
#include "payment/gateways/paypal/paypal_order.h"
#include "payment/gateways/paypal/paypal_settlement.h"
#include "payment/gateways/paypal/paypal_token.h"
#include "payment/gateways/paypal/paypal_webhook.h"

namespace atelier::payment::paypal {
namespace {

const Time kNow = from_unix_ms(1'795'000'000'000);
Money money(std::int64_t amount_minor, std::string_view currency) { return {amount_minor, *Currency::parse(currency)}; }

TEST(PaypalAmount, is_decimal_text_in_the_currencies_that_paypal_takes) {
  EXPECT_EQ(to_paypal_amount(money(125'005, "EUR")), "1250.05");
  EXPECT_EQ(to_paypal_amount(money(5, "EUR")), "0.05");
  EXPECT_EQ(to_paypal_amount(money(98'000, "JPY")), "98000");
  EXPECT_EQ(to_paypal_amount(money(45'000'00, "HUF")), "45000");
  for (const auto& refused : {money(45'000'50, "HUF"), money(1, "TWD"), money(1'000, "KWD"), money(1'000, "KRW"), money(1'000, "AED"), money(1'000, "INR")}) {
    EXPECT_EQ(to_paypal_amount(refused).error().code, "amount_not_payable") << to_string(refused);
  }
}

TEST(PaypalAmount, is_read_in_whole_minor_units_only) {
  const auto eur = *Currency::parse("EUR"), jpy = *Currency::parse("JPY");
  EXPECT_EQ(from_paypal_amount("1250.05", eur), 125'005);
  EXPECT_EQ(from_paypal_amount("1250.5", eur), 125'050);
  EXPECT_EQ(from_paypal_amount("1250", eur), 125'000);
  EXPECT_EQ(from_paypal_amount("98000.00", jpy), 98'000);
  for (const auto* text : {"", ".", ".5", "-1.00", "1.005", "1,00", "1e3", "9999999999999999", "1.2.3"}) EXPECT_FALSE(from_paypal_amount(text, eur)) << text;
  EXPECT_FALSE(from_paypal_amount("98000.50", jpy));
}

Order captured_in_two() {
  Order order{.id = "5O1", .status = "COMPLETED"};
  order.purchase_units.push_back(
      {.payments = {.captures = {{"C1", "COMPLETED", {"EUR", "450.00"}}, {"C2", "PARTIALLY_REFUNDED", {"EUR", "800.00"}}},
                    .refunds = {{"R1", "COMPLETED", {"EUR", "100.00"}, "other", {{"https://api/v2/payments/captures/C2", "up"}}}}}});
  return order;
}

TEST(PaypalRefund, goes_across_captures_by_what_is_left_of_each) {
  const auto parts = decide_refund(captured_in_two(), money(1'000'00, "EUR"), "mine");
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 2u);
  EXPECT_EQ((*parts)[0].capture, "C1");
  EXPECT_EQ((*parts)[0].amount_minor, 450'00);
  EXPECT_EQ((*parts)[1].amount_minor, 550'00);
  EXPECT_TRUE(decide_refund(captured_in_two(), money(1'150'00, "EUR"), "mine"));
  EXPECT_EQ(decide_refund(captured_in_two(), money(1'150'01, "EUR"), "mine").error().code, "more_than_captured");
}

TEST(PaypalRefund, what_went_back_under_its_mark_before_the_answer_was_lost_is_not_given_twice) {
  auto order = captured_in_two();
  order.purchase_units[0].payments.refunds.push_back({"R2", "PENDING", {"EUR", "450.00"}, "mine", {{"https://api/v2/payments/captures/C1", "up"}}});
  const auto parts = decide_refund(order, money(1'000'00, "EUR"), "mine");
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 1u);
  EXPECT_EQ((*parts)[0].capture, "C2");
  EXPECT_EQ((*parts)[0].amount_minor, 550'00);
}

class TokenClient final : public http::Client {
 public:
  Task<Result<http::ClientResponse>> send(http::ClientRequest) override {
    ++calls;
    if (hold) co_await *hold;
    co_return http::ClientResponse{.status = status, .body = R"({"access_token":"t)" + std::to_string(calls) + R"(","expires_in":3600})"};
  }
  int calls = 0;
  int status = 200;
  std::optional<Completion<bool>> hold;
};

TEST(PaypalToken, is_kept_until_shortly_before_it_expires) {
  TokenClient client;
  ManualClock clock{kNow};
  Token token({.base_url = "http://paypal.test"}, client, clock);
  EXPECT_EQ(run_until_done(token.get()), "t1");
  clock.advance(std::chrono::minutes(58));
  EXPECT_EQ(run_until_done(token.get()), "t1");
  clock.advance(std::chrono::minutes(1));
  EXPECT_EQ(run_until_done(token.get()), "t2");
  token.forget("t1");  // a late refusal of the old one
  EXPECT_EQ(run_until_done(token.get()), "t2");
  token.forget("t2");
  EXPECT_EQ(run_until_done(token.get()), "t3");
}

TEST(PaypalToken, many_who_wait_share_one_call) {
  TokenClient client;
  ManualClock clock{kNow};
  Token token({.base_url = "http://paypal.test"}, client, clock);
  LoopExecutor loop;
  int told = 0;
  client.hold.emplace();
  loop.post([&] {
    for (int i = 0; i < 50; ++i) {
      spawn(token.get(), [&](const Result<std::string>& got) {
        EXPECT_EQ(got, "t1");
        ++told;
      });
    }
    client.hold->resolver()(true);
  });
  loop.run_until([&] { return told == 50; });
  EXPECT_EQ(client.calls, 1);
}

TEST(PaypalToken, without_one_nothing_was_asked) {
  TokenClient client;
  ManualClock clock{kNow};
  Token token({.base_url = "http://paypal.test"}, client, clock);
  client.status = 500;
  EXPECT_EQ(run_until_done(token.get()).error().kind, ErrorKind::unavailable);
  client.status = 401;
  EXPECT_EQ(run_until_done(token.get()).error().kind, ErrorKind::denied);
  client.status = 200;
  EXPECT_TRUE(run_until_done(token.get()));
}

TEST(PaypalWebhook, a_certificate_at_another_house_is_refused_without_a_call) {
  const auto asked = [](const std::string& certificate, const std::string& at) {
    return to_verify([&](std::string_view name) -> std::string_view {
      if (name == "paypal-cert-url") return certificate;
      if (name == "paypal-transmission-time") return at;
      return "x";
    }, "{}", "WH1", kNow);
  };
  const auto now = to_rfc3339(kNow);
  EXPECT_TRUE(asked("https://api.paypal.com/v1/notifications/certs/CERT-1", now));
  EXPECT_TRUE(asked("https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1", now));
  for (const auto* url : {"http://api.paypal.com/c", "https://evil.test/c", "https://api.paypal.com.evil.test/c", "https://evil.test#.paypal.com/c",
                          "https://a@evil.test/.paypal.com", "https://notpaypal.com/c", "https://api.paypal.com", ""}) {
    EXPECT_EQ(asked(url, now).error().kind, ErrorKind::denied) << url;
  }
  EXPECT_EQ(asked("https://api.paypal.com/c", to_rfc3339(kNow - std::chrono::hours(97))).error().code, "signature_too_old");
  EXPECT_EQ(asked("https://api.paypal.com/c", "yesterday").error().kind, ErrorKind::denied);
}

TEST(PaypalSettlement, reads_transactions_between_their_frames) {
  SeededRandom random(5);
  const std::string id = PaymentId::make(Region::europe, kNow, random).text();
  const std::string head =
      "\"RH\",2026/11/23 02:44:19 -0700,\"A\",\"MERCHANT1\",009,\n\"FH\",01\n\"SH\",2026/11/22 00:00:00 -0700,2026/11/22 23:59:59 -0700,\"MERCHANT1\",\"\"\n"
      "\"CH\",\"Transaction ID\",\"Invoice ID\",\"PayPal Reference ID\",\"PayPal Reference ID Type\",\"Transaction Event Code\",\"Transaction Initiation "
      "Date\",\"Transaction Completion Date\",\"Transaction Debit or Credit\",\"Gross Transaction Amount\",\"Gross Transaction Currency\",\"Fee Debit or "
      "Credit\",\"Fee Amount\",\"Fee Currency\",\"Custom Field\"\n";
  const auto lines = read_paypal_settlement(
      head + "\"SB\",\"TX1\",\"\",\"5O1\",\"ODR\",\"T0006\",2026/11/22 00:01:17 -0700,2026/11/22 00:01:17 -0700,\"CR\",125000,\"EUR\",\"DR\",3660,\"EUR\",\"" + id +
      "\"\n\"SB\",\"TX2\",\"\",\"TX1\",\"TXN\",\"T1107\",2026/11/22 00:01:17 -0700,2026/11/22 01:00:00 +0000,\"DR\",25000,\"EUR\",,,,\"" + id +
      ".0a1b\"\n\"SB\",\"TX3\",,,,\"T0400\",2026/11/22 00:01:17 -0700,2026/11/22 00:01:17 -0700,\"DR\",90000,\"EUR\",,,,\n\"SF\",\"EUR\",0\n\"SC\",3\n\"RF\",\"EUR\"\n\"RC\",3\n\"FF\",3\n");
  ASSERT_TRUE(lines) << lines.error().detail;
  ASSERT_EQ(lines->size(), 3u);
  EXPECT_EQ((*lines)[0].type, SettlementType::capture);
  EXPECT_EQ(to_string((*lines)[0].gross), "1250.00 EUR");
  EXPECT_EQ(to_string((*lines)[0].fee), "36.60 EUR");
  EXPECT_EQ((*lines)[0].provider_reference, "5O1");
  EXPECT_EQ((*lines)[0].payment_id_text, id);
  EXPECT_EQ(to_rfc3339((*lines)[0].at), "2026-11-22T07:01:17.000Z");
  EXPECT_EQ((*lines)[1].type, SettlementType::refund);
  EXPECT_EQ(to_string((*lines)[1].gross), "-250.00 EUR");
  EXPECT_EQ((*lines)[1].payment_id_text, id);
  EXPECT_EQ((*lines)[2].type, SettlementType::payout);
  EXPECT_NE(read_paypal_settlement(head + "\"SB\",\"TX1\",,,,\"T0006\",x,2026-11-22,\"CR\",1,\"EUR\",,,,\n").error().detail.find("Transaction Completion Date"), std::string::npos);
  EXPECT_EQ(read_paypal_settlement("a,b\n").error().code, "settlement_row");
}

}  // namespace
}  // namespace atelier::payment::paypal
