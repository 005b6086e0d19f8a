// Carts, checkout details, address forms, shipping methods: /v1/carts…, /v1/address-forms/{country}.
#pragma once

#include "events/decision.h"
#include "http/router.h"
#include "order_management/cart/carts.h"

namespace atelier::api {

// All are borrowed and must outlive the router.
void register_cart_routes(http::Router& router, events::Context& context, order_management::Carts& carts);

}  // namespace atelier::api
