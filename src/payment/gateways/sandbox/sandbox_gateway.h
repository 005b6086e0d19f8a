// The sandbox PSP's adapter: Stripe's Checkout Sessions shape against our own sandbox process (src/sandbox/psp).
//
// Webhooks are signed as Stripe signs them: `Webhook-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`; older than
// five minutes is refused (Stripe's default tolerance, docs.stripe.com/webhooks/signatures).
#pragma once

#include <memory>
#include <string>

#include "http/client.h"
#include "payment/gateway.h"

namespace atelier::payment {

struct SandboxGatewayOptions {
  std::string base_url;        // "http://127.0.0.1:8090"
  std::string secret_key;      // goes as a bearer token
  std::string webhook_secret;  // the HMAC's key
  Milliseconds timeout{10'000};
};
std::unique_ptr<Gateway> make_sandbox_gateway(SandboxGatewayOptions options, http::Client& client);

}  // namespace atelier::payment
