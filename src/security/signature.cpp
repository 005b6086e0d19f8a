#include "security/signature.h"

#include <charconv>
#include <cstdlib>
#include <optional>
#include <vector>

#include "base/encoding.h"
#include "security/crypto.h"

namespace atelier::security {
namespace {

struct Signature {
  std::int64_t timestamp_s = 0;
  std::vector<std::string> digests;
};

std::optional<Signature> parse(std::string_view header) {
  Signature signature;
  while (!header.empty()) {
    const auto end = std::min(header.find(','), header.size());
    const auto part = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    if (part.starts_with("t=")) {
      const auto digits = part.substr(2);
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), signature.timestamp_s);
      if (read.ec != std::errc{}) return std::nullopt;
    } else if (part.starts_with("v1=")) {
      if (auto digest = base::from_hex(part.substr(3))) signature.digests.push_back(std::move(*digest));
    }
  }
  if (signature.timestamp_s == 0 || signature.digests.empty()) return std::nullopt;
  return signature;
}

std::string digest_of(std::string_view secret, std::int64_t timestamp_s, std::string_view body) {
  return hmac_sha256(secret, std::to_string(timestamp_s) + "." + std::string(body));
}

}  // namespace

std::string sign_webhook(std::string_view secret, std::string_view body, Time now) {
  const auto timestamp_s = to_unix_ms(now) / 1000;
  return "t=" + std::to_string(timestamp_s) + ",v1=" + base::to_hex(digest_of(secret, timestamp_s, body));
}

Result<void> verify_webhook(std::string_view secret, std::string_view header, std::string_view body, Time now) {
  const auto signature = parse(header);
  if (!signature) return fail(ErrorKind::denied, "signature_missing", "expected a signature: t=<unix seconds>,v1=<hex digest>");
  if (std::abs(to_unix_ms(now) / 1000 - signature->timestamp_s) > kSignatureToleranceSeconds) {
    return fail(ErrorKind::denied, "signature_too_old", "the message was signed more than 300 s from now");
  }
  const auto expected = digest_of(secret, signature->timestamp_s, body);
  bool genuine = false;
  for (const auto& digest : signature->digests) genuine = base::equal_secret(digest, expected) || genuine;
  if (!genuine) return fail(ErrorKind::denied, "signature_wrong", "the signature does not match the message");
  return {};
}

}  // namespace atelier::security
