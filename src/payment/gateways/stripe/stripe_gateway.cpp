#include "payment/gateways/stripe/stripe_gateway.h"

#include "http/form.h"
#include "payment/gateways/calls/provider_call.h"
#include "payment/gateways/stripe/stripe_amount.h"
#include "payment/gateways/stripe/stripe_locale.h"
#include "payment/gateways/stripe/stripe_objects.h"
#include "payment/gateways/stripe/stripe_webhook.h"

namespace atelier::payment {
namespace {

using stripe::Session;

struct ErrorObject {
  std::optional<std::string> type;
  std::optional<std::string> code;
};
BOOST_DESCRIBE_STRUCT(ErrorObject, (), (type, code))
struct ErrorAnswer {
  ErrorObject error;
};
BOOST_DESCRIBE_STRUCT(ErrorAnswer, (), (error))

Refusal read_refusal(std::string_view body) {
  const auto answer = json::read<ErrorAnswer>(body, json::Mode::lenient);
  if (!answer) return {};
  return {.code = answer->error.code.value_or(answer->error.type.value_or(""))};
}

class StripeGateway final : public Gateway {
 public:
  StripeGateway(StripeGatewayOptions options, http::Client& client) : options_(std::move(options)), client_(client) {}

  std::string_view name() const override { return "stripe"; }

  Task<Result<GatewayStatus>> create(Payment payment, std::string idempotency_key) override {
    const auto amount = to_stripe_amount(payment.amount);
    if (!amount) co_return fail(amount);
    http::Form form{{"mode", "payment"},
                    {"client_reference_id", payment.id.text()},
                    {"line_items[0][quantity]", "1"},
                    {"line_items[0][price_data][currency]", lower_case(payment.amount.currency)},
                    {"line_items[0][price_data][unit_amount]", std::to_string(*amount)},
                    {"line_items[0][price_data][product_data][name]", payment.reference},
                    {"payment_intent_data[capture_method]", payment.capture_mode == CaptureMode::manual ? "manual" : "automatic"},
                    {std::string("payment_intent_data[metadata][") + stripe::kPaymentKey + "]", payment.id.text()},
                    {"locale", std::string(stripe_locale(payment.locale))},
                    {"success_url", payment.return_url},
                    {"cancel_url", payment.return_url},
                    {"expand[]", "payment_intent"}};
    if (!payment.email.empty()) form.emplace_back("customer_email", payment.email);
    co_return to_status(co_await ask(http::Method::post, "/v1/checkout/sessions", std::move(idempotency_key), std::move(form)));
  }

  Task<Result<GatewayStatus>> look_up(Payment payment) override { co_return to_status(co_await session_of(payment)); }

  Task<Result<GatewayStatus>> capture(Payment payment, Money amount, std::string idempotency_key) override {
    const auto wanted = to_stripe_amount(amount);
    if (!wanted) co_return fail(wanted);
    co_return co_await change_intent(std::move(payment), "/capture", std::move(idempotency_key),
                                     {{"amount_to_capture", std::to_string(*wanted)}});
  }

  Task<Result<GatewayStatus>> void_payment(Payment payment, std::string idempotency_key) override {
    auto session = co_await session_of(payment);
    if (!session) co_return fail(session);
    if (session->status == "open") {
      co_return to_status(co_await ask(http::Method::post, "/v1/checkout/sessions/" + http::percent_encode(session->id) + "/expire",
                                       std::move(idempotency_key), {{"expand[]", "payment_intent"}}));
    }
    // Done before, or nothing to release: the same call again gives the same answer.
    const auto status = stripe::status_of(*session);
    if (status.state != PaymentState::authorised) co_return status;
    co_return co_await change_intent(std::move(payment), "/cancel", std::move(idempotency_key), {});
  }

  Task<Result<GatewayStatus>> refund(Payment payment, Money amount, std::string idempotency_key) override {
    const auto wanted = to_stripe_amount(amount);
    if (!wanted) co_return fail(wanted);
    auto session = co_await session_of(payment);
    if (!session) co_return fail(session);
    auto done = co_await send(http::Method::post, "/v1/refunds", std::move(idempotency_key),
                              {{"payment_intent", stripe::intent_id_of(*session)}, {"amount", std::to_string(*wanted)}});
    if (!done) co_return fail(done);
    co_return co_await after_change(payment);
  }

  Task<Result<GatewayNotice>> read_webhook(HeaderOf header_of, std::string_view body, Time now) override {
    co_return stripe::read_webhook(options_.webhook_secret, header_of("stripe-signature"), body, now);
  }

 private:
  static std::string lower_case(Currency currency) {
    std::string code(currency.code());
    for (char& c : code) c = static_cast<char>(c - 'A' + 'a');
    return code;
  }

  static Result<GatewayStatus> to_status(const Result<Session>& session) {
    if (!session) return fail(session);
    return stripe::status_of(*session);
  }

  Task<Result<http::ClientResponse>> send(http::Method method, std::string path, std::string idempotency_key, http::Form form) {
    http::ClientRequest request{.method = method, .url = options_.base_url + path, .timeout = options_.timeout};
    request.headers.emplace_back("Authorization", "Bearer " + options_.secret_key);
    request.headers.emplace_back("Stripe-Version", stripe::kStripeVersion);
    if (!idempotency_key.empty()) request.headers.emplace_back("Idempotency-Key", std::move(idempotency_key));
    if (method == http::Method::post) {
      request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
      request.body = http::encode_form(form);
    }
    co_return co_await call_provider(client_, std::move(request), read_refusal);
  }

  Task<Result<Session>> ask(http::Method method, std::string path, std::string idempotency_key, http::Form form) {
    auto answer = co_await send(method, std::move(path), std::move(idempotency_key), std::move(form));
    if (!answer) co_return fail(answer);
    auto session = json::read<Session>(answer->body, json::Mode::lenient);
    const bool is_question = method == http::Method::get;
    if (!session || session->id.empty()) {
      co_return fail(is_question ? ErrorKind::unavailable : ErrorKind::unknown, "provider_unreadable",
                     session ? "a session without an id" : json::to_string(session.error()));
    }
    co_return std::move(*session);
  }

  Task<Result<Session>> session_of(const Payment& payment) {
    if (payment.provider_reference.empty()) co_return fail(ErrorKind::invalid, "not_created", "the payment has no Checkout Session yet");
    co_return co_await ask(http::Method::get,
                           "/v1/checkout/sessions/" + http::percent_encode(payment.provider_reference) + "?expand%5B%5D=payment_intent", {}, {});
  }

  // POST /v1/payment_intents/{id}/<deed>, then the session as it is after it.
  Task<Result<GatewayStatus>> change_intent(Payment payment, std::string deed, std::string idempotency_key, http::Form form) {
    auto session = co_await session_of(payment);
    if (!session) co_return fail(session);
    const auto id = stripe::intent_id_of(*session);
    if (id.empty()) co_return fail(ErrorKind::invalid, "not_paid", "nobody paid on this Checkout Session yet");
    auto done = co_await send(http::Method::post, "/v1/payment_intents/" + http::percent_encode(id) + deed, std::move(idempotency_key), std::move(form));
    if (!done) co_return fail(done);
    co_return co_await after_change(payment);
  }

  // It is done; only what stands now is not known yet. The same call again, under the same key, finds out.
  Task<Result<GatewayStatus>> after_change(const Payment& payment) {
    auto session = co_await session_of(payment);
    if (!session) co_return fail(ErrorKind::unknown, session.error().code, session.error().detail);
    co_return stripe::status_of(*session);
  }

  const StripeGatewayOptions options_;
  http::Client& client_;
};

}  // namespace

std::unique_ptr<Gateway> make_stripe_gateway(StripeGatewayOptions options, http::Client& client) {
  return std::make_unique<StripeGateway>(std::move(options), client);
}

}  // namespace atelier::payment
