// The sandbox PSP's API and pages, over a store of its own.
#pragma once

#include <string>

#include "events/decision.h"
#include "http/router.h"

namespace atelier::sandbox::psp {

struct Options {
  std::string base_url;     // where customers' browsers reach the pages
  std::string secret_key;   // the merchant's bearer token
  std::string webhook_url;  // where events go
};

// Both are borrowed and must outlive the router.
void register_routes(http::Router& router, events::Context& context, const Options& options);

}  // namespace atelier::sandbox::psp
