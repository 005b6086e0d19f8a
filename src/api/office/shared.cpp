#include "api/office/shared.h"

#include <charconv>

#include "json/json.h"

namespace atelier::api::office {

http::Response bad_query(std::string_view name, std::string_view expected) {
  const json::Problems problems{{"?" + std::string(name), "bad_value", std::string(expected)}};
  return http::problem(400, "invalid_request", "The query parameter " + std::string(name) + " is wrong.",
                       problems);
}

http::Response not_found(std::string_view what) {
  return http::problem(404, "not_found", "There is no such " + std::string(what) + ".");
}

std::expected<Paging, http::Response> read_paging(const http::Request& request) {
  Paging paging;
  if (const auto limit = request.query_value("limit")) {
    const auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), paging.limit);
    if (error != std::errc() || end != limit->data() + limit->size() || paging.limit < 1 ||
        paging.limit > 100) {
      return std::unexpected(bad_query("limit", "a whole number from 1 to 100"));
    }
  }
  if (const auto cursor = request.query_value("cursor"); cursor && !cursor->empty()) {
    auto decoded = base::from_base64url(*cursor);
    if (!decoded || cursor->size() > 500)
      return std::unexpected(bad_query("cursor", "the next_cursor of the page before"));
    paging.cursor = std::move(*decoded);
  }
  return paging;
}

http::Response page(std::string items, const std::optional<std::string>& next_cursor) {
  std::string body = "{\"items\":[" + std::move(items) + "],\"next_cursor\":";
  if (next_cursor) {
    json::append_string(body, base::to_base64url(*next_cursor));
  } else {
    body += "null";
  }
  return http::Response::json(200, body + "}");
}

std::string with_fields(std::string object, std::string_view fields) {
  object.pop_back();
  if (object.size() > 1) object += ',';
  object += fields;
  object += '}';
  return object;
}

}  // namespace atelier::api::office
