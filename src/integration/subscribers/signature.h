// Signatures as Standard Webhooks 1.0.0 asks (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md).
//
// Signed is "<webhook-id>.<webhook-timestamp>.<body>" with HMAC-SHA256; the header webhook-signature holds "v1,<base64>", several apart by spaces
// while a secret is being changed. Secrets are written "whsec_<base64>" and are 24 to 64 bytes. Used for what we send, and for what the ERP
// sends us. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace atelier::integration {

inline constexpr std::int64_t kWebhookToleranceSeconds = 300;  // the standard leaves it open; its reference libraries take five minutes

struct WebhookHeaders {
  std::string_view id;
  std::string_view timestamp;  // Unix seconds
  std::string_view signature;
};

// "whsec_…" as bytes; invalid "bad_secret" where it is none.
Result<std::string> read_secret(std::string_view text);
std::string write_secret(std::string_view bytes);

// One signature a secret, newest first. Secrets are bytes.
std::string sign_message(std::span<const std::string> secrets, std::string_view id, std::int64_t timestamp, std::string_view body);

// Errors, all of kind denied: signature_missing, signature_too_old (or from the future), signature_wrong. Any secret with any v1 signature will do.
Result<void> verify_message(std::span<const std::string> secrets, const WebhookHeaders& headers, std::string_view body, Time now);

}  // namespace atelier::integration
