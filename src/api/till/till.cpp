#include "api/till/till.h"

#include <algorithm>
#include <memory>

#include "api/accounts/staff.h"
#include "base/encoding.h"
#include "http/problem.h"
#include "security/authorization.h"
#include "security/crypto.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;
using namespace order_management;

struct TillMe {
  std::string user;
  std::string name;
  std::vector<std::string> roles;
  std::vector<TillLocation> locations;
  json::Nullable<TillSession> session;
};
BOOST_DESCRIBE_STRUCT(TillMe, (), (user, name, roles, locations, session))
struct NewTillSession {
  std::string location;
  Money float_;
};
BOOST_DESCRIBE_STRUCT(NewTillSession, (), (location, float_))
struct TillCount {
  Money counted;
  json::Nullable<std::string> note;
};
BOOST_DESCRIBE_STRUCT(TillCount, (), (counted, note))
struct TillVariant {
  std::string sku;
  json::Nullable<std::string> ean;
  std::vector<ChosenOption> options;
  Money price;
  std::int64_t in_shop = 0;
};
BOOST_DESCRIBE_STRUCT(TillVariant, (), (sku, ean, options, price, in_shop))
struct TillItem {
  ItemId item_id;
  std::string handle;
  std::string title;
  json::Nullable<PhotoView> photo;
  std::vector<TillVariant> variants;
  json::Nullable<std::string> matched_sku;
};
BOOST_DESCRIBE_STRUCT(TillItem, (), (item_id, handle, title, photo, variants, matched_sku))
struct SaleList {
  std::vector<Sale> items;
  json::Nullable<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(SaleList, (), (items, next_cursor))

Response private_json(int status, std::string body) {
  auto response = Response::json(status, std::move(body));
  response.set("Cache-Control", "no-store");
  return response;
}

Response invalid(const json::Problems& problems) {
  return http::problem(422, "validation_failed", "some fields are wrong; each is named", problems);
}

class TillRoutes {
 public:
  TillRoutes(events::Context& context, Tills& tills) : context_(context), tills_(tills) {}

  Task<Response> describe(const security::Session& session) {
    auto places = co_await tills_.places(session.locations, "en");
    if (!places) co_return http::problem(places.error());
    auto current = co_await tills_.current(session.subject);
    if (!current) co_return http::problem(current.error());
    co_return private_json(200, json::write(TillMe{session.subject, session.name, session.roles, std::move(*places), std::move(*current)}));
  }

  Task<Response> open(Request& request) {
    auto clerk = co_await security::require(context_, request, security::Audience::till, "till.sell");
    if (!clerk) co_return security::refusal(clerk.error());
    auto wanted = http::read_body<NewTillSession>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (std::ranges::find(clerk->locations, wanted->location) == clerk->locations.end()) {
      co_return http::problem(403, "location_not_allowed", "this clerk does not sell there");
    }
    auto session = co_await tills_.open(clerk->subject, wanted->location, wanted->float_);
    if (!session && session.error().kind == ErrorKind::invalid) {
      co_return invalid({{session.error().code == "wrong_currency" ? "/float" : "/location", "bad_value", session.error().detail}});
    }
    if (!session) co_return http::problem(session.error());
    co_return private_json(201, json::write(*session));
  }

  Task<Response> current(Request& request) {
    auto clerk = co_await security::require(context_, request, security::Audience::till, "till.sell");
    if (!clerk) co_return security::refusal(clerk.error());
    auto session = co_await tills_.current(clerk->subject);
    if (!session) co_return http::problem(session.error());
    if (!*session) co_return http::problem(404, "no_open_session", "no till session is open");
    co_return private_json(200, json::write(**session));
  }

  Task<Response> close(Request& request) {
    auto clerk = co_await security::require(context_, request, security::Audience::till, "till.sell");
    if (!clerk) co_return security::refusal(clerk.error());
    auto key = http::read_idempotency_key(request);
    if (!key) co_return std::move(key.error());
    const auto id = TillSessionId::parse(request.parameter("session_id"));
    if (!id) co_return http::problem(404, "session_not_found", "there is no such till session");
    auto count = http::read_body<TillCount>(request);
    if (!count) co_return std::move(count.error());
    auto session = co_await tills_.close(clerk->subject, *id, count->counted, std::move(*key));
    if (!session && session.error().kind == ErrorKind::invalid) co_return invalid({{"/counted", "bad_value", session.error().detail}});
    if (!session) co_return http::problem(session.error());
    co_return private_json(200, json::write(*session));
  }

  Task<Response> find(Request& request) {
    auto clerk = co_await security::require(context_, request, security::Audience::till, "till.sell");
    if (!clerk) co_return security::refusal(clerk.error());
    auto session = co_await tills_.current(clerk->subject);
    if (!session) co_return http::problem(session.error());
    const std::string location = *session ? (*session)->location : clerk->locations.empty() ? "" : clerk->locations.front();
    if (location.empty()) co_return http::problem(403, "location_not_allowed", "this clerk sells nowhere");
    auto found = co_await tills_.find(std::string(request.parameter("code")), location, request.query_value("locale").value_or("en"));
    if (!found) co_return http::problem(found.error());
    if (found->variants.empty()) co_return http::problem(404, "item_not_found", "nothing has this number");
    const Goods& first = found->variants.front().goods;
    TillItem item{.item_id = first.item_id, .handle = first.handle, .title = first.title, .photo = first.photo, .matched_sku = found->matched_sku};
    for (const auto& [goods, in_shop] : found->variants) {
      TillVariant variant{.sku = goods.sku, .options = goods.options, .price = *goods.price, .in_shop = in_shop};
      if (!goods.ean.empty()) variant.ean = goods.ean;
      item.variants.push_back(std::move(variant));
    }
    co_return private_json(200, json::write(item));
  }

  Task<Response> sell(Request& request) {
    auto clerk = co_await security::require(context_, request, security::Audience::till, "till.sell");
    if (!clerk) co_return security::refusal(clerk.error());
    auto key = http::read_idempotency_key(request);
    if (!key) co_return std::move(key.error());
    auto wanted = http::read_body<NewSale>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (auto problems = check(*wanted); !problems.empty()) co_return invalid(problems);
    auto digest = base::to_base64url(security::sha256(request.body));
    auto outcome = co_await tills_.sell(clerk->subject, std::move(*wanted), std::move(*key), std::move(digest));
    if (!outcome) co_return http::problem(outcome.error());
    co_return answer(*outcome);
  }

  Task<Response> refund(Request& request) {
    auto sold = co_await readable_sale(request);
    if (!sold) co_return std::move(sold.error());
    auto clerk = co_await security::require(context_, request, security::Audience::till, "till.sell");
    if (!clerk) co_return security::refusal(clerk.error());
    auto key = http::read_idempotency_key(request);
    if (!key) co_return std::move(key.error());
    auto wanted = http::read_body<order_management::NewRefund>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (wanted->lines.size() > kMostLines || wanted->reason.empty() || wanted->reason.size() > 500) {
      co_return invalid({{wanted->reason.empty() || wanted->reason.size() > 500 ? "/reason" : "/lines", "out_of_range", "a reason of 1 to 500 bytes; at most 40 lines"}});
    }
    auto outcome = co_await tills_.refund(clerk->subject, sold->id, std::move(*wanted), std::move(*key), base::to_base64url(security::sha256(request.body)));
    if (!outcome) co_return http::problem(outcome.error());
    co_return answer(*outcome);
  }

  Task<Response> list(Request& request) {
    auto clerk = co_await security::require(context_, request, security::Audience::till, "till.sell");
    if (!clerk) co_return security::refusal(clerk.error());
    auto session = co_await tills_.current(clerk->subject);
    if (!session) co_return http::problem(session.error());
    SaleList list;
    if (*session) {
      auto after = request.query_value("cursor");
      if (after && after->empty()) after.reset();
      auto page = co_await tills_.sales((*session)->id, std::move(after), 50);
      if (!page) co_return http::problem(page.error());
      list.items = std::move(page->sales);
      list.next_cursor = std::move(page->next);
    }
    co_return private_json(200, json::write(list));
  }

  Task<Response> show(Request& request) {
    auto sale = co_await readable_sale(request);
    if (!sale) co_return std::move(sale.error());
    co_return private_json(200, json::write(*sale));
  }

  Task<Response> receipt(Request& request, bool roll) {
    auto sale = co_await readable_sale(request);
    if (!sale) co_return std::move(sale.error());
    auto pdf = co_await tills_.receipt(*sale, roll, request.query_value("locale").value_or("en"));
    if (!pdf) co_return http::problem(pdf.error());
    auto response = Response::text(200, std::move(*pdf), "application/pdf");
    response.set("Cache-Control", "private, no-store").set("Content-Disposition", "inline; filename=\"" + sale->receipt_number + ".pdf\"");
    co_return response;
  }

 private:
  static json::Problems check(const NewSale& wanted) {
    json::Problems problems;
    if (wanted.lines.empty() || wanted.lines.size() > kMostLines) problems.push_back({"/lines", "out_of_range", "1 to 40 lines"});
    if (wanted.payments.empty() || wanted.payments.size() > 4) problems.push_back({"/payments", "out_of_range", "1 to 4 payments"});
    for (std::size_t i = 0; i < wanted.lines.size(); ++i) {
      if (wanted.lines[i].quantity < 1 || wanted.lines[i].quantity > 99) {
        problems.push_back({"/lines/" + std::to_string(i) + "/quantity", "out_of_range", "a whole number from 1 to 99"});
      }
    }
    return problems;
  }

  static Response answer(const SaleOutcome& outcome) {
    if (const auto* recorded = std::get_if<SaleRecorded>(&outcome)) {
      auto response = private_json(201, json::write(recorded->sale));
      response.set("Location", "/v1/till/sales/" + recorded->sale.id.text());
      if (recorded->repeated) response.set("Idempotency-Replayed", "true");
      return response;
    }
    if (const auto* out = std::get_if<SaleSoldOut>(&outcome)) {
      json::Problems problems;
      for (const auto& sku : out->skus) problems.push_back({"/lines/" + sku, "sold_out", "fewer pieces in this shop, or none"});
      return http::problem(409, "sold_out", "the shop has fewer pieces than that", problems);
    }
    if (const auto* wrong = std::get_if<SaleInvalid>(&outcome)) return invalid(wrong->problems);
    return http::problem(422, "idempotency_key_reused", "this Idempotency-Key came before with another body; use a new one");
  }

  Task<std::expected<Sale, Response>> readable_sale(Request& request) {
    auto clerk = co_await security::require(context_, request, security::Audience::till, "till.sell");
    if (!clerk) co_return std::unexpected(security::refusal(clerk.error()));
    const auto missing = [] { return std::unexpected(http::problem(404, "sale_not_found", "there is no such sale in this shop")); };
    const auto id = SaleId::parse(request.parameter("sale_id"));
    if (!id) co_return missing();
    auto sale = co_await tills_.read_sale(*id);
    if (!sale || std::ranges::find(clerk->locations, sale->location) == clerk->locations.end()) co_return missing();
    co_return std::move(*sale);
  }

  events::Context& context_;
  Tills& tills_;
};

}  // namespace

void register_till_routes(http::Router& router, events::Context& context, security::Identity& identity, Tills& tills) {
  const auto routes = std::make_shared<TillRoutes>(context, tills);
  register_staff_door(router, context, identity,
                      {.base = "/v1/till",
                       .audience = security::Audience::till,
                       .permissions = {"till.sell"},
                       .describe = [routes](const security::Session& session) { return routes->describe(session); }});
  using http::Method;
  router.add(Method::post, "/v1/till/sessions", [routes](Request& r) { return routes->open(r); });
  router.add(Method::get, "/v1/till/sessions/current", [routes](Request& r) { return routes->current(r); });
  router.add(Method::post, "/v1/till/sessions/{session_id}/close", [routes](Request& r) { return routes->close(r); });
  router.add(Method::get, "/v1/till/items/{code}", [routes](Request& r) { return routes->find(r); });
  router.add(Method::post, "/v1/till/sales", [routes](Request& r) { return routes->sell(r); });
  router.add(Method::get, "/v1/till/sales", [routes](Request& r) { return routes->list(r); });
  router.add(Method::post, "/v1/till/sales/{sale_id}/refunds", [routes](Request& r) { return routes->refund(r); });
  router.add(Method::get, "/v1/till/sales/{sale_id}", [routes](Request& r) { return routes->show(r); });
  router.add(Method::get, "/v1/till/sales/{sale_id}/receipt.pdf", [routes](Request& r) { return routes->receipt(r, false); });
  router.add(Method::get, "/v1/till/sales/{sale_id}/receipt-80mm.pdf", [routes](Request& r) { return routes->receipt(r, true); });
}

}  // namespace atelier::api
