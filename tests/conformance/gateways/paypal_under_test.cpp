#include "gateways_under_test.h"
#include "payment/gateways/paypal/paypal_gateway.h"
#include "paypal_fake.h"

namespace atelier::payment::conformance {
namespace {

Money money(std::int64_t amount_minor, std::string_view currency) { return {amount_minor, *Currency::parse(currency)}; }

class PaypalUnderTest final : public GatewayUnderTest {
 public:
  Gateway& gateway() override { return *gateway_; }
  std::unique_ptr<Gateway> other(const Changed& changed) override {
    return make_paypal_gateway({.base_url = changed.base_url.empty() ? base_url("PAYPAL", fake_) : changed.base_url,
                                .client_id = PaypalFake::kClientId,
                                .secret = changed.key.empty() ? PaypalFake::kSecret : changed.key,
                                .webhook_id = PaypalFake::kWebhookId,
                                .timeout = changed.timeout},
                               *client_, clock_);
  }
  const Traits& traits() const override {
    // developer.paypal.com/reference/currency-codes.
    static const Traits traits{.priced = {{money(125'000, "EUR"), "1250.00"},
                                          {money(98'000, "JPY"), "98000"},
                                          {money(45'000'00, "TWD"), "45000"},
                                          {money(99'05, "USD"), "99.05"}},
                               .not_payable = {money(412'340, "KWD"), money(1'290'000, "KRW"), money(45'000'50, "HUF")}};
    return traits;
  }

  void customer_pays(const Payment& payment) override { fake_.approve(payment.provider_reference); }
  void customer_is_declined(const Payment& payment) override { fake_.approve(payment.provider_reference, false); }
  void customer_is_challenged(const Payment&) override {}  // the page waits; nobody is told
  void customer_stays_away(const Payment& payment) override { fake_.forget(payment.provider_reference); }

  std::vector<Message> messages() override {
    std::vector<Message> messages;
    for (const auto& body : fake_.take_events()) messages.push_back(signed_at(body, kNow));
    return messages;
  }
  Message signed_at(const std::string& body, Time when) override { return sign(body, when, "PayPal's key"); }
  Message forged(const std::string& body) override { return sign(body, kNow, "a guess"); }
  Message without_signature(const Message& message) override { return {.headers = {}, .body = message.body}; }
  std::string someone_elses() override {
    return R"({"id":"WH-9","event_type":"CHECKOUT.ORDER.APPROVED","resource":{"id":"5O9","purchase_units":[{"custom_id":"another shop"}]}})";
  }
  std::string unrelated() override { return R"({"id":"WH-8","event_type":"CUSTOMER.DISPUTE.CREATED","resource":{"dispute_id":"PP-1"}})"; }

  ProviderFake* fake() override { return &fake_; }
  std::string path_of_create() const override { return "/v2/checkout/orders"; }
  std::string path_of_capture() const override { return "/capture"; }
  std::string path_of_refund() const override { return "/refund"; }
  std::size_t payments_made() const override { return fake_.order_count(); }
  std::string asked_for(const Payment& payment) const override { return fake_.amount_asked(payment.provider_reference); }

 private:
  static Message sign(const std::string& body, Time when, const std::string& secret) {
    std::map<std::string, std::string> headers{{"paypal-auth-algo", "SHA256withRSA"},
                                               {"paypal-cert-url", "https://api.paypal.com/v1/notifications/certs/CERT-360caa42"},
                                               {"paypal-transmission-id", "a69d5e1c-c4b5-11f0-b9f3"},
                                               {"paypal-transmission-time", to_rfc3339(when)}};
    boost::system::error_code none;
    const auto event = boost::json::parse(body, none);
    headers["paypal-transmission-sig"] = PaypalFake::signature(headers, none ? body : boost::json::serialize(event), secret);
    return {.headers = std::move(headers), .body = body};
  }

  ManualClock clock_{kNow};
  PaypalFake fake_;
  std::unique_ptr<http::Client> client_ = http::make_client({});
  std::unique_ptr<Gateway> gateway_ = other({});
};

}  // namespace

std::unique_ptr<GatewayUnderTest> paypal_under_test() { return std::make_unique<PaypalUnderTest>(); }

}  // namespace atelier::payment::conformance
