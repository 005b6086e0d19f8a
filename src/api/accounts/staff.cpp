#include "api/accounts/staff.h"

#include <algorithm>
#include <memory>

#include "http/problem.h"
#include "security/authorization.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;

struct SignIn {
  std::string user;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (user, password))

struct StaffMe {
  std::string user;
  std::string name;
  std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(StaffMe, (), (user, name, roles))

class Door {
 public:
  Door(events::Context& context, security::Identity& identity, StaffDoor door)
      : context_(context), identity_(identity), door_(std::move(door)) {}

  const std::string& base() const { return door_.base; }

  Task<Response> sign_in(Request& request) {
    auto wanted = http::read_body<SignIn>(request);
    if (!wanted) co_return std::move(wanted.error());
    auto member = co_await identity_.check_staff(std::move(wanted->user), std::move(wanted->password));
    if (!member) co_return security::refusal(member.error());
    const security::Session session{.audience = door_.audience,
                                    .subject = member->login,
                                    .name = member->name,
                                    .roles = member->roles,
                                    .locations = member->locations};
    const bool allowed = std::ranges::any_of(door_.permissions, [&](const auto& p) { return security::may(session, p); });
    if (!allowed) co_return http::problem(403, "forbidden", "this account has no work to do here");
    auto opened = co_await security::open_session(context_, session, request.secure);
    if (!opened) co_return http::problem(opened.error());
    auto response = co_await door_.describe(session);
    response.set("Set-Cookie", std::move(opened->set_cookie));
    co_return response;
  }

  Task<Response> sign_out(Request& request) {
    auto forgotten = co_await security::end_session(context_, request, door_.audience);
    if (!forgotten) co_return http::problem(forgotten.error());
    auto response = Response::no_content();
    response.set("Set-Cookie", std::move(*forgotten));
    co_return response;
  }

  Task<Response> me(Request& request) {
    auto session = co_await security::find_session(context_, request, door_.audience);
    if (!session) co_return security::refusal(session.error());
    auto response = co_await door_.describe(*session);
    co_return response;
  }

 private:
  events::Context& context_;
  security::Identity& identity_;
  const StaffDoor door_;
};

}  // namespace

void register_staff_door(http::Router& router, events::Context& context, security::Identity& identity, StaffDoor door) {
  const auto opened = std::make_shared<Door>(context, identity, std::move(door));
  using http::Method;
  router.add(Method::post, opened->base() + "/sign-in", [opened](Request& r) { return opened->sign_in(r); });
  router.add(Method::post, opened->base() + "/sign-out", [opened](Request& r) { return opened->sign_out(r); });
  router.add(Method::get, opened->base() + "/me", [opened](Request& r) { return opened->me(r); });
}

http::Response describe_office_staff(const security::Session& session) {
  auto response = Response::json(200, json::write(StaffMe{session.subject, session.name, session.roles}));
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace atelier::api
