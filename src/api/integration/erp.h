// POST /v1/erp/batches: the ERP's and the warehouse's records (api/openapi.yaml, tag integration).
//
// Who sends is known by a signature as Standard Webhooks has it (integration/subscribers/signature.h) with a secret both sides hold; a signature older
// than five minutes is refused, and what was caught and repeated within them is harmless: records are done once.
#pragma once

#include <string>
#include <vector>

#include "events/decision.h"
#include "http/router.h"
#include "integration/erp/batches.h"

namespace atelier::api {

// `secrets`: bytes, any of them may sign; without one everything is refused. The rest is borrowed and outlives the router.
void register_erp_routes(http::Router& router, events::Context& context, integration::erp::Batches& batches, std::vector<std::string> secrets);

}  // namespace atelier::api
