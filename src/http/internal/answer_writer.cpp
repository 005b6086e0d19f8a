#include "http/internal/answer_writer.h"

#include <charconv>
#include <ctime>

#include "http/compress.h"
#include "http/status.h"
#include "http/uri.h"

namespace atelier::http::internal {
namespace {

constexpr std::string_view kEndOfLine = "\r\n";

// The lines between what was rendered and the empty line, and that line.
void append_own_lines(std::string& out, const AnswerContext& context, bool has_policy) {
  out += context.stamp;
  if (!has_policy) out += context.policy_line;
  out += "X-Correlation-Id: ";
  out += context.trace_id;
  if (context.close) {
    out += "\r\nConnection: close";
  } else if (context.keep_alive_1_0) {
    out += "\r\nConnection: keep-alive";
  }
  out += "\r\n\r\n";
}

const RenderedAnswer::Variant& choose(const RenderedAnswer& answer, std::string_view accept_encoding) {
  if (accept_encoding.empty()) return answer.identity;
  if (answer.brotli && accepts_coding(accept_encoding, "br")) return *answer.brotli;
  if (answer.gzip && accepts_coding(accept_encoding, "gzip")) return *answer.gzip;
  return answer.identity;
}

// A value that came from outside must not begin a header of its own.
void append_value(std::string& out, std::string_view value) {
  for (const char c : value) out += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
}

void append_number(std::string& out, std::size_t number) {
  char text[24];
  out.append(text, std::to_chars(text, text + sizeof text, number).ptr);
}

}  // namespace

int append_rendered(Output& out, const std::shared_ptr<const RenderedAnswer>& answer, const AnswerContext& context) {
  if (!context.if_none_match.empty() && answer->status == 200 && etag_matches(context.if_none_match, answer->etag)) {
    out.bytes.append(answer->not_modified, 0, answer->not_modified.size() - kEndOfLine.size());
    append_own_lines(out.bytes, context, answer->has_policy);
    return 304;
  }
  const auto& variant = choose(*answer, context.accept_encoding);
  out.bytes.append(variant.bytes, 0, variant.head_size - kEndOfLine.size());
  append_own_lines(out.bytes, context, answer->has_policy);
  if (context.head_only) return answer->status;
  const auto body = std::string_view(variant.bytes).substr(variant.head_size);
  if (body.size() < kLargeBody) {
    out.bytes += body;
  } else {
    out.tail = body;
    out.tail_owner = answer;
  }
  return answer->status;
}

namespace {

// What a response's own headers say that matters here.
struct Noted {
  std::string_view etag;
  bool has_policy = false;
  bool has_cache_control = false;
  bool is_public = false;
  bool is_text = false;
  bool has_coding = false;
};

Noted note_headers(const Response& response) {
  Noted noted;
  for (const auto& [name, value] : response.headers) {
    if (equal_ignoring_case(name, "etag")) noted.etag = value;
    if (equal_ignoring_case(name, "content-security-policy")) noted.has_policy = true;
    if (equal_ignoring_case(name, "content-encoding")) noted.has_coding = true;
    if (equal_ignoring_case(name, "content-type")) {
      noted.is_text = value.starts_with("application/json") || value.starts_with("text/");
    }
    if (equal_ignoring_case(name, "cache-control")) {
      noted.has_cache_control = true;
      noted.is_public = value.find("public") != std::string::npos;
    }
  }
  return noted;
}

// Only what is public is compressed: a length that depends on a secret and on what somebody else can make us repeat tells the
// secret (BREACH). Level 1: it is done for this one answer.
bool worth_compressing(const Response& response, const Noted& noted) {
  return noted.is_public && noted.is_text && !noted.has_coding && !response.stream && response.body.size() >= 1'000;
}

}  // namespace

int append_response(Output& out, const Response& response, const AnswerContext& context, bool chunked) {
  const auto noted = note_headers(response);
  const bool may_compress = worth_compressing(response, noted);
  std::shared_ptr<const std::string> compressed;
  if (may_compress && accepts_coding(context.accept_encoding, "gzip")) {
    if (auto smaller = gzip(response.body, 1)) compressed = std::make_shared<const std::string>(std::move(*smaller));
  }
  const std::string& body = compressed ? *compressed : response.body;
  const bool unchanged = response.status == 200 && !noted.etag.empty() && !context.if_none_match.empty() &&
                         etag_matches(context.if_none_match, noted.etag);
  const int status = unchanged ? 304 : response.status;
  std::string& bytes = out.bytes;
  bytes += "HTTP/1.1 ";
  append_number(bytes, static_cast<std::size_t>(status));
  bytes += ' ';
  bytes += reason_phrase(status);
  bytes += kEndOfLine;
  for (const auto& [name, value] : response.headers) {
    if (unchanged && equal_ignoring_case(name, "content-type")) continue;
    append_value(bytes, name);
    bytes += ": ";
    append_value(bytes, value);
    bytes += kEndOfLine;
  }
  // What a handler renders for one caller (a cart, an order) is nobody else's: no cache keeps it unless the handler says so.
  if (!noted.has_cache_control) bytes += "Cache-Control: no-store\r\n";
  if (may_compress) bytes += "Vary: Accept-Encoding\r\n";
  if (compressed && status != 304) bytes += "Content-Encoding: gzip\r\n";
  const bool bodiless = status == 204 || status == 304;
  if (response.stream && !bodiless) {
    if (chunked) bytes += "Transfer-Encoding: chunked\r\n";
  } else if (!bodiless) {
    bytes += "Content-Length: ";
    append_number(bytes, body.size());
    bytes += kEndOfLine;
  }
  append_own_lines(bytes, context, noted.has_policy);
  if (bodiless || context.head_only || response.stream) return status;
  if (body.size() < kLargeBody) {
    bytes += body;
  } else {
    out.tail = body;
    out.tail_owner = compressed;
  }
  return status;
}

void append_chunk(Output& out, std::string_view piece) {
  char size[20];
  out.bytes.append(size, std::to_chars(size, size + sizeof size, piece.size(), 16).ptr);
  out.bytes += kEndOfLine;
  out.bytes += piece;
  out.bytes += kEndOfLine;
}

std::string http_date(std::int64_t unix_seconds) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = unix_seconds;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[40];
  const int size = std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[parts.tm_wday], parts.tm_mday,
                                 kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
  return {text, static_cast<std::size_t>(size)};
}

std::string make_stamp(std::int64_t unix_seconds, bool tls) {
  std::string stamp = "Date: " + http_date(unix_seconds);
  stamp +=
      "\r\nX-Content-Type-Options: nosniff"
      "\r\nReferrer-Policy: strict-origin-when-cross-origin"
      // The till scans with the camera; nothing of ours asks for the rest.
      "\r\nPermissions-Policy: camera=(self), microphone=(), geolocation=(), payment=(self)\r\n";
  if (tls) stamp += "Strict-Transport-Security: max-age=31536000\r\n";
  return stamp;
}

}  // namespace atelier::http::internal
