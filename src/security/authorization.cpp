#include "security/authorization.h"

#include <algorithm>

#include "http/problem.h"

namespace atelier::security {
namespace {

constexpr Grant kGrants[] = {
    {"clerk", "till.sell"},          {"clerk", "items.read"},         {"item_manager", "items.read"},
    {"item_manager", "items.write"}, {"item_manager", "stock.read"},  {"item_manager", "stock.write"},
    {"item_manager", "orders.read"}, {"service", "items.read"},       {"service", "stock.read"},
    {"service", "orders.read"},      {"service", "orders.write"},     {"service", "refunds.write"},    {"executive", "insight.read"},
    {"support", "support.read"},     {"support", "support.write"},    {"support", "orders.read"},
    {"support", "integration.write"},
};

}  // namespace

std::span<const Grant> grants() { return kGrants; }

bool may(const Session& session, std::string_view permission) {
  return std::ranges::any_of(kGrants, [&](const Grant& grant) {
    return grant.permission == permission && std::ranges::find(session.roles, grant.role) != session.roles.end();
  });
}

Task<Result<Session>> require(events::Context& context, const http::Request& request, Audience audience, std::string_view permission) {
  auto session = co_await find_session(context, request, audience);
  if (!session) co_return fail(session);
  if (!may(*session, permission)) {
    co_return fail(ErrorKind::denied, "forbidden", "this needs the permission " + std::string(permission));
  }
  co_return std::move(*session);
}

http::Response refusal(const Error& error) {
  return error.code == "unauthenticated" || error.code == "wrong_credentials" ? http::problem(401, error.code, error.detail)
                                                                            : http::problem(error);
}

}  // namespace atelier::security
