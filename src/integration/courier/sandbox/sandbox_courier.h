// The sandbox courier's adapter: JSON over HTTP to our own sandbox process (src/sandbox/courier); webhooks signed in
// `Webhook-Signature` (security/signature.h).
#pragma once

#include <memory>
#include <string>

#include "http/client.h"
#include "integration/courier/courier.h"

namespace atelier::integration {

struct SandboxCourierOptions {
  std::string base_url;  // "http://127.0.0.1:8091"
  std::string secret_key;
  std::string webhook_secret;
  Milliseconds timeout{10'000};
};
std::unique_ptr<Courier> make_sandbox_courier(SandboxCourierOptions options, http::Client& client);

}  // namespace atelier::integration
