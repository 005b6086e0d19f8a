// Is it UTF-8 (RFC 3629: shortest forms, no surrogates, up to U+10FFFF)?
#pragma once

#include <string_view>
#include <vector>

namespace atelier::item_management::internal {

bool is_utf8(std::string_view text);
bool is_utf8(const std::vector<std::string_view>& fields);

}  // namespace atelier::item_management::internal
