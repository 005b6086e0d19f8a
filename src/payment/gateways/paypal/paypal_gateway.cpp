#include "payment/gateways/paypal/paypal_gateway.h"

#include <algorithm>

#include "base/encoding.h"
#include "http/form.h"
#include "payment/gateways/calls/provider_call.h"
#include "payment/gateways/paypal/paypal_amount.h"
#include "payment/gateways/paypal/paypal_order.h"
#include "payment/gateways/paypal/paypal_token.h"
#include "payment/gateways/paypal/paypal_webhook.h"
#include "security/crypto.h"

namespace atelier::payment {
namespace {

using paypal::Amount;
using paypal::Order;

struct ExperienceContext {
  std::string return_url;
  std::string cancel_url;
  std::string user_action = "PAY_NOW";
  std::string shipping_preference = "NO_SHIPPING";  // the order's own address is where it goes
  std::optional<std::string> locale;
};
BOOST_DESCRIBE_STRUCT(ExperienceContext, (), (return_url, cancel_url, user_action, shipping_preference, locale))
struct Wallet {
  ExperienceContext experience_context;
};
BOOST_DESCRIBE_STRUCT(Wallet, (), (experience_context))
struct PaymentSource {
  Wallet paypal;
};
BOOST_DESCRIBE_STRUCT(PaymentSource, (), (paypal))
struct UnitRequest {
  std::string custom_id;
  std::string description;
  Amount amount;
};
BOOST_DESCRIBE_STRUCT(UnitRequest, (), (custom_id, description, amount))
struct OrderRequest {
  std::string intent;
  std::vector<UnitRequest> purchase_units;
  PaymentSource payment_source;
};
BOOST_DESCRIBE_STRUCT(OrderRequest, (), (intent, purchase_units, payment_source))
struct CaptureRequest {
  Amount amount;
  bool final_capture = false;  // the rest stays held
};
BOOST_DESCRIBE_STRUCT(CaptureRequest, (), (amount, final_capture))
struct RefundRequest {
  Amount amount;
  std::string custom_id;
};
BOOST_DESCRIBE_STRUCT(RefundRequest, (), (amount, custom_id))

struct VerificationAnswer {
  std::string verification_status;
};
BOOST_DESCRIBE_STRUCT(VerificationAnswer, (), (verification_status))
struct CaptureAnswer {
  paypal::Supplementary supplementary_data;
};
BOOST_DESCRIBE_STRUCT(CaptureAnswer, (), (supplementary_data))

struct ErrorDetail {
  std::string issue;
};
BOOST_DESCRIBE_STRUCT(ErrorDetail, (), (issue))
struct ErrorAnswer {
  std::string name;
  std::vector<ErrorDetail> details;
};
BOOST_DESCRIBE_STRUCT(ErrorAnswer, (), (name, details))

Refusal read_refusal(std::string_view body) {
  const auto answer = json::read<ErrorAnswer>(body, json::Mode::lenient);
  if (!answer) return {};
  return {.code = answer->details.empty() ? answer->name : answer->details[0].issue};
}

// BCP 47 as PayPal's pattern has it: "fr", "zh-Hans", "fr-CA".
std::optional<std::string> page_locale(const std::string& locale) {
  const bool fits = locale.size() >= 2 && locale.size() <= 10 &&
                    std::ranges::all_of(locale, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; });
  return fits ? std::optional(locale) : std::nullopt;
}

// May the customer's money still be taken for it?
bool is_wanted(const Payment& payment) {
  return payment.state == PaymentState::created || payment.state == PaymentState::action_required || payment.state == PaymentState::unknown;
}

class PaypalGateway final : public Gateway {
 public:
  PaypalGateway(PaypalGatewayOptions options, http::Client& client, const Clock& clock)
      : options_(std::move(options)),
        client_(client),
        token_({.base_url = options_.base_url, .client_id = options_.client_id, .secret = options_.secret, .timeout = options_.timeout}, client, clock) {}

  std::string_view name() const override { return "paypal"; }

  Task<Result<GatewayStatus>> create(Payment payment, std::string idempotency_key) override {
    const auto value = to_paypal_amount(payment.amount);
    if (!value) co_return fail(value);
    OrderRequest request{.intent = payment.capture_mode == CaptureMode::manual ? "AUTHORIZE" : "CAPTURE"};
    request.purchase_units.push_back({.custom_id = payment.id.text(),
                                      .description = payment.reference,
                                      .amount = {std::string(payment.amount.currency.code()), *value}});
    request.payment_source.paypal.experience_context = {
        .return_url = payment.return_url, .cancel_url = payment.return_url, .locale = page_locale(payment.locale)};
    co_return to_status(co_await ask_order(http::Method::post, "/v2/checkout/orders", std::move(idempotency_key), json::write(request)));
  }

  Task<Result<GatewayStatus>> look_up(Payment payment) override {
    auto order = co_await order_of(payment);
    if (!order && order.error().kind == ErrorKind::not_found && is_wanted(payment)) {
      co_return GatewayStatus{.provider_reference = payment.provider_reference, .state = PaymentState::expired};
    }
    if (!order) co_return fail(order);
    if (order->status == "APPROVED" && is_wanted(payment)) co_return co_await complete(std::move(*order));
    co_return paypal::status_of(*order);
  }

  Task<Result<GatewayStatus>> capture(Payment payment, Money amount, std::string idempotency_key) override {
    const auto value = to_paypal_amount(amount);
    if (!value) co_return fail(value);
    auto order = co_await order_of(payment);
    if (!order) co_return fail(order);
    // The hold of the order, open or not: under a key that was used before PayPal repeats its answer.
    if (order->purchase_units.empty() || order->purchase_units[0].payments.authorizations.empty()) {
      co_return fail(ErrorKind::invalid, "not_authorised", "nothing is held for this payment");
    }
    const auto path = "/v2/payments/authorizations/" + http::percent_encode(order->purchase_units[0].payments.authorizations[0].id) + "/capture";
    auto done = co_await send(http::Method::post, path, std::move(idempotency_key),
                              json::write(CaptureRequest{.amount = {std::string(amount.currency.code()), *value}}));
    if (!done) co_return fail(done);
    co_return co_await after_change(payment);
  }

  Task<Result<GatewayStatus>> void_payment(Payment payment, std::string idempotency_key) override {
    auto order = co_await order_of(payment);
    if (!order && order.error().kind != ErrorKind::not_found) co_return fail(order);
    auto status = order ? paypal::status_of(*order) : GatewayStatus{.provider_reference = payment.provider_reference};
    if (status.state == PaymentState::action_required) {
      status.state = PaymentState::expired;  // PayPal takes nothing that we do not ask for
      co_return status;
    }
    const auto* hold = paypal::open_hold(*order);
    if (hold == nullptr) co_return status;  // done before, or nothing to release
    auto done = co_await send(http::Method::post, "/v2/payments/authorizations/" + http::percent_encode(hold->id) + "/void",
                              std::move(idempotency_key), {});
    if (!done) co_return fail(done);
    co_return co_await after_change(payment);
  }

  Task<Result<GatewayStatus>> refund(Payment payment, Money amount, std::string idempotency_key) override {
    auto order = co_await order_of(payment);
    if (!order) co_return fail(order);
    const std::string tag = payment.id.text() + "." + base::to_hex(security::sha256(idempotency_key)).substr(0, 32);
    const auto parts = paypal::decide_refund(*order, amount, tag);
    if (!parts) co_return fail(parts);
    bool begun = false;
    for (const auto& part : *parts) {
      const auto value = to_paypal_amount({part.amount_minor, amount.currency});
      if (!value) co_return fail(value);
      const auto path = "/v2/payments/captures/" + http::percent_encode(part.capture) + "/refund";
      auto done = co_await send(http::Method::post, path, tag + "." + part.capture,
                                json::write(RefundRequest{.amount = {std::string(amount.currency.code()), *value}, .custom_id = tag}));
      // A part of it has gone back: whatever is wrong with the rest, the whole is not undone.
      if (!done) co_return begun ? fail(ErrorKind::unknown, done.error().code, done.error().detail) : fail(done);
      begun = true;
    }
    co_return co_await after_change(payment);
  }

  Task<Result<GatewayNotice>> read_webhook(HeaderOf header_of, std::string_view body, Time now) override {
    auto asked = paypal::to_verify(header_of, body, options_.webhook_id, now);
    if (!asked) co_return fail(asked);
    const auto event = paypal::parse_event(body);
    if (!event) co_return fail(event);
    if (auto genuine = co_await verify(std::move(*asked)); !genuine) co_return fail(genuine);
    const auto about = paypal::what_about(*event);
    if (!about) co_return fail(about);

    GatewayNotice notice{.event = event->id};
    if (about->kind == paypal::About::approved_order) {
      notice.payment = about->payment;
      notice.look_up = true;
      co_return notice;
    }
    std::string order_id = about->kind == paypal::About::order ? about->id : "";
    if (about->kind == paypal::About::capture) {
      auto found = co_await order_of_capture(about->id);
      if (!found) co_return fail(found);
      order_id = std::move(*found);
    }
    if (order_id.empty()) co_return notice;
    auto order = co_await ask_order(http::Method::get, order_path(order_id), {}, {});
    if (!order && order.error().kind == ErrorKind::not_found) co_return notice;
    if (!order) co_return fail(order);
    notice.payment = paypal::payment_of(*order);
    notice.status = paypal::status_of(*order);
    co_return notice;
  }

 private:
  static std::string order_path(const std::string& id) { return "/v2/checkout/orders/" + http::percent_encode(id); }

  static Result<GatewayStatus> to_status(const Result<Order>& order) {
    if (!order) return fail(order);
    return paypal::status_of(*order);
  }

  // PayPal-Request-Id has 108 characters.
  static std::string short_key(std::string key) { return key.size() <= 108 ? key : base::to_hex(security::sha256(key)); }

  Task<Result<http::ClientResponse>> send(http::Method method, std::string path, std::string idempotency_key, std::string body) {
    for (int attempt = 0;; ++attempt) {
      auto token = co_await token_.get();
      if (!token) co_return fail(token);
      http::ClientRequest request{.method = method, .url = options_.base_url + path, .timeout = options_.timeout};
      request.headers.emplace_back("Authorization", "Bearer " + *token);
      if (!idempotency_key.empty()) request.headers.emplace_back("PayPal-Request-Id", short_key(idempotency_key));
      if (method == http::Method::post) {
        request.headers.emplace_back("Content-Type", "application/json");
        request.headers.emplace_back("Prefer", "return=representation");
      }
      request.body = body;
      auto answer = co_await call_provider(client_, std::move(request), read_refusal);
      // A token may be taken back before its time; a second one that is refused, too, is a matter of our rights.
      if (answer || answer.error().kind != ErrorKind::denied || attempt > 0) co_return answer;
      token_.forget(*token);
    }
  }

  Task<Result<Order>> ask_order(http::Method method, std::string path, std::string idempotency_key, std::string body) {
    auto answer = co_await send(method, std::move(path), std::move(idempotency_key), std::move(body));
    if (!answer) co_return fail(answer);
    auto order = json::read<Order>(answer->body, json::Mode::lenient);
    if (order && !order->id.empty() && !order->status.empty()) co_return std::move(*order);
    co_return fail(method == http::Method::get ? ErrorKind::unavailable : ErrorKind::unknown, "provider_unreadable",
                   order ? "an order without id or status" : json::to_string(order.error()));
  }

  Task<Result<Order>> order_of(const Payment& payment) {
    if (payment.provider_reference.empty()) co_return fail(ErrorKind::invalid, "not_created", "the payment has no order yet");
    co_return co_await ask_order(http::Method::get, order_path(payment.provider_reference), {}, {});
  }

  // The customer agreed: takes or holds the money. An order is taken once, whatever the key; the key changes when the customer agrees anew.
  Task<Result<GatewayStatus>> complete(Order order) {
    const std::string deed = order.intent == "AUTHORIZE" ? "/authorize" : "/capture";
    const std::string key = order.id + "-" + order.update_time;
    auto done = co_await ask_order(http::Method::post, order_path(order.id) + deed, key, "{}");
    if (done) co_return paypal::status_of(*done);
    if (done.error().kind != ErrorKind::invalid) co_return fail(done);
    // Declined, or done by somebody else in the meantime: the order knows.
    const std::string reason = done.error().detail;
    auto now = co_await ask_order(http::Method::get, order_path(order.id), {}, {});
    if (!now) co_return fail(now);
    auto status = paypal::status_of(*now);
    if (status.state == PaymentState::action_required) {
      status.failure_code = reason.find("INSTRUMENT_DECLINED") != std::string::npos ? "card_declined" : "refused";
    }
    co_return status;
  }

  // It is done; only what stands now is not known yet. The same call again, under the same key, finds out.
  Task<Result<GatewayStatus>> after_change(const Payment& payment) {
    auto order = co_await order_of(payment);
    if (!order) co_return fail(ErrorKind::unknown, order.error().code, order.error().detail);
    co_return paypal::status_of(*order);
  }

  Task<Result<void>> verify(paypal::Verification asked) {
    auto answer = co_await send(http::Method::post, "/v1/notifications/verify-webhook-signature", {}, json::write(asked));
    // A question, although it is a POST. What PayPal cannot even read is no message of its own; that it does not take our key is our trouble.
    if (!answer && answer.error().kind == ErrorKind::invalid) co_return fail(ErrorKind::denied, "signature_wrong", answer.error().detail);
    if (!answer) co_return fail(ErrorKind::unavailable, answer.error().code, answer.error().detail);
    const auto verdict = json::read<VerificationAnswer>(answer->body, json::Mode::lenient);
    if (!verdict || verdict->verification_status.empty()) co_return fail(ErrorKind::unavailable, "provider_unreadable", "no verification_status");
    if (verdict->verification_status != "SUCCESS") co_return fail(ErrorKind::denied, "signature_wrong", "PayPal did not sign this message");
    co_return Result<void>{};
  }

  // "" where PayPal does not tell.
  Task<Result<std::string>> order_of_capture(std::string id) {
    auto answer = co_await send(http::Method::get, "/v2/payments/captures/" + http::percent_encode(id), {}, {});
    if (!answer && answer.error().kind == ErrorKind::not_found) co_return std::string();
    if (!answer) co_return fail(answer);
    auto capture = json::read<CaptureAnswer>(answer->body, json::Mode::lenient);
    if (!capture) co_return fail(ErrorKind::unavailable, "provider_unreadable", json::to_string(capture.error()));
    co_return std::move(capture->supplementary_data.related_ids.order_id);
  }

  const PaypalGatewayOptions options_;
  http::Client& client_;
  paypal::Token token_;
};

}  // namespace

std::unique_ptr<Gateway> make_paypal_gateway(PaypalGatewayOptions options, http::Client& client, const Clock& clock) {
  return std::make_unique<PaypalGateway>(std::move(options), client, clock);
}

}  // namespace atelier::payment
