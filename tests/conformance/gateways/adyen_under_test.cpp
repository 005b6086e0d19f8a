#include "adyen_fake.h"
#include "base/check.h"
#include "base/encoding.h"
#include "gateways_under_test.h"
#include "payment/gateways/adyen/adyen_gateway.h"
#include "security/crypto.h"

namespace atelier::payment::conformance {
namespace {

using boost::json::object;

constexpr char kHmacKey[] = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
Money money(std::int64_t amount_minor, std::string_view currency) { return {amount_minor, *Currency::parse(currency)}; }

// Adyen's own recipe, written a second time: docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures.
std::string signature(const object& item, const std::string& hex_key) {
  const auto text = [&](const char* name) {
    const auto* found = item.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
  };
  std::string value, currency;
  if (const auto* amount = item.if_contains("amount")) {
    value = std::to_string(amount->as_object().at("value").to_number<std::int64_t>());
    currency = amount->as_object().at("currency").as_string();
  }
  std::string payload;
  for (const auto& part : {text("pspReference"), text("originalReference"), text("merchantAccountCode"), text("merchantReference"), value, currency,
                           text("eventCode"), text("success")}) {
    payload += (payload.empty() ? "" : ":") + part;
  }
  std::string base64 = base::to_base64url(security::hmac_sha256(*base::from_hex(hex_key), payload));
  for (char& c : base64) c = c == '-' ? '+' : c == '_' ? '/' : c;
  return base64 + "=";
}

Message sign_with(const std::string& body, const std::string& hex_key) {
  boost::system::error_code none;
  auto message = boost::json::parse(body, none);
  if (none || !message.is_object() || !message.as_object().contains("notificationItems")) return {.headers = {}, .body = body};
  auto& item = message.as_object().at("notificationItems").as_array().at(0).as_object().at("NotificationRequestItem").as_object();
  if (!item.contains("additionalData")) item["additionalData"] = object{};
  item["additionalData"].as_object()["hmacSignature"] = signature(item, hex_key);
  return {.headers = {}, .body = boost::json::serialize(message)};
}

class AdyenUnderTest final : public GatewayUnderTest {
 public:
  Gateway& gateway() override { return *gateway_; }
  std::unique_ptr<Gateway> other(const Changed& changed) override {
    auto made = make_adyen_gateway({.base_url = changed.base_url.empty() ? base_url("ADYEN", fake_) : changed.base_url,
                                    .api_key = changed.key.empty() ? AdyenFake::kApiKey : changed.key,
                                    .merchant_account = AdyenFake::kMerchant,
                                    .hmac_key = kHmacKey,
                                    .timeout = changed.timeout},
                                   *client_);
    CHECK(made.has_value());
    return std::move(*made);
  }
  const Traits& traits() const override {
    // docs.adyen.com/development-resources/currency-codes, "differs from standard".
    static const Traits traits{.tells_parts_later = true,
                               .dates_messages = false,
                               .priced = {{money(125'000, "EUR"), "125000"},
                                          {money(98'000, "JPY"), "98000"},
                                          {money(412'345, "KWD"), "412345"},
                                          {money(180'000, "ISK"), "18000000"},
                                          {money(2'500'000'00, "IDR"), "2500000"}},
                               .not_payable = {money(2'500'000'50, "IDR")}};
    return traits;
  }

  void customer_pays(const Payment& payment) override { fake_.pay(payment.provider_reference); }
  void customer_is_declined(const Payment& payment) override { fake_.decline(payment.provider_reference); }
  void customer_is_challenged(const Payment&) override {}  // the page waits; nobody is told
  void customer_stays_away(const Payment& payment) override { fake_.expire(payment.provider_reference); }

  std::vector<Message> messages() override {
    std::vector<Message> messages;
    for (const auto& body : fake_.take_messages()) messages.push_back(signed_at(body, kNow));
    return messages;
  }
  Message signed_at(const std::string& body, Time) override { return sign_with(body, kHmacKey); }
  Message forged(const std::string& body) override { return sign_with(body, std::string(64, 'A')); }
  Message without_signature(const Message& message) override {
    auto body = boost::json::parse(message.body);
    body.at("notificationItems").at(0).at("NotificationRequestItem").at("additionalData").as_object().erase("hmacSignature");
    return {.headers = {}, .body = boost::json::serialize(body)};
  }
  std::string someone_elses() override { return item("AUTHORISATION", "AnotherHouse", "pay_e01KAQ7ZKQ8Z5T1V0F0T0Q0Z0Z0"); }
  std::string unrelated() override { return item("REPORT_AVAILABLE", AdyenFake::kMerchant, ""); }

  ProviderFake* fake() override { return &fake_; }
  std::string path_of_create() const override { return "/paymentLinks"; }
  std::string path_of_capture() const override { return "/captures"; }
  std::string path_of_refund() const override { return "/refunds"; }
  std::size_t payments_made() const override { return fake_.link_count(); }
  std::string asked_for(const Payment& payment) const override { return std::to_string(fake_.amount_asked(payment.provider_reference)); }

 private:
  static std::string item(const std::string& code, const std::string& merchant, const std::string& reference) {
    return boost::json::serialize(object{
        {"live", "false"},
        {"notificationItems", boost::json::array{object{{"NotificationRequestItem", object{{"eventCode", code},
                                                                                          {"success", "true"},
                                                                                          {"pspReference", "8835000000000001"},
                                                                                          {"merchantAccountCode", merchant},
                                                                                          {"merchantReference", reference},
                                                                                          {"amount", object{{"currency", "EUR"}, {"value", 100}}}}}}}}});
  }

  AdyenFake fake_;
  std::unique_ptr<http::Client> client_ = http::make_client({});
  std::unique_ptr<Gateway> gateway_ = other({});
};

}  // namespace

std::unique_ptr<GatewayUnderTest> adyen_under_test() { return std::make_unique<AdyenUnderTest>(); }

}  // namespace atelier::payment::conformance
