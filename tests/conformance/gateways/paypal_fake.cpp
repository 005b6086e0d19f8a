#include "paypal_fake.h"

#include "base/encoding.h"
#include "security/crypto.h"

namespace atelier::payment::conformance {
namespace {

using boost::json::array;
using boost::json::object;

Answer refused(int status, std::string name, std::string issue = "") {
  object error{{"name", name}, {"debug_id", "b1d1"}};
  if (!issue.empty()) error["details"] = array{object{{"issue", issue}}};
  return answer(status, error);
}

std::string text(const object& from, const char* name) {
  const auto* found = from.if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

// Amounts are kept without their point: "1250.00" as 125000 of two decimals.
bool is_whole(const std::string& currency) { return currency == "JPY" || currency == "HUF" || currency == "TWD"; }
std::int64_t parse(const std::string& value, const std::string& currency) {
  std::string digits = value;
  if (!is_whole(currency)) digits.erase(digits.find('.'), 1);
  return std::stoll(digits);
}
std::string format(std::int64_t amount, const std::string& currency) {
  if (is_whole(currency)) return std::to_string(amount);
  std::string digits = std::to_string(amount);
  if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
  return digits.insert(digits.size() - 2, ".");
}

}  // namespace

std::int64_t PaypalFake::Order::captured() const {
  std::int64_t sum = 0;
  for (const auto& part : captures) sum += part.amount;
  return sum;
}

Answer PaypalFake::key_misused() { return refused(422, "UNPROCESSABLE_ENTITY", "DUPLICATE_REQUEST_ID"); }

std::string PaypalFake::signature(const std::map<std::string, std::string>& headers, const std::string& body, const std::string& secret) {
  std::string bytes;
  for (const auto* name : {"paypal-transmission-id", "paypal-transmission-time", "paypal-cert-url", "paypal-auth-algo"}) {
    const auto found = headers.find(name);
    bytes += (found == headers.end() ? "" : found->second) + "|";
  }
  return "S" + base::to_hex(security::hmac_sha256(secret, bytes + body));
}

object PaypalFake::money(const Order& order, std::int64_t amount) const {
  return {{"currency_code", order.currency}, {"value", format(amount, order.currency)}};
}

object PaypalFake::hold_json(const Order& o) const {
  const auto captured = o.captured();
  return {{"id", o.hold},
          {"status", o.voided ? "VOIDED" : captured == 0 ? "CREATED" : captured < o.amount ? "PARTIALLY_CAPTURED" : "CAPTURED"},
          {"amount", money(o, o.amount)},
          {"custom_id", o.custom_id},
          {"create_time", o.update_time}};
}

object PaypalFake::capture_json(const Order& o, const Part& part) const {
  return {{"id", part.id},
          {"status", part.refunded == 0 ? "COMPLETED" : part.refunded < part.amount ? "PARTIALLY_REFUNDED" : "REFUNDED"},
          {"amount", money(o, part.amount)},
          {"custom_id", o.custom_id},
          {"create_time", o.update_time}};
}

object PaypalFake::refund_json(const Order& o, const Part& part) const {
  return {{"id", part.id},
          {"status", "COMPLETED"},
          {"amount", money(o, part.amount)},
          {"custom_id", part.tag},
          {"links", array{object{{"href", url() + "/v2/payments/captures/" + part.capture}, {"rel", "up"}, {"method", "GET"}}}}};
}

object PaypalFake::order_json(const Order& o) const {
  object payments;
  if (!o.hold.empty()) payments["authorizations"] = array{hold_json(o)};
  array captures, refunds;
  for (const auto& part : o.captures) captures.push_back(capture_json(o, part));
  for (const auto& part : o.refunds) refunds.push_back(refund_json(o, part));
  if (!captures.empty()) payments["captures"] = captures;
  if (!refunds.empty()) payments["refunds"] = refunds;
  object unit{{"reference_id", "default"}, {"custom_id", o.custom_id}, {"amount", money(o, o.amount)}};
  if (!payments.empty()) unit["payments"] = payments;
  return {{"id", o.id},
          {"intent", o.intent},
          {"status", o.status},
          {"create_time", "2026-11-18T09:46:40Z"},
          {"update_time", o.update_time},
          {"purchase_units", array{unit}},
          {"links", array{object{{"href", "https://www.paypal.test/checkoutnow?token=" + o.id}, {"rel", "payer-action"}, {"method", "GET"}}}}};
}

void PaypalFake::tell(const std::string& type, object resource) {
  events_.push_back(boost::json::serialize(object{{"id", next_id("WH-")},
                                                  {"event_version", "1.0"},
                                                  {"create_time", "2026-11-18T09:46:40Z"},
                                                  {"resource_type", "capture"},
                                                  {"event_type", type},
                                                  {"resource", std::move(resource)}}));
}

Answer PaypalFake::give_token(const Call& call) {
  std::string basic = base::to_base64url(std::string(kClientId) + ":" + kSecret);
  while (basic.size() % 4 != 0) basic += '=';
  if (call.header("authorization") != "Basic " + basic) return answer(401, object{{"error", "invalid_client"}});
  token_ = "A21AA" + std::to_string(++tokens_);
  return answer(200, object{{"access_token", token_}, {"token_type", "Bearer"}, {"expires_in", 32'400}, {"scope", "all"}});
}

Answer PaypalFake::verify(const object& asked) const {
  const std::map<std::string, std::string> headers{{"paypal-transmission-id", text(asked, "transmission_id")},
                                                   {"paypal-transmission-time", text(asked, "transmission_time")},
                                                   {"paypal-cert-url", text(asked, "cert_url")},
                                                   {"paypal-auth-algo", text(asked, "auth_algo")}};
  const bool genuine = text(asked, "webhook_id") == kWebhookId &&
                       text(asked, "transmission_sig") == signature(headers, boost::json::serialize(asked.at("webhook_event")), "PayPal's key");
  return answer(200, object{{"verification_status", genuine ? "SUCCESS" : "FAILURE"}});
}

Answer PaypalFake::handle(const Call& call) {
  if (call.path == "/v1/oauth2/token") return give_token(call);
  if (token_.empty() || call.header("authorization") != "Bearer " + token_) return refused(401, "AUTHENTICATION_FAILURE");
  const auto asked = call.body.empty() ? object{} : boost::json::parse(call.body).as_object();
  if (call.path == "/v1/notifications/verify-webhook-signature") return verify(asked);
  if (call.path == "/v2/checkout/orders") return create(asked);
  for (auto& [id, order] : orders_) {
    const std::string path = "/v2/checkout/orders/" + id;
    if (call.path == path) return answer(200, order_json(order));
    if (call.path == path + "/capture" || call.path == path + "/authorize") return complete(order, call.path.substr(path.size() + 1));
    if (!order.hold.empty() && call.path == "/v2/payments/authorizations/" + order.hold + "/capture") return capture(order, asked);
    if (!order.hold.empty() && call.path == "/v2/payments/authorizations/" + order.hold + "/void") {
      if (order.voided) return refused(422, "UNPROCESSABLE_ENTITY", "PREVIOUSLY_VOIDED");
      order.voided = true;
      auto hold = hold_json(order);
      hold["supplementary_data"] = object{{"related_ids", object{{"order_id", order.id}}}};
      tell("PAYMENT.AUTHORIZATION.VOIDED", hold);
      return answer(200, hold_json(order));
    }
    for (auto& part : order.captures) {
      if (call.path == "/v2/payments/captures/" + part.id + "/refund") return refund(order, part, asked);
      if (call.path == "/v2/payments/captures/" + part.id) {
        auto capture = capture_json(order, part);
        capture["supplementary_data"] = object{{"related_ids", object{{"order_id", order.id}}}};
        return answer(200, capture);
      }
    }
  }
  return refused(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
}

Answer PaypalFake::create(const object& asked) {
  const auto& unit = asked.at("purchase_units").as_array().at(0).as_object();
  const auto& amount = unit.at("amount").as_object();
  Order order{.id = next_id("5O"), .custom_id = text(unit, "custom_id"), .currency = text(amount, "currency_code"), .intent = text(asked, "intent")};
  order.amount = parse(text(amount, "value"), order.currency);
  orders_.emplace(order.id, order);
  return answer(201, order_json(order));
}

Answer PaypalFake::complete(Order& order, const std::string& deed) {
  if (order.status == "COMPLETED") return refused(422, "UNPROCESSABLE_ENTITY", deed == "capture" ? "ORDER_ALREADY_CAPTURED" : "ORDER_ALREADY_AUTHORIZED");
  if (order.status != "APPROVED") return refused(422, "UNPROCESSABLE_ENTITY", "ORDER_NOT_APPROVED");
  if (!order.card_is_good) {
    order.status = "PAYER_ACTION_REQUIRED";
    return refused(422, "UNPROCESSABLE_ENTITY", "INSTRUMENT_DECLINED");
  }
  order.status = "COMPLETED";
  if (deed == "authorize") {
    order.hold = next_id("0A");
  } else {
    order.captures.push_back({.id = next_id("3C"), .amount = order.amount});
    auto told = capture_json(order, order.captures.back());
    told["supplementary_data"] = object{{"related_ids", object{{"order_id", order.id}}}};
    tell("PAYMENT.CAPTURE.COMPLETED", told);
  }
  return answer(201, order_json(order));
}

Answer PaypalFake::capture(Order& order, const object& asked) {
  const auto amount = parse(text(asked.at("amount").as_object(), "value"), order.currency);
  if (order.voided || order.captured() + amount > order.amount) return refused(422, "UNPROCESSABLE_ENTITY", "MAX_CAPTURE_AMOUNT_EXCEEDED");
  order.captures.push_back({.id = next_id("3C"), .amount = amount});
  auto told = capture_json(order, order.captures.back());
  told["supplementary_data"] = object{{"related_ids", object{{"order_id", order.id}}}};
  tell("PAYMENT.CAPTURE.COMPLETED", told);
  return answer(201, capture_json(order, order.captures.back()));
}

Answer PaypalFake::refund(Order& order, Part& capture, const object& asked) {
  const auto amount = parse(text(asked.at("amount").as_object(), "value"), order.currency);
  if (capture.refunded + amount > capture.amount) return refused(422, "UNPROCESSABLE_ENTITY", "REFUND_AMOUNT_EXCEEDED");
  capture.refunded += amount;
  order.refunds.push_back({.id = next_id("1R"), .capture = capture.id, .tag = text(asked, "custom_id"), .amount = amount});
  tell("PAYMENT.CAPTURE.REFUNDED", refund_json(order, order.refunds.back()));
  return answer(201, refund_json(order, order.refunds.back()));
}

void PaypalFake::approve(const std::string& id, bool card_is_good) {
  const std::lock_guard lock(mutex_);
  auto& order = orders_.at(id);
  order.status = "APPROVED";
  order.card_is_good = card_is_good;
  order.update_time = "2026-11-18T09:" + std::to_string(10 + ++number_ % 50) + ":40Z";
  tell("CHECKOUT.ORDER.APPROVED", order_json(order));
}

void PaypalFake::forget(const std::string& id) {
  const std::lock_guard lock(mutex_);
  orders_.erase(id);
}

std::vector<std::string> PaypalFake::take_events() {
  const std::lock_guard lock(mutex_);
  return std::exchange(events_, {});
}

std::size_t PaypalFake::order_count() const {
  const std::lock_guard lock(mutex_);
  return orders_.size();
}

std::string PaypalFake::amount_asked(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  return format(orders_.at(id).amount, orders_.at(id).currency);
}

void PaypalFake::take_tokens_back() {
  const std::lock_guard lock(mutex_);
  token_.clear();
}

int PaypalFake::tokens_given() const {
  const std::lock_guard lock(mutex_);
  return tokens_;
}

}  // namespace atelier::payment::conformance
