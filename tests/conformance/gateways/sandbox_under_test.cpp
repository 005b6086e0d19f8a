// The sandbox PSP itself, not a fake of it: its routes and store in this process, its pages over HTTP.
#include <set>

#include "base/check.h"
#include "gateways_under_test.h"
#include "payment/gateways/sandbox/sandbox_gateway.h"
#include "sandbox/psp/routes.h"
#include "sandbox/psp/session.h"
#include "sandbox/webhook.h"
#include "security/signature.h"
#include "storage/memory/memory_store.h"
#include "storage/tables.h"

namespace atelier::payment::conformance {
namespace {

constexpr char kSecretKey[] = "sk_sandbox_suite";
constexpr char kWebhookSecret[] = "whsec_sandbox_suite";
Money money(std::int64_t amount_minor, std::string_view currency) { return {amount_minor, *Currency::parse(currency)}; }

class SandboxUnderTest final : public GatewayUnderTest {
 public:
  SandboxUnderTest() {
    sandbox::psp::register_routes(router_, context_, {.base_url = "http://psp.test", .secret_key = kSecretKey, .webhook_url = "http://shop.test/webhooks/sandbox-psp"});
    auto server = http::Server::start({.listeners = {{}}, .loops = 1}, router_);
    CHECK(server.has_value(), server ? "" : server.error().detail);
    server_ = std::move(*server);
    gateway_ = other({});
  }
  ~SandboxUnderTest() override { server_->stop(); }

  Gateway& gateway() override { return *gateway_; }
  std::unique_ptr<Gateway> other(const Changed& changed) override {
    return make_sandbox_gateway({.base_url = changed.base_url.empty() ? url() : changed.base_url,
                                 .secret_key = changed.key.empty() ? kSecretKey : changed.key,
                                 .webhook_secret = kWebhookSecret,
                                 .timeout = changed.timeout},
                                *client_);
  }
  const Traits& traits() const override {
    static const Traits traits{.says_no_on_its_page = false,
                               .priced = {{money(125'000, "EUR"), "125000"}, {money(98'000, "JPY"), "98000"}, {money(412'345, "KWD"), "412345"}}};
    return traits;
  }

  void customer_pays(const Payment& payment) override {
    if (challenged_.contains(payment.provider_reference)) {
      send("/pay/" + payment.provider_reference + "/challenge", {{"answer", "confirm"}}, 303);
    } else {
      send("/pay/" + payment.provider_reference, {{"number", "4242424242424242"}}, 303);
    }
  }
  void customer_is_declined(const Payment& payment) override { send("/pay/" + payment.provider_reference, {{"number", "4000000000009995"}}, 402); }
  void customer_is_challenged(const Payment& payment) override {
    send("/pay/" + payment.provider_reference, {{"number", "4000002500003155"}}, 200);
    challenged_.insert(payment.provider_reference);
  }
  // The sandbox's pages stay open until they are closed.
  void customer_stays_away(const Payment& payment) override { send("/v1/checkout/sessions/" + payment.provider_reference + "/cancel", {{"cancellation_reason", "abandoned"}}, 200); }

  std::vector<Message> messages() override {
    std::vector<Message> messages;
    for (const auto& item : run_until_done(store_->scan({.table = storage::kEffects})).value().items) {
      const auto effect = json::read_record<events::EffectRecord>(item.body, "effect").value();
      if (effect.kind != sandbox::kWebhookEffect || !told_.insert(effect.id.text()).second) continue;
      messages.push_back(signed_at(json::read<sandbox::Webhook>(effect.data.text).value().body, kNow));
    }
    return messages;
  }
  Message signed_at(const std::string& body, Time when) override {
    return {.headers = {{"webhook-signature", security::sign_webhook(kWebhookSecret, body, when)}}, .body = body};
  }
  Message forged(const std::string& body) override {
    return {.headers = {{"webhook-signature", security::sign_webhook("a guess", body, kNow)}}, .body = body};
  }
  Message without_signature(const Message& message) override { return {.headers = {}, .body = message.body}; }
  std::string someone_elses() override {
    return R"({"id":"evt_x","type":"checkout.session.completed","data":{"object":{"id":"cs_x","payment_status":"paid","client_reference_id":"another shop"}}})";
  }
  std::string unrelated() override { return R"({"id":"evt_y","type":"payout.paid","data":{"object":{"id":"po_1"}}})"; }

  ProviderFake* fake() override { return nullptr; }
  std::string path_of_create() const override { return ""; }
  std::string path_of_capture() const override { return ""; }
  std::string path_of_refund() const override { return ""; }
  std::size_t payments_made() const override { return run_until_done(store_->scan({.table = storage::kSandboxSessions})).value().items.size(); }
  std::string asked_for(const Payment& payment) const override {
    const auto item = run_until_done(store_->get(sandbox::psp::session_key(payment.provider_reference))).value().value();
    return std::to_string(json::read_record<sandbox::psp::Session>(item.body, "session").value().amount_total);
  }

 private:
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  void send(const std::string& path, const http::Form& form, int expected) {
    const auto answer = run_until_done(client_->send({.method = http::Method::post,
                                                      .url = url() + path,
                                                      .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                                                                  {"Authorization", std::string("Bearer ") + kSecretKey},
                                                                  {"Idempotency-Key", "customer/" + path}},
                                                      .body = http::encode_form(form)}));
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->status, expected) << path << "\n" << answer->body;
  }

  ManualClock clock_{kNow};
  SeededRandom random_{11};
  std::unique_ptr<storage::Store> store_ = storage::make_memory_store(clock_);
  events::Context context_{*store_, clock_, random_};
  http::Router router_;
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<http::Client> client_ = http::make_client({});
  std::unique_ptr<Gateway> gateway_;
  std::set<std::string> told_;
  std::set<std::string> challenged_;
};

}  // namespace

std::unique_ptr<GatewayUnderTest> sandbox_under_test() { return std::make_unique<SandboxUnderTest>(); }

}  // namespace atelier::payment::conformance
