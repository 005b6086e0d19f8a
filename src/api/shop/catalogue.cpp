#include "api/shop/catalogue.h"

#include <algorithm>

#include "api/shop/catalogue_query.h"
#include "http/problem.h"
#include "shopping/item_details.h"
#include "shopping/listing.h"
#include "shopping/pages.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;
using shopping::Audience;
using shopping::Snapshot;
using Rendered = std::shared_ptr<const http::RenderedAnswer>;

// A page of things that are never more than one page.
template <class T>
struct Whole {
  std::vector<T> items;
  json::Nullable<std::string> next_cursor;
};
using CategoryTree = Whole<shopping::CategoryView>;
BOOST_DESCRIBE_STRUCT(CategoryTree, (), (items, next_cursor))
using CollectionList = Whole<shopping::CollectionView>;
BOOST_DESCRIBE_STRUCT(CollectionList, (), (items, next_cursor))

struct MarketInfo {
  std::string code;
  std::string country;
  Currency currency;
  int currency_digits = 0;
  std::string default_locale;
  std::vector<std::string> locales;
  std::vector<std::string> shipping_countries;
  bool prices_include_tax = true;
};
BOOST_DESCRIBE_STRUCT(MarketInfo, (), (code, country, currency, currency_digits, default_locale, locales, shipping_countries, prices_include_tax))
using MarketList = Whole<MarketInfo>;
BOOST_DESCRIBE_STRUCT(MarketList, (), (items, next_cursor))

struct Listing {
  std::vector<shopping::ItemCard> items;
  json::Nullable<std::string> next_cursor;
  int total = 0;
  shopping::Facets facets;
  json::Nullable<shopping::CategoryHeading> category;
  json::Nullable<shopping::CollectionView> collection;
  json::Nullable<std::string> did_you_mean;
};
BOOST_DESCRIBE_STRUCT(Listing, (), (items, next_cursor, total, facets, category, collection, did_you_mean))

// What a read came to: an answer to keep, or a problem to give.
struct Read {
  Rendered answer;
  AnswerCache::Shows shows;
  std::optional<Response> problem;
};
Read refuse(Response response) { return {.problem = std::move(response)}; }

// Browsers and the CDN ask again after a second (an edit is seen that soon) but may show what they have while they ask.
constexpr char kCacheControl[] = "public, max-age=1, stale-while-revalidate=30";

template <class T>
Read answer(const T& body, AnswerCache::Shows shows = {}) {
  return {.answer = http::RenderedAnswer::make(200, json::write(body), {.cache_control = kCacheControl}), .shows = std::move(shows)};
}

class CatalogueReads {
 public:
  explicit CatalogueReads(const CatalogueDependencies& d) : d_(d) {}
  using Reader = Read (CatalogueReads::*)(const Request&, const Snapshot&) const;

  Rendered hot(const Request& request) const { return d_.answers.find(request.target, *d_.catalogue.current(), d_.clock.now()); }

  Response get(const Request& request, Reader reader) const {
    const auto snapshot = d_.catalogue.current();
    const auto now = d_.clock.now();  // before it is rendered: a page made over midnight is yesterday's
    Read read = (this->*reader)(request, *snapshot);
    if (read.problem) return std::move(*read.problem);
    d_.answers.put(request.target, *snapshot, std::move(read.shows), read.answer, now);
    return Response::of(std::move(read.answer));
  }

  Read markets(const Request&, const Snapshot&) const {
    MarketList list;
    for (const auto& market : d_.markets.all()) {
      list.items.push_back({market.code, market.country, market.currency, market.currency.minor_digits(), market.locales.front(),
                            all_locales(market), d_.shipping.countries(market.currency), true});
    }
    return answer(list);
  }

  Read home(const Request& request, const Snapshot& snapshot) const {
    return with_audience(request, [&](const Audience& audience) { return answer(shopping::home(snapshot, audience)); });
  }
  Read categories(const Request& request, const Snapshot& snapshot) const {
    return with_audience(request, [&](const Audience& audience) { return answer(CategoryTree{shopping::category_tree(snapshot, audience), {}}); });
  }
  Read collections(const Request& request, const Snapshot& snapshot) const {
    return with_audience(request, [&](const Audience& audience) { return answer(CollectionList{shopping::collections(snapshot, audience), {}}); });
  }

  Read items(const Request& request, const Snapshot& snapshot) const {
    return with_audience(request, [&](const Audience& audience) {
      const auto query = read_listing_query(request, false);
      if (!query) return refuse(http::problem(query.error()));
      return list(snapshot, audience, *query, nullptr, {});
    });
  }

  Read search(const Request& request, const Snapshot& snapshot) const {
    return with_audience(request, [&](const Audience& audience) {
      const auto text = read_search_text(request);
      if (!text) return refuse(http::problem(text.error()));
      const auto query = read_listing_query(request, true);
      if (!query) return refuse(http::problem(query.error()));
      auto hits = d_.search.find(snapshot, audience.locale, *text);
      return list(snapshot, audience, *query, &hits.docs, hits.did_you_mean);
    });
  }

  Read suggest(const Request& request, const Snapshot& snapshot) const {
    return with_audience(request, [&](const Audience& audience) {
      constexpr std::size_t kMost = 8;
      const auto text = read_search_text(request);
      if (!text) return refuse(http::problem(text.error()));
      return answer(shopping::suggestions(snapshot, d_.search.suggest(audience.locale, *text, kMost), audience));
    });
  }

  Read item(const Request& request, const Snapshot& snapshot) const {
    return with_audience(request, [&](const Audience& audience) {
      const auto doc = snapshot.find(request.parameter("id_or_handle"));
      if (!doc || !shopping::price_of(*doc, *audience.market)) {
        return refuse(http::problem(404, "item_not_found", "the house has no such item in this market"));
      }
      auto shown = shopping::related_to(snapshot, *doc, audience);
      shown.push_back(doc);
      return answer(shopping::details_of(snapshot, *doc, audience, d_.shipping, d_.clock.now()), AnswerCache::shows(snapshot, shown));
    });
  }

  const CatalogueDependencies& dependencies() const { return d_; }

 private:
  // The market's own first, then every other the house writes in: a traveller reads his own language.
  static std::vector<std::string> all_locales(const markets::Market& market) {
    auto locales = market.locales;
    for (const auto& locale : markets::locales()) {
      if (std::ranges::find(locales, locale) == locales.end()) locales.push_back(locale);
    }
    return locales;
  }

  template <class F>
  Read with_audience(const Request& request, F make) const {
    const auto audience = read_audience(request, d_.markets);
    if (!audience) return refuse(http::problem(audience.error()));
    return make(*audience);
  }

  Read list(const Snapshot& snapshot, const Audience& audience, const shopping::ListingQuery& query, const std::vector<shopping::DocPointer>* among,
            std::optional<std::string> did_you_mean) const {
    Listing listing;
    if (!query.category.empty()) {
      listing.category = shopping::category_heading(snapshot, query.category, audience);
      if (!listing.category) return refuse(http::problem(404, "category_not_found", "there is no category " + query.category));
    }
    if (!query.collection.empty()) {
      listing.collection = shopping::collection(snapshot, query.collection, audience);
      if (!listing.collection) return refuse(http::problem(404, "collection_not_found", "there is no collection " + query.collection));
    }
    auto page = shopping::list_items(snapshot, audience, query, among);
    if (!page) return refuse(http::problem(json::Problems{{"?cursor", page.error().code, "a cursor that an answer gave"}}));
    for (const auto& doc : page->docs) listing.items.push_back(shopping::card_of(snapshot, *doc, audience));
    listing.next_cursor = std::move(page->next_cursor);
    listing.total = page->total;
    listing.facets = std::move(page->facets);
    listing.did_you_mean = std::move(did_you_mean);
    return answer(listing);
  }

  const CatalogueDependencies d_;
};

struct Route {
  const char* path;
  CatalogueReads::Reader reader;
};
constexpr Route kRoutes[] = {
    {"/v1/markets", &CatalogueReads::markets},       {"/v1/home", &CatalogueReads::home},
    {"/v1/categories", &CatalogueReads::categories}, {"/v1/collections", &CatalogueReads::collections},
    {"/v1/items", &CatalogueReads::items},           {"/v1/items/{id_or_handle}", &CatalogueReads::item},
    {"/v1/search", &CatalogueReads::search},         {"/v1/suggest", &CatalogueReads::suggest},
};

}  // namespace

void register_catalogue_routes(http::Router& router, const CatalogueDependencies& dependencies) {
  const auto reads = std::make_shared<const CatalogueReads>(dependencies);
  for (const auto& route : kRoutes) {
    router.add_hot(http::Method::get, route.path, [reads](const Request& request) { return reads->hot(request); });
    router.add(http::Method::get, route.path,
               [reads, reader = route.reader](Request& request) -> Task<Response> { co_return reads->get(request, reader); });
  }
}

PageReads::PageReads(const CatalogueDependencies& dependencies) : dependencies_(dependencies) {
  register_catalogue_routes(router_, dependencies);
}

Rendered PageReads::read(const std::string& target) const {
  const auto& d = dependencies_;
  if (auto known = d.answers.find(target, *d.catalogue.current(), d.clock.now(), AnswerCache::Listings::of_this_version)) return known;
  Request request;
  request.target = target;
  const auto question = std::min(target.find('?'), target.size());
  request.path = std::string_view(target).substr(0, question);
  request.query = std::string_view(target).substr(std::min(question + 1, target.size()));
  const auto match = router_.find(request);
  if (match.handler == nullptr) return nullptr;
  Rendered rendered;
  // These handlers never wait, so the task is done when spawn returns.
  spawn((*match.handler)(request), [&](Response response) { rendered = std::move(response.rendered); });
  return rendered;
}

}  // namespace atelier::api
