// Placing orders, seeing them, paying again, cancelling and sending back: /v1/carts/{id}/checkout, /v1/orders…, /v1/payments/{id}, /v1/customers/me/orders.
#pragma once

#include "events/decision.h"
#include "http/router.h"
#include "order_management/orders/orders.h"
#include "order_management/service/service_desk.h"
#include "payment/processing.h"

namespace atelier::api {

// All are borrowed and must outlive the router.
struct OrderDependencies {
  events::Context& context;
  order_management::Orders& orders;
  order_management::ServiceDesk& desk;
  order_management::GoodsReader& goods;
  order_management::House house;
  const payment::Gateways& gateways;
  std::string public_url;  // "https://shop…", without a slash at the end
};
void register_order_routes(http::Router& router, OrderDependencies dependencies);

}  // namespace atelier::api
