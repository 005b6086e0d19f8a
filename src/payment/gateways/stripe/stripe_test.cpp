// What only Stripe has. Journeys, faults and messages in general: tests/conformance/gateways.
#include <gtest/gtest.h>

#include "payment/gateways/stripe/stripe_amount.h"
#include "payment/gateways/stripe/stripe_locale.h"
#include "payment/gateways/stripe/stripe_objects.h"
#include "payment/gateways/stripe/stripe_webhook.h"
#include "security/signature.h"

namespace atelier::payment::stripe {
namespace {

const Time kNow = from_unix_ms(1'795'000'000'000);

Money money(std::int64_t amount_minor, std::string_view currency) { return {amount_minor, *Currency::parse(currency)}; }

TEST(StripeAmount, is_the_minor_unit_but_for_isk_and_three_decimals) {
  EXPECT_EQ(to_stripe_amount(money(1'234, "EUR")), 1'234);
  EXPECT_EQ(to_stripe_amount(money(500, "JPY")), 500);
  EXPECT_EQ(to_stripe_amount(money(5, "ISK")), 500);
  EXPECT_EQ(to_stripe_amount(money(5'120, "KWD")), 5'120);
  EXPECT_EQ(to_stripe_amount(money(5'124, "KWD")).error().code, "amount_not_payable");
  for (const auto* currency : {"EUR", "JPY", "ISK", "KWD", "HUF", "TWD"}) {
    EXPECT_EQ(from_stripe_amount(*to_stripe_amount(money(7'340, currency)), *Currency::parse(currency)), 7'340) << currency;
  }
}

TEST(StripeLocale, is_the_nearest_that_the_page_has) {
  EXPECT_EQ(stripe_locale("fr"), "fr");
  EXPECT_EQ(stripe_locale("en-GB"), "en-GB");
  EXPECT_EQ(stripe_locale("de-CH"), "de");
  EXPECT_EQ(stripe_locale("zh-Hans"), "zh");
  EXPECT_EQ(stripe_locale("zh-Hant"), "zh-TW");
  EXPECT_EQ(stripe_locale("ar"), "auto");
  EXPECT_EQ(stripe_locale(""), "auto");
}

TEST(StripeStatus, what_a_partial_capture_lets_go_was_never_given_back) {
  Charge charge{.amount = 20'675, .amount_captured = 20'300, .amount_refunded = 375, .captured = true, .currency = "eur", .status = "succeeded"};
  EXPECT_EQ(status_of(charge).state, PaymentState::captured);
  EXPECT_EQ(status_of(charge).captured_minor, 20'300);
  EXPECT_EQ(status_of(charge).refunded_minor, 0);
  charge.amount_refunded = 20'675;
  EXPECT_EQ(status_of(charge).state, PaymentState::refunded);
  EXPECT_EQ(status_of(charge).refunded_minor, 20'300);
}

TEST(StripeStatus, a_hold_that_stripe_let_go_by_itself_has_expired) {
  PaymentIntent intent{.status = "canceled", .cancellation_reason = "automatic", .charges = {{{.currency = "eur", .status = "succeeded"}}}};
  EXPECT_EQ(status_of(intent).state, PaymentState::expired);
  intent.cancellation_reason = std::nullopt;
  EXPECT_EQ(status_of(intent).state, PaymentState::voided);
}

TEST(StripeStatus, a_session_that_waits_for_a_slow_bank_is_not_paid) {
  EXPECT_EQ(status_of(Session{.id = "cs_1", .status = "complete", .payment_status = "unpaid"}).state, PaymentState::action_required);
}

TEST(StripeWebhook, a_connected_accounts_message_is_not_ours) {
  SeededRandom random(3);
  const auto id = PaymentId::make(Region::europe, kNow, random).text();
  const auto event = [&](const std::string& account) {
    return R"({"id":"evt_1",)" + account + R"("type":"checkout.session.completed","data":{"object":{"id":"cs_1","payment_status":"paid",)"
           R"("currency":"eur","amount_total":100,"client_reference_id":")" + id + "\"}}}";
  };
  EXPECT_TRUE(read_event(event(""))->payment);
  EXPECT_FALSE(read_event(event(R"("account":"acct_9",)"))->payment);
}

TEST(StripeWebhook, one_of_two_secrets_may_match_while_they_are_changed) {
  const std::string body = R"({"id":"evt_1","type":"payout.paid","data":{"object":{}}})";
  const auto good = security::sign_webhook("new", body, kNow);
  const auto old = security::sign_webhook("old", body, kNow);
  EXPECT_TRUE(read_webhook("new", old + good.substr(good.find(',')), body, kNow));
  EXPECT_EQ(read_webhook("new", old, body, kNow).error().code, "signature_wrong");
  EXPECT_EQ(read_webhook("new", good, body, kNow + std::chrono::seconds(301)).error().code, "signature_too_old");
}

}  // namespace
}  // namespace atelier::payment::stripe
