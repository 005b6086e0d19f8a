#include "api/pages/page_content.h"

#include "api/pages/html.h"
#include "base/text.h"
#include "markets/format/format.h"
#include "shopping/listing.h"
#include "shopping/pages.h"

namespace atelier::api {
namespace {

using base::escape_markup;

using shopping::Audience;
using shopping::ItemCard;
using shopping::Snapshot;

constexpr char kHouse[] = "Maison Verrane";

std::string parameters(const Audience& audience) { return "market=" + audience.market->code + "&locale=" + audience.locale; }
std::string base_of(const Audience& audience) { return "/" + audience.market->code + "/" + audience.locale; }

std::string picture(const shopping::PhotoView& photo, std::string_view sizes) {
  const std::string source = "/media/" + photo.hash + "/";
  std::string html = "<img src=\"" + source + "640\" srcset=\"";
  for (const auto* width : {"320", "480", "640", "960", "1280"}) html += source + width + " " + width + "w, ";
  html.resize(html.size() - 2);
  return html + "\" sizes=\"" + std::string(sizes) + "\" width=\"" + std::to_string(photo.width) + "\" height=\"" + std::to_string(photo.height) +
         "\" alt=\"" + escape_markup(photo.alt) + "\">";
}

std::string cards(const std::vector<ItemCard>& items, const Audience& audience) {
  std::string html = "<ul>";
  for (const auto& item : items) {
    html += "<li><a href=\"" + base_of(audience) + "/items/" + escape_markup(item.handle) + "\">";
    if (item.photo) html += picture(*item.photo, "(min-width: 60em) 25vw, 50vw");
    html += "<span>" + escape_markup(item.title) + "</span> <span>" + escape_markup(markets::format_money(item.price, audience.locale)) + "</span></a></li>";
  }
  return html + "</ul>";
}

std::string main_of(const std::string& content) { return "<main class=\"first\">" + content + "</main>"; }

// The number of a schema.org price: decimal, without a currency sign.
std::string decimal(Money money) {
  std::string text = to_string(money);
  text.resize(text.find(' '));
  return text;
}

std::string json_text(std::string_view text) {
  std::string out;
  json::append_string(out, text);
  return out;
}

std::string breadcrumb_list(const std::vector<shopping::Breadcrumb>& crumbs, const Audience& audience, const std::string& public_url) {
  std::string list = R"({"@type":"BreadcrumbList","itemListElement":[)";
  for (std::size_t i = 0; i < crumbs.size(); ++i) {
    if (i > 0) list += ',';
    list += R"({"@type":"ListItem","position":)" + std::to_string(i + 1) + R"(,"name":)" + json_text(crumbs[i].name) + R"(,"item":)" +
            json_text(public_url + base_of(audience) + "/c/" + crumbs[i].path) + "}";
  }
  return list + "]}";
}

PageContent home_page(const Snapshot& snapshot, const Audience& audience, const std::string& public_url) {
  const auto home = shopping::home(snapshot, audience);
  PageContent page{.title = std::string(kHouse) + " — " + home.hero.title, .description = home.hero.sentence};
  page.json_ld = R"({"@context":"https://schema.org","@type":"Organization","name":"Maison Verrane","url":)" + json_text(public_url) +
                 R"(,"foundingDate":"1924"})";
  std::string content = "<h1>" + escape_markup(home.hero.title) + "</h1>";
  if (home.hero.photo) {
    content += picture(*home.hero.photo, "100vw");
    page.preload_photo = home.hero.photo->hash;
  }
  content += "<p>" + escape_markup(home.hero.sentence) + "</p>" + cards(home.featured, audience);
  if (home.story) content += "<h2>" + escape_markup(home.story->title) + "</h2><p>" + escape_markup(home.story->text) + "</p>";
  page.body = main_of(content);
  page.reads = {"/v1/home?" + parameters(audience)};
  return page;
}

PageContent not_found(const Audience&) { return {.title = kHouse, .indexed = false, .status = 404}; }

PageContent listing_page(const Snapshot& snapshot, const Audience& audience, const std::string& name, const std::string& description,
                         const shopping::ListingQuery& query, std::string read, const std::string& json_ld) {
  PageContent page{.title = name + " — " + kHouse, .description = description, .json_ld = json_ld};
  std::vector<ItemCard> shown;
  if (auto listing = shopping::list_items(snapshot, audience, query)) {
    for (const auto& doc : listing->docs) shown.push_back(shopping::card_of(snapshot, *doc, audience));
  }
  page.body = main_of("<h1>" + escape_markup(name) + "</h1><p>" + escape_markup(description) + "</p>" + cards(shown, audience));
  page.reads = {std::move(read)};
  return page;
}

PageContent item_page(const Snapshot& snapshot, const Audience& audience, std::string_view handle, const std::string& public_url) {
  const auto doc = snapshot.find(handle);
  if (!doc || !shopping::price_of(*doc, *audience.market)) return not_found(audience);
  const auto& texts = shopping::texts_of(*doc->item, audience.locale);
  const auto card = shopping::card_of(snapshot, *doc, audience);
  const auto crumbs = shopping::breadcrumbs_of(*snapshot.words, doc->item->category, audience.locale);
  PageContent page{.title = texts.title + " — " + kHouse, .description = texts.summary};

  std::string images;
  std::string pictures;
  for (const auto& photo : doc->item->photos) {
    const auto view = shopping::photo_view(photo, audience.locale);
    if (page.preload_photo.empty()) page.preload_photo = view.hash;
    images += (images.empty() ? "" : ",") + json_text(public_url + "/media/" + view.hash + "/1280");
    if (pictures.size() < 4000) pictures += picture(view, "(min-width: 60em) 50vw, 100vw");
  }
  const std::string url = public_url + base_of(audience) + "/items/" + doc->item->handle;
  const char* availability = card.availability == "sold_out" ? "OutOfStock" : card.availability == "low" ? "LimitedAvailability" : "InStock";
  page.json_ld = R"({"@context":"https://schema.org","@graph":[{"@type":"Product","name":)" + json_text(texts.title) + R"(,"description":)" +
                 json_text(texts.summary) + R"(,"sku":)" + json_text(doc->item->variants.front().sku) + R"(,"image":[)" + images +
                 R"(],"material":)" + json_text(texts.material) + R"(,"brand":{"@type":"Brand","name":"Maison Verrane"},"offers":{"@type":"Offer","url":)" +
                 json_text(url) + R"(,"price":")" + decimal(card.price) + R"(","priceCurrency":")" + std::string(card.price.currency.code()) +
                 R"(","availability":"https://schema.org/)" + availability + R"("}},)" + breadcrumb_list(crumbs, audience, public_url) + "]}";
  std::string content = "<h1>" + escape_markup(texts.title) + "</h1><p>" + escape_markup(markets::format_money(card.price, audience.locale)) + "</p>" + pictures +
                        "<p>" + escape_markup(texts.summary) + "</p><p>" + escape_markup(texts.description) + "</p><p>" + escape_markup(texts.material) + "</p>";
  page.body = main_of(content);
  page.reads = {"/v1/items/" + doc->item->handle + "?" + parameters(audience)};
  return page;
}

}  // namespace

PageContent content_of(const Snapshot& snapshot, const Audience& audience, std::string_view rest, std::string_view query, const std::string& public_url) {
  if (rest.empty()) return home_page(snapshot, audience, public_url);
  if (rest.starts_with("c/")) {
    const std::string path(rest.substr(2));
    const auto heading = shopping::category_heading(snapshot, path, audience);
    if (!heading) return not_found(audience);
    const std::string extra = query.empty() ? "" : "&" + std::string(query);
    return listing_page(snapshot, audience, heading->name, heading->description.value_or(""), {.category = path},
                        "/v1/items?category=" + path + "&" + parameters(audience) + "&limit=24" + extra,
                        R"({"@context":"https://schema.org",)" + breadcrumb_list(heading->breadcrumbs, audience, public_url).substr(1));
  }
  if (rest.starts_with("collections/")) {
    const std::string handle(rest.substr(12));
    const auto found = shopping::collection(snapshot, handle, audience);
    if (!found) return not_found(audience);
    return listing_page(snapshot, audience, found->name, found->story.value_or(""), {.collection = handle},
                        "/v1/items?collection=" + handle + "&" + parameters(audience) + "&limit=24", "");
  }
  if (rest.starts_with("items/")) return item_page(snapshot, audience, rest.substr(6), public_url);
  // The app's own: search, checkout, orders, account.
  for (const auto* own : {"search", "checkout", "orders/", "account", "cart", "collections"}) {
    if (rest.starts_with(own)) return {.title = kHouse, .indexed = false};
  }
  return not_found(audience);
}

}  // namespace atelier::api
