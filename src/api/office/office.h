// The back office's routes for items, stock, photos, imports and exports (api/openapi.yaml, tag office).
//
// Every route first asks `authorize`; it gives who is asking (kept with stock movements) or the answer that
// refuses. Permissions: items.read, items.write, stock.read, stock.write.
#pragma once

#include <expected>
#include <functional>
#include <string>

#include "events/decision.h"
#include "http/router.h"
#include "item_management/import/imports.h"
#include "item_management/media/photos.h"

namespace atelier::api {

using Authorize = std::function<Task<std::expected<std::string, http::Response>>(
    const http::Request& request, std::string_view permission)>;
// Asks the office's sessions.
Authorize office_authorize(events::Context& context);

// All are borrowed and outlive the router.
struct OfficeDependencies {
  events::Context& context;
  item_management::media::Photos& photos;
  item_management::Imports& imports;
  Authorize authorize;
  item_management::TaxClasses tax_classes = item_management::kOnlyStandard;  // what items may name
};
void register_office_routes(http::Router& router, OfficeDependencies dependencies);

// Parts of the above, a file each.
void register_office_items(http::Router& router, const OfficeDependencies& dependencies);
void register_office_stock(http::Router& router, const OfficeDependencies& dependencies);
void register_office_vocabulary(http::Router& router, const OfficeDependencies& dependencies);
void register_office_transfers(http::Router& router,
                               const OfficeDependencies& dependencies);  // photos, imports, exports

}  // namespace atelier::api
