// Faults of the provider and of the line: what is known afterwards decides whether the call may go to another provider.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway_conformance.h"

namespace atelier::payment::conformance {

namespace {

// A port that nobody listens on, held so that nobody takes it.
class ClosedPort {
 public:
  ClosedPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  }
  ~ClosedPort() { ::close(socket_); }
  const std::string& url() const { return url_; }

 private:
  int socket_;
  std::string url_;
};

constexpr Milliseconds kImpatient{400};  // nothing waits longer in these tests than one such timeout

}  // namespace

TEST_P(GatewayFaults, a_provider_that_cannot_be_reached_did_nothing) {
  const ClosedPort nobody;
  const auto away = provider().other({.base_url = nobody.url()});
  const auto status = run_until_done(away->create(new_payment(), "k"));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::unavailable);
}

TEST_P(GatewayFaults, a_key_that_the_provider_does_not_take_is_denied_and_told_to_nobody) {
  const auto stranger = provider().other({.key = "wrong-and-secret"});
  const auto status = run_until_done(stranger->create(new_payment(), "k"));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::denied);
  EXPECT_EQ(status.error().detail.find("wrong-and-secret"), std::string::npos);
  EXPECT_EQ(provider().payments_made(), 0u);
}

TEST_P(GatewayFaults, a_lost_answer_to_create_is_unknown_and_the_same_key_finds_the_payment) {
  if (provider().fake() == nullptr) GTEST_SKIP() << "no faults to order";
  const auto payment = new_payment();
  const auto impatient = provider().other({.timeout = kImpatient});
  provider().fake()->lose_next_answer(provider().path_of_create());
  const auto lost = run_until_done(impatient->create(payment, "k"));
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().kind, ErrorKind::unknown);
  provider().fake()->release();
  ASSERT_TRUE(create(payment, "k"));
  EXPECT_EQ(provider().payments_made(), 1u);
}

TEST_P(GatewayFaults, a_lost_answer_to_a_capture_or_refund_is_unknown_and_the_same_key_does_it_once) {
  if (provider().fake() == nullptr) GTEST_SKIP() << "no faults to order";
  auto payment = paid(CaptureMode::manual);
  const auto impatient = provider().other({.timeout = kImpatient});
  provider().fake()->lose_next_answer(provider().path_of_capture());
  const auto lost = run_until_done(impatient->capture(payment, payment.amount, "c1"));
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().kind, ErrorKind::unknown);
  provider().fake()->release();
  payment = captured(payment, payment.amount.amount_minor, "c1");
  EXPECT_EQ(payment.captured_minor, 125'000);

  provider().fake()->lose_next_answer(provider().path_of_refund());
  const auto lost_refund = run_until_done(impatient->refund(payment, {25'000, payment.amount.currency}, "r1"));
  ASSERT_FALSE(lost_refund);
  EXPECT_EQ(lost_refund.error().kind, ErrorKind::unknown);
  provider().fake()->release();
  EXPECT_EQ(refunded(payment, 25'000, "r1").refunded_minor, 25'000);
}

TEST_P(GatewayFaults, a_provider_that_fails_half_way_leaves_it_unknown_and_a_question_unanswered) {
  if (provider().fake() == nullptr) GTEST_SKIP() << "no faults to order";
  for (const int status : {500, 502, 503, 504}) {
    SCOPED_TRACE(status);
    provider().fake()->refuse_next(provider().path_of_create(), {status, "{}"});
    EXPECT_EQ(create(new_payment(), "k").error().kind, ErrorKind::unknown);
  }
  const auto payment = created();
  provider().fake()->refuse_next("/", {500, "<html>down</html>"});
  EXPECT_EQ(look_up(payment).error().kind, ErrorKind::unavailable);
}

TEST_P(GatewayFaults, a_provider_that_is_too_busy_did_nothing) {
  if (provider().fake() == nullptr) GTEST_SKIP() << "no faults to order";
  provider().fake()->refuse_next(provider().path_of_create(), {429, "{}"});
  EXPECT_EQ(create(new_payment(), "k").error().kind, ErrorKind::unavailable);
}

TEST_P(GatewayFaults, a_refused_request_is_invalid_and_its_error_quotes_nobody) {
  if (provider().fake() == nullptr) GTEST_SKIP() << "no faults to order";
  provider().fake()->refuse_next(provider().path_of_create(),
                                 {400, R"({"error":{"type":"invalid_request_error","message":"claire@example.com"},"message":"claire@example.com"})"});
  const auto status = create(new_payment(), "k");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::invalid);
  EXPECT_EQ(status.error().detail.find("claire"), std::string::npos) << status.error().detail;
}

TEST_P(GatewayFaults, an_answer_that_is_none_leaves_it_unknown) {
  if (provider().fake() == nullptr) GTEST_SKIP() << "no faults to order";
  for (const auto* body : {"<html>", "{}", "null", "[]", "{\"id\":7}"}) {
    SCOPED_TRACE(body);
    provider().fake()->refuse_next(provider().path_of_create(), {201, body});
    EXPECT_EQ(create(new_payment(), "k").error().kind, ErrorKind::unknown);
  }
}

TEST_P(GatewayFaults, every_change_carries_its_key) {
  if (provider().fake() == nullptr) GTEST_SKIP() << "no faults to order";
  auto payment = paid(CaptureMode::manual);
  payment = refunded(captured(payment, 125'000, "c1"), 1'000, "r1");
  int changes = 0;
  for (const auto& call : provider().fake()->calls()) {
    for (const auto& part : {provider().path_of_create(), provider().path_of_capture(), provider().path_of_refund()}) {
      if (call.method != http::Method::post || call.path.find(part) == std::string::npos) continue;
      ++changes;
      EXPECT_FALSE(call.header("idempotency-key").empty() && call.header("paypal-request-id").empty()) << call.path;
    }
  }
  EXPECT_GE(changes, 3);
}

}  // namespace atelier::payment::conformance
