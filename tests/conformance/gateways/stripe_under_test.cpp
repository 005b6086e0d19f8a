#include "gateways_under_test.h"
#include "payment/gateways/stripe/stripe_gateway.h"
#include "security/signature.h"
#include "stripe_fake.h"

namespace atelier::payment::conformance {
namespace {

constexpr char kWebhookSecret[] = "whsec_suite";
Money money(std::int64_t amount_minor, std::string_view currency) { return {amount_minor, *Currency::parse(currency)}; }

class StripeUnderTest final : public GatewayUnderTest {
 public:
  Gateway& gateway() override { return *gateway_; }
  std::unique_ptr<Gateway> other(const Changed& changed) override {
    return make_stripe_gateway({.base_url = changed.base_url.empty() ? base_url("STRIPE", fake_) : changed.base_url,
                                .secret_key = changed.key.empty() ? StripeFake::kSecretKey : changed.key,
                                .webhook_secret = kWebhookSecret,
                                .timeout = changed.timeout},
                               *client_);
  }
  const Traits& traits() const override {
    // docs.stripe.com/currencies, "Special cases".
    static const Traits traits{.captures_in_parts = false,
                               .priced = {{money(125'000, "EUR"), "125000"},
                                          {money(98'000, "JPY"), "98000"},
                                          {money(412'340, "KWD"), "412340"},
                                          {money(180'000, "ISK"), "18000000"},
                                          {money(1'290'000, "KRW"), "1290000"}},
                               .not_payable = {money(412'345, "KWD"), money(412'341, "BHD")}};
    return traits;
  }

  void customer_pays(const Payment& payment) override { fake_.pay(payment.provider_reference); }
  void customer_is_declined(const Payment& payment) override { fake_.decline(payment.provider_reference); }
  void customer_is_challenged(const Payment& payment) override { fake_.begin_challenge(payment.provider_reference); }
  void customer_stays_away(const Payment& payment) override { fake_.expire(payment.provider_reference); }

  std::vector<Message> messages() override {
    std::vector<Message> messages;
    for (const auto& body : fake_.take_events()) messages.push_back(signed_at(body, kNow));
    return messages;
  }
  Message signed_at(const std::string& body, Time when) override {
    return {.headers = {{"stripe-signature", security::sign_webhook(kWebhookSecret, body, when)}}, .body = body};
  }
  Message forged(const std::string& body) override {
    return {.headers = {{"stripe-signature", security::sign_webhook("whsec_guess", body, kNow)}}, .body = body};
  }
  Message without_signature(const Message& message) override { return {.headers = {}, .body = message.body}; }
  std::string someone_elses() override {
    return R"({"id":"evt_x","type":"checkout.session.completed","data":{"object":{"id":"cs_x","payment_status":"paid","client_reference_id":"another shop"}}})";
  }
  std::string unrelated() override { return R"({"id":"evt_y","type":"payout.paid","data":{"object":{"id":"po_1"}}})"; }

  ProviderFake* fake() override { return &fake_; }
  std::string path_of_create() const override { return "/v1/checkout/sessions"; }
  std::string path_of_capture() const override { return "/capture"; }
  std::string path_of_refund() const override { return "/v1/refunds"; }
  std::size_t payments_made() const override { return fake_.session_count(); }
  std::string asked_for(const Payment& payment) const override { return std::to_string(fake_.amount_asked(payment.provider_reference)); }

 private:
  StripeFake fake_;
  std::unique_ptr<http::Client> client_ = http::make_client({});
  std::unique_ptr<Gateway> gateway_ = other({});
};

}  // namespace

std::unique_ptr<GatewayUnderTest> stripe_under_test() { return std::make_unique<StripeUnderTest>(); }

}  // namespace atelier::payment::conformance
