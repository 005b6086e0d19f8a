#include "api/checkout/carts.h"

#include <algorithm>
#include <memory>

#include "http/problem.h"
#include "security/sessions.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;
using order_management::CartView;
using order_management::CheckoutDetails;

struct NewCart {
  std::string market;
  std::string locale;
};
BOOST_DESCRIBE_STRUCT(NewCart, (), (market, locale))
struct CartMove {
  std::optional<std::string> market;
  std::optional<std::string> locale;
};
BOOST_DESCRIBE_STRUCT(CartMove, (), (market, locale))
struct NewCartLine {
  std::string sku;
  int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(NewCartLine, (), (sku, quantity))
struct Quantity {
  int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(Quantity, (), (quantity))
struct ShippingMethodList {
  std::vector<markets::ShippingOffer> items;
  json::Nullable<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(ShippingMethodList, (), (items, next_cursor))

struct CountryList {
  std::vector<std::string> countries;
};
BOOST_DESCRIBE_STRUCT(CountryList, (), (countries))

Response invalid(json::Problems problems) {
  return http::problem(422, "validation_failed", "some fields are wrong; each is named", problems);
}

bool is_locale(std::string_view locale) { return std::ranges::find(markets::locales(), locale) != markets::locales().end(); }

class CartRoutes {
 public:
  CartRoutes(events::Context& context, order_management::Carts& carts) : context_(context), carts_(carts) {}

  Task<Response> create(Request& request) {
    auto wanted = http::read_body<NewCart>(request);
    if (!wanted) co_return std::move(wanted.error());
    json::Problems problems;
    const auto* market = carts_.house().markets.find(wanted->market);
    if (market == nullptr) problems.push_back({"/market", "bad_value", "a market of the house, as fr"});
    if (!is_locale(wanted->locale)) problems.push_back({"/locale", "bad_value", "one of en de fr it ja zh-Hans ko"});
    if (!problems.empty()) co_return invalid(std::move(problems));
    // Who is signed in owns the cart, so that the order is found among theirs.
    auto session = co_await security::find_session(context_, request, security::Audience::customer);
    auto cart = co_await carts_.create(*market, wanted->locale, session ? session->subject : "");
    if (!cart) co_return http::problem(cart.error());
    auto response = answer(201, *cart);
    response.set("Location", "/v1/carts/" + cart->id.text());
    co_return response;
  }

  Task<Response> show(Request& request) {
    const auto id = cart_id(request);
    if (!id) co_return not_found();
    auto locale = request.query_value("locale");
    if (locale && !is_locale(*locale)) locale.reset();
    auto cart = co_await carts_.show(*id, std::move(locale));
    co_return to_response(std::move(cart));
  }

  Task<Response> move(Request& request) {
    const auto id = cart_id(request);
    if (!id) co_return not_found();
    auto wanted = http::read_body<CartMove>(request);
    if (!wanted) co_return std::move(wanted.error());
    json::Problems problems;
    if (wanted->market && carts_.house().markets.find(*wanted->market) == nullptr) problems.push_back({"/market", "bad_value", "a market of the house, as fr"});
    if (wanted->locale && !is_locale(*wanted->locale)) problems.push_back({"/locale", "bad_value", "one of en de fr it ja zh-Hans ko"});
    if (!problems.empty()) co_return invalid(std::move(problems));
    auto cart = co_await carts_.move(*id, std::move(wanted->market), std::move(wanted->locale));
    co_return to_response(std::move(cart));
  }

  Task<Response> add(Request& request) {
    const auto id = cart_id(request);
    if (!id) co_return not_found();
    auto line = http::read_body<NewCartLine>(request);
    if (!line) co_return std::move(line.error());
    if (auto problems = check_quantity(line->quantity, 1); !problems.empty()) co_return invalid(std::move(problems));
    if (line->sku.empty() || line->sku.size() > 64) co_return invalid({{"/sku", "out_of_range", "a SKU of 1 to 64 characters"}});
    auto key = http::read_optional_idempotency_key(request);
    if (!key) co_return std::move(key.error());
    auto added = co_await carts_.add_once(*id, {.sku = std::move(line->sku), .quantity = line->quantity}, key->value_or(""));
    if (!added && added.error().code == "idempotency_key_reused") {
      co_return http::problem(422, "idempotency_key_reused", "this Idempotency-Key came before with another body; use a new one");
    }
    if (!added) co_return http::problem(added.error());
    auto response = answer(200, added->cart);
    if (added->repeated) response.set("Idempotency-Replayed", "true");
    co_return response;
  }

  Task<Response> set_quantity(Request& request) {
    const auto id = cart_id(request);
    if (!id) co_return not_found();
    auto wanted = http::read_body<Quantity>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (auto problems = check_quantity(wanted->quantity, 0); !problems.empty()) co_return invalid(std::move(problems));
    auto cart = co_await carts_.set_quantity(*id, std::string(request.parameter("line_id")), wanted->quantity);
    co_return to_response(std::move(cart));
  }

  Task<Response> remove(Request& request) {
    const auto id = cart_id(request);
    if (!id) co_return not_found();
    auto cart = co_await carts_.set_quantity(*id, std::string(request.parameter("line_id")), 0);
    co_return to_response(std::move(cart));
  }

  Task<Response> put_details(Request& request) {
    const auto id = cart_id(request);
    if (!id) co_return not_found();
    auto details = http::read_body<CheckoutDetails>(request);
    if (!details) co_return std::move(details.error());
    auto outcome = co_await carts_.put_details(*id, std::move(*details));
    if (!outcome) co_return http::problem(outcome.error());
    if (!outcome->problems.empty()) co_return invalid(std::move(outcome->problems));
    co_return answer(200, *outcome->cart);
  }

  Task<Response> shipping_methods(Request& request) {
    const auto id = cart_id(request);
    if (!id) co_return not_found();
    auto country = request.query_value("country");
    auto locale = request.query_value("locale");
    json::Problems problems;
    if (country && !is_country(*country)) problems.push_back({"?country", "bad_parameter", "two capital letters of ISO 3166-1, as FR"});
    if (locale && !is_locale(*locale)) problems.push_back({"?locale", "bad_parameter", "one of en de fr it ja zh-Hans ko"});
    if (!problems.empty()) co_return http::problem(problems);
    auto offers = co_await carts_.shipping_offers(*id, std::move(country), std::move(locale));
    if (!offers) co_return http::problem(offers.error());
    co_return Response::json(200, json::write(ShippingMethodList{std::move(*offers), {}}));
  }

  Response address_countries() const {
    return Response::of(http::RenderedAnswer::make(200, json::write(CountryList{carts_.house().addresses.countries()}), {.cache_control = "public, max-age=3600"}));
  }

  Response address_form(Request& request) const {
    const auto* form = carts_.house().addresses.find(request.parameter("country"));
    if (form == nullptr) return http::problem(404, "address_form_not_found", "there is no country of this code");
    return Response::of(http::RenderedAnswer::make(200, json::write(*form), {.cache_control = "public, max-age=3600"}));
  }

 private:
  static std::optional<CartId> cart_id(const Request& request) { return CartId::parse(request.parameter("cart_id")); }
  static Response not_found() { return http::problem(404, "cart_not_found", "there is no such cart, or it was forgotten after 30 days"); }

  static bool is_country(std::string_view code) {
    return code.size() == 2 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  static json::Problems check_quantity(int quantity, int lowest) {
    if (quantity >= lowest && quantity <= order_management::kMostPerLine) return {};
    return {{"/quantity", "out_of_range", "a whole number from " + std::to_string(lowest) + " to 20"}};
  }

  static Response answer(int status, const CartView& cart) {
    auto response = Response::json(status, json::write(cart));
    response.set("Cache-Control", "no-store");
    return response;
  }
  static Response to_response(Result<CartView> cart) { return cart ? answer(200, *cart) : http::problem(cart.error()); }

  events::Context& context_;
  order_management::Carts& carts_;
};

}  // namespace

void register_cart_routes(http::Router& router, events::Context& context, order_management::Carts& carts) {
  const auto routes = std::make_shared<CartRoutes>(context, carts);
  using http::Method;
  router.add(Method::post, "/v1/carts", [routes](Request& r) { return routes->create(r); });
  router.add(Method::get, "/v1/carts/{cart_id}", [routes](Request& r) { return routes->show(r); });
  router.add(Method::patch, "/v1/carts/{cart_id}", [routes](Request& r) { return routes->move(r); });
  router.add(Method::post, "/v1/carts/{cart_id}/lines", [routes](Request& r) { return routes->add(r); });
  router.add(Method::patch, "/v1/carts/{cart_id}/lines/{line_id}", [routes](Request& r) { return routes->set_quantity(r); });
  router.add(Method::del, "/v1/carts/{cart_id}/lines/{line_id}", [routes](Request& r) { return routes->remove(r); });
  router.add(Method::put, "/v1/carts/{cart_id}/details", [routes](Request& r) { return routes->put_details(r); });
  router.add(Method::get, "/v1/carts/{cart_id}/shipping-methods", [routes](Request& r) { return routes->shipping_methods(r); });
  router.add(Method::get, "/v1/address-forms", [routes](Request&) -> Task<Response> { co_return routes->address_countries(); });
  router.add(Method::get, "/v1/address-forms/{country}", [routes](Request& r) -> Task<Response> { co_return routes->address_form(r); });
}

}  // namespace atelier::api
