// Staff sign in and out: at the office here; the till's routes (api/till) use the same functions with their own answer.
#pragma once

#include <functional>

#include "events/decision.h"
#include "http/router.h"
#include "security/identity.h"

namespace atelier::api {

// What a signed-in member is shown; called after signing in and by …/me.
using DescribeStaff = std::function<Task<http::Response>(const security::Session&)>;

// POST {base}/sign-in, POST {base}/sign-out, GET {base}/me. `permission`: who has it not is not let in (403).
struct StaffDoor {
  std::string base;  // "/v1/office"
  security::Audience audience = security::Audience::office;
  std::vector<std::string> permissions;  // any of them opens the door
  DescribeStaff describe;
};
void register_staff_door(http::Router& router, events::Context& context, security::Identity& identity, StaffDoor door);

// The office's: {"user","name","roles"}.
http::Response describe_office_staff(const security::Session& session);

}  // namespace atelier::api
