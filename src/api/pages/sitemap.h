// Sitemaps (sitemaps.org protocol): an index of files, each with at most 50,000 addresses. Pure.
#pragma once

#include <string>

#include "markets/market.h"
#include "shopping/snapshot.h"

namespace atelier::api {

// So many items a file: a market has up to four languages, and the categories stand in the first.
inline constexpr std::size_t kItemsASitemap = 10'000;

// How many files a market has; one at least.
std::size_t sitemaps_of(std::size_t items, std::size_t items_a_file = kItemsASitemap);
std::string sitemap_index(std::size_t items, const markets::Markets& markets, const std::string& public_url, std::size_t items_a_file = kItemsASitemap);
// `part` counts from 1. Items that are not sold in the market are left out.
std::string sitemap(const shopping::Snapshot& snapshot, const markets::Market& market, std::size_t part, const std::string& public_url,
                    std::size_t items_a_file = kItemsASitemap);

}  // namespace atelier::api
