// The payment providers that the configuration names, made and given to processing; and who receives their webhooks.
#pragma once

#include <map>
#include <string>

#include "api/webhooks/webhooks.h"
#include "http/client.h"
#include "main/config/config.h"
#include "payment/processing.h"

namespace atelier::main {

// Adds a gateway for each provider that is configured. Error invalid "secret_missing": a provider is configured in part.
// `client` and `clock` are borrowed.
Result<void> add_gateways(payment::Gateways& gateways, const config::Config& config, http::Client& client, const Clock& clock);

// By the name in /webhooks/{provider}. A provider that is not configured answers not_found.
std::map<std::string, api::WebhookReceiver> payment_receivers(events::Context& context, const payment::Gateways& gateways);

}  // namespace atelier::main
