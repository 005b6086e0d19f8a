#include "api/integration/feeds.h"

#include <algorithm>

#include "base/encoding.h"
#include "http/problem.h"
#include "http/uri.h"

namespace atelier::api {
namespace {

using integration::FeedPieces;

// Pieces as they are, or unpacked for who takes no gzip.
http::BodyStream stream_of(std::shared_ptr<FeedPieces> pieces, bool gzip) {
  struct State {
    std::shared_ptr<FeedPieces> pieces;
    std::optional<integration::GzipReader> reader;
    std::size_t next = 0;
  };
  auto state = std::make_shared<State>();
  state->pieces = std::move(pieces);
  if (!gzip) state->reader.emplace();
  return [state]() -> Task<std::optional<std::string>> {
    while (const auto piece = state->pieces->piece(state->next)) {
      ++state->next;
      auto text = state->reader ? state->reader->read(*piece) : *piece;
      if (!text.empty()) co_return text;
    }
    co_return std::string();
  };
}

struct Feeds {
  FeedDependencies to;
  std::string salt;  // versions begin anew with the process
  integration::FeedCache cache;

  http::Response get(const http::Request& request) {
    auto name = std::string(request.parameter("feed"));
    const auto* market = name.ends_with(".xml") ? to.markets.find(name.substr(0, name.size() - 4)) : nullptr;
    if (market == nullptr) return http::problem(404, "not_found", "There is no such feed.");
    const auto locale = request.query_value("locale").value_or(market->locales.front());
    if (std::ranges::find(market->locales, locale) == market->locales.end()) {
      return http::problem(400, "invalid_request", "The query is not right.", {{"?locale", "bad_value", "a language of the market"}});
    }
    const auto snapshot = to.catalogue.current();
    const auto key = market->code + "/" + locale;
    auto pieces = cache.get(key, snapshot->version, [&] {
      return integration::GoogleFeed(snapshot, to.categories, to.shipping, to.clock.now(),
                                     {.market = *market, .locale = locale, .public_url = to.public_url, .title = to.title});
    });
    const bool gzip = http::accepts_coding(request.header("accept-encoding"), "gzip");
    http::Response response;
    response.set("Content-Type", "application/xml; charset=utf-8")
        .set("Cache-Control", "public, max-age=300")
        .set("Vary", "Accept-Encoding")
        .set("ETag", "\"" + salt + "-" + std::to_string(snapshot->version) + "-" + market->code + "-" + locale + (gzip ? "-gz" : "") + "\"");
    if (gzip) response.set("Content-Encoding", "gzip");
    response.stream = stream_of(std::move(pieces), gzip);
    return response;
  }
};

}  // namespace

void register_feed_routes(http::Router& router, FeedDependencies dependencies) {
  SystemRandom random;
  const auto feeds = std::make_shared<Feeds>(std::move(dependencies), std::to_string(random.next_u64() % 1'000'000'000));
  router.add(http::Method::get, "/feeds/google/{feed}", [feeds](http::Request& request) -> Task<http::Response> { co_return feeds->get(request); });
}

}  // namespace atelier::api
