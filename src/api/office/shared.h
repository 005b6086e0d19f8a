// What the office's routes have in common: reading ?limit and ?cursor, pages, and how errors are answered.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/encoding.h"
#include "http/problem.h"

namespace atelier::api::office {

struct Paging {
  std::size_t limit = 50;
  std::string cursor;  // decoded; "" begins
};
// 400 invalid_request names ?limit or ?cursor.
std::expected<Paging, http::Response> read_paging(const http::Request& request);

http::Response bad_query(std::string_view name, std::string_view expected);
http::Response not_found(std::string_view what);

// {"items":[…],"next_cursor":…}; `items` is what stands between the brackets.
http::Response page(std::string items, const std::optional<std::string>& next_cursor);

// {"a":1} and extra fields: with_fields(R"({"a":1})", R"("b":2)").
std::string with_fields(std::string object, std::string_view fields);

}  // namespace atelier::api::office
