#include "api/checkout/orders.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include "api/checkout/order_commands.h"
#include "api/checkout/order_view.h"
#include "api/checkout/payment_methods.h"
#include "base/encoding.h"
#include "http/problem.h"
#include "security/authorization.h"
#include "security/crypto.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;
using namespace order_management;

struct CheckoutRequest {
  Money expected_total;
  std::string payment_means;
  std::optional<std::string> payment_method;
};
BOOST_DESCRIBE_STRUCT(CheckoutRequest, (), (expected_total, payment_means, payment_method))
struct PaymentRequest {
  std::string payment_means;
  std::optional<std::string> payment_method;
};
BOOST_DESCRIBE_STRUCT(PaymentRequest, (), (payment_means, payment_method))
struct CancelRequest {};
BOOST_DESCRIBE_STRUCT(CancelRequest, (), ())
constexpr char kCustomerCancelled[] = "customer";
struct PlacedOrder {
  OrderView order;
  PaymentView payment;
  std::string order_token;
};
BOOST_DESCRIBE_STRUCT(PlacedOrder, (), (order, payment, order_token))
struct OrderList {
  std::vector<OrderSummary> items;
  json::Nullable<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(OrderList, (), (items, next_cursor))
// The provider's page is usually there within milliseconds of the commit. The answer waits this long for it, so that the browser goes straight on;
// after that it asks for the payment itself.
constexpr Milliseconds kPageWait{2'000};

Response order_not_found() { return http::problem(404, "order_not_found", "there is no such order, or its token is wrong"); }

std::optional<Response> check_means(std::string_view means) {
  if (means == "card") return std::nullopt;
  return http::problem(422, "validation_failed", "some fields are wrong; each is named", {{"/payment_means", "bad_value", "card"}});
}

constexpr std::size_t kPage = 50;  // the contract's bounds of ?limit
constexpr std::size_t kMostPage = 100;

// What is none is named in `problems`.
std::size_t read_limit(const Request& request, json::Problems& problems) {
  const auto text = request.query_value("limit");
  if (!text) return kPage;
  std::size_t limit = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
  const bool is_number = error == std::errc{} && end == text->data() + text->size();
  if (!is_number || limit < 1 || limit > kMostPage) problems.push_back({"?limit", "bad_parameter", "a whole number from 1 to 100"});
  return limit;
}

class OrderRoutes {
 public:
  explicit OrderRoutes(OrderDependencies d) : d_(std::move(d)) {}

  Task<Response> place(Request& request) {
    const auto cart = CartId::parse(request.parameter("cart_id"));
    if (!cart) co_return http::problem(404, "cart_not_found", "there is no such cart");
    auto key = http::read_idempotency_key(request);
    if (!key) co_return std::move(key.error());
    auto wanted = http::read_body<CheckoutRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (auto refused = check_means(wanted->payment_means)) co_return std::move(*refused);
    if (wanted->payment_method) {
      auto market = co_await market_of(*cart);
      if (!market) co_return http::problem(market.error());
      if (auto refused = refuse_payment_method(d_.gateways, *market, wanted->payment_method)) co_return std::move(*refused);
    }
    auto outcome = co_await d_.orders.place({.cart = *cart,
                                             .idempotency_key = std::move(*key),
                                             .body_digest = base::to_base64url(security::sha256(request.body)),
                                             .expected_total = wanted->expected_total,
                                             .return_url_base = d_.public_url,
                                             .payment_provider = wanted->payment_method.value_or("")});
    if (!outcome) co_return http::problem(outcome.error());
    if (auto* placed = std::get_if<OrderPlaced>(&*outcome)) {
      const bool wait = request.header("prefer") != "respond-async";  // RFC 7240
      auto response = co_await placed_answer(std::move(*placed), wait);
      co_return response;
    }
    co_return not_placed(*outcome);
  }

  Task<Response> show(Request& request) {
    auto order = co_await readable_order(request);
    if (!order) co_return order_not_found();
    auto view = co_await read_view(d_.context, d_.gateways, order->order);
    if (!view) co_return http::problem(view.error());
    const std::string locale = request.query_value("locale").value_or("");
    if (auto told = co_await tell_in(d_.goods, d_.house, locale, *view); !told) co_return http::problem(told.error());
    auto response = private_json(200, json::write(*view));
    response.set("ETag", "\"" + std::to_string(order->version) + "-" + std::to_string(to_unix_ms(view->payment.updated_at)) + locale + "\"");
    co_return response;
  }

  Task<Response> cancel(Request& request) {
    auto key = idempotency_key(request);
    if (!key) co_return std::move(key.error());
    auto wanted = http::read_body<CancelRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    auto order = co_await readable_order(request);
    if (!order) co_return order_not_found();
    auto outcome = co_await d_.desk.cancel(order->order.id, {.reason = kCustomerCancelled}, once(std::move(*key), request));
    co_return co_await changed(200, order->order.id, std::move(outcome));
  }

  Task<Response> request_return(Request& request) {
    auto key = idempotency_key(request);
    if (!key) co_return std::move(key.error());
    auto lines = read_return_lines(request);
    if (!lines) co_return std::move(lines.error());
    auto order = co_await readable_order(request);
    if (!order) co_return order_not_found();
    auto outcome = co_await d_.desk.request_return(order->order.id, {.lines = std::move(*lines)}, once(std::move(*key), request));
    co_return co_await changed(201, order->order.id, std::move(outcome));
  }

  Task<Response> retry(Request& request) {
    auto key = http::read_idempotency_key(request);
    if (!key) co_return std::move(key.error());
    auto wanted = http::read_body<PaymentRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (auto refused = check_means(wanted->payment_means)) co_return std::move(*refused);
    auto order = co_await readable_order(request);
    if (!order) co_return order_not_found();
    if (auto refused = refuse_payment_method(d_.gateways, order->order.market, wanted->payment_method)) co_return std::move(*refused);
    auto id = co_await d_.orders.retry_payment(order->order.id, {.idempotency_key = std::move(*key),
                                                                 .body_digest = base::to_base64url(security::sha256(request.body)),
                                                                 .return_url_base = d_.public_url,
                                                                 .payment_provider = wanted->payment_method.value_or("")});
    if (!id && id.error().code == "idempotency_key_reused") co_return http::problem(422, id.error().code, id.error().detail);
    if (!id) co_return http::problem(id.error());
    auto payment = co_await wait_for_page(*id);
    if (!payment) co_return http::problem(payment.error());
    co_return private_json(201, json::write(view_of(*payment)));
  }

  Task<Response> show_payment(Request& request) {
    const auto id = PaymentId::parse(request.parameter("payment_id"));
    const auto missing = [] { return http::problem(404, "payment_not_found", "there is no such payment, or its order's token is wrong"); };
    if (!id) co_return missing();
    auto stored = co_await payment::read_payment(d_.context.store, *id);
    if (!stored) co_return missing();
    const auto order = OrderId::parse(stored->payment.reference);
    if (!order) co_return missing();
    const bool may = co_await may_see(request, *order);
    if (!may) co_return missing();
    co_return private_json(200, json::write(view_of(stored->payment)));
  }

  Task<Response> my_orders(Request& request) {
    auto session = co_await security::find_session(d_.context, request, security::Audience::customer);
    if (!session) co_return security::refusal(session.error());
    json::Problems problems;
    const auto limit = read_limit(request, problems);
    if (!problems.empty()) co_return http::problem(problems);
    storage::Query query{.table = storage::kOrderIndex, .partition = "customer/" + session->subject, .descending = true, .limit = limit};
    if (auto cursor = request.query_value("cursor"); cursor && !cursor->empty()) query.after = std::move(*cursor);
    auto page = co_await d_.context.store.query(std::move(query));
    if (!page) co_return http::problem(page.error());
    OrderList list;
    for (const auto& entry : page->items) {
      const auto id = OrderId::parse(entry.key.sort);
      auto order = id ? co_await read_order(d_.context.store, *id) : Result<StoredOrder>(fail(ErrorKind::not_found, "order_not_found"));
      if (order) list.items.push_back(summary_of(order->order));
    }
    if (page->next) list.next_cursor = *page->next;
    co_return private_json(200, json::write(list));
  }

 private:
  Task<Result<std::string>> market_of(CartId id) {
    auto item = co_await d_.context.store.get(order_management::cart_key(id));
    if (!item) co_return fail(item);
    if (!*item) co_return fail(ErrorKind::not_found, "cart_not_found", "there is no such cart");
    auto cart = json::read_record<order_management::Cart>((*item)->body, "cart " + id.text());
    if (!cart) co_return fail(cart);
    co_return std::move(cart->market);
  }

  // The order after a command of the desk, or why not.
  Task<Response> changed(int status, OrderId id, Result<DeskOutcome> outcome) {
    if (!outcome) co_return http::problem(outcome.error());
    if (!*outcome) co_return refusal_of(outcome->error());
    auto order = co_await read_order(d_.context.store, id);
    if (!order) co_return http::problem(order.error());
    auto view = co_await read_view(d_.context, d_.gateways, order->order);
    if (!view) co_return http::problem(view.error());
    auto response = private_json(status, json::write(*view));
    if ((*outcome)->repeated) response.set("Idempotency-Replayed", "true");
    co_return response;
  }

  // Holds the order's token, or is its customer.
  Task<bool> may_see(Request& request, OrderId id) {
    const auto token = request.query_value("token").value_or("");
    if (base::equal_secret(token, d_.orders.token_of(id))) co_return true;
    auto session = co_await security::find_session(d_.context, request, security::Audience::customer);
    if (!session) co_return false;
    auto order = co_await read_order(d_.context.store, id);
    co_return order && !order->order.customer.empty() && order->order.customer == session->subject;
  }

  Task<std::optional<StoredOrder>> readable_order(Request& request) {
    const auto id = OrderId::parse(request.parameter("order_id"));
    if (!id) co_return std::nullopt;
    const bool may = co_await may_see(request, *id);
    if (!may) co_return std::nullopt;
    auto order = co_await read_order(d_.context.store, *id);
    if (!order) co_return std::nullopt;
    co_return std::optional<StoredOrder>(std::move(*order));
  }

  Task<Result<payment::Payment>> wait_for_page(PaymentId id) {
    Milliseconds waited{0};
    for (Milliseconds pause{2};; pause = std::min(pause * 2, Milliseconds{100})) {
      auto stored = co_await payment::read_payment(d_.context.store, id);
      if (!stored) co_return fail(stored);
      if (stored->payment.state != payment::PaymentState::created || waited >= kPageWait || d_.gateways.for_market("").empty()) {
        co_return std::move(stored->payment);
      }
      co_await sleep_for(pause);
      waited += pause;
    }
  }

  Task<Response> placed_answer(OrderPlaced placed, bool wait) {
    const PaymentId id = placed.order.payments.back();
    Result<payment::Payment> payment = fail(ErrorKind::internal, "not_read");
    if (wait) {
      payment = co_await wait_for_page(id);
    } else if (auto stored = co_await payment::read_payment(d_.context.store, id)) {
      payment = std::move(stored->payment);
    }
    if (!payment) co_return http::problem(payment.error());
    auto view = view_of(placed.order, *payment, {}, d_.context.clock.now());
    auto payment_view = view.payment;
    auto response = private_json(201, json::write(PlacedOrder{std::move(view), std::move(payment_view), placed.token}));
    response.set("Location", "/v1/orders/" + placed.order.id.text());
    if (placed.repeated) response.set("Idempotency-Replayed", "true");
    co_return response;
  }

  static Response not_placed(const PlaceOutcome& outcome) {
    if (const auto* missing = std::get_if<NotReady>(&outcome)) {
      json::Problems problems;
      for (const auto& field : missing->missing) problems.push_back({field, "required", "this before the order is placed"});
      return http::problem(409, "cart_not_ready", "the cart still needs something", problems);
    }
    if (const auto* total = std::get_if<TotalChanged>(&outcome)) {
      return http::problem(409, "total_changed", "the total is now " + to_string(total->total) + "; look at the cart again");
    }
    if (const auto* out = std::get_if<OutOfStock>(&outcome)) {
      json::Problems problems;
      for (const auto& sku : out->skus) problems.push_back({"/lines/" + sku, "sold_out", "fewer pieces, or none"});
      return http::problem(409, "sold_out", "some pieces are no longer to be had", problems);
    }
    if (const auto* ordered = std::get_if<CartOrdered>(&outcome)) {
      return http::problem(409, "cart_closed", "this cart became the order " + ordered->order.text());
    }
    return http::problem(422, "idempotency_key_reused", "this Idempotency-Key came before with another body; use a new one");
  }

  const OrderDependencies d_;
};

}  // namespace

void register_order_routes(http::Router& router, OrderDependencies dependencies) {
  register_payment_methods(router, dependencies.gateways);
  const auto routes = std::make_shared<OrderRoutes>(std::move(dependencies));
  using http::Method;
  router.add(Method::post, "/v1/carts/{cart_id}/checkout", [routes](Request& r) { return routes->place(r); });
  router.add(Method::get, "/v1/orders/{order_id}", [routes](Request& r) { return routes->show(r); });
  router.add(Method::post, "/v1/orders/{order_id}/payments", [routes](Request& r) { return routes->retry(r); });
  router.add(Method::get, "/v1/payments/{payment_id}", [routes](Request& r) { return routes->show_payment(r); });
  router.add(Method::get, "/v1/customers/me/orders", [routes](Request& r) { return routes->my_orders(r); });
  router.add(Method::post, "/v1/orders/{order_id}/cancel", [routes](Request& r) { return routes->cancel(r); });
  router.add(Method::post, "/v1/orders/{order_id}/returns", [routes](Request& r) { return routes->request_return(r); });
}

}  // namespace atelier::api
