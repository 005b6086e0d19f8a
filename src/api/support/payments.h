// GET /v1/support/payments?state=…, GET /v1/support/reconciliation, POST /v1/support/settlements/{provider}.
#pragma once

#include <map>
#include <string>

#include "events/decision.h"
#include "http/router.h"
#include "payment/settlement.h"

namespace atelier::api {

using SettlementReaders = std::map<std::string, payment::SettlementReader>;  // by provider

// `context` is borrowed.
void register_support_payment_routes(http::Router& router, events::Context& context, SettlementReaders readers);

}  // namespace atelier::api
