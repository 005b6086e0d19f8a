// What a Stripe webhook says. Pure; the bytes are anybody's until the signature is verified.
#pragma once

#include <string_view>

#include "payment/gateway.h"

namespace atelier::payment::stripe {

// `signature`: the Stripe-Signature header. Errors: denied (forged, too old), invalid (signed, and not an event).
Result<GatewayNotice> read_webhook(std::string_view secret, std::string_view signature, std::string_view body, Time now);

// The part behind the signature.
Result<GatewayNotice> read_event(std::string_view body);

}  // namespace atelier::payment::stripe
