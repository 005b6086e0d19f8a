// GET /feeds/google/{market}.xml: the product feed for Google Merchant Center, from the same snapshot as the shop.
//
// gzip where it is taken; an ETag of the snapshot's version, so that who has it is answered 304; made at most once per version.
#pragma once

#include <string>

#include "base/random.h"
#include "http/router.h"
#include "integration/marketing/feed_cache.h"
#include "shopping/catalogue.h"

namespace atelier::api {

// Borrowed, but for the last two; all outlive the router.
struct FeedDependencies {
  const shopping::Catalogue& catalogue;
  const markets::Markets& markets;
  const markets::Shipping& shipping;
  const integration::GoogleCategories& categories;
  const Clock& clock;
  std::string public_url;  // without a slash at the end
  std::string title;
};
void register_feed_routes(http::Router& router, FeedDependencies dependencies);

}  // namespace atelier::api
