// The storefront's pages as search engines and first paints see them: the app's index.html with title, description, links to the other
// languages, JSON-LD, plain HTML of the first content and the app's first data (web/README.md has the contract).
//
// A page is made at most once per version of what it shows. Never a cart, an order or a customer in it: pages are cached by the CDN.
#pragma once

#include <string>

#include "api/shop/catalogue.h"
#include "http/router.h"
#include "http/static_files.h"

namespace atelier::api {

struct PagesOptions {
  std::string index_html;  // the app's file
  std::string public_url;  // "https://shop…", without a slash at the end
};

// What answers every address that is no file and no API: pages, "/" (by language), 404. Dependencies are borrowed.
http::Handler make_page_handler(const CatalogueDependencies& dependencies, PagesOptions options);

// /robots.txt, /sitemap.xml (an index) and the sitemaps it names.
void register_sitemaps(http::Router& router, const CatalogueDependencies& dependencies, std::string public_url);

// For pages with the app's scripts (web/README.md says why each).
inline constexpr char kPagePolicy[] =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

}  // namespace atelier::api
