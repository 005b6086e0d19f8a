// Answers as bytes: whole heads, the choice of coding, 304, HEAD. No sockets.
//
// Between head and body go the lines that are no part of what was rendered: the loop's stamp (Date and security headers, one string made
// once a second), the route's Content-Security-Policy, X-Correlation-Id, and Connection: close where the connection ends.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "http/message.h"

namespace atelier::http::internal {

// What waits for the socket: small answers one behind the other in `bytes`, then at most one large body that is not copied.
struct Output {
  std::string bytes;
  std::size_t sent = 0;  // of bytes and tail together
  std::string_view tail;
  std::shared_ptr<const void> tail_owner;

  std::size_t waiting() const { return bytes.size() + tail.size() - sent; }
  void clear() {
    bytes.clear();
    sent = 0;
    tail = {};
    tail_owner.reset();
  }
};
// Bodies from this size on are sent from where they are; below, a copy is cheaper than a second piece.
inline constexpr std::size_t kLargeBody = 16 * 1024;

struct AnswerContext {
  std::string_view stamp;        // "Date: …\r\nX-Content-Type-Options: …\r\n…"
  std::string_view policy_line;  // "Content-Security-Policy: …\r\n"
  std::string_view trace_id;
  std::string_view accept_encoding;
  std::string_view if_none_match;
  bool head_only = false;  // HEAD
  bool close = false;
  bool keep_alive_1_0 = false;  // an HTTP/1.0 client that asked for it is told so
};

// The status as sent: the answer's, or 304.
int append_rendered(Output& out, const std::shared_ptr<const RenderedAnswer>& answer, const AnswerContext& context);

// A response that is not rendered in advance. Of one with a stream only the head, with `chunked` or to the end of the connection.
// A large body is referred to: `response` must outlive the sending.
int append_response(Output& out, const Response& response, const AnswerContext& context, bool chunked = true);

// One piece of a chunked body; an empty one is its end.
void append_chunk(Output& out, std::string_view piece);

// "Mon, 23 Nov 2026 09:30:00 GMT" (RFC 9110 §5.6.7)
std::string http_date(std::int64_t unix_seconds);
// Date and the security headers that every answer has.
std::string make_stamp(std::int64_t unix_seconds, bool tls);

}  // namespace atelier::http::internal
