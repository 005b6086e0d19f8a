// Messages of the provider: believed where they are genuine, harmless where they come twice, late, in any order, or from somebody else.
#include <algorithm>

#include "gateway_conformance.h"

namespace atelier::payment::conformance {

TEST_P(GatewayConformance, a_genuine_message_says_what_became_of_the_payment) {
  auto payment = created();
  provider().customer_pays(payment);
  const auto messages = provider().messages();
  ASSERT_FALSE(messages.empty());
  for (const auto& message : messages) {
    const auto notice = read(message);
    ASSERT_TRUE(notice) << notice.error().code << ": " << notice.error().detail;
    EXPECT_FALSE(notice->event.empty());
    ASSERT_EQ(notice->payment, payment.id);
    payment = told(payment, *notice);
  }
  EXPECT_EQ(payment.state, PaymentState::captured);
  EXPECT_EQ(payment.captured_minor, 125'000);
}

TEST_P(GatewayConformance, a_forged_a_changed_and_an_unsigned_message_are_denied) {
  auto payment = created();
  provider().customer_pays(payment);
  const auto message = provider().messages().at(0);
  EXPECT_EQ(read(provider().forged(message.body)).error().kind, ErrorKind::denied);
  EXPECT_EQ(read(provider().without_signature(message)).error().kind, ErrorKind::denied);

  auto changed = message;
  const auto at = changed.body.find("125000") != std::string::npos ? changed.body.find("125000") : changed.body.find("1250.00");
  ASSERT_NE(at, std::string::npos) << changed.body;
  changed.body[at] = '9';
  EXPECT_EQ(read(changed).error().kind, ErrorKind::denied);

  for (const auto& [name, value] : message.headers) {
    auto cut = message;
    cut.headers[name] = value.substr(0, value.size() / 2);
    const auto notice = read(cut);
    if (name != "content-type") EXPECT_FALSE(notice) << name;
  }
}

TEST_P(GatewayConformance, a_message_that_was_caught_and_is_sent_months_later_is_denied) {
  auto payment = created();
  provider().customer_pays(payment);
  const auto message = provider().messages().at(0);
  const auto later = read(message, kNow + std::chrono::days(90));
  if (traits().dates_messages) {
    ASSERT_FALSE(later);
    EXPECT_EQ(later.error().kind, ErrorKind::denied);
  } else {
    ASSERT_TRUE(later);  // it is a repeat, and changes nothing (below)
  }
}

TEST_P(GatewayConformance, repeats_and_wrong_order_change_nothing) {
  auto payment = created();
  provider().customer_pays(payment);
  auto messages = provider().messages();
  for (const auto& message : messages) payment = told(payment, *read(message));
  payment = refunded(payment, 25'000, "r1");
  const auto before = payment;
  std::ranges::reverse(messages);
  for (int twice = 0; twice < 2; ++twice) {
    for (const auto& message : messages) {
      const auto notice = read(message);
      ASSERT_TRUE(notice);
      payment = told(payment, *notice);
    }
  }
  EXPECT_EQ(json::write(payment), json::write(before));
}

TEST_P(GatewayConformance, the_same_message_is_known_by_its_event) {
  auto payment = created();
  provider().customer_pays(payment);
  const auto messages = provider().messages();
  EXPECT_EQ(read(messages.at(0))->event, read(messages.at(0))->event);
  for (std::size_t i = 1; i < messages.size(); ++i) EXPECT_NE(read(messages[i])->event, read(messages[0])->event);
}

TEST_P(GatewayConformance, what_is_about_somebody_else_or_something_else_is_taken_and_forgotten) {
  for (const auto& body : {provider().someone_elses(), provider().unrelated()}) {
    const auto notice = read(provider().signed_at(body, kNow));
    ASSERT_TRUE(notice) << notice.error().code << ": " << notice.error().detail << "\n" << body;
    EXPECT_FALSE(notice->payment) << body;
  }
}

TEST_P(GatewayConformance, a_signed_message_that_is_none_is_invalid) {
  for (const auto* body : {"", "not json", "[]", "{\"id\":[]}"}) {
    SCOPED_TRACE(body);
    const auto notice = read(provider().signed_at(body, kNow));
    ASSERT_FALSE(notice);
    EXPECT_TRUE(notice.error().kind == ErrorKind::invalid || notice.error().kind == ErrorKind::denied);
  }
}

}  // namespace atelier::payment::conformance
