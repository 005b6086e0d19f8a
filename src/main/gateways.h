// The payment providers that the configuration names, made and given to processing; and who receives their webhooks.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/webhooks/webhooks.h"
#include "events/relay.h"
#include "http/client.h"
#include "main/config/config.h"
#include "payment/processing.h"
#include "payment/settlement.h"

namespace atelier::main {

// Adds a gateway for each provider that is configured, each behind a guard of its own (retries, circuit breaker, meters), and the markets' order of
// preference. Errors invalid: "secret_missing" (a provider is configured in part), "bad_value" (payments.markets).
// `client` and what the gateways are given to must outlive each other as in serve.cpp.
Result<void> add_gateways(payment::Gateways& gateways, const config::Config& config, events::Context& context, http::Client& client);

// "fr: stripe paypal; jp: adyen": the providers of each market, the preferred one first. Pure.
Result<std::map<std::string, std::vector<std::string>>> read_preferences(std::string_view text);

// What the relay does for payments.
void add_payment_effects(events::Relay& relay, events::Context& context, const payment::Gateways& gateways);

// Who reads the settlement files of which provider.
std::map<std::string, payment::SettlementReader> settlement_readers();

// By the name in /webhooks/{provider}. A provider that is not configured answers not_found.
std::map<std::string, api::WebhookReceiver> payment_receivers(events::Context& context, const payment::Gateways& gateways);

}  // namespace atelier::main
