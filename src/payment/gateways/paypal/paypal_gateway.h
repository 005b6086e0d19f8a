// PayPal behind the port of providers: Orders v2 and Payments v2, the customer agrees on PayPal's page (developer.paypal.com/docs/api/orders/v2).
// README.md says how to get keys and which events to subscribe to.
//
// A payment's provider_reference is its order. PayPal takes no money when the customer agrees: the order is then APPROVED and waits for us. look_up() of a
// payment that is still wanted takes (or, with manual capture, holds) it; a payment that was closed or has expired is left alone. So
// void_payment() of a page that nobody paid on needs no call. PayPal deletes orders that nobody approved after some hours: that is `expired`.
// Webhooks are verified by PayPal itself (verify-webhook-signature; docs/decisions/0031 says why), after what can be seen without asking. What a message says is
// then read from the order, not from the message: parts add up there.
#pragma once

#include <memory>
#include <string>

#include "http/client.h"
#include "payment/gateway.h"

namespace atelier::payment {

struct PaypalGatewayOptions {
  std::string base_url = "https://api-m.paypal.com";  // sandbox: "https://api-m.sandbox.paypal.com"
  std::string client_id;
  std::string secret;
  std::string webhook_id;  // PayPal's id of this endpoint
  Milliseconds timeout{10'000};
};
// `client` and `clock` are borrowed.
std::unique_ptr<Gateway> make_paypal_gateway(PaypalGatewayOptions options, http::Client& client, const Clock& clock);

}  // namespace atelier::payment
