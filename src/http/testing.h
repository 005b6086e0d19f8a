// For tests of handlers: a request from its parts, given to a router without a socket.
//
//   const auto response = http::testing::call(router, Method::post, "/v1/carts", R"({"market":"fr"})");
//
// Answers as the server would for what the router decides: hot handlers first, 404 and 405 as problems, `admit` asked before the
// handler, uploads from `Call::body_file`. HEAD, If-None-Match and codings are the server's and not done here.
// Runs the handler to its end on the calling thread (run_until_done).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/thread_executor.h"
#include "http/message.h"
#include "http/problem.h"
#include "http/router.h"

namespace atelier::http::testing {

// Owns what the request views.
struct Call {
  Method method = Method::get;
  std::string target;
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};  // Content-Type is JSON where there is a body and no other
  std::string body_file = {};

  // Valid while this Call is and is not changed.
  Request request() const {
    Request made;
    made.method = method;
    made.target = target;
    const auto question = made.target.find('?');
    made.path = made.target.substr(0, question);
    if (question != std::string_view::npos) made.query = made.target.substr(question + 1);
    made.body = body;
    made.body_file = body_file;
    for (const auto& [name, value] : headers) made.headers.push_back({name, value});
    if (!body.empty() && made.header("content-type").empty()) {
      made.headers.push_back({"Content-Type", "application/json"});
    }
    made.peer = "192.0.2.1";  // RFC 5737: an address of nobody
    made.trace = {.trace_id = std::string(31, '0') + "1", .span_id = std::string(15, '0') + "1", .parent_id = {}};
    return made;
  }
};

inline Task<Response> answer(const Router& router, Request& request) {
  const auto match = router.find(request);
  if (match.hot != nullptr) {
    if (auto rendered = (*match.hot)(request)) co_return Response::of(std::move(rendered));
  }
  if (match.handler == nullptr) {
    if (match.allow.empty()) co_return problem(404, "not_found", "There is nothing at this address.");
    Response refused = problem(405, "method_not_allowed", "This address takes " + match.allow + ".");
    refused.set("Allow", match.allow);
    co_return refused;
  }
  if (match.options->admit) {
    auto refused = co_await match.options->admit(request);
    if (refused) co_return std::move(*refused);
  }
  Response response = co_await (*match.handler)(request);
  co_return response;
}

inline Response call(const Router& router, const Call& call) {
  Request request = call.request();
  return run_until_done(answer(router, request));
}

inline Response call(const Router& router, Method method, std::string target, std::string body = {},
                     std::vector<std::pair<std::string, std::string>> headers = {}) {
  return call(router, Call{method, std::move(target), std::move(body), std::move(headers)});
}

// The body, whether rendered in advance or not.
inline std::string_view body_of(const Response& response) {
  if (!response.rendered) return response.body;
  const auto& identity = response.rendered->identity;
  return std::string_view(identity.bytes).substr(identity.head_size);
}

inline std::string_view header_of(const Response& response, std::string_view name) {
  Request helper;
  for (const auto& [held, value] : response.headers) helper.headers.push_back({held, value});
  return helper.header(name);
}

}  // namespace atelier::http::testing
