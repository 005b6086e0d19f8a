// /health/live, /health/ready and /metrics.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "http/router.h"
#include "observability/metrics.h"

namespace atelier::http {

// One thing that must work before traffic comes. Asked at each request, on a loop: must not block (look at a flag, not at a disk).
struct HealthCheck {
  std::string name;                // "store"
  std::function<std::string()> state;  // "ok", or what is wrong in a word or two: "rebuilding"
};

// live: 200 {"status":"ok"} while the process answers at all. ready: 200 where every check is "ok", else 503 {"status":"failing"};
// both with {"checks":{name: state}}.
void add_health(Router& router, std::vector<HealthCheck> checks);
// The registry in Prometheus' text format.
void add_metrics(Router& router, const metrics::Registry& registry);

}  // namespace atelier::http
