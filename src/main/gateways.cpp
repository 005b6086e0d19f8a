#include "main/gateways.h"

#include "payment/gateways/adyen/adyen_gateway.h"
#include "payment/gateways/paypal/paypal_gateway.h"
#include "payment/gateways/sandbox/sandbox_gateway.h"
#include "payment/gateways/stripe/stripe_gateway.h"

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

}  // namespace

Result<void> add_gateways(payment::Gateways& gateways, const config::Config& config, http::Client& client, const Clock& clock) {
  if (const auto& psp = config.psp; !psp.url.empty()) {
    if (psp.secret_key.empty() || psp.webhook_secret.empty()) {
      return secret_missing("psp.url", "ATELIER_PSP_SECRET_KEY and ATELIER_PSP_WEBHOOK_SECRET");
    }
    gateways.add(payment::make_sandbox_gateway(
        {.base_url = psp.url, .secret_key = psp.secret_key, .webhook_secret = psp.webhook_secret, .timeout = Milliseconds{psp.timeout_ms}}, client));
  }
  if (const auto& stripe = config.stripe; !stripe.secret_key.empty()) {
    if (stripe.webhook_secret.empty()) return secret_missing("ATELIER_STRIPE_SECRET_KEY", "ATELIER_STRIPE_WEBHOOK_SECRET");
    gateways.add(payment::make_stripe_gateway({.base_url = stripe.url,
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
    gateways.add(std::move(*gateway));
  }
  if (const auto& paypal = config.paypal; !paypal.secret.empty()) {
    if (paypal.client_id.empty() || paypal.webhook_id.empty()) return secret_missing("ATELIER_PAYPAL_SECRET", "paypal.client_id and paypal.webhook_id");
    gateways.add(payment::make_paypal_gateway({.base_url = paypal.url,
                                               .client_id = paypal.client_id,
                                               .secret = paypal.secret,
                                               .webhook_id = paypal.webhook_id,
                                               .timeout = Milliseconds{paypal.timeout_ms}},
                                              client, clock));
  }
  return {};
}

std::map<std::string, api::WebhookReceiver> payment_receivers(events::Context& context, const payment::Gateways& gateways) {
  std::map<std::string, api::WebhookReceiver> receivers;
  receivers.emplace("sandbox-psp", receiver(context, gateways, "sandbox"));
  for (const auto* name : {"stripe", "adyen", "paypal"}) receivers.emplace(name, receiver(context, gateways, name));
  return receivers;
}

}  // namespace atelier::main
