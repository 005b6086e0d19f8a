// The sandbox courier: takes shipment requests, then collects and delivers each by itself after a while, telling by webhook.
//
// To try what the house does when it goes wrong, the name on a parcel says so:
//   "Nobody Home"    nobody takes it; asked for again (another day), it arrives
//   "Refuse Address" it is refused at once, for good
//   "Lost Messages"  no webhook is sent: only who asks hears of it
// and GET / shows the last shipments with a button for each step, told at once (twice, where "twice" is ticked).
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
  Milliseconds until_delivered{12'000};  // after it was collected; likewise until what was called back has returned
};

// All are borrowed. Adds the relay's handler of the steps, too.
void register_routes(http::Router& router, events::Relay& relay, events::Context& context, const Options& options);

}  // namespace atelier::sandbox::courier
