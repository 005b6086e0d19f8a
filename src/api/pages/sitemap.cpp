#include "api/pages/sitemap.h"

#include <algorithm>

#include "base/text.h"
#include "shopping/views.h"

namespace atelier::api {

std::size_t sitemaps_of(std::size_t items, std::size_t items_a_file) { return std::max<std::size_t>(1, (items + items_a_file - 1) / items_a_file); }

std::string sitemap_index(std::size_t items, const markets::Markets& markets, const std::string& public_url, std::size_t items_a_file) {
  std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">)";
  for (const auto& market : markets.all()) {
    for (std::size_t part = 1; part <= sitemaps_of(items, items_a_file); ++part) {
      xml += "<sitemap><loc>" + base::escape_markup(public_url + "/sitemaps/" + market.code + "/" + std::to_string(part)) + "</loc></sitemap>";
    }
  }
  return xml + "</sitemapindex>";
}

std::string sitemap(const shopping::Snapshot& snapshot, const markets::Market& market, std::size_t part, const std::string& public_url,
                    std::size_t items_a_file) {
  std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">)";
  const auto add = [&](const std::string& rest) {
    for (const auto& locale : market.locales) xml += "<url><loc>" + base::escape_markup(public_url + "/" + market.code + "/" + locale + rest) + "</loc></url>";
  };
  if (part == 1) {
    add("");
    for (const auto& category : snapshot.words->categories()) add("/c/" + category.path);
  }
  const std::size_t begin = std::min((part - 1) * items_a_file, snapshot.docs.size()), end = std::min(begin + items_a_file, snapshot.docs.size());
  for (std::size_t i = begin; i < end; ++i) {
    const auto& doc = snapshot.docs[i];
    if (shopping::price_of(*doc, market)) add("/items/" + doc->item->handle);
  }
  return xml + "</urlset>";
}

}  // namespace atelier::api
