// The sandbox courier: takes shipment requests, then collects and delivers each by itself after a while, telling by webhook.
//
// A parcel for somebody whose name contains "Nobody Home" fails once: what the house does then can be tried.
#pragma once

#include <string>

#include "events/decision.h"
#include "events/relay.h"
#include "http/router.h"

namespace atelier::sandbox::courier {

struct Options {
  std::string base_url;
  std::string secret_key;
  std::string webhook_url;
  Milliseconds until_collected{8'000};
  Milliseconds until_delivered{12'000};  // after it was collected
};

// All are borrowed. Adds the relay's handler of the steps, too.
void register_routes(http::Router& router, events::Relay& relay, events::Context& context, const Options& options);

}  // namespace atelier::sandbox::courier
