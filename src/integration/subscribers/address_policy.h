// Which addresses we call for others. A subscriber's URL comes from a person; without this it could make our servers ask our own network (SSRF:
// OWASP Server-Side Request Forgery Prevention Cheat Sheet). The address is checked as it is connected to, so a name that later means
// another one does not help. Pure.
//
// Public: everything that IANA's special-purpose registries (iana-ipv4-special-registry, iana-ipv6-special-registry) do not list as not
// globally reachable, and no multicast.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace atelier::integration {

// "203.0.113.9", "2001:db8::1". False for what is no address.
bool is_public_address(const std::string& address);

// https to a host with no name and password in it; with `allow_private` http too. Errors (invalid) "bad_url".
Result<void> check_target(std::string_view url, bool allow_private);

}  // namespace atelier::integration
