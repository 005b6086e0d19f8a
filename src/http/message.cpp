#include "http/message.h"

#include "http/uri.h"

namespace atelier::http {

std::string_view to_string(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::del: return "DELETE";
    case Method::options: return "OPTIONS";
  }
  return "";
}

std::string_view Request::header(std::string_view name) const {
  for (const auto& held : headers) {
    if (equal_ignoring_case(held.name, name)) return held.value;
  }
  return {};
}

std::string_view Request::parameter(std::string_view name) const {
  for (const auto& [held, value] : parameters) {
    if (held == name) return value;
  }
  return {};
}

namespace {

// Calls `take` with each undecoded value of `name` until it gives false.
template <class F>
void each_query_value(std::string_view query, std::string_view name, F take) {
  for (std::size_t field = 0; field < kMaxQueryFields && !query.empty(); ++field) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    const auto held = pair.substr(0, equals);
    const bool encoded = held.find_first_of("%+") != std::string_view::npos;
    if (held != name && !(encoded && form_decode(held) == name)) continue;
    if (!take(pair.substr(std::min(equals + 1, pair.size())))) return;
  }
}

}  // namespace

std::optional<std::string> Request::query_value(std::string_view name) const {
  std::optional<std::string> found;
  each_query_value(query, name, [&](std::string_view value) {
    found = form_decode(value);
    return false;
  });
  return found;
}

std::vector<std::string> Request::query_values(std::string_view name) const {
  std::vector<std::string> found;
  each_query_value(query, name, [&](std::string_view value) {
    found.push_back(form_decode(value));
    return true;
  });
  return found;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  for (const auto& held : headers) {
    if (!equal_ignoring_case(held.name, "cookie")) continue;
    if (const auto value = find_cookie(held.value, name)) return std::string(*value);
  }
  return std::nullopt;
}

Response Response::json(int status, std::string body) { return text(status, std::move(body), "application/json"); }

Response Response::text(int status, std::string body, std::string_view content_type) {
  Response response;
  response.status = status;
  response.headers.emplace_back("Content-Type", content_type);
  response.body = std::move(body);
  return response;
}

Response Response::redirect(int status, std::string location) {
  Response response;
  response.status = status;
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

Response Response::no_content() {
  Response response;
  response.status = 204;
  return response;
}

Response Response::of(std::shared_ptr<const RenderedAnswer> answer) {
  Response response;
  response.status = answer->status;
  response.rendered = std::move(answer);
  return response;
}

}  // namespace atelier::http
