// POST /webhooks/{provider}: what payment providers and couriers tell us.
//
// A message is verified, stored, and answered 204 only then; a repeat is answered 204 and changes nothing. Forged or old: 401.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "events/decision.h"
#include "http/router.h"

namespace atelier::api {

// Verifies and applies a message. Errors: denied (forged), invalid (not a message), others: ask the sender to come again.
using WebhookReceiver = std::function<Task<Result<void>>(http::Request&)>;

// By provider's name in the path: "sandbox-psp".
void register_webhook_routes(http::Router& router, std::map<std::string, WebhookReceiver> receivers);

}  // namespace atelier::api
