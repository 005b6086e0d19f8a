// Customers' accounts: register, sign in and out, who am I.
#pragma once

#include "events/decision.h"
#include "http/router.h"
#include "markets/market.h"
#include "security/identity.h"

namespace atelier::api {

// All are borrowed and must outlive the router.
void register_customer_routes(http::Router& router, events::Context& context, security::Identity& identity, const markets::Markets& markets);

}  // namespace atelier::api
