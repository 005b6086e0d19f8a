// Invoices, credit notes and packing slips: /v1/orders/{id}/invoice, /v1/office/orders/{id}/documents….
#pragma once

#include "events/decision.h"
#include "http/router.h"
#include "order_management/documents/documents.h"
#include "order_management/orders/orders.h"

namespace atelier::api {

// All are borrowed and must outlive the router.
struct DocumentDependencies {
  events::Context& context;
  order_management::Orders& orders;  // knows orders' tokens
  order_management::documents::Documents& documents;
};
void register_document_routes(http::Router& router, DocumentDependencies dependencies);

}  // namespace atelier::api
