// Sessions live on the server: the cookie holds 256 random bits, the store only their SHA-256.
//
// A session belongs to one audience (its cookie's name): what signs a clerk in at the till opens no office door.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "events/decision.h"
#include "http/message.h"
#include "json/json.h"

namespace atelier::security {

enum class Audience { customer, till, office };
BOOST_DESCRIBE_ENUM(Audience, customer, till, office)

// "atelier_customer", "atelier_till", "atelier_office".
std::string_view cookie_name(Audience audience);

struct Session {
  Audience audience = Audience::customer;
  std::string subject;  // a customer's id, or a staff member's login
  std::string name;     // to greet with
  std::vector<std::string> roles;
  std::vector<std::string> locations;  // where a clerk may sell
  Time created_at{};
  Time expires_at{};
};
BOOST_DESCRIBE_STRUCT(Session, (), (audience, subject, name, roles, locations, created_at, expires_at))

// Staff sign in anew each working day; customers stay signed in on their own device for a month.
inline constexpr std::chrono::hours kStaffSessionKept{12};
inline constexpr std::chrono::hours kCustomerSessionKept{24 * 30};

struct OpenedSession {
  std::string token;
  std::string set_cookie;  // the header's value
};
// `secure`: the request came over TLS.
Task<Result<OpenedSession>> open_session(events::Context& context, Session session, bool secure);

// The session of the request's cookie; denied "unauthenticated" where there is none or it has ended.
Task<Result<Session>> find_session(events::Context& context, const http::Request& request, Audience audience);

// Ends it; without one it is done already. The value of the Set-Cookie header that forgets the cookie.
Task<Result<std::string>> end_session(events::Context& context, const http::Request& request, Audience audience);

}  // namespace atelier::security
