// The shop's reads: markets, home, categories, collections, listings, items, search, suggestions. From the snapshot only; never the store.
#pragma once

#include "api/shop/answer_cache.h"
#include "base/clock.h"
#include "http/router.h"
#include "markets/market.h"
#include "markets/shipping/shipping.h"
#include "shopping/catalogue.h"
#include "shopping/search/search.h"

namespace atelier::api {

// All are borrowed and must outlive the router.
struct CatalogueDependencies {
  const shopping::Catalogue& catalogue;
  const shopping::Search& search;
  const markets::Markets& markets;
  const markets::Shipping& shipping;
  const Clock& clock;
  AnswerCache& answers;
};
void register_catalogue_routes(http::Router& router, const CatalogueDependencies& dependencies);

// The reads without a request, for pages that carry their first data. Any thread.
class PageReads {
 public:
  explicit PageReads(const CatalogueDependencies& dependencies);
  // By its target, "/v1/items/x?market=fr&locale=en"; nullptr where the answer is a problem.
  std::shared_ptr<const http::RenderedAnswer> read(const std::string& target) const;

 private:
  const CatalogueDependencies dependencies_;
  http::Router router_;
};

}  // namespace atelier::api
