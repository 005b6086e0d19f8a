// Who may do what: one table from roles to permissions.
#pragma once

#include <span>
#include <string_view>

#include "security/sessions.h"

namespace atelier::security {

// Permissions are "<room>.<deed>"; the table is in authorization.cpp and printed in README.md by a test.
struct Grant {
  std::string_view role;
  std::string_view permission;
};
std::span<const Grant> grants();

bool may(const Session& session, std::string_view permission);

// The session of a staff member who may do it. Errors, both of kind denied: unauthenticated (401) and not_allowed (403).
Task<Result<Session>> require(events::Context& context, const http::Request& request, Audience audience, std::string_view permission);

// The answer to a denied error: 401 for unauthenticated, else what http::problem makes of it.
http::Response refusal(const Error& error);

}  // namespace atelier::security
