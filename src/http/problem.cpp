#include "http/problem.h"

#include <algorithm>

#include "http/uri.h"

namespace atelier::http {
namespace {

// "sold_out" → "Sold out": the same for every problem of this code.
std::string title_of(std::string_view code) {
  std::string title(code);
  std::replace(title.begin(), title.end(), '_', ' ');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 32);
  return title;
}

}  // namespace

Response problem(int status, std::string_view code, std::string_view detail) {
  return problem(status, code, detail, {});
}

Response problem(int status, std::string_view code, std::string_view detail, const json::Problems& problems) {
  std::string body = R"({"type":)";
  json::append_string(body, "urn:atelier:problem:" + std::string(code));
  body += R"(,"title":)";
  json::append_string(body, title_of(code));
  body += R"(,"status":)" + std::to_string(status) + R"(,"code":)";
  json::append_string(body, code);
  if (!detail.empty()) {
    body += R"(,"detail":)";
    json::append_string(body, detail);
  }
  if (!problems.empty()) {
    body += R"(,"errors":[)";
    for (bool first = true; const auto& one : problems) {
      if (!std::exchange(first, false)) body += ',';
      body += R"({"field":)";
      json::append_string(body, one.field);
      body += R"(,"code":)";
      json::append_string(body, one.code);
      body += R"(,"expected":)";
      json::append_string(body, one.expected);
      body += '}';
    }
    body += ']';
  }
  body += '}';
  return Response::text(status, std::move(body), "application/problem+json");
}

Response problem(const json::Problems& problems) {
  const auto all_are = [&](std::string_view code) {
    return !problems.empty() && std::ranges::all_of(problems, [&](const auto& one) { return one.code == code; });
  };
  if (all_are("not_json")) return problem(400, "malformed_json", "The body is not JSON.", problems);
  if (all_are("unknown_field")) {
    return problem(400, "unknown_field", "The body has a field that nobody knows here.", problems);
  }
  const auto count = problems.size() == 1 ? "One field" : std::to_string(problems.size()) + " fields";
  return problem(400, "invalid_request", count + " of the request cannot be read.", problems);
}

Response problem(const Error& error) {
  const auto own = [&](int status, std::string_view fallback) {
    return problem(status, error.code.empty() ? fallback : error.code, error.detail);
  };
  const auto ours = [&](int status, std::string_view code, std::string_view said) {
    auto response = problem(status, code, said);
    response.note = error.code + ": " + error.detail;
    return response;
  };
  switch (error.kind) {
    case ErrorKind::invalid: return own(400, "invalid_request");
    case ErrorKind::not_found: return own(404, "not_found");
    case ErrorKind::denied: return own(403, "forbidden");
    case ErrorKind::conflict: return own(409, "conflict");
    case ErrorKind::exhausted: return own(429, "too_many_requests").set("Retry-After", "1");
    case ErrorKind::unavailable:
      return ours(503, "unavailable", "Nothing was done. Please try again in a moment.").set("Retry-After", "1");
    case ErrorKind::unknown:
      return ours(503, "outcome_unknown",
                  "It may have been done: ask again under the same Idempotency-Key, or read the state.")
          .set("Retry-After", "1");
    case ErrorKind::internal: break;
  }
  return ours(500, "internal", "Something went wrong on our side. The X-Correlation-Id of this answer names it.");
}

std::optional<Response> refuse_media_type(const Request& request, std::string_view expected) {
  auto type = request.header("content-type");
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  if (equal_ignoring_case(type, expected)) return std::nullopt;
  return problem(415, "unsupported_media_type",
                 "The body must be " + std::string(expected) +
                     (type.empty() ? ", and Content-Type must say so." : ", not " + std::string(type) + "."));
}

std::expected<std::optional<std::string>, Response> read_optional_idempotency_key(const Request& request) {
  constexpr std::size_t kLongest = 128;
  const auto key = request.header("idempotency-key");
  if (key.empty()) return std::nullopt;
  if (key.size() > kLongest || !std::ranges::all_of(key, [](char c) { return c > ' ' && c < 127; })) {
    const json::Problems problems{{"#Idempotency-Key", "bad_value", "1 to 128 visible ASCII characters"}};
    return std::unexpected(problem(400, "idempotency_key_invalid", "The Idempotency-Key is not one.", problems));
  }
  return std::string(key);
}

std::expected<std::string, Response> read_idempotency_key(const Request& request) {
  auto key = read_optional_idempotency_key(request);
  if (!key) return std::unexpected(std::move(key.error()));
  if (*key) return std::move(**key);
  const json::Problems problems{{"#Idempotency-Key", "required", "1 to 128 visible ASCII characters"}};
  return std::unexpected(problem(400, "idempotency_key_missing", "Send an Idempotency-Key: the same again is answered as the first time.", problems));
}

}  // namespace atelier::http
