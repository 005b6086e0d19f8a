#include "main/gateways.h"

#include <algorithm>
#include <sstream>

#include "observability/log.h"
#include "observability/metrics.h"
#include "payment/guarded_gateway.h"
#include "payment/gateways/adyen/adyen_gateway.h"
#include "payment/gateways/adyen/adyen_settlement.h"
#include "payment/gateways/paypal/paypal_gateway.h"
#include "payment/gateways/paypal/paypal_settlement.h"
#include "payment/gateways/sandbox/sandbox_gateway.h"
#include "payment/gateways/sandbox/sandbox_settlement.h"
#include "payment/gateways/stripe/stripe_gateway.h"
#include "payment/gateways/stripe/stripe_settlement.h"

namespace atelier::main {
namespace {

std::unexpected<Error> secret_missing(const std::string& set, const std::string& needed) {
  return fail(ErrorKind::invalid, "secret_missing", set + " is set: " + needed + " must be set, too");
}

api::WebhookReceiver receiver(events::Context& context, const payment::Gateways& gateways, std::string name) {
  return [&context, &gateways, name = std::move(name)](http::Request& request) -> Task<Result<void>> {
    auto* gateway = gateways.find(name);
    if (gateway == nullptr) co_return fail(ErrorKind::not_found, "not_found", "no such provider");
    auto notice = co_await gateway->read_webhook([&](std::string_view header) { return request.header(header); }, request.body, context.clock.now());
    if (!notice) co_return fail(notice);
    if (!notice->payment) co_return Result<void>{};
    if (notice->look_up) {
      auto asked = co_await payment::refresh(context, gateways, *notice->payment);
      if (!asked && asked.error().kind != ErrorKind::not_found) co_return fail(asked);
      co_return Result<void>{};
    }
    auto applied = co_await payment::apply_status(context, *notice->payment, name, std::move(notice->status));
    if (!applied && applied.error().kind != ErrorKind::not_found) co_return fail(applied);
    co_return Result<void>{};
  };
}

constexpr std::string_view kProviders[] = {"sandbox", "stripe", "adyen", "paypal"};

class Adder {
 public:
  Adder(payment::Gateways& gateways, const config::Config& config, events::Context& context)
      : gateways_(gateways), config_(config), context_(context) {}

  void operator()(std::unique_ptr<payment::Gateway> gateway) const {
    const std::string provider(gateway->name());
    auto& registry = metrics::registry();
    auto count = [provider, &registry](std::string_view call, std::string_view outcome) {
      registry.counter("atelier_payment_calls_total", "Attempts of calls to payment providers, by how they ended.",
                       {{"provider", provider}, {"call", std::string(call)}, {"outcome", std::string(outcome)}}).add();
    };
    const auto& wanted = config_.payments;
    auto guarded = payment::make_guarded_gateway(std::move(gateway),
                                                 {.breaker = {.failures = static_cast<int>(std::max<std::int64_t>(1, wanted.breaker_failures)),
                                                              .open_for = Milliseconds{wanted.breaker_open_ms}},
                                                  .attempts = static_cast<int>(std::clamp<std::int64_t>(wanted.attempts, 1, 5))},
                                                 context_.clock, context_.random, std::move(count));
    registry.gauge_from("atelier_payment_breaker", "The provider's circuit breaker: 0 closed, 1 half open, 2 open.", {{"provider", provider}},
                        [guard = guarded.get()] { return static_cast<double>(guard->breaker()); });
    gateways_.add(std::move(guarded));
  }

 private:
  payment::Gateways& gateways_;
  const config::Config& config_;
  events::Context& context_;
};

}  // namespace

Result<std::map<std::string, std::vector<std::string>>> read_preferences(std::string_view text) {
  std::map<std::string, std::vector<std::string>> preferences;
  std::istringstream markets{std::string(text)};
  for (std::string one; std::getline(markets, one, ';');) {
    const auto colon = one.find(':');
    std::string market;
    std::istringstream(one.substr(0, colon)) >> market;
    if (market.empty() && colon == std::string::npos) continue;
    std::istringstream names(colon == std::string::npos ? "" : one.substr(colon + 1));
    auto& providers = preferences[market];
    for (std::string name; names >> name;) {
      if (std::ranges::find(kProviders, name) == std::end(kProviders)) {
        return fail(ErrorKind::invalid, "bad_value", "payments.markets: there is no provider \"" + name + "\"; expected sandbox, stripe, adyen or paypal");
      }
      providers.push_back(name);
    }
    if (market.empty() || providers.empty()) {
      return fail(ErrorKind::invalid, "bad_value", "payments.markets: expected \"market: provider provider; …\", found \"" + one + "\"");
    }
  }
  return preferences;
}

void add_payment_effects(events::Relay& relay, events::Context& context, const payment::Gateways& gateways) {
  using Do = Task<Result<void>> (*)(events::Context&, const payment::Gateways&, events::EffectRecord);
  const std::pair<const char*, Do> all[] = {{payment::kCreateEffect, payment::do_create}, {payment::kLookUpEffect, payment::do_look_up},
                                            {payment::kCaptureEffect, payment::do_capture}, {payment::kVoidEffect, payment::do_void},
                                            {payment::kRefundEffect, payment::do_refund}};
  for (const auto& [kind, act] : all) {
    relay.handle(kind, [&context, &gateways, act](events::EffectRecord effect) { return act(context, gateways, std::move(effect)); });
  }
}

Result<void> add_gateways(payment::Gateways& gateways, const config::Config& config, events::Context& context, http::Client& client) {
  const Adder add(gateways, config, context);
  if (const auto& psp = config.psp; !psp.url.empty()) {
    if (psp.secret_key.empty() || psp.webhook_secret.empty()) {
      return secret_missing("psp.url", "ATELIER_PSP_SECRET_KEY and ATELIER_PSP_WEBHOOK_SECRET");
    }
    add(payment::make_sandbox_gateway(
        {.base_url = psp.url, .secret_key = psp.secret_key, .webhook_secret = psp.webhook_secret, .timeout = Milliseconds{psp.timeout_ms}}, client));
  }
  if (const auto& stripe = config.stripe; !stripe.secret_key.empty()) {
    if (stripe.webhook_secret.empty()) return secret_missing("ATELIER_STRIPE_SECRET_KEY", "ATELIER_STRIPE_WEBHOOK_SECRET");
    add(payment::make_stripe_gateway({.base_url = stripe.url,
                                               .secret_key = stripe.secret_key,
                                               .webhook_secret = stripe.webhook_secret,
                                               .timeout = Milliseconds{stripe.timeout_ms}},
                                              client));
  }
  if (const auto& adyen = config.adyen; !adyen.api_key.empty()) {
    if (adyen.hmac_key.empty() || adyen.merchant_account.empty()) {
      return secret_missing("ATELIER_ADYEN_API_KEY", "ATELIER_ADYEN_HMAC_KEY and adyen.merchant_account");
    }
    auto gateway = payment::make_adyen_gateway({.base_url = adyen.url,
                                                .api_key = adyen.api_key,
                                                .merchant_account = adyen.merchant_account,
                                                .hmac_key = adyen.hmac_key,
                                                .timeout = Milliseconds{adyen.timeout_ms}},
                                               client);
    if (!gateway) return fail(gateway);
    add(std::move(*gateway));
  }
  if (const auto& paypal = config.paypal; !paypal.secret.empty()) {
    if (paypal.client_id.empty() || paypal.webhook_id.empty()) return secret_missing("ATELIER_PAYPAL_SECRET", "paypal.client_id and paypal.webhook_id");
    add(payment::make_paypal_gateway({.base_url = paypal.url,
                                               .client_id = paypal.client_id,
                                               .secret = paypal.secret,
                                               .webhook_id = paypal.webhook_id,
                                               .timeout = Milliseconds{paypal.timeout_ms}},
                                              client, context.clock));
  }
  auto preferences = read_preferences(config.payments.markets);
  if (!preferences) return fail(preferences);
  for (auto& [market, providers] : *preferences) {
    std::erase_if(providers, [&](const std::string& name) {
      if (gateways.find(name) != nullptr) return false;
      log::warn("provider_not_configured", {{"market", market}, {"provider", name}});
      return true;
    });
    gateways.prefer(market, std::move(providers));
  }
  return {};
}

std::map<std::string, payment::SettlementReader> settlement_readers() {
  return {{"sandbox", payment::read_sandbox_settlement},
          {"stripe", payment::read_stripe_settlement},
          {"adyen", payment::read_adyen_settlement},
          {"paypal", payment::read_paypal_settlement}};
}

std::map<std::string, api::WebhookReceiver> payment_receivers(events::Context& context, const payment::Gateways& gateways) {
  std::map<std::string, api::WebhookReceiver> receivers;
  for (const auto provider : kProviders) receivers.emplace(provider, receiver(context, gateways, std::string(provider)));
  receivers.emplace("sandbox-psp", receiver(context, gateways, "sandbox"));
  return receivers;
}

}  // namespace atelier::main
