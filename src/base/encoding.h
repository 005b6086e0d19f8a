// Bytes as text and back: hex, base64url (RFC 4648 §5, no padding), Crockford's base32.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace atelier::base {

std::string to_hex(std::string_view bytes);                         // lower case
std::optional<std::string> from_hex(std::string_view text);         // either case
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

// Equal in constant time for equal lengths: for secrets, signatures and tokens.
bool equal_secret(std::string_view a, std::string_view b);

}  // namespace atelier::base
