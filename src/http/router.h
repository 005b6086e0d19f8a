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

class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // CHECKs that the pattern is well formed and not taken.
  void add(Method method, std::string_view pattern, Handler handler);
  void add_hot(Method method, std::string_view pattern, HotHandler handler);

  struct Match {
    const Handler* handler = nullptr;   // nullptr: no such route for the method
    const HotHandler* hot = nullptr;
    std::string_view pattern;           // for metrics and logs: "/v1/items/{id}"
    std::string allow;                  // methods of the path, where the method was wrong
  };
  // Fills the request's parameters.
  Match find(Request& request) const;

  // Every route, for the test that holds them against the contract.
  std::vector<std::pair<Method, std::string>> routes() const;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
};

}  // namespace atelier::http
