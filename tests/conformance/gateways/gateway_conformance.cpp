// Journeys of payments: the page, the money, the way back.
#include "gateway_conformance.h"

#include <gmock/gmock.h>

namespace atelier::payment::conformance {

namespace {
const Currency kEur = *Currency::parse("EUR");
}

Payment GatewayConformance::new_payment(Money amount, CaptureMode mode) {
  return {.id = PaymentId::make(Region::europe, kNow, random_),
          .reference = "ord_e01KAQ7",
          .amount = amount,
          .capture_mode = mode,
          .market = "fr",
          .locale = "fr",
          .email = "claire@example.com",
          .return_url = "https://shop.test/checkout/return?order=1",
          .provider = std::string(gateway().name()),
          .created_at = kNow,
          .updated_at = kNow};
}

Payment GatewayConformance::new_payment(CaptureMode mode) { return new_payment({125'000, kEur}, mode); }

Payment GatewayConformance::applied(const Payment& payment, const GatewayStatus& status, Source source) {
  return decide_status(StoredPayment{payment, 1}, gateway().name(), status, kNow, source).payment;
}

Payment GatewayConformance::created(CaptureMode mode) {
  const auto payment = new_payment(mode);
  const auto status = create(payment, "create/" + payment.id.text());
  EXPECT_TRUE(status) << status.error().code << ": " << status.error().detail;
  return status ? applied(payment, *status) : payment;
}

Payment GatewayConformance::paid(CaptureMode mode) {
  auto payment = created(mode);
  provider().customer_pays(payment);
  return after_news(payment);
}

Result<GatewayNotice> GatewayConformance::read(const Message& message, Time now) {
  return run_until_done(gateway().read_webhook(
      [&](std::string_view name) {
        const auto found = message.headers.find(std::string(name));
        return found == message.headers.end() ? std::string_view() : std::string_view(found->second);
      },
      message.body, now));
}

Payment GatewayConformance::told(Payment payment, const GatewayNotice& notice) {
  if (notice.payment != payment.id) return payment;
  if (!notice.look_up) return applied(payment, notice.status, Source::message);
  const auto status = look_up(payment);
  EXPECT_TRUE(status) << status.error().code << ": " << status.error().detail;
  return status ? applied(payment, *status) : payment;
}

Payment GatewayConformance::after_news(Payment payment) {
  for (const auto& message : provider().messages()) {
    const auto notice = read(message);
    EXPECT_TRUE(notice) << notice.error().code << ": " << notice.error().detail << "\n" << message.body;
    if (notice) payment = told(payment, *notice);
  }
  const auto status = look_up(payment);
  EXPECT_TRUE(status) << status.error().code << ": " << status.error().detail;
  return status ? applied(payment, *status) : payment;
}

Payment GatewayConformance::captured(const Payment& payment, std::int64_t amount_minor, const std::string& key) {
  const auto status = capture(payment, amount_minor, key);
  EXPECT_TRUE(status) << status.error().code << ": " << status.error().detail;
  return status ? after_news(applied(payment, *status)) : payment;
}

Payment GatewayConformance::refunded(const Payment& payment, std::int64_t amount_minor, const std::string& key) {
  const auto status = refund(payment, amount_minor, key);
  EXPECT_TRUE(status) << status.error().code << ": " << status.error().detail;
  return status ? after_news(applied(payment, *status)) : payment;
}

TEST_P(GatewayConformance, create_gives_a_page_of_the_provider) {
  const auto payment = new_payment();
  const auto status = create(payment, "k");
  ASSERT_TRUE(status) << status.error().code << ": " << status.error().detail;
  EXPECT_EQ(status->state, PaymentState::action_required);
  EXPECT_TRUE(status->redirect_url.starts_with("http")) << status->redirect_url;
  EXPECT_FALSE(status->provider_reference.empty());
  EXPECT_EQ(status->captured_minor, 0);
  EXPECT_EQ(applied(payment, *status).state, PaymentState::action_required);
}

TEST_P(GatewayConformance, the_same_key_again_gives_the_same_page_and_makes_no_second_payment) {
  const auto payment = new_payment();
  const auto first = create(payment, "k");
  const auto again = create(payment, "k");
  ASSERT_TRUE(first && again);
  EXPECT_EQ(again->provider_reference, first->provider_reference);
  EXPECT_EQ(again->redirect_url, first->redirect_url);
  EXPECT_EQ(provider().payments_made(), 1u);
}

TEST_P(GatewayConformance, each_currency_is_asked_for_as_the_provider_writes_it_and_comes_back_as_ours) {
  for (const auto& priced : traits().priced) {
    SCOPED_TRACE(to_string(priced.amount));
    auto payment = new_payment(priced.amount);
    const auto status = create(payment, "k/" + payment.id.text());
    ASSERT_TRUE(status) << status.error().code << ": " << status.error().detail;
    payment = applied(payment, *status);
    EXPECT_EQ(provider().asked_for(payment), priced.asked);
    provider().customer_pays(payment);
    payment = after_news(payment);
    EXPECT_EQ(payment.state, PaymentState::captured);
    EXPECT_EQ(payment.captured_minor, priced.amount.amount_minor);
    payment = refunded(payment, priced.amount.amount_minor, "r/" + payment.id.text());
    EXPECT_EQ(payment.refunded_minor, priced.amount.amount_minor);
  }
}

TEST_P(GatewayConformance, an_amount_that_the_provider_cannot_take_exactly_is_refused_before_it_is_asked) {
  for (const auto& amount : traits().not_payable) {
    SCOPED_TRACE(to_string(amount));
    const auto status = create(new_payment(amount), "k");
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().kind, ErrorKind::invalid);
    EXPECT_EQ(status.error().code, "amount_not_payable");
  }
  EXPECT_EQ(provider().payments_made(), 0u);
}

TEST_P(GatewayConformance, nothing_is_captured_before_the_customer_pays_and_all_of_it_after) {
  auto payment = created();
  const auto before = look_up(payment);
  ASSERT_TRUE(before) << before.error().detail;
  EXPECT_EQ(before->state, PaymentState::action_required);
  EXPECT_EQ(before->captured_minor, 0);
  provider().customer_pays(payment);
  payment = after_news(payment);
  EXPECT_EQ(payment.state, PaymentState::captured);
  EXPECT_EQ(payment.captured_minor, 125'000);
  EXPECT_EQ(payment.refunded_minor, 0);
}

TEST_P(GatewayConformance, the_returning_browser_alone_is_enough) {
  auto payment = created();
  provider().customer_pays(payment);
  const auto status = look_up(payment);  // the messages are still on their way
  ASSERT_TRUE(status) << status.error().detail;
  payment = applied(payment, *status);
  EXPECT_EQ(payment.state, PaymentState::captured);
  EXPECT_EQ(payment.captured_minor, 125'000);
  payment = after_news(payment);
  EXPECT_EQ(payment.state, PaymentState::captured);
  EXPECT_EQ(payment.captured_minor, 125'000);
}

TEST_P(GatewayConformance, an_authorised_payment_is_held_until_it_is_captured) {
  auto payment = paid(CaptureMode::manual);
  EXPECT_EQ(payment.state, PaymentState::authorised);
  EXPECT_EQ(payment.captured_minor, 0);
  payment = captured(payment, 125'000, "c1");
  EXPECT_EQ(payment.state, PaymentState::captured);
  EXPECT_EQ(payment.captured_minor, 125'000);
}

TEST_P(GatewayConformance, what_is_shipped_in_parts_is_captured_in_parts) {
  auto payment = captured(paid(CaptureMode::manual), 45'000, "c1");
  EXPECT_EQ(payment.captured_minor, 45'000);
  EXPECT_EQ(payment.refunded_minor, 0) << "what a partial capture lets go was never ours";
  if (!traits().captures_in_parts) {
    EXPECT_EQ(capture(payment, 80'000, "c2").error().kind, ErrorKind::invalid);
    return;
  }
  payment = captured(payment, 80'000, "c2");
  EXPECT_EQ(payment.captured_minor, 125'000);
  EXPECT_EQ(payment.state, PaymentState::captured);
}

TEST_P(GatewayConformance, the_same_capture_again_takes_it_once) {
  auto payment = paid(CaptureMode::manual);
  ASSERT_TRUE(capture(payment, 45'000, "c1"));
  ASSERT_TRUE(capture(payment, 45'000, "c1"));
  EXPECT_EQ(after_news(payment).captured_minor, 45'000);
}

TEST_P(GatewayConformance, money_goes_back_in_parts_until_all_of_it_is_back) {
  auto payment = refunded(paid(CaptureMode::automatic), 25'000, "r1");
  EXPECT_EQ(payment.state, PaymentState::captured);
  EXPECT_EQ(payment.refunded_minor, 25'000);
  payment = refunded(payment, 100'000, "r2");
  EXPECT_EQ(payment.state, PaymentState::refunded);
  EXPECT_EQ(payment.refunded_minor, 125'000);
}

TEST_P(GatewayConformance, money_goes_back_across_the_parts_it_was_captured_in) {
  auto payment = paid(CaptureMode::manual);
  if (traits().captures_in_parts) {
    payment = captured(captured(payment, 45'000, "c1"), 80'000, "c2");
  } else {
    payment = captured(payment, 125'000, "c1");
  }
  payment = refunded(payment, 60'000, "r1");
  EXPECT_EQ(payment.refunded_minor, 60'000);
  EXPECT_EQ(refunded(payment, 65'000, "r2").refunded_minor, 125'000);
}

TEST_P(GatewayConformance, the_same_refund_again_gives_it_back_once) {
  auto payment = paid(CaptureMode::automatic);
  ASSERT_TRUE(refund(payment, 25'000, "r1"));
  ASSERT_TRUE(refund(payment, 25'000, "r1"));
  EXPECT_EQ(after_news(payment).refunded_minor, 25'000);
}

TEST_P(GatewayConformance, more_than_was_captured_never_goes_back) {
  auto payment = paid(CaptureMode::automatic);
  const auto too_much = refund(payment, 125'001, "r1");
  if (!too_much) EXPECT_EQ(too_much.error().kind, ErrorKind::invalid);
  if (too_much) EXPECT_TRUE(traits().tells_parts_later);
  EXPECT_EQ(after_news(payment).refunded_minor, 0);
}

TEST_P(GatewayConformance, a_hold_that_is_not_needed_is_released) {
  auto payment = paid(CaptureMode::manual);
  const auto released = run_until_done(gateway().void_payment(payment, "v1"));
  ASSERT_TRUE(released) << released.error().code << ": " << released.error().detail;
  payment = after_news(applied(payment, *released));
  EXPECT_EQ(payment.state, PaymentState::voided);
  EXPECT_EQ(payment.captured_minor, 0);
  EXPECT_EQ(payment.refunded_minor, 0);
  EXPECT_TRUE(run_until_done(gateway().void_payment(payment, "v1"))) << "the same call again";
  EXPECT_EQ(after_news(payment).state, PaymentState::voided);
}

TEST_P(GatewayConformance, a_page_that_nobody_needs_is_closed) {
  if (!traits().closes_pages) GTEST_SKIP() << "this provider's pages only expire";
  auto payment = created();
  const auto closed = run_until_done(gateway().void_payment(payment, "v1"));
  ASSERT_TRUE(closed) << closed.error().code << ": " << closed.error().detail;
  EXPECT_EQ(after_news(applied(payment, *closed)).state, PaymentState::expired);
}

TEST_P(GatewayConformance, a_page_that_nobody_paid_on_expires) {
  auto payment = created();
  provider().customer_stays_away(payment);
  EXPECT_EQ(after_news(payment).state, PaymentState::expired);
}

TEST_P(GatewayConformance, a_declined_card_takes_no_money_and_another_one_does) {
  auto payment = created();
  provider().customer_is_declined(payment);
  payment = after_news(payment);
  EXPECT_EQ(payment.captured_minor, 0);
  EXPECT_EQ(payment.authorised_minor, 0);
  EXPECT_EQ(payment.state, traits().says_no_on_its_page ? PaymentState::action_required : PaymentState::failed);
  provider().customer_pays(payment);
  EXPECT_EQ(after_news(payment).state, PaymentState::captured);
}

TEST_P(GatewayConformance, a_bank_that_asks_the_customer_holds_nothing_until_she_answered) {
  auto payment = created();
  provider().customer_is_challenged(payment);
  payment = after_news(payment);
  EXPECT_EQ(payment.state, PaymentState::action_required);
  EXPECT_EQ(payment.captured_minor, 0);
  provider().customer_pays(payment);
  EXPECT_EQ(after_news(payment).state, PaymentState::captured);
}

TEST_P(GatewayConformance, what_was_never_created_cannot_be_asked_about) {
  const auto status = look_up(new_payment());
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::invalid);
}

}  // namespace atelier::payment::conformance
