#include "api/office/orders.h"

#include <algorithm>
#include <memory>

#include "api/checkout/order_commands.h"
#include "api/office/shared.h"
#include "http/problem.h"
#include "order_management/orders/order_list.h"
#include "security/authorization.h"

namespace atelier::api {
namespace {

using http::Request;
using http::Response;
using namespace order_management;

struct OfficeParcel : ParcelView {
  std::string location;
  json::Nullable<std::string> label_url;
  json::Nullable<DeliveryId> redelivery_of;
  json::Nullable<TaskId> task_id;
  std::vector<DeliveryStep> history;
};
BOOST_DESCRIBE_STRUCT(OfficeParcel, (ParcelView), (location, label_url, redelivery_of, task_id, history))

struct StepView {
  std::string status;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(StepView, (), (status, at))

// What can still be given back.
struct Refundable {
  std::vector<ParcelLine> lines;
  Money shipping;
};
BOOST_DESCRIBE_STRUCT(Refundable, (), (lines, shipping))

struct OfficeOrder : OrderView {
  std::vector<PaymentView> payments;
  json::Nullable<std::string> customer_id;
  std::string channel = "online";
  std::string note;
  std::vector<StepView> history;
  std::vector<OfficeParcel> parcels;
  std::vector<OrderRefund> refund_records;
  std::vector<OrderReturn> return_records;
  std::vector<ParcelLine> unsent;
  Refundable refundable;
};
BOOST_DESCRIBE_STRUCT(OfficeOrder, (OrderView), (payments, customer_id, channel, note, history, parcels, refund_records, return_records, unsent, refundable))

struct OrderList {
  std::vector<OrderSummary> items;
  json::Nullable<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(OrderList, (), (items, next_cursor))

struct CancelRequest {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CancelRequest, (), (reason))
struct RefundRequest {
  std::vector<item_management::inventory::SkuQuantity> lines;
  json::Nullable<Money> shipping;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RefundRequest, (), (lines, shipping, reason))
struct ShipmentRequest {
  std::vector<item_management::inventory::SkuQuantity> lines;
  json::Nullable<std::string> location;
};
BOOST_DESCRIBE_STRUCT(ShipmentRequest, (), (lines, location))
struct ReceiveRequest {
  std::vector<ReceivedLine> lines;
  std::string location;
};
BOOST_DESCRIBE_STRUCT(ReceiveRequest, (), (lines, location))
struct RefuseRequest {
  std::string note;
};
BOOST_DESCRIBE_STRUCT(RefuseRequest, (), (note))

constexpr std::size_t kMostText = 200;  // a reason is a line, not a letter
constexpr std::size_t kMostLines = 100;

Response order_not_found() { return http::problem(404, "order_not_found", "there is no such order"); }

std::optional<Response> refuse_text(std::string_view field, std::string_view text) {
  if (!text.empty() && text.size() <= kMostText) return std::nullopt;
  return http::problem(422, "validation_failed", "some fields are wrong; each is named", {{std::string(field), "out_of_range", "1 to 200 bytes"}});
}

std::optional<Response> refuse_lines(const std::vector<item_management::inventory::SkuQuantity>& lines) {
  json::Problems problems;
  if (lines.size() > kMostLines) problems.push_back({"/lines", "out_of_range", "at most 100 lines"});
  for (std::size_t i = 0; i < std::min(lines.size(), kMostLines); ++i) {
    if (lines[i].quantity < 1) problems.push_back({"/lines/" + std::to_string(i) + "/quantity", "out_of_range", "1 or more"});
  }
  if (problems.empty()) return std::nullopt;
  return http::problem(422, "validation_failed", "some fields are wrong; each is named", problems);
}

bool is_order_status(std::string_view status) {
  static constexpr std::string_view kAll[] = {"awaiting_payment", "paid", "in_preparation", "partially_shipped", "collected", "delivery_failed",
                                              "delivered", "returned", "cancelling", "closed", "cancelled"};
  return std::ranges::find(kAll, status) != std::end(kAll);
}

std::string name_of(const Order& order) {
  return order.shipping_address.given_name.value_or("") + " " + order.shipping_address.family_name.value_or("");
}

// Whose order it is about, and who asks.
struct Asked {
  OrderId order;
  std::string by;
  Once once;
};

class OfficeOrders {
 public:
  explicit OfficeOrders(OfficeOrderDependencies d) : d_(std::move(d)) {}

  Task<Response> list(Request& request) {
    auto session = co_await security::require(d_.context, request, security::Audience::office, "orders.read");
    if (!session) co_return security::refusal(session.error());
    auto paging = office::read_paging(request);
    if (!paging) co_return std::move(paging.error());
    const std::string status = request.query_value("status").value_or("");
    const std::string market = request.query_value("market").value_or("");
    const std::string text = request.query_value("q").value_or("");
    if (!status.empty() && !is_order_status(status)) co_return office::bad_query("status", "one of the contract's OrderStatus");
    const auto fits = [&](const Order& order) {
      return (status.empty() || status_of(order.state) == status) && (market.empty() || order.market == market) &&
             (text.empty() || order.number.contains(text) || order.email.contains(text) || name_of(order).contains(text));
    };
    OrderList list;
    // A whole number names its order at once, however old it is.
    if (paging->cursor.empty() && !text.empty()) {
      auto named = co_await find_by_number(d_.context.store, text);
      if (!named) co_return http::problem(named.error());
      if (*named && fits(**named)) {
        list.items.push_back(summary_of(**named));
        co_return private_json(200, json::write(list));
      }
    }
    OrderSearch search{.fits = fits, .limit = paging->limit};
    if (!paging->cursor.empty()) search.after = paging->cursor;
    auto page = co_await list_orders(d_.context.store, std::move(search), d_.context.clock.now());
    if (!page && page.error().code == "bad_cursor") co_return office::bad_query("cursor", "the next_cursor of the page before");
    if (!page) co_return http::problem(page.error());
    for (const auto& order : page->orders) list.items.push_back(summary_of(order));
    if (page->next) list.next_cursor = base::to_base64url(*page->next);
    co_return private_json(200, json::write(list));
  }

  Task<Response> show(Request& request) {
    auto session = co_await security::require(d_.context, request, security::Audience::office, "orders.read");
    if (!session) co_return security::refusal(session.error());
    const auto id = OrderId::parse(request.parameter("order_id"));
    if (!id) co_return order_not_found();
    co_return co_await answer(200, *id, false);
  }

  Task<Response> cancel(Request& request) {
    auto asked = co_await command(request, "orders.write");
    if (!asked) co_return std::move(asked.error());
    auto wanted = http::read_body<CancelRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (auto refused = refuse_text("/reason", wanted->reason)) co_return std::move(*refused);
    co_return co_await done(200, asked->order, co_await d_.desk.cancel(asked->order, {std::move(wanted->reason), asked->by}, asked->once));
  }

  Task<Response> refund(Request& request) {
    auto asked = co_await command(request, "refunds.write");
    if (!asked) co_return std::move(asked.error());
    auto wanted = http::read_body<RefundRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (auto refused = refuse_text("/reason", wanted->reason)) co_return std::move(*refused);
    if (auto refused = refuse_lines(wanted->lines)) co_return std::move(*refused);
    auto order = co_await read_order(d_.context.store, asked->order);
    if (!order) co_return http::problem(order.error());
    const Currency currency = order->order.totals.total.currency;
    if (wanted->shipping && wanted->shipping->currency != currency) {
      co_return http::problem(422, "validation_failed", "some fields are wrong; each is named",
                              {{"/shipping/currency", "bad_value", std::string(currency.code())}});
    }
    RefundWanted refund{.lines = std::move(wanted->lines),
                        .shipping = wanted->shipping ? *wanted->shipping : Money{0, currency},
                        .reason = std::move(wanted->reason),
                        .by = asked->by};
    co_return co_await done(201, asked->order, co_await d_.desk.refund(asked->order, std::move(refund), asked->once));
  }

  Task<Response> ship(Request& request) {
    auto asked = co_await command(request, "orders.write");
    if (!asked) co_return std::move(asked.error());
    auto wanted = http::read_body<ShipmentRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (auto refused = refuse_lines(wanted->lines)) co_return std::move(*refused);
    Ship parcel{std::move(wanted->lines), wanted->location.value_or("")};
    co_return co_await done(201, asked->order, co_await d_.desk.ship(asked->order, std::move(parcel), asked->once));
  }

  Task<Response> request_return(Request& request) {
    auto asked = co_await command(request, "orders.write");
    if (!asked) co_return std::move(asked.error());
    auto lines = read_return_lines(request);
    if (!lines) co_return std::move(lines.error());
    co_return co_await done(201, asked->order, co_await d_.desk.request_return(asked->order, {std::move(*lines), asked->by}, asked->once));
  }

  Task<Response> receive(Request& request) {
    auto asked = co_await command(request, "orders.write");
    if (!asked) co_return std::move(asked.error());
    const auto returned = ReturnId::parse(request.parameter("return_id"));
    if (!returned) co_return http::problem(404, "return_not_found", "there is no such return");
    auto wanted = http::read_body<ReceiveRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    auto outcome = co_await d_.desk.receive_return(asked->order, *returned, std::move(wanted->lines), std::move(wanted->location), asked->by, asked->once);
    co_return co_await done(200, asked->order, std::move(outcome));
  }

  Task<Response> refuse(Request& request) {
    auto asked = co_await command(request, "orders.write");
    if (!asked) co_return std::move(asked.error());
    const auto returned = ReturnId::parse(request.parameter("return_id"));
    if (!returned) co_return http::problem(404, "return_not_found", "there is no such return");
    auto wanted = http::read_body<RefuseRequest>(request);
    if (!wanted) co_return std::move(wanted.error());
    if (auto refused = refuse_text("/note", wanted->note)) co_return std::move(*refused);
    auto outcome = co_await d_.desk.refuse_return(asked->order, *returned, std::move(wanted->note), asked->by, asked->once);
    co_return co_await done(200, asked->order, std::move(outcome));
  }

 private:
  // Signed in, allowed, with a key, about an order that there may be.
  Task<std::expected<Asked, Response>> command(Request& request, std::string_view permission) {
    auto session = co_await security::require(d_.context, request, security::Audience::office, permission);
    if (!session) co_return std::unexpected(security::refusal(session.error()));
    auto key = idempotency_key(request);
    if (!key) co_return std::unexpected(std::move(key.error()));
    const auto id = OrderId::parse(request.parameter("order_id"));
    if (!id) co_return std::unexpected(order_not_found());
    co_return Asked{*id, session->subject, once(std::move(*key), request)};
  }

  Task<Response> done(int status, OrderId id, Result<DeskOutcome> outcome) {
    if (!outcome) co_return http::problem(outcome.error());
    if (!*outcome) co_return refusal_of(outcome->error());
    co_return co_await answer(status, id, (*outcome)->repeated);
  }

  Task<Response> answer(int status, OrderId id, bool repeated) {
    auto facts = co_await read_fulfilment(d_.context.store, id);
    if (!facts) co_return facts.error().kind == ErrorKind::not_found ? order_not_found() : http::problem(facts.error());
    auto view = co_await read_view(d_.context, d_.gateways, facts->order.order);
    if (!view) co_return http::problem(view.error());
    OfficeOrder shown;
    static_cast<OrderView&>(shown) = std::move(*view);
    auto added = co_await add_details(shown, std::move(*facts));
    if (!added) co_return http::problem(added.error());
    auto response = private_json(status, json::write(shown));
    if (repeated) response.set("Idempotency-Replayed", "true");
    co_return response;
  }

  Task<Result<void>> add_details(OfficeOrder& shown, Fulfilment facts) {
    const Order order = facts.order.order;
    for (const auto& id : order.payments) {
      auto payment = co_await payment::read_payment(d_.context.store, id);
      if (!payment) co_return fail(payment);
      shown.payments.push_back(api::view_of(payment->payment));
    }
    if (!order.customer.empty()) shown.customer_id = order.customer;
    shown.note = order.note;
    for (const auto& step : order.history) shown.history.push_back({boost::describe::enum_to_string(step.state, ""), step.at});
    for (const auto& [delivery, version] : facts.deliveries) {
      OfficeParcel parcel;
      static_cast<ParcelView&>(parcel) = api::view_of(delivery, order);
      parcel.location = delivery.location;
      if (!delivery.label_url.empty()) parcel.label_url = delivery.label_url;
      parcel.redelivery_of = delivery.redelivery_of;
      parcel.task_id = delivery.task;
      parcel.history = delivery.history;
      shown.parcels.push_back(std::move(parcel));
    }
    shown.refund_records = order.refunds;
    shown.return_records = order.returns;
    shown.refundable.shipping = refundable_shipping(order);
    for (const auto& line : order.lines) {
      if (const int left = refundable(order, line.sku); left > 0) shown.refundable.lines.push_back({line.sku, left});
    }
    OrderChange change(std::move(facts), d_.context.clock.now(), d_.context.random);
    for (const auto& line : change.unsent()) shown.unsent.push_back({line.sku, line.quantity});
    co_return Result<void>{};
  }

  const OfficeOrderDependencies d_;
};

}  // namespace

void register_office_orders(http::Router& router, OfficeOrderDependencies dependencies) {
  const auto routes = std::make_shared<OfficeOrders>(std::move(dependencies));
  using http::Method;
  const std::string one = "/v1/office/orders/{order_id}";
  router.add(Method::get, "/v1/office/orders", [routes](Request& r) { return routes->list(r); });
  router.add(Method::get, one, [routes](Request& r) { return routes->show(r); });
  router.add(Method::post, one + "/cancel", [routes](Request& r) { return routes->cancel(r); });
  router.add(Method::post, one + "/refunds", [routes](Request& r) { return routes->refund(r); });
  router.add(Method::post, one + "/shipments", [routes](Request& r) { return routes->ship(r); });
  router.add(Method::post, one + "/returns", [routes](Request& r) { return routes->request_return(r); });
  router.add(Method::post, one + "/returns/{return_id}/receive", [routes](Request& r) { return routes->receive(r); });
  router.add(Method::post, one + "/returns/{return_id}/refuse", [routes](Request& r) { return routes->refuse(r); });
}

}  // namespace atelier::api
