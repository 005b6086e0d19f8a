// Routes by audience are registered here and found by method and path.
//
//   router.add(Method::get, "/v1/items/{id}", get_item);              // a handler
//   router.add_hot(Method::get, "/v1/items/{id}", rendered_item);     // asked first; nullptr falls through to the handler
//
// A parameter matches one segment; "{path...}" at the end matches the rest. Exact segments win over parameters. Unknown paths are
// answered 404, known paths with another method 405 with Allow. Built before the server starts, read-only after: any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace atelier::http {

// Asked when the head of a request is there and its body is not: gives the answer that refuses it (401, 403, 415), or nullopt to
// take the body. Bytes that nobody may send are then never read.
using Admit = std::function<Task<std::optional<Response>>(Request&)>;

struct RouteOptions {
  std::size_t max_body_bytes = 0;       // 0: the server's limit (ServerLimits::body_bytes)
  std::string content_security_policy;  // empty: the server's, made for APIs: nothing may be loaded or framed
  Admit admit;                          // none: everything is taken
};

class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // CHECKs that the pattern is well formed and not taken.
  void add(Method method, std::string_view pattern, Handler handler, RouteOptions options = {});
  void add_hot(Method method, std::string_view pattern, HotHandler handler);
  // Of a body of any size up to max_body_bytes: it is spooled to a file, 64 KiB of memory a connection, and the handler is
  // called with Request::body_file. The file is removed when the handler is done; a handler that keeps it renames it.
  void add_upload(Method method, std::string_view pattern, Handler handler, RouteOptions options);

  static constexpr std::size_t kNoRoute = 0;  // what is no route at all shares this number
  struct Match {
    const Handler* handler = nullptr;   // nullptr: no such route for the method
    const HotHandler* hot = nullptr;
    std::string_view pattern;           // for metrics and logs: "/v1/items/{id}"
    std::string allow;                  // methods of the path, where the method was wrong
    const RouteOptions* options = nullptr;
    bool upload = false;
    std::size_t number = kNoRoute;      // 1 … route_count(), for tables by route
  };
  // Fills the request's parameters. A HEAD finds the route of GET.
  Match find(Request& request) const;

  // Every route, for the test that holds them against the contract.
  std::vector<std::pair<Method, std::string>> routes() const;
  std::size_t route_count() const;
  std::string_view pattern_of(std::size_t number) const;
  std::string policy_of(std::size_t number, const std::string& fallback) const;  // Content-Security-Policy

 private:
  struct Route;
  struct Node;
  Route& route(Method method, std::string_view pattern);
  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<Route>> routes_;  // by number, from 1
};

}  // namespace atelier::http
