// Stripe behind the port of providers: Checkout Sessions, the page that Stripe hosts (docs.stripe.com/payments/checkout). README.md says how
// to get keys and which events to subscribe to.
//
// A payment's provider_reference is its Checkout Session. A declined card leaves the page open: the payment stays action_required, with the
// failure's code, until the customer pays, or the page expires.
// Capture takes one part: Stripe lets the rest of the hold go (capturing several times is a feature that Stripe grants to few accounts, and
// this version of its API does not have it). Stripe keeps idempotency keys for 24 h.
// Webhooks are verified as docs.stripe.com/webhooks/signatures says: HMAC-SHA256 over "t.body", five minutes' tolerance.
#pragma once

#include <memory>
#include <string>

#include "http/client.h"
#include "payment/gateway.h"

namespace atelier::payment {

struct StripeGatewayOptions {
  std::string base_url = "https://api.stripe.com";
  std::string secret_key;      // "sk_…", or a restricted key "rk_…" for Checkout Sessions, Payment Intents and Refunds
  std::string webhook_secret;  // "whsec_…": of this endpoint
  Milliseconds timeout{10'000};
};
// `client` is borrowed.
std::unique_ptr<Gateway> make_stripe_gateway(StripeGatewayOptions options, http::Client& client);

}  // namespace atelier::payment
