// Webhook signatures of the form "t=<unix seconds>,v1=<hex HMAC-SHA256 of 't.body'>" (docs.stripe.com/webhooks/signatures), which our own
// sandboxes use, too.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace atelier::security {

inline constexpr std::int64_t kSignatureToleranceSeconds = 300;  // Stripe's default: an old message caught on the way is refused

std::string sign_webhook(std::string_view secret, std::string_view body, Time now);

// Errors, all of kind denied: signature_missing, signature_too_old, signature_wrong. Any of several v1 digests may match (keys are
// rotated).
Result<void> verify_webhook(std::string_view secret, std::string_view header, std::string_view body, Time now);

}  // namespace atelier::security
