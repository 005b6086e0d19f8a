// Adyen behind the port of providers: Pay by Link, the page that Adyen hosts (Checkout API v72; docs.adyen.com/unified-commerce/pay-by-link).
// README.md says how to get keys and how to set up the webhook.
//
// A payment's provider_reference is its payment link ("PL…") until Adyen's first message, then the payment's pspReference. Captures, refunds
// and cancellations are only received at first; a webhook says what became of each, by itself, as a PaymentPart. Adyen's API cannot be asked about
// a payment once it is authorised: look_up() then gives back what we hold, and the settlement file is the second source.
// Webhooks are verified as docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures says: HMAC-SHA256 over eight
// fields. The signature carries no time; old messages are harmless because every one of them is a repeat.
#pragma once

#include <memory>
#include <string>

#include "http/client.h"
#include "payment/gateway.h"

namespace atelier::payment {

struct AdyenGatewayOptions {
  std::string base_url = "https://checkout-test.adyen.com/v72";  // live: "https://<prefix>-checkout-live.adyenpayments.com/checkout/v72"
  std::string api_key;
  std::string merchant_account;
  std::string hmac_key;  // hex: of this webhook
  Milliseconds timeout{10'000};
};
// Error invalid "bad_value": the HMAC key is not hex. `client` is borrowed.
Result<std::unique_ptr<Gateway>> make_adyen_gateway(AdyenGatewayOptions options, http::Client& client);

}  // namespace atelier::payment
