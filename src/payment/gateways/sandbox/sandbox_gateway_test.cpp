#include "payment/gateways/sandbox/sandbox_gateway.h"

#include <gtest/gtest.h>

#include "base/thread_executor.h"
#include "http/form.h"
#include "security/signature.h"

namespace atelier::payment {
namespace {

const Time kNow = from_unix_ms(1'795'000'000'000);
const Currency kEur = *Currency::parse("EUR");

class FakeClient final : public http::Client {
 public:
  Task<Result<http::ClientResponse>> send(http::ClientRequest request) override {
    requests.push_back(std::move(request));
    co_return answer;
  }
  Result<http::ClientResponse> answer = http::ClientResponse{
      .status = 200, .body = R"({"id":"cs_1","url":"http://psp.test/pay/cs_1","status":"open"})"};
  std::vector<http::ClientRequest> requests;
};

class SandboxGatewayTest : public testing::Test {
 protected:
  FakeClient client;
  std::unique_ptr<Gateway> gateway = make_sandbox_gateway(
      {.base_url = "http://psp.test", .secret_key = "sk", .webhook_secret = "whsec"}, client);
  SeededRandom random{4};
  const PaymentId id = PaymentId::make(Region::europe, kNow, random);
  Payment payment() const {
    return {.id = id,
            .reference = "ord_1",
            .amount = {125'000, kEur},
            .locale = "fr",
            .email = "claire@example.com",
            .return_url = "https://shop.test/r",
            .provider_reference = "cs_1"};
  }
  std::string header(const std::string& name) const {
    for (const auto& [key, value] : client.requests.at(0).headers) {
      if (key == name) return value;
    }
    return "";
  }

  std::string event(const std::string& object) const {
    return R"({"id":"evt_1","object":"event","type":"checkout.session.completed","created":1,"data":{"object":)" +
           object + "}}";
  }
  std::string paid() const {
    return event(
        R"({"id":"cs_1","status":"complete","payment_status":"paid","amount_total":125000,"client_reference_id":")" +
        id.text() + "\"}");
  }
  Result<GatewayNotice> read(const std::string& body, const std::string& signature, Time now = kNow) const {
    return run_until_done(gateway->read_webhook(
        [&](std::string_view name) {
          return name == "webhook-signature" ? std::string_view(signature) : std::string_view();
        },
        body, now));
  }
};

TEST_F(SandboxGatewayTest, asks_for_a_page_with_the_key_the_amount_and_where_to_go_back_to) {
  const auto status = run_until_done(gateway->create(payment(), "key-1"));
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, PaymentState::action_required);
  EXPECT_EQ(status->redirect_url, "http://psp.test/pay/cs_1");
  EXPECT_EQ(header("Idempotency-Key"), "key-1");
  EXPECT_EQ(header("Authorization"), "Bearer sk");
  const auto form = http::decode_form(client.requests[0].body);
  ASSERT_TRUE(form);
  EXPECT_EQ(http::form_value(*form, "line_items[0][price_data][unit_amount]"), "125000");
  EXPECT_EQ(http::form_value(*form, "line_items[0][price_data][currency]"), "EUR");
  EXPECT_EQ(http::form_value(*form, "client_reference_id"), id.text());
  EXPECT_EQ(http::form_value(*form, "success_url"), "https://shop.test/r");
}

TEST_F(SandboxGatewayTest, what_the_session_says_in_our_words) {
  const auto state_of = [&](const std::string& body) {
    client.answer = http::ClientResponse{.status = 200, .body = body};
    return run_until_done(gateway->look_up(payment())).value();
  };
  EXPECT_EQ(state_of(R"({"id":"cs_1","status":"open","payment_status":"unpaid"})").state,
            PaymentState::action_required);
  EXPECT_EQ(state_of(R"({"id":"cs_1","status":"expired","payment_status":"unpaid"})").state,
            PaymentState::expired);
  const auto declined = state_of(
      R"({"id":"cs_1","status":"open","payment_status":"unpaid","last_payment_error":"card_declined"})");
  EXPECT_EQ(declined.state, PaymentState::failed);
  EXPECT_EQ(declined.failure_code, "card_declined");
  const auto part = state_of(
      R"({"id":"cs_1","status":"complete","payment_status":"paid","amount_total":500,"amount_refunded":200})");
  EXPECT_EQ(part.state, PaymentState::captured);
  EXPECT_EQ(part.refunded_minor, 200);
  EXPECT_EQ(
      state_of(
          R"({"id":"cs_1","status":"complete","payment_status":"paid","amount_total":500,"amount_refunded":500})")
          .state,
      PaymentState::refunded);
}

TEST_F(SandboxGatewayTest, what_is_held_captured_in_part_and_let_go_in_our_words) {
  const auto said = [&](const std::string& body) {
    client.answer = http::ClientResponse{.status = 200, .body = body};
    return run_until_done(gateway->look_up(payment())).value();
  };
  const auto held = said(R"({"id":"cs_1","status":"complete","payment_status":"unpaid","amount_total":500,"amount_authorised":500,"amount_captured":0})");
  EXPECT_EQ(held.state, PaymentState::authorised);
  EXPECT_EQ(held.authorised_minor, 500);
  const auto part = said(R"({"id":"cs_1","status":"complete","payment_status":"paid","amount_total":500,"amount_authorised":500,"amount_captured":200,"amount_refunded":50})");
  EXPECT_EQ(part.state, PaymentState::captured);
  EXPECT_EQ(part.captured_minor, 200);
  EXPECT_EQ(part.refunded_minor, 50);
  EXPECT_EQ(said(R"({"id":"cs_1","status":"canceled","payment_status":"unpaid"})").state, PaymentState::voided);
}

TEST_F(SandboxGatewayTest, captures_and_voids_are_asked_for_with_the_key_and_the_amount) {
  ASSERT_TRUE(run_until_done(gateway->capture(payment(), {7'000, kEur}, "cap-1")));
  EXPECT_EQ(client.requests[0].url, "http://psp.test/v1/checkout/sessions/cs_1/capture");
  EXPECT_EQ(client.requests[0].body, "amount_to_capture=7000");
  EXPECT_EQ(header("Idempotency-Key"), "cap-1");
  ASSERT_TRUE(run_until_done(gateway->void_payment(payment(), "void-1")));
  EXPECT_EQ(client.requests[1].url, "http://psp.test/v1/checkout/sessions/cs_1/cancel");
  client.requests.clear();
  auto manual = payment();
  manual.capture_mode = CaptureMode::manual;
  ASSERT_TRUE(run_until_done(gateway->create(manual, "key-2")));
  const auto form = http::decode_form(client.requests[0].body);
  EXPECT_EQ(http::form_value(*form, "payment_intent_data[capture_method]"), "manual");
}

TEST_F(SandboxGatewayTest, what_went_wrong_tells_what_may_have_been_done) {
  const auto kind_of = [&](int status, std::string body = "{}") {
    client.answer = http::ClientResponse{.status = status, .body = std::move(body)};
    return run_until_done(gateway->create(payment(), "k")).error().kind;
  };
  EXPECT_EQ(kind_of(500), ErrorKind::unknown);
  EXPECT_EQ(kind_of(503), ErrorKind::unknown);
  EXPECT_EQ(kind_of(429), ErrorKind::unavailable);
  EXPECT_EQ(kind_of(401), ErrorKind::denied);
  EXPECT_EQ(kind_of(400), ErrorKind::invalid);
  EXPECT_EQ(kind_of(200, "<html>"), ErrorKind::unknown);
  client.answer = fail(ErrorKind::unavailable, "no_connection");
  EXPECT_EQ(run_until_done(gateway->create(payment(), "k")).error().kind, ErrorKind::unavailable);
}

TEST_F(SandboxGatewayTest, a_signed_message_is_believed) {
  const auto notice = read(paid(), security::sign_webhook("whsec", paid(), kNow));
  ASSERT_TRUE(notice) << notice.error().code;
  EXPECT_EQ(notice->event, "evt_1");
  EXPECT_EQ(notice->payment, id);
  EXPECT_EQ(notice->status.state, PaymentState::captured);
  EXPECT_EQ(notice->status.captured_minor, 125'000);
}

TEST_F(SandboxGatewayTest, a_forged_changed_or_old_message_is_denied) {
  const auto good = security::sign_webhook("whsec", paid(), kNow);
  EXPECT_EQ(read(paid(), security::sign_webhook("other", paid(), kNow)).error().kind, ErrorKind::denied);
  EXPECT_EQ(read(paid() + " ", good).error().kind, ErrorKind::denied);
  EXPECT_EQ(read(paid(), "").error().kind, ErrorKind::denied);
  EXPECT_EQ(read(paid(), "t=,v1=").error().kind, ErrorKind::denied);
  EXPECT_EQ(read(paid(), good, kNow + std::chrono::minutes(6)).error().code, "signature_too_old");
}

TEST_F(SandboxGatewayTest, what_is_not_about_us_is_taken_and_forgotten) {
  const auto signed_read = [&](const std::string& body) {
    return read(body, security::sign_webhook("whsec", body, kNow));
  };
  EXPECT_FALSE(signed_read(event(R"({"id":"cs_9","client_reference_id":"somebody-else"})"))->payment);
  EXPECT_FALSE(
      signed_read(R"({"id":"evt_2","type":"payout.paid","data":{"object":{"id":"po_1"}}})")->payment);
  EXPECT_EQ(signed_read("not json").error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace atelier::payment
