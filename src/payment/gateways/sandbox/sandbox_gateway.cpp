#include "payment/gateways/sandbox/sandbox_gateway.h"

#include "http/form.h"
#include "payment/gateways/calls/provider_call.h"
#include "security/signature.h"

namespace atelier::payment {
namespace {

// Of Stripe's objects only what we read; everything else is passed over.
struct SessionObject {
  std::string id;
  std::string url;
  std::string status;          // open, complete, expired, canceled
  std::string payment_status;  // unpaid, paid
  std::string client_reference_id;
  std::int64_t amount_total = 0;
  std::int64_t amount_authorised = 0;
  std::optional<std::int64_t> amount_captured;  // left out: all of it, once it is paid
  std::int64_t amount_refunded = 0;
  std::optional<std::string> last_payment_error;
};
BOOST_DESCRIBE_STRUCT(SessionObject, (),
                      (id, url, status, payment_status, client_reference_id, amount_total, amount_authorised, amount_captured, amount_refunded, last_payment_error))

struct EventData {
  SessionObject object;
};
BOOST_DESCRIBE_STRUCT(EventData, (), (object))
struct EventObject {
  std::string id;
  std::string type;
  EventData data;
};
BOOST_DESCRIBE_STRUCT(EventObject, (), (id, type, data))

GatewayStatus to_status(const SessionObject& session) {
  GatewayStatus status{.provider_reference = session.id, .redirect_url = session.url};
  status.authorised_minor = session.amount_authorised;
  if (session.payment_status == "paid") {
    status.captured_minor = session.amount_captured.value_or(session.amount_total);
    status.refunded_minor = session.amount_refunded;
    status.state = status.refunded_minor >= status.captured_minor ? PaymentState::refunded : PaymentState::captured;
  } else if (session.status == "canceled") {
    status.state = PaymentState::voided;
  } else if (session.status == "expired") {
    status.state = PaymentState::expired;
  } else if (session.amount_authorised > 0) {
    status.state = PaymentState::authorised;
  } else if (session.last_payment_error) {
    status.state = PaymentState::failed;
    status.failure_code = *session.last_payment_error;
  } else {
    status.state = PaymentState::action_required;
  }
  return status;
}

Refusal read_refusal(std::string_view) { return {}; }

class SandboxGateway final : public Gateway {
 public:
  SandboxGateway(SandboxGatewayOptions options, http::Client& client) : options_(std::move(options)), client_(client) {}

  std::string_view name() const override { return "sandbox"; }

  Task<Result<GatewayStatus>> create(Payment payment, std::string idempotency_key) override {
    return send(http::Method::post, "/v1/checkout/sessions", std::move(idempotency_key),
                {{"mode", "payment"},
                 {"client_reference_id", payment.id.text()},
                 {"customer_email", payment.email},
                 {"line_items[0][quantity]", "1"},
                 {"line_items[0][price_data][currency]", std::string(payment.amount.currency.code())},
                 {"line_items[0][price_data][unit_amount]", std::to_string(payment.amount.amount_minor)},
                 {"line_items[0][price_data][product_data][name]", payment.reference},
                 {"payment_intent_data[capture_method]", payment.capture_mode == CaptureMode::manual ? "manual" : "automatic"},
                 {"locale", payment.locale},
                 {"success_url", payment.return_url},
                 {"cancel_url", payment.return_url}});
  }

  Task<Result<GatewayStatus>> look_up(Payment payment) override {
    if (payment.provider_reference.empty()) co_return fail(ErrorKind::invalid, "never_created", "the provider does not know this payment yet");
    co_return co_await send(http::Method::get, "/v1/checkout/sessions/" + payment.provider_reference, {}, {});
  }

  Task<Result<GatewayStatus>> capture(Payment payment, Money amount, std::string idempotency_key) override {
    return send(http::Method::post, "/v1/checkout/sessions/" + payment.provider_reference + "/capture", std::move(idempotency_key),
                {{"amount_to_capture", std::to_string(amount.amount_minor)}});
  }

  Task<Result<GatewayStatus>> void_payment(Payment payment, std::string idempotency_key) override {
    return send(http::Method::post, "/v1/checkout/sessions/" + payment.provider_reference + "/cancel", std::move(idempotency_key),
                {{"cancellation_reason", "requested_by_customer"}});
  }

  Task<Result<GatewayStatus>> refund(Payment payment, Money amount, std::string idempotency_key) override {
    return send(http::Method::post, "/v1/refunds", std::move(idempotency_key),
                {{"checkout_session", payment.provider_reference}, {"amount", std::to_string(amount.amount_minor)}});
  }

  Task<Result<GatewayNotice>> read_webhook(HeaderOf header_of, std::string_view body, Time now) override {
    auto genuine = security::verify_webhook(options_.webhook_secret, header_of("webhook-signature"), body, now);
    if (!genuine) co_return fail(genuine);

    auto event = json::read<EventObject>(body, json::Mode::lenient);
    if (!event) co_return fail(ErrorKind::invalid, "webhook_unreadable", json::to_string(event.error()));
    GatewayNotice notice{.event = event->id};
    if (!event->type.starts_with("checkout.session.")) co_return notice;  // about something we do not use
    notice.payment = PaymentId::parse(event->data.object.client_reference_id);
    notice.status = to_status(event->data.object);
    co_return notice;
  }

 private:
  Task<Result<GatewayStatus>> send(http::Method method, std::string path, std::string idempotency_key, http::Form form) {
    http::ClientRequest request{.method = method, .url = options_.base_url + path, .timeout = options_.timeout};
    request.headers.emplace_back("Authorization", "Bearer " + options_.secret_key);
    if (!idempotency_key.empty()) request.headers.emplace_back("Idempotency-Key", std::move(idempotency_key));
    if (!form.empty()) {
      request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
      request.body = http::encode_form(form);
    }
    const bool is_question = method == http::Method::get;
    auto response = co_await call_provider(client_, std::move(request), read_refusal);
    if (!response) co_return fail(response);
    auto session = json::read<SessionObject>(response->body, json::Mode::lenient);
    if (!session) {
      co_return fail(is_question ? ErrorKind::unavailable : ErrorKind::unknown, "provider_unreadable", json::to_string(session.error()));
    }
    co_return to_status(*session);
  }

  const SandboxGatewayOptions options_;
  http::Client& client_;
};

}  // namespace

std::unique_ptr<Gateway> make_sandbox_gateway(SandboxGatewayOptions options, http::Client& client) {
  return std::make_unique<SandboxGateway>(std::move(options), client);
}

}  // namespace atelier::payment
