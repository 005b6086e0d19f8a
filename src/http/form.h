// application/x-www-form-urlencoded (WHATWG URL §5) and percent-encoding (RFC 3986 §2.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace atelier::http {

using Form = std::vector<std::pair<std::string, std::string>>;

std::string encode_form(const Form& form);
// At most `max_fields`; nullopt: more fields, or a broken percent-encoding.
std::optional<Form> decode_form(std::string_view text, std::size_t max_fields = 200);

// "+" stays "+" here; unreserved characters stay, all else becomes %XX.
std::string percent_encode(std::string_view text);
// nullopt where a "%" is not followed by two hex digits. `plus_is_space` in forms and queries.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

// The value of a name, or "" where there is none.
std::string_view form_value(const Form& form, std::string_view name);

}  // namespace atelier::http
