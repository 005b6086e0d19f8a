// The office's routes for subscribers to events (api/openapi.yaml, tag integration): who they are, how their deliveries go, dead letters, replays.
//
// Reading needs the permission support.read, changing integration.write. A secret is in one answer only: the one that made it.
#pragma once

#include "events/decision.h"
#include "http/router.h"
#include "integration/subscribers/subscribers.h"

namespace atelier::api {

// Both are borrowed and outlive the router.
void register_subscriber_routes(http::Router& router, events::Context& context, integration::Subscribers& subscribers);

}  // namespace atelier::api
