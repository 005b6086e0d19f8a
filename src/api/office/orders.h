// The back office's routes for orders and tasks (api/openapi.yaml, tag office): looking, cancelling, refunds, parcels, returns, and the calls that a
// parcel which nobody took makes necessary.
//
// Permissions: orders.read; orders.write for what is sent and taken back; refunds.write for money. Every POST takes an Idempotency-Key.
#pragma once

#include "events/decision.h"
#include "http/router.h"
#include "order_management/service/service_desk.h"
#include "payment/processing.h"

namespace atelier::api {

// All are borrowed and outlive the router.
struct OfficeOrderDependencies {
  events::Context& context;
  order_management::ServiceDesk& desk;
  const payment::Gateways& gateways;
};
void register_office_orders(http::Router& router, OfficeOrderDependencies dependencies);
void register_office_tasks(http::Router& router, OfficeOrderDependencies dependencies);

}  // namespace atelier::api
