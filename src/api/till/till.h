// The till's routes (api/openapi.yaml, tag till): sign-in, sessions, scanning, sales, receipts.
#pragma once

#include "events/decision.h"
#include "http/router.h"
#include "order_management/till/till.h"
#include "security/identity.h"

namespace atelier::api {

// All are borrowed and must outlive the router.
void register_till_routes(http::Router& router, events::Context& context, security::Identity& identity, order_management::Tills& tills);

}  // namespace atelier::api
