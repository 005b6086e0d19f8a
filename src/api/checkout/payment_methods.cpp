#include "api/checkout/payment_methods.h"

#include "http/problem.h"
#include "json/json.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;

struct PaymentMethod {
  std::string id;    // the provider: what place_order and retry_payment take
  std::string kind;  // card: cards and what else the provider's page offers; paypal: a PayPal account
};
BOOST_DESCRIBE_STRUCT(PaymentMethod, (), (id, kind))
struct PaymentMethodList {
  std::vector<PaymentMethod> items;
};
BOOST_DESCRIBE_STRUCT(PaymentMethodList, (), (items))

}  // namespace

void register_payment_methods(http::Router& router, const payment::Gateways& gateways) {
  router.add(http::Method::get, "/v1/payment-methods", [&gateways](Request& request) -> Task<Response> {
    const auto market = request.query_value("market");
    if (!market || market->empty()) co_return http::problem(json::Problems{{"?market", "required", "a market's code"}});
    PaymentMethodList list;
    for (const auto* gateway : gateways.for_market(*market)) {
      list.items.push_back({std::string(gateway->name()), gateway->name() == "paypal" ? "paypal" : "card"});
    }
    auto response = Response::json(200, json::write(list));
    response.set("Cache-Control", "no-cache");
    co_return response;
  });
}

std::optional<Response> refuse_payment_method(const payment::Gateways& gateways, std::string_view market, const std::optional<std::string>& method) {
  if (!method || gateways.offers(market, *method)) return std::nullopt;
  std::string offered;
  for (const auto* gateway : gateways.for_market(market)) offered += (offered.empty() ? "one of " : " ") + std::string(gateway->name());
  return http::problem(422, "validation_failed", "some fields are wrong; each is named",
                       {{"/payment_method", "bad_value", offered.empty() ? "nothing: this market has no online payments" : offered}});
}

}  // namespace atelier::api
