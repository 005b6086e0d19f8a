// Webhooks of the sandboxes: signed, sent by the relay until the receiver answers 2xx.
#pragma once

#include <string>
#include <string_view>

#include "events/decision.h"
#include "events/records.h"
#include "http/client.h"
#include "json/json.h"

namespace atelier::sandbox {

inline constexpr char kWebhookEffect[] = "webhook.send";

// `body` is sent as it is to `url`, signed at the moment of sending.
struct Webhook {
  std::string url;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(Webhook, (), (url, body))

inline void leave_webhook(events::Decision& decision, std::string key, Webhook webhook, Milliseconds delay = {}) {
  decision.effects.push_back(
      {.kind = kWebhookEffect, .key = std::move(key), .data = json::write(webhook), .delay = delay});
}

// The relay's handler: signs as security/signature.h has it. Success on any 2xx.
Task<Result<void>> send_webhook(http::Client& client, std::string header_name, std::string secret, const Clock& clock,
                                events::EffectRecord effect);

}  // namespace atelier::sandbox
