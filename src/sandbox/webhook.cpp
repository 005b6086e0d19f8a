#include "sandbox/webhook.h"

#include "security/signature.h"

namespace atelier::sandbox {

Task<Result<void>> send_webhook(http::Client& client, std::string header_name, std::string secret, const Clock& clock,
                                events::EffectRecord effect) {
  auto webhook = json::read_record<Webhook>(effect.data.text, "effect " + effect.id.text());
  if (!webhook) co_return fail(webhook);
  http::ClientRequest request{.method = http::Method::post, .url = webhook->url, .body = webhook->body};
  request.headers.emplace_back("Content-Type", "application/json");
  request.headers.emplace_back(std::move(header_name), security::sign_webhook(secret, webhook->body, clock.now()));
  auto response = co_await client.send(std::move(request));
  if (!response) co_return fail(response);
  if (response->status / 100 != 2) {
    co_return fail(ErrorKind::unavailable, "receiver_refused", "the receiver answered " + std::to_string(response->status));
  }
  co_return Result<void>{};
}

}  // namespace atelier::sandbox
