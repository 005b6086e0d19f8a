// Reads the parameters of the shop's reads: each wrong one is a problem that names it and what was expected.
#pragma once

#include <expected>

#include "http/message.h"
#include "json/json.h"
#include "markets/market.h"
#include "shopping/listing.h"

namespace atelier::api {

std::expected<shopping::Audience, json::Problems> read_audience(const http::Request& request, const markets::Markets& markets);
std::expected<std::string, json::Problems> read_search_text(const http::Request& request);  // ?q
// `searching`: without a sort, relevance is meant.
std::expected<shopping::ListingQuery, json::Problems> read_listing_query(const http::Request& request, bool searching);

}  // namespace atelier::api
