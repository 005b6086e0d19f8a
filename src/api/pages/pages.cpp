#include "api/pages/pages.h"

#include <algorithm>
#include <charconv>

#include "api/pages/html.h"
#include "api/pages/page_content.h"
#include "api/pages/preference.h"
#include "api/pages/sitemap.h"
#include "base/text.h"
#include "http/problem.h"

namespace atelier::api {
namespace {

using base::escape_markup;

using http::Request;
using http::Response;
using shopping::Audience;

constexpr char kHeadMarker[] = "<!--atelier:head-->";
constexpr char kBodyMarker[] = "<!--atelier:body-->";
// Search engines show some 160 characters; in Japanese those are 480 bytes.
constexpr std::size_t kLongestDescription = 600;
constexpr char kHtmlLang[] = "<html lang=\"en\"";

std::string body_of(const http::RenderedAnswer& answer) { return answer.identity.bytes.substr(answer.identity.head_size); }

struct PageAddress {
  Audience audience;
  std::string rest;  // after /{market}/{locale}/
};

std::optional<PageAddress> parse_address(std::string_view path, const markets::Markets& markets) {
  if (path.starts_with('/')) path.remove_prefix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  const auto first = path.find('/');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = std::min(path.find('/', first + 1), path.size());
  PageAddress address{.audience = {markets.find(path.substr(0, first)), std::string(path.substr(first + 1, second - first - 1))}};
  const bool known = std::ranges::find(markets::locales(), address.audience.locale) != markets::locales().end();
  if (address.audience.market == nullptr || !known) return std::nullopt;
  address.rest = std::string(path.substr(std::min(second + 1, path.size())));
  return address;
}

class Pages {
 public:
  Pages(const CatalogueDependencies& d, PagesOptions options) : d_(d), reads_(d), options_(std::move(options)) {}

  Response answer(const Request& request) const {
    if (request.method != http::Method::get && request.method != http::Method::head) return http::problem(405, "method_not_allowed", "pages are read");
    if (request.path == "/") return to_home(request);
    const auto snapshot = d_.catalogue.current();
    const std::string key = "page " + std::string(request.target);
    const auto now = d_.clock.now();
    if (auto known = d_.answers.find(key, *snapshot, now)) return Response::of(std::move(known));
    const auto address = parse_address(request.path, d_.markets);
    PageContent content{.title = "Maison Verrane", .indexed = false, .status = 404};
    if (address) content = content_of(*snapshot, address->audience, address->rest, request.query, options_.public_url);
    auto page = http::RenderedAnswer::make(content.status, html_of(content, address),
                                           {.content_type = "text/html; charset=utf-8", .cache_control = "public, max-age=1, stale-while-revalidate=30"});
    // Only what is found is kept: addresses that lead nowhere are endless.
    if (content.status == 200 && content.indexed) d_.answers.put(key, *snapshot, {}, page, now);
    return Response::of(std::move(page));
  }

 private:
  Response to_home(const Request& request) const {
    const auto cookie = request.cookie("atelier_place");
    const auto place = preferred_place(cookie, request.header("accept-language"), d_.markets);
    auto response = Response::redirect(302, "/" + place.market->code + "/" + place.locale);
    response.set("Vary", "Accept-Language, Cookie").set("Cache-Control", "no-cache");
    return response;
  }

  std::string head_of(const PageContent& content, const std::optional<PageAddress>& address) const {
    std::string head = "<title>" + escape_markup(content.title) + "</title>";
    if (!content.description.empty()) {
      const auto description = escape_markup(base::cut_text(content.description, kLongestDescription));
      head += "<meta name=\"description\" content=\"" + description + "\"><meta property=\"og:description\" content=\"" + description + "\">";
    }
    head += "<meta property=\"og:title\" content=\"" + escape_markup(content.title) + "\">";
    if (!content.indexed || !address) return head + "<meta name=\"robots\" content=\"noindex\">";
    const auto& [audience, rest] = *address;
    const auto url = [&](const std::string& locale) {
      return escape_markup(options_.public_url + "/" + audience.market->code + "/" + locale + (rest.empty() ? "" : "/" + rest));
    };
    head += "<link rel=\"canonical\" href=\"" + url(audience.locale) + "\"><meta property=\"og:url\" content=\"" + url(audience.locale) + "\">";
    for (const auto& locale : markets::locales()) {
      head += "<link rel=\"alternate\" hreflang=\"" + locale + "-" + audience.market->country + "\" href=\"" + url(locale) + "\">";
    }
    head += "<link rel=\"alternate\" hreflang=\"x-default\" href=\"" + url("en") + "\">";
    if (!content.preload_photo.empty()) {
      const std::string source = "/media/" + content.preload_photo + "/";
      head += "<meta property=\"og:image\" content=\"" + escape_markup(options_.public_url) + source + "1280\">";
    }
    if (!content.json_ld.empty()) head += "<script type=\"application/ld+json\">" + escape_script(content.json_ld) + "</script>";
    return head;
  }

  std::string first_data(const PageContent& content, const std::optional<PageAddress>& address) const {
    if (!address) return {};
    auto reads = content.reads;
    reads.emplace_back("/v1/markets");
    reads.push_back("/v1/categories?market=" + address->audience.market->code + "&locale=" + address->audience.locale);
    std::string entries;
    for (const auto& target : reads) {
      const auto read = reads_.read(target);
      if (!read) continue;
      if (!entries.empty()) entries += ',';
      entries += "{\"path\":";
      json::append_string(entries, target);
      entries += ",\"body\":" + body_of(*read) + "}";
    }
    return "<script type=\"application/json\" id=\"first-data\">[" + escape_script(entries) + "]</script>";
  }

  std::string html_of(const PageContent& content, const std::optional<PageAddress>& address) const {
    std::string html = options_.index_html;
    if (address) replace_marker(html, kHtmlLang, "<html lang=\"" + address->audience.locale + "\"");
    replace_marker(html, kHeadMarker, head_of(content, address));
    replace_marker(html, kBodyMarker, content.body + first_data(content, address));
    return html;
  }

  const CatalogueDependencies d_;
  const PageReads reads_;
  const PagesOptions options_;
};

}  // namespace

http::Handler make_page_handler(const CatalogueDependencies& dependencies, PagesOptions options) {
  const auto pages = std::make_shared<const Pages>(dependencies, std::move(options));
  return [pages](Request& request) -> Task<Response> { co_return pages->answer(request); };
}

void register_sitemaps(http::Router& router, const CatalogueDependencies& d, std::string public_url) {
  router.add(http::Method::get, "/robots.txt", [public_url](Request&) -> Task<Response> {
    co_return Response::text(200, "User-agent: *\nDisallow: /v1/\nDisallow: /till/\nDisallow: /office/\nSitemap: " + public_url + "/sitemap.xml\n");
  });
  router.add(http::Method::get, "/sitemap.xml", [d, public_url](Request&) -> Task<Response> {
    co_return Response::text(200, sitemap_index(d.catalogue.current()->docs.size(), d.markets, public_url), "application/xml");
  });
  router.add(http::Method::get, "/sitemaps/{market}/{part}", [d, public_url](Request& request) -> Task<Response> {
    const auto* market = d.markets.find(request.parameter("market"));
    const auto text = request.parameter("part");
    std::size_t part = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
    const auto snapshot = d.catalogue.current();
    if (market == nullptr || error != std::errc() || end != text.data() + text.size() || part < 1 || part > sitemaps_of(snapshot->docs.size())) {
      co_return http::problem(404, "not_found", "there is no such sitemap; /sitemap.xml names them all");
    }
    co_return Response::text(200, sitemap(*snapshot, *market, part, public_url), "application/xml");
  });
}

}  // namespace atelier::api
