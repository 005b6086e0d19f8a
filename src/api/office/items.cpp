// /v1/office/items: listed, created, read, replaced, changed in parts.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "api/office/office.h"
#include "api/office/shared.h"
#include "item_management/document.h"
#include "item_management/items.h"

namespace atelier::api {
namespace {

using namespace item_management;
namespace bj = boost::json;

// Looked at for one page of a filtered list; beyond it the page is short and its cursor goes on, so no
// request reads the whole house.
constexpr std::size_t kMostLookedAt = 2000;

std::string etag_of(const StoredItem& stored) {
  return "\"" + std::to_string(stored.version) + "\"";
}

http::Response item_response(int status, const StoredItem& stored) {
  std::string fields = "\"id\":\"" + stored.item.id.text() +
                       "\",\"version\":" + std::to_string(stored.version) + ",\"updated_at\":";
  json::append(fields, stored.item.updated_at);
  auto response =
      http::Response::json(status, office::with_fields(json::write(to_document(stored.item)), fields));
  response.set("ETag", etag_of(stored));
  if (status == 201) response.set("Location", "/v1/office/items/" + stored.item.id.text());
  return response;
}

http::Response invalid(const json::Problems& problems) {
  return http::problem(422, "validation_failed", "The item is not right yet; errors names the fields.",
                       problems);
}

http::Response save_response(const SaveOutcome& outcome) {
  switch (outcome.result) {
    case SaveResult::created:
      return item_response(201, *outcome.saved);
    case SaveResult::updated:
    case SaveResult::unchanged:
      return item_response(200, *outcome.saved);
    case SaveResult::invalid:
      return invalid(outcome.problems);
    case SaveResult::taken:
      return http::problem(409, outcome.problems[0].code,
                           "Another item has this handle, SKU or EAN; errors names the fields.",
                           outcome.problems);
    case SaveResult::version_mismatch:
      return http::problem(412, "version_mismatch",
                           "Another edit came first: read the item again and repeat your change on it.");
    case SaveResult::not_found:
      break;
  }
  return office::not_found("item");
}

// What the item routes work with. Kept by the router.
struct ItemDesk {
  events::Context& context;
  media::Photos& photos;
  TaxClasses tax_classes;
};

// The document as an item with its photos' measures, or the answer that refuses it.
Task<std::expected<Item, http::Response>> item_from(const ItemDesk& desk, const ItemDocument& document) {
  json::Problems problems;
  if (document.stock)
    problems.push_back({"/stock", "unknown_field", "nothing: stock is moved by /v1/office/stock/movements"});
  Item item = to_item(document, problems);
  const auto vocabulary = co_await load_vocabulary(desk.context.store);
  if (!vocabulary) co_return std::unexpected(http::problem(vocabulary.error()));
  for (auto& problem : check_references(*vocabulary, desk.tax_classes, item)) problems.push_back(std::move(problem));
  for (std::size_t i = 0; i < item.photos.size() && i < 60; ++i) {
    if (document.photos->at(i).file) {
      problems.push_back(
          {"/photos/" + std::to_string(i) + "/file", "unknown_field", "a hash: files are for imports"});
    }
    const auto stored = co_await desk.photos.find(item.photos[i].hash);
    if (!stored) co_return std::unexpected(http::problem(stored.error()));
    if (!*stored) {
      problems.push_back(
          {"/photos/" + std::to_string(i) + "/hash", "not_found", "the hash of an uploaded photo"});
      continue;
    }
    item.photos[i].width = (*stored)->width;
    item.photos[i].height = (*stored)->height;
  }
  if (!problems.empty()) co_return std::unexpected(invalid(problems));
  co_return item;
}

// The version of If-Match, or 428 and 412.
std::expected<std::uint64_t, http::Response> read_if_match(const http::Request& request) {
  std::string_view given = request.header("if-match");
  if (given.empty()) {
    return std::unexpected(
        http::problem(428, "precondition_required", "Send If-Match with the ETag of the item you read."));
  }
  if (given.size() > 2 && given.front() == '"' && given.back() == '"')
    given = given.substr(1, given.size() - 2);
  std::uint64_t version = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), version);
  if (error != std::errc() || end != given.data() + given.size()) {
    return std::unexpected(http::problem(412, "version_mismatch", "If-Match is no ETag of this item."));
  }
  return version;
}

void merge(bj::value& target, const bj::value& patch) {  // RFC 7396
  if (!patch.is_object()) {
    target = patch;
    return;
  }
  if (!target.is_object()) target = bj::object();
  for (const auto& member : patch.get_object()) {
    if (member.value().is_null()) {
      target.get_object().erase(member.key());
    } else {
      merge(target.get_object()[member.key()], member.value());
    }
  }
}

// --- the list ---

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

struct Filter {
  std::string q;  // lower case
  std::optional<ItemStatus> status;
  std::string category;

  bool takes(const Item& item) const {
    if (status && item.status != *status) return false;
    if (!category.empty() && item.category != category && !item.category.starts_with(category + "/"))
      return false;
    if (q.empty() || item.handle.find(q) != std::string::npos) return true;
    for (const auto& [locale, texts] : item.texts) {
      if (lower(texts.title).find(q) != std::string::npos) return true;
    }
    return std::ranges::any_of(item.variants, [&](const Variant& variant) {
      return lower(variant.sku).find(q) != std::string::npos || variant.ean.find(q) != std::string::npos;
    });
  }
};

std::expected<Filter, http::Response> read_filter(const http::Request& request) {
  Filter filter{.q = lower(request.query_value("q").value_or("")),
                .category = request.query_value("category").value_or("")};
  if (filter.q.size() > 200) return std::unexpected(office::bad_query("q", "at most 200 characters"));
  if (const auto status = request.query_value("status")) {
    ItemStatus value{};
    if (!boost::describe::enum_from_string(status->c_str(), value)) {
      return std::unexpected(office::bad_query("status", "one of draft active archived"));
    }
    filter.status = value;
  }
  return filter;
}

// Pieces in the house: what the regions and the shops' shelves have (a warehouse's pieces are its region's).
Task<Result<std::int64_t>> on_hand_of(storage::Store& store, const Item& item) {
  std::int64_t sum = 0;
  for (const auto& variant : item.variants) {
    const auto page = co_await store.query({.table = storage::kStock, .partition = variant.sku});
    if (!page) co_return fail(page);
    for (const auto& row : page->items) {
      const bool has_available =
          std::ranges::any_of(row.counters, [](const auto& counter) { return counter.name == "available"; });
      if (has_available) sum += row.counter("on_hand");
    }
  }
  co_return sum;
}

std::string photo_json(const Item& item) {
  if (item.photos.empty()) return "null";
  const auto& photo = item.photos.front();
  const auto alt = photo.alt.find("en");
  std::string out = "{\"hash\":\"" + photo.hash + "\",\"width\":" + std::to_string(photo.width) +
                    ",\"height\":" + std::to_string(photo.height) + ",\"alt\":";
  json::append_string(out, alt == photo.alt.end() ? "" : alt->second);
  out += ",\"view\":";
  json::append_string(out, photo.view);
  out += ",\"colour\":";
  if (photo.colour.empty())
    out += "null";
  else
    json::append_string(out, photo.colour);
  return out + "}";
}

std::string summary_json(const Item& item, std::int64_t on_hand) {
  const auto english = item.texts.find("en");
  std::string out = "{\"id\":\"" + item.id.text() + "\",\"handle\":\"" + item.handle + "\",\"status\":";
  json::append(out, item.status);
  out += ",\"title\":";
  json::append_string(out, english == item.texts.end() ? item.handle : english->second.title);
  out += ",\"category\":";
  if (item.category.empty())
    out += "null";
  else
    json::append_string(out, item.category);
  out += ",\"variant_count\":" + std::to_string(item.variants.size()) + ",\"photo\":" + photo_json(item) +
         ",\"prices\":";
  json::append(out, item.prices);
  out += ",\"on_hand\":" + std::to_string(on_hand) + ",\"updated_at\":";
  json::append(out, item.updated_at);
  return out + "}";
}

Task<http::Response> list_items(events::Context& context, const http::Request& request) {
  const auto paging = office::read_paging(request);
  if (!paging) co_return paging.error();
  const auto filter = read_filter(request);
  if (!filter) co_return filter.error();
  std::string items;
  std::string after = paging->cursor;
  std::size_t found = 0;
  for (std::size_t looked_at = 0; looked_at < kMostLookedAt;) {
    const auto handles = co_await list_handles(context.store, after, paging->limit);
    if (!handles) co_return http::problem(handles.error());
    for (const auto& entry : handles->entries) {
      ++looked_at;
      after = entry.handle;
      const auto stored = co_await find_item(context.store, entry.id);
      if (!stored) co_return http::problem(stored.error());
      if (!*stored || !filter->takes((*stored)->item)) continue;
      const auto on_hand = co_await on_hand_of(context.store, (*stored)->item);
      if (!on_hand) co_return http::problem(on_hand.error());
      items += (found++ == 0 ? "" : ",") + summary_json((*stored)->item, *on_hand);
      if (found == paging->limit) co_return office::page(std::move(items), after);
    }
    if (!handles->more) co_return office::page(std::move(items), std::nullopt);
  }
  co_return office::page(std::move(items), after);
}

// --- one item ---

Task<http::Response> create(const ItemDesk& desk, const http::Request& request) {
  const auto document = http::read_body<ItemDocument>(request);
  if (!document) co_return document.error();
  auto item = co_await item_from(desk, *document);
  if (!item) co_return item.error();
  const auto outcome = co_await create_item(desk.context, std::move(*item));
  co_return outcome ? save_response(*outcome) : http::problem(outcome.error());
}

Task<http::Response> read_one(events::Context& context, const http::Request& request) {
  const auto id = ItemId::parse(request.parameter("item_id"));
  if (!id) co_return office::not_found("item");
  const auto stored = co_await find_item(context.store, *id);
  if (!stored) co_return http::problem(stored.error());
  if (!*stored) co_return office::not_found("item");
  auto response = item_response(200, **stored);
  response.set("Cache-Control", "private, no-cache");
  co_return response;
}

Task<http::Response> replace(const ItemDesk& desk, const http::Request& request) {
  const auto id = ItemId::parse(request.parameter("item_id"));
  if (!id) co_return office::not_found("item");
  const auto version = read_if_match(request);
  if (!version) co_return version.error();
  const auto document = http::read_body<ItemDocument>(request);
  if (!document) co_return document.error();
  auto item = co_await item_from(desk, *document);
  if (!item) co_return item.error();
  const auto outcome = co_await replace_item(desk.context, *id, *version, std::move(*item));
  co_return outcome ? save_response(*outcome) : http::problem(outcome.error());
}

Task<http::Response> change(const ItemDesk& desk, const http::Request& request) {
  if (const auto refused = http::refuse_media_type(request, "application/merge-patch+json"))
    co_return *refused;
  const auto id = ItemId::parse(request.parameter("item_id"));
  if (!id) co_return office::not_found("item");
  const auto version = read_if_match(request);
  if (!version) co_return version.error();
  const auto patch = json::read<json::Raw>(request.body);
  if (!patch) co_return http::problem(patch.error());
  const auto stored = co_await find_item(desk.context.store, *id);
  if (!stored) co_return http::problem(stored.error());
  if (!*stored) co_return office::not_found("item");
  bj::value document = bj::parse(json::write(to_document((*stored)->item)));
  merge(document, bj::parse(patch->text));
  const auto merged = json::read<ItemDocument>(bj::serialize(document));
  if (!merged) co_return http::problem(merged.error());
  auto item = co_await item_from(desk, *merged);
  if (!item) co_return item.error();
  const auto outcome = co_await replace_item(desk.context, *id, *version, std::move(*item));
  co_return outcome ? save_response(*outcome) : http::problem(outcome.error());
}

}  // namespace

void register_office_items(http::Router& router, const OfficeDependencies& dependencies) {
  using http::Method;
  auto& context = dependencies.context;
  const ItemDesk desk{dependencies.context, dependencies.photos, dependencies.tax_classes};
  const auto authorize = dependencies.authorize;
  // A guarded handler: `handle` is asked only by who may.
  const auto add = [&](Method method, std::string_view pattern, std::string permission, auto handle) {
    router.add(method, pattern,
               [authorize, permission, handle](http::Request& request) -> Task<http::Response> {
                 const auto who = co_await authorize(request, permission);
                 if (!who) co_return who.error();
                 co_return co_await handle(request);
               });
  };
  add(Method::get, "/v1/office/items", "items.read",
      [&context](http::Request& r) { return list_items(context, r); });
  add(Method::post, "/v1/office/items", "items.write",
      [desk](http::Request& r) { return create(desk, r); });
  add(Method::get, "/v1/office/items/{item_id}", "items.read",
      [&context](http::Request& r) { return read_one(context, r); });
  add(Method::put, "/v1/office/items/{item_id}", "items.write",
      [desk](http::Request& r) { return replace(desk, r); });
  add(Method::patch, "/v1/office/items/{item_id}", "items.write",
      [desk](http::Request& r) { return change(desk, r); });
}

}  // namespace atelier::api
