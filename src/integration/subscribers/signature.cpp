#include "integration/subscribers/signature.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/encoding.h"
#include "security/crypto.h"

namespace atelier::integration {
namespace {

constexpr std::string_view kPrefix = "whsec_";

// RFC 4648 §4, with padding; the house's other base64 is the one for URLs.
std::string to_base64(std::string_view bytes) {
  auto text = base::to_base64url(bytes);
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  while (text.size() % 4 != 0) text += '=';
  return text;
}

std::optional<std::string> from_base64(std::string text) {
  if (text.find_first_of("-_") != std::string::npos) return std::nullopt;
  while (text.ends_with('=')) text.pop_back();
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return base::from_base64url(text);
}

std::string digest(std::string_view secret, std::string_view id, std::string_view timestamp, std::string_view body) {
  std::string text;
  text.reserve(id.size() + timestamp.size() + body.size() + 2);
  text.append(id).append(1, '.').append(timestamp).append(1, '.').append(body);
  return "v1," + to_base64(security::hmac_sha256(secret, text));
}

}  // namespace

Result<std::string> read_secret(std::string_view text) {
  if (text.starts_with(kPrefix)) {
    auto bytes = from_base64(std::string(text.substr(kPrefix.size())));
    if (bytes && bytes->size() >= 24 && bytes->size() <= 64) return std::move(*bytes);
  }
  return fail(ErrorKind::invalid, "bad_secret", "expected whsec_ and the base64 of 24 to 64 bytes");
}

std::string write_secret(std::string_view bytes) { return std::string(kPrefix) + to_base64(bytes); }

std::string sign_message(std::span<const std::string> secrets, std::string_view id, std::int64_t timestamp, std::string_view body) {
  const auto at = std::to_string(timestamp);
  std::string signatures;
  for (const auto& secret : secrets) {
    if (!signatures.empty()) signatures += ' ';
    signatures += digest(secret, id, at, body);
  }
  return signatures;
}

Result<void> verify_message(std::span<const std::string> secrets, const WebhookHeaders& headers, std::string_view body, Time now) {
  if (headers.id.empty() || headers.timestamp.empty() || headers.signature.empty()) {
    return fail(ErrorKind::denied, "signature_missing", "expected the headers webhook-id, webhook-timestamp and webhook-signature");
  }
  std::int64_t at = 0;
  const auto* end = headers.timestamp.data() + headers.timestamp.size();
  const auto read = std::from_chars(headers.timestamp.data(), end, at);
  const auto seconds = to_unix_ms(now) / 1000;
  if (read.ec != std::errc{} || read.ptr != end || at < seconds - kWebhookToleranceSeconds || at > seconds + kWebhookToleranceSeconds) {
    return fail(ErrorKind::denied, "signature_too_old", "webhook-timestamp is more than five minutes from our clock");
  }
  for (const auto& secret : secrets) {
    const auto expected = digest(secret, headers.id, headers.timestamp, body);
    for (auto rest = headers.signature; !rest.empty();) {
      const auto space = rest.find(' ');
      const auto one = rest.substr(0, space);
      rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
      if (one.size() == expected.size() && base::equal_secret(one, expected)) return {};
    }
  }
  return fail(ErrorKind::denied, "signature_wrong", "no signature is of this message and a secret of ours");
}

}  // namespace atelier::integration
