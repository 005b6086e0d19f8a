// Errors as RFC 9457 problem+json with a stable `code`.
//
//   {"type":"urn:atelier:problem:sold_out","title":"Sold out","status":409,"code":"sold_out","detail":"…","errors":[{"field","code","expected"}]}
//
// The codes in use stand in api/openapi.yaml. The title is the code in words.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"
#include "json/json.h"

namespace atelier::http {

// `code` is stable and snake_case; `detail` is one sentence for a person: what, where, what was expected.
Response problem(int status, std::string_view code, std::string_view detail);
// The same with the fields that are wrong: 422 validation_failed is what a handler gives for what it could read but not take.
Response problem(int status, std::string_view code, std::string_view detail, const json::Problems& problems);
// 400, with each field that is wrong: malformed_json, unknown_field (nothing else is wrong) or invalid_request.
Response problem(const json::Problems& problems);
// By kind: invalid 400, not_found 404, denied 403, conflict 409, exhausted 429, unavailable 503 (Retry-After), unknown 503, internal 500.
// The code is the error's own below 500 and `unavailable`, `outcome_unknown`, `internal` above; what an error of ours says in
// detail (500, 503) is logged, not sent.
Response problem(const Error& error);

// The body of a request as a T, or the answer to give: 415 where it is not JSON, 400 where it is wrong.
template <class T>
std::expected<T, Response> read_body(const Request& request);

// --- how it works ---
std::optional<Response> refuse_media_type(const Request& request, std::string_view expected);

template <class T>
std::expected<T, Response> read_body(const Request& request) {
  if (auto refused = refuse_media_type(request, "application/json")) return std::unexpected(std::move(*refused));
  auto value = json::read<T>(request.body);
  if (!value) return std::unexpected(problem(value.error()));
  return std::move(*value);
}

// The Idempotency-Key of a request (draft-ietf-httpapi-idempotency-key-header): 1 to 128 visible ASCII characters. The answers that refuse:
// 400 "idempotency_key_missing" and "idempotency_key_invalid".
std::expected<std::string, Response> read_idempotency_key(const Request& request);
// The same where the route can do without: nullopt for none.
std::expected<std::optional<std::string>, Response> read_optional_idempotency_key(const Request& request);

}  // namespace atelier::http
