// Text of queries, cookies and header lists, taken apart. Pure; what comes in is any bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atelier::http {

// One value of a query, leniently: "+" is a space, a "%" that is no escape stays as it is. (form.h reads strictly.)
std::string form_decode(std::string_view text);
// A query is searched no further than this: a page's filters are dozens of fields, a hostile query is thousands.
inline constexpr std::size_t kMaxQueryFields = 1000;

// A cookie by its name from a Cookie header (RFC 6265 §4.2.1), quotes around the value taken off. First of several.
std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name);

// Without regard to ASCII case.
bool equal_ignoring_case(std::string_view a, std::string_view b);
// Is `token` an element of a comma-separated list ("keep-alive, Upgrade"), without regard to case and parameters?
bool list_contains(std::string_view list, std::string_view token);

// Does Accept-Encoding take `coding`? "br;q=0" does not, "*" takes all that is not named (RFC 9110 §12.5.3).
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);
// Does If-None-Match name `etag` (or "*")? Weak comparison, as RFC 9110 §13.1.2 wants it.
bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace atelier::http
