#include "http/health.h"

#include <memory>

#include "json/json.h"

namespace atelier::http {

void add_health(Router& router, std::vector<HealthCheck> checks) {
  router.add(Method::get, "/health/live", [](Request&) -> Task<Response> { co_return Response::json(200, R"({"status":"ok"})"); });
  auto held = std::make_shared<const std::vector<HealthCheck>>(std::move(checks));
  router.add(Method::get, "/health/ready", [held](Request&) -> Task<Response> {
    bool good = true;
    std::string states;
    for (const auto& check : *held) {
      const auto state = check.state();
      good = good && state == "ok";
      if (!states.empty()) states += ',';
      json::append_string(states, check.name);
      states += ':';
      json::append_string(states, state);
    }
    std::string body = good ? R"({"status":"ok","checks":{)" : R"({"status":"failing","checks":{)";
    co_return Response::json(good ? 200 : 503, body + states + "}}");
  });
}

void add_metrics(Router& router, const metrics::Registry& registry) {
  router.add(Method::get, "/metrics", [&registry](Request&) -> Task<Response> {
    co_return Response::text(200, registry.expose(), "text/plain; version=0.0.4; charset=utf-8");
  });
}

}  // namespace atelier::http
