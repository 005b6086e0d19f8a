#include "payment/gateways/adyen/adyen_gateway.h"

#include <algorithm>

#include "base/encoding.h"
#include "http/form.h"
#include "payment/gateways/adyen/adyen_amount.h"
#include "payment/gateways/adyen/adyen_reference.h"
#include "payment/gateways/adyen/adyen_webhook.h"
#include "payment/gateways/calls/provider_call.h"
#include "security/crypto.h"

namespace atelier::payment {
namespace {

using adyen::Amount;

struct LinkRequest {
  Amount amount;
  std::string merchantAccount;
  std::string reference;
  std::string returnUrl;
  std::string description;
  std::string shopperLocale;
  std::optional<std::string> shopperEmail;
  std::optional<bool> manualCapture;
  std::optional<int> captureDelayHours;
};
BOOST_DESCRIBE_STRUCT(LinkRequest, (), (amount, merchantAccount, reference, returnUrl, description, shopperLocale, shopperEmail,
                                        manualCapture, captureDelayHours))

struct Link {
  std::string id;
  std::string url;
  std::string status;  // active, completed, expired, paymentPending
  Amount amount;
};
BOOST_DESCRIBE_STRUCT(Link, (), (id, url, status, amount))

struct LinkUpdate {
  std::string status = "expired";
};
BOOST_DESCRIBE_STRUCT(LinkUpdate, (), (status))

struct PartRequest {
  std::string merchantAccount;
  std::string reference;
  std::optional<Amount> amount;  // a cancellation has none
};
BOOST_DESCRIBE_STRUCT(PartRequest, (), (merchantAccount, reference, amount))

struct PartReceived {
  std::string pspReference;
  std::string status;  // received
};
BOOST_DESCRIBE_STRUCT(PartReceived, (), (pspReference, status))

struct ServiceError {
  std::string errorCode;
};
BOOST_DESCRIBE_STRUCT(ServiceError, (), (errorCode))

// docs.adyen.com/development-resources/error-codes: 704, a request with this idempotency key is still being worked on.
constexpr std::string_view kInProgress = "704";

Refusal read_refusal(std::string_view body) {
  auto error = json::read<ServiceError>(body, json::Mode::lenient);
  if (!error) return {};
  return {.code = error->errorCode, .in_progress = error->errorCode == kInProgress};
}

// docs.adyen.com/unified-commerce/pay-by-link, "Language and localization". A language that has none shows English.
std::string_view page_locale(std::string_view locale) {
  struct Row {
    std::string_view language, page;
  };
  static constexpr Row kRows[] = {{"da", "da-DK"}, {"de", "de-DE"}, {"en", "en-US"}, {"es", "es-ES"}, {"fi", "fi-FI"}, {"fr", "fr-FR"},
                                  {"it", "it-IT"}, {"ja", "ja-JP"}, {"ko", "ko-KR"}, {"nl", "nl-NL"}, {"no", "no-NO"}, {"pl", "pl-PL"},
                                  {"pt", "pt-BR"}, {"sv", "sv-SE"}, {"zh", "zh-CN"}};
  if (locale.starts_with("zh-Hant") || locale == "zh-TW" || locale == "zh-HK") return "zh-TW";
  const auto* row = std::ranges::find(kRows, locale.substr(0, locale.find('-')), &Row::language);
  return row == std::end(kRows) ? "en-US" : row->page;
}

bool is_link(std::string_view reference) { return reference.starts_with("PL"); }

class AdyenGateway final : public Gateway {
 public:
  AdyenGateway(AdyenGatewayOptions options, std::string hmac_key, http::Client& client)
      : options_(std::move(options)), hmac_key_(std::move(hmac_key)), client_(client) {}

  std::string_view name() const override { return "adyen"; }

  Task<Result<GatewayStatus>> create(Payment payment, std::string idempotency_key) override {
    const auto value = to_adyen_amount(payment.amount);
    if (!value) co_return fail(value);
    LinkRequest request{.amount = {std::string(payment.amount.currency.code()), *value},
                        .merchantAccount = options_.merchant_account,
                        .reference = adyen::reference_of(payment),
                        .returnUrl = payment.return_url,
                        .description = payment.reference,
                        .shopperLocale = std::string(page_locale(payment.locale))};
    if (!payment.email.empty()) request.shopperEmail = payment.email;
    if (payment.capture_mode == CaptureMode::manual) request.manualCapture = true;
    else request.captureDelayHours = 0;
    co_return to_status(payment, co_await ask<Link>(http::Method::post, "/paymentLinks", std::move(idempotency_key), json::write(request)));
  }

  Task<Result<GatewayStatus>> look_up(Payment payment) override {
    if (payment.provider_reference.empty()) co_return fail(ErrorKind::invalid, "not_created", "the payment has no payment link yet");
    if (!is_link(payment.provider_reference)) co_return what_we_hold(payment);
    co_return to_status(payment, co_await ask<Link>(http::Method::get, link_path(payment), {}, {}));
  }

  Task<Result<GatewayStatus>> capture(Payment payment, Money amount, std::string idempotency_key) override {
    return ask_for_part(std::move(payment), "/captures", amount, std::move(idempotency_key));
  }

  Task<Result<GatewayStatus>> refund(Payment payment, Money amount, std::string idempotency_key) override {
    return ask_for_part(std::move(payment), "/refunds", amount, std::move(idempotency_key));
  }

  Task<Result<GatewayStatus>> void_payment(Payment payment, std::string idempotency_key) override {
    if (!is_link(payment.provider_reference)) {
      if (payment.state == PaymentState::voided) co_return what_we_hold(payment);
      co_return co_await ask_for_part(std::move(payment), "/cancels", std::nullopt, std::move(idempotency_key));
    }
    co_return to_status(payment, co_await ask<Link>(http::Method::patch, link_path(payment), {}, json::write(LinkUpdate{})));
  }

  Task<Result<GatewayNotice>> read_webhook(HeaderOf, std::string_view body, Time) override {
    co_return adyen::read_webhook(hmac_key_, options_.merchant_account, body);
  }

 private:
  static std::string link_path(const Payment& payment) { return "/paymentLinks/" + http::percent_encode(payment.provider_reference); }

  // Adyen takes keys of up to 64 characters.
  static std::string short_key(std::string key) { return key.size() <= 64 ? key : base::to_hex(security::sha256(key)); }

  static GatewayStatus what_we_hold(const Payment& payment) {
    return {.provider_reference = payment.provider_reference,
            .state = payment.state,
            .redirect_url = payment.redirect_url,
            .authorised_minor = payment.authorised_minor,
            .captured_minor = payment.captured_minor,
            .refunded_minor = payment.refunded_minor};
  }

  static Result<GatewayStatus> to_status(const Payment& payment, const Result<Link>& link) {
    if (!link) return fail(link);
    GatewayStatus status{.provider_reference = link->id, .redirect_url = link->url};
    if (link->status == "expired") {
      status.state = PaymentState::expired;
    } else if (link->status == "completed" || link->status == "paid") {
      // The message with the payment's own reference may still be on its way.
      const bool is_held = payment.capture_mode == CaptureMode::manual;
      status.state = is_held ? PaymentState::authorised : PaymentState::captured;
      status.authorised_minor = payment.amount.amount_minor;
      status.captured_minor = is_held ? 0 : payment.amount.amount_minor;
    }
    return status;
  }

  Task<Result<GatewayStatus>> ask_for_part(Payment payment, std::string deed, std::optional<Money> amount, std::string idempotency_key) {
    if (payment.provider_reference.empty()) co_return fail(ErrorKind::invalid, "not_created", "the payment has no payment link yet");
    if (is_link(payment.provider_reference)) {
      co_return fail(ErrorKind::unavailable, "not_told_yet", "Adyen has not told the payment's pspReference yet: its webhook is awaited");
    }
    PartRequest request{.merchantAccount = options_.merchant_account, .reference = adyen::part_reference_of(payment)};
    if (amount) {
      const auto value = to_adyen_amount(*amount);
      if (!value) co_return fail(value);
      request.amount = Amount{std::string(amount->currency.code()), *value};
    }
    const auto path = "/payments/" + http::percent_encode(payment.provider_reference) + deed;
    auto received = co_await ask<PartReceived>(http::Method::post, path, std::move(idempotency_key), json::write(request));
    if (!received) co_return fail(received);
    co_return what_we_hold(payment);
  }

  template <class Object>
  Task<Result<Object>> ask(http::Method method, std::string path, std::string idempotency_key, std::string body) {
    http::ClientRequest request{.method = method, .url = options_.base_url + path, .timeout = options_.timeout};
    request.headers.emplace_back("X-API-Key", options_.api_key);
    if (!idempotency_key.empty()) request.headers.emplace_back("Idempotency-Key", short_key(std::move(idempotency_key)));
    if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
    request.body = std::move(body);
    co_return read_object<Object>(co_await call_provider(client_, std::move(request), read_refusal), method);
  }

  // An object without the fields that make it one is an answer that we cannot read.
  static bool is_whole(const Link& link) { return !link.id.empty() && !link.url.empty() && !link.status.empty(); }
  static bool is_whole(const PartReceived& part) { return !part.pspReference.empty(); }
  template <class Object>
  static Result<Object> read_object(const Result<http::ClientResponse>& answer, http::Method method) {
    if (!answer) return fail(answer);
    auto object = json::read<Object>(answer->body, json::Mode::lenient);
    if (object && is_whole(*object)) return std::move(*object);
    return fail(method == http::Method::get ? ErrorKind::unavailable : ErrorKind::unknown, "provider_unreadable",
                object ? "an object without its reference" : json::to_string(object.error()));
  }

  const AdyenGatewayOptions options_;
  const std::string hmac_key_;
  http::Client& client_;
};

}  // namespace

Result<std::unique_ptr<Gateway>> make_adyen_gateway(AdyenGatewayOptions options, http::Client& client) {
  auto key = base::from_hex(options.hmac_key);
  if (!key || key->empty()) return fail(ErrorKind::invalid, "bad_value", "Adyen's HMAC key: expected hex digits");
  return std::make_unique<AdyenGateway>(std::move(options), std::move(*key), client);
}

}  // namespace atelier::payment
