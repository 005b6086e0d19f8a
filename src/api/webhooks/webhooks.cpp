#include "api/webhooks/webhooks.h"

#include <memory>

#include "http/problem.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;
using Receivers = std::map<std::string, WebhookReceiver>;

Task<Response> take(std::shared_ptr<const Receivers> receivers, Request& request) {
  const auto receiver = receivers->find(std::string(request.parameter("provider")));
  if (receiver == receivers->end()) co_return http::problem(404, "not_found", "no such provider");
  auto taken = co_await receiver->second(request);
  if (!taken && taken.error().kind == ErrorKind::denied) co_return http::problem(401, taken.error().code, taken.error().detail);
  if (!taken) co_return http::problem(taken.error());
  co_return Response::no_content();
}

}  // namespace

void register_webhook_routes(http::Router& router, std::map<std::string, WebhookReceiver> receivers) {
  const auto shared = std::make_shared<const Receivers>(std::move(receivers));
  router.add(http::Method::post, "/webhooks/{provider}", [shared](Request& request) { return take(shared, request); });
}

}  // namespace atelier::api
