// Requests and answers as handlers see them: plain values, no library's types.
//
// A handler is a coroutine on the loop that took the request: it may co_await the store or an outside call, it must not block. What
// a Request views stays valid until the handler's task is done.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/task.h"

namespace atelier::http {

enum class Method { get, head, post, put, patch, del, options };
std::string_view to_string(Method method);

// A trace as W3C Trace Context has it; taken from `traceparent` or begun here.
struct Trace {
  std::string trace_id;   // 32 hex digits
  std::string span_id;    // 16 hex digits: this request
  std::string parent_id;  // 16 hex digits, or empty
  std::string to_traceparent() const;
};

struct Header {
  std::string_view name;  // as sent
  std::string_view value;
};

class Request {
 public:
  Method method = Method::get;
  std::string_view target;  // as sent: "/v1/items?market=fr"
  std::string_view path;    // without the query, percent-encoding as sent
  std::string_view query;   // after the "?", or empty
  std::string_view body;
  std::vector<Header> headers;
  std::vector<std::pair<std::string_view, std::string>> parameters;  // of the route, decoded: {id} → "itm_…"
  std::string_view peer;  // the client's address, for rate limits and audit; never logged whole
  bool secure = false;    // came over TLS (or a trusted proxy says so)
  std::string body_file;  // of an upload route (router.h): the body is in this file and `body` is empty
  Trace trace;

  // Empty where there is none. Names are compared without case.
  std::string_view header(std::string_view name) const;
  std::string_view parameter(std::string_view name) const;
  // Decoded ("+" is a space). nullopt: not there. First of several.
  std::optional<std::string> query_value(std::string_view name) const;
  std::vector<std::string> query_values(std::string_view name) const;
  std::optional<std::string> cookie(std::string_view name) const;
};

// Whole answers, rendered before they are asked for: status line, headers and body in one buffer a coding.
// `head_size` is where the body begins: HEAD answers stop there. `etag` quoted.
struct RenderedAnswer {
  struct Variant {
    std::string bytes;
    std::size_t head_size = 0;
  };
  std::string etag;
  Variant identity;
  std::optional<Variant> gzip;
  std::optional<Variant> brotli;
  std::string not_modified;  // the whole 304 answer
  int status = 200;
  bool has_policy = false;   // brings its own Content-Security-Policy; else the route's is added

  // Renders one. `headers`: without Content-Length, Content-Encoding, ETag, Vary and Date, which are added as needed. Bodies
  // shorter than a packet are not compressed. Date, X-Correlation-Id and the security headers are no part of the
  // buffers: the server puts them between head and body as it writes.
  // The ETag names the body's bytes before coding and is the same for all codings (we serve no ranges, which is where
  // that would matter).
  struct Options {
    std::string_view content_type = "application/json";
    std::string_view cache_control = "public, max-age=60, stale-while-revalidate=600";
    std::vector<std::pair<std::string, std::string>> headers;
    bool compress = true;
    int brotli_quality = 5;  // 11 for what is rendered once and served for days
    // Compressed elsewhere (static files): taken as they are instead of compressing here.
    std::string_view gzip_body = {};
    std::string_view brotli_body = {};
  };
  static std::shared_ptr<const RenderedAnswer> make(int status, std::string_view body, const Options& options);
};

// Gives a body piece by piece; an empty piece ends it. Asked for the next piece when the last one is on its way, so a
// slow reader slows the source. nullopt: the source broke (the connection is cut, so that nobody takes the part for the whole).
using BodyStream = std::function<Task<std::optional<std::string>>()>;

// With an ETag header, the server answers If-None-Match itself (304). Without Cache-Control it adds "no-store". JSON and
// text that the handler says is public is sent gzipped to who takes it.
struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // Content-Length, Date and security headers are added by the server
  std::string body;
  std::shared_ptr<const RenderedAnswer> rendered;  // instead of the three above
  BodyStream stream;                               // instead of the body: of any size, sent chunked
  std::string note;                                // never sent; logged as an error beside the trace id

  static Response json(int status, std::string body);
  static Response text(int status, std::string body, std::string_view content_type = "text/plain; charset=utf-8");
  static Response redirect(int status, std::string location);
  static Response no_content();
  static Response of(std::shared_ptr<const RenderedAnswer> answer);
  Response& set(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

// May be asked concurrently by all loops.
using Handler = std::function<Task<Response>(Request&)>;

// Answers at once from what was rendered before, or gives nullptr (then the route's Handler is asked). Called on the
// loop, must not block, wait or lock. `If-None-Match`, HEAD and the coding are the server's.
using HotHandler = std::function<std::shared_ptr<const RenderedAnswer>(const Request&)>;

}  // namespace atelier::http
