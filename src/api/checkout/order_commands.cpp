#include "api/checkout/order_commands.h"

#include <algorithm>

#include "base/encoding.h"
#include "http/problem.h"
#include "security/crypto.h"

namespace atelier::api {
namespace {

using namespace order_management;

struct ReturnLineRequest {
  std::string sku;
  int quantity = 0;
  std::string reason;
  json::Nullable<std::string> exchange_sku;
};
BOOST_DESCRIBE_STRUCT(ReturnLineRequest, (), (sku, quantity, reason, exchange_sku))
struct ReturnRequest {
  std::vector<ReturnLineRequest> lines;
};
BOOST_DESCRIBE_STRUCT(ReturnRequest, (), (lines))

constexpr std::string_view kReasons[] = {"too_small", "too_large", "not_as_shown", "damaged", "changed_mind"};
// A cart has no more lines than this either.
constexpr std::size_t kMostLines = 100;

}  // namespace

http::Response private_json(int status, std::string body) {
  auto response = http::Response::json(status, std::move(body));
  response.set("Cache-Control", "no-store");
  return response;
}

std::expected<std::string, http::Response> idempotency_key(const http::Request& request) {
  const auto key = request.header("idempotency-key");
  const bool visible = std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7f; });
  if (key.empty() || key.size() > 128 || !visible) {
    return std::unexpected(http::problem(400, "idempotency_key_missing", "expected an Idempotency-Key header of 1 to 128 visible ASCII characters"));
  }
  return std::string(key);
}

Once once(std::string key, const http::Request& request) {
  return {std::move(key), base::to_base64url(security::sha256(std::string(request.path) + "\n" + std::string(request.body)))};
}

http::Response refusal_of(const Refused& refused) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"idempotency_key_reused", "this Idempotency-Key came before with another body; use a new one"},
      {"unknown_location", "there is no place of that code"},
      {"unknown_line", "a SKU is not in the order, stands twice, or nothing is named"},
      {"too_many_pieces", "more pieces than are left"},
      {"too_much_shipping", "more than what is left of the shipping"},
      {"nothing_to_refund", "the refund comes to nothing"},
      {"order_not_paid", "this order was not paid"},
      {"more_than_captured", "the payment has not that much left"},
      {"order_not_shippable", "this order has nothing to send now"},
      {"pieces_not_available", "more pieces than are still here"},
      {"order_not_cancellable", "this order is on its way, or over"},
      {"order_not_delivered", "this order was not delivered yet"},
      {"return_window_over", "the 14 days since its delivery are over"},
      {"exchange_or_refund", "one return is for an exchange or for a refund, not for both"},
      {"exchange_not_possible", "only another size of the same item, at the same price and in stock"},
      {"return_not_open", "this return was received or refused before"},
      {"task_claimed_by_another", "somebody else is at this task"},
      {"task_not_claimed", "claim the task first"},
      {"task_done", "this task is done"},
      {"delivery_not_failed", "this parcel does not wait for anybody's word"},
  };
  const auto found = std::ranges::find(kWords, refused.code, &std::pair<std::string_view, std::string_view>::first);
  const std::string_view words = found == std::end(kWords) ? std::string_view("the state of things does not allow it") : found->second;
  const bool wrong_request = refused.code == "idempotency_key_reused" || refused.code == "unknown_location" || refused.code == "unknown_line" ||
                             refused.code == "exchange_or_refund";
  return http::problem(wrong_request ? 422 : 409, refused.code, words);
}

std::expected<std::vector<ReturnLine>, http::Response> read_return_lines(const http::Request& request) {
  auto wanted = http::read_body<ReturnRequest>(request);
  if (!wanted) return std::unexpected(std::move(wanted.error()));
  json::Problems problems;
  if (wanted->lines.empty() || wanted->lines.size() > kMostLines) problems.push_back({"/lines", "out_of_range", "1 to 100 lines"});
  std::vector<ReturnLine> lines;
  for (std::size_t i = 0; i < std::min(wanted->lines.size(), kMostLines); ++i) {
    auto& line = wanted->lines[i];
    const std::string at = "/lines/" + std::to_string(i);
    if (line.quantity < 1) problems.push_back({at + "/quantity", "out_of_range", "1 or more"});
    if (std::ranges::find(kReasons, line.reason) == std::end(kReasons)) {
      problems.push_back({at + "/reason", "bad_value", "too_small, too_large, not_as_shown, damaged or changed_mind"});
    }
    lines.push_back({.sku = std::move(line.sku), .quantity = line.quantity, .reason = std::move(line.reason), .exchange_sku = line.exchange_sku.as_optional()});
  }
  if (!problems.empty()) return std::unexpected(http::problem(422, "validation_failed", "some fields are wrong; each is named", problems));
  return lines;
}

Task<Result<OrderView>> read_view(events::Context& context, const payment::Gateways& gateways, Order order) {
  auto payment = co_await payment::read_payment(context.store, order.payments.back());
  if (!payment) co_return fail(payment);
  // The customer may be back before the provider's webhook: asking is the same command from another sender.
  if (payment->payment.state == payment::PaymentState::action_required || payment->payment.state == payment::PaymentState::unknown) {
    auto asked = co_await payment::refresh(context, gateways, payment->payment.id);
    if (asked) payment->payment = std::move(*asked);
  }
  std::vector<Delivery> deliveries;
  for (const auto& id : order.deliveries) {
    auto stored = co_await read_delivery(context.store, id);
    if (stored) deliveries.push_back(std::move(stored->delivery));
  }
  co_return view_of(order, payment->payment, deliveries, context.clock.now());
}

Task<Result<void>> tell_in(GoodsReader& goods, const House& house, std::string locale, OrderView& view) {
  const auto* market = house.markets.find(view.market);
  if (locale.empty() || locale == view.locale || market == nullptr) co_return Result<void>{};
  for (auto& line : view.lines) {
    auto found = co_await goods.read(line.sku, *market, locale);
    if (!found) co_return fail(found);
    if (!*found) continue;
    line.title = (*found)->title;
    line.options = (*found)->options;
    line.photo = (*found)->photo;
  }
  const auto method = house.shipping.find(view.shipping_address.country, view.shipping_method.code, view.totals.subtotal, locale, view.placed_at);
  if (method) view.shipping_method.name = method->name;
  co_return Result<void>{};
}

}  // namespace atelier::api
