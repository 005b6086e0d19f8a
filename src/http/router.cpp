#include "http/router.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/check.h"
#include "http/form.h"

namespace atelier::http {
namespace {

constexpr std::size_t kMethods = 7;
constexpr std::size_t kMaxSegments = 32;  // our longest route has eight; a longer path is nobody's

std::size_t index_of(Method method) { return static_cast<std::size_t>(method); }

// "/a/b" → "a", "b"; "/" → "".
std::vector<std::string_view> segments_of(std::string_view pattern) {
  std::vector<std::string_view> segments;
  pattern.remove_prefix(1);
  while (true) {
    const auto end = pattern.find('/');
    segments.push_back(pattern.substr(0, end));
    if (end == std::string_view::npos) return segments;
    pattern.remove_prefix(end + 1);
  }
}

}  // namespace

struct Router::Route {
  Method method;
  std::string pattern;
  std::vector<std::string> names;  // of the parameters, in the path's order
  Handler handler;
  HotHandler hot;
  RouteOptions options;
  bool upload = false;
  std::size_t number = 0;
};

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> exact;
  std::unique_ptr<Node> parameter;
  std::unique_ptr<Node> rest;
  std::array<Route*, kMethods> routes{};

  bool ends_here() const {
    return std::ranges::any_of(routes, [](const Route* route) { return route != nullptr; });
  }

  // The node of the path's remaining segments; `values` are the segments that parameters took, undecoded.
  const Node* walk(std::string_view path, std::array<std::string_view, kMaxSegments>& values, std::size_t taken) const {
    const auto slash = path.find('/');
    const auto segment = path.substr(0, slash);
    const bool last = slash == std::string_view::npos;
    const auto further = [&](const Node& node, std::size_t count) -> const Node* {
      if (!last) return node.walk(path.substr(slash + 1), values, count);
      return node.ends_here() ? &node : nullptr;
    };
    if (const auto found = exact.find(segment); found != exact.end()) {
      if (const auto* node = further(*found->second, taken)) return node;
    }
    if (taken >= kMaxSegments) return nullptr;
    if (parameter && !segment.empty()) {
      values[taken] = segment;
      if (const auto* node = further(*parameter, taken + 1)) return node;
    }
    if (rest) values[taken] = path;
    return rest.get();
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

Router::Route& Router::route(Method method, std::string_view pattern) {
  CHECK(pattern.starts_with('/') && pattern.find_first_of("?#% ") == std::string_view::npos, pattern);
  Node* node = root_.get();
  std::vector<std::string> names;
  const auto segments = segments_of(pattern);
  CHECK(segments.size() <= kMaxSegments, pattern);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    auto segment = segments[i];
    std::unique_ptr<Node>* next = nullptr;
    if (segment.starts_with('{')) {
      CHECK(segment.ends_with('}') && segment.size() > 2, pattern);
      segment = segment.substr(1, segment.size() - 2);
      const bool rest = segment.ends_with("...");
      CHECK(!rest || i + 1 == segments.size(), "a rest parameter is the last one");
      names.emplace_back(rest ? segment.substr(0, segment.size() - 3) : segment);
      next = rest ? &node->rest : &node->parameter;
    } else {
      CHECK(segment.find_first_of("{}") == std::string_view::npos, "a parameter is a whole segment");
      next = &node->exact[std::string(segment)];
    }
    if (!*next) *next = std::make_unique<Node>();
    node = next->get();
  }
  Route*& slot = node->routes[index_of(method)];
  if (slot == nullptr) {
    routes_.push_back(std::make_unique<Route>());
    slot = routes_.back().get();
    *slot = {.method = method, .pattern = std::string(pattern), .names = std::move(names), .number = routes_.size()};
  }
  CHECK(slot->pattern == pattern, "one path, one pattern for a method");
  return *slot;
}

void Router::add(Method method, std::string_view pattern, Handler handler, RouteOptions options) {
  Route& taken = route(method, pattern);
  CHECK(!taken.handler && handler, pattern);
  taken.handler = std::move(handler);
  taken.options = std::move(options);
}

void Router::add_hot(Method method, std::string_view pattern, HotHandler handler) {
  CHECK(method == Method::get, "hot answers are of GET (and so of HEAD)");
  Route& taken = route(method, pattern);
  CHECK(!taken.hot && handler, pattern);
  taken.hot = std::move(handler);
}

void Router::add_upload(Method method, std::string_view pattern, Handler handler, RouteOptions options) {
  CHECK(options.max_body_bytes > 0, "an upload has a bound");
  add(method, pattern, std::move(handler), std::move(options));
  route(method, pattern).upload = true;
}

Router::Match Router::find(Request& request) const {
  request.parameters.clear();
  Match match;
  if (!request.path.starts_with('/')) return match;
  std::array<std::string_view, kMaxSegments> values;
  const Node* node = root_->walk(request.path.substr(1), values, 0);
  if (node == nullptr) return match;
  const Route* found = node->routes[index_of(request.method)];
  if (found == nullptr && request.method == Method::head) found = node->routes[index_of(Method::get)];
  if (found == nullptr) {
    for (const Route* other : node->routes) {
      if (other == nullptr) continue;
      match.pattern = other->pattern;
      if (!match.allow.empty()) match.allow += ", ";
      match.allow += to_string(other->method);
      if (other->method == Method::get) match.allow += ", HEAD";
    }
    return match;
  }
  for (std::size_t i = 0; i < found->names.size(); ++i) {
    const auto value = values[i];
    auto decoded = value.find('%') == std::string_view::npos ? std::nullopt : percent_decode(value);
    request.parameters.emplace_back(found->names[i], decoded ? std::move(*decoded) : std::string(value));
  }
  match.handler = found->handler ? &found->handler : nullptr;
  match.hot = found->hot ? &found->hot : nullptr;
  match.pattern = found->pattern;
  match.options = &found->options;
  match.upload = found->upload;
  match.number = found->number;
  return match;
}

std::vector<std::pair<Method, std::string>> Router::routes() const {
  std::vector<std::pair<Method, std::string>> all;
  for (const auto& route : routes_) all.emplace_back(route->method, route->pattern);
  return all;
}

std::size_t Router::route_count() const { return routes_.size(); }

std::string_view Router::pattern_of(std::size_t number) const {
  return number == kNoRoute ? "none" : std::string_view(routes_.at(number - 1)->pattern);
}

std::string Router::policy_of(std::size_t number, const std::string& fallback) const {
  if (number == kNoRoute) return fallback;
  const auto& own = routes_.at(number - 1)->options.content_security_policy;
  return own.empty() ? fallback : own;
}

}  // namespace atelier::http
