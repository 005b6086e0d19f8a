// One request from bytes: Beast's basic_parser for the grammar, and before it what proxies and servers have read differently (request
// smuggling): bare line feeds, folded headers, a second Content-Length, Content-Length beside Transfer-Encoding, spaces before
// the colon, more than one Host. Each is refused with its reason. No sockets, no time: fuzzed as it is.
//
//   parser.reset();
//   head = parser.parse_head(bytes)      // 0: more bytes are needed (all of them again, at the same place or elsewhere)
//   while (!parser.body_done()) parser.parse_body(more_bytes, sink)
//
// Views point into the bytes given to parse_head.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "http/limits.h"
#include "http/message.h"

namespace atelier::http::internal {

struct Refusal {
  int status;
  std::string_view code;    // static
  std::string_view detail;  // static
};

struct ParsedHead {
  Method method = Method::get;
  std::string_view target;  // origin form: an absolute one is cut down to it
  std::string_view host;
  std::vector<Header> headers;
  bool http_1_1 = true;
  bool keep_alive = true;
  bool chunked = false;
  bool expects_continue = false;
  std::optional<std::uint64_t> content_length;
  // What every answer looks at, found while parsing.
  std::string_view accept_encoding;
  std::string_view if_none_match;
  std::string_view traceparent;
};

// Takes a piece of a body; false: it does not want more (parsing ends with `taken_enough`).
class BodySink {
 public:
  virtual bool take(std::string_view piece) = 0;
  // From now on pieces are gone after take(); before, they stayed where they were.
  virtual void pieces_move() {}

 protected:
  ~BodySink() = default;
};

class RequestParser {
 public:
  explicit RequestParser(const ServerLimits& limits);
  ~RequestParser();

  void reset();
  // The head's size, or 0 where it is not whole yet.
  std::expected<std::size_t, Refusal> parse_head(std::string_view bytes);
  const ParsedHead& head() const { return head_; }
  bool body_done() const;
  // How many bytes were used up; 0 of some: more are needed. A refusal with status 0: the sink had enough.
  std::expected<std::size_t, Refusal> parse_body(std::string_view bytes, BodySink& sink);

 private:
  class Grammar;  // Beast's
  std::expected<std::size_t, Refusal> find_end_of_head(std::string_view bytes);
  std::optional<Refusal> check_head();

  const ServerLimits& limits_;
  ParsedHead head_;
  std::size_t lines_end_ = 0;  // up to here the head's lines were looked at
  std::unique_ptr<Grammar> grammar_;
};

}  // namespace atelier::http::internal
