#include "integration/subscribers/sender.h"

#include "integration/subscribers/signature.h"

namespace atelier::integration {

void AttemptLog::add(Attempt attempt) {
  std::lock_guard lock(mutex_);
  kept_.push_front(std::move(attempt));
  if (kept_.size() > kKept) kept_.pop_back();
}

std::vector<Attempt> AttemptLog::newest_first() const {
  std::lock_guard lock(mutex_);
  return {kept_.begin(), kept_.end()};
}

Result<void> judge_answer(int status) {
  if (status >= 200 && status < 300) return {};
  if (status >= 300 && status < 400) return fail(ErrorKind::denied, "redirect_not_followed", "the subscriber answered with a redirect");
  const bool later = status == 408 || status == 429 || status >= 500;
  return fail(later ? ErrorKind::unavailable : ErrorKind::denied, "status_" + std::to_string(status),
              "the subscriber answered " + std::to_string(status));
}

Task<Result<void>> Sender::send(events::Message message) {
  const Time begun = clock_.now();
  const auto seconds = to_unix_ms(begun) / 1000;
  http::ClientRequest request{.method = http::Method::post, .url = subscriber_.url, .timeout = options_.timeout};
  request.body = to_cloud_event(message.event, message.at, options_.source);
  const auto& id = message.event.id.text();
  const auto secrets = signing_secrets(options_.secret_key, subscriber_, begun);
  request.headers = {{"Content-Type", std::string(kCloudEventMediaType)},
                     {"User-Agent", "Atelier"},
                     {"webhook-id", id},
                     {"webhook-timestamp", std::to_string(seconds)},
                     {"webhook-signature", sign_message(secrets, id, seconds, request.body)}};
  Attempt attempt{.at = begun, .event = message.event.id, .type = std::string(kTypePrefix) + message.event.type, .subject = message.event.subject,
                  .attempt = message.attempt};
  auto answer = co_await client_.send(std::move(request));
  Result<void> judged;
  if (answer) {
    attempt.status = answer->status;
    judged = judge_answer(answer->status);
  } else {
    judged = fail(answer);
    // What the client will not even try (a wrong URL) is no refusal of this event.
    if (judged.error().kind == ErrorKind::invalid) judged.error().kind = ErrorKind::unavailable;
  }
  if (!judged) attempt.error = judged.error().code;
  attempt.took_ms = (clock_.now() - begun).count();
  log_.add(std::move(attempt));
  co_return judged;
}

}  // namespace atelier::integration
