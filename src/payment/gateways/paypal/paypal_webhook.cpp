#include "payment/gateways/paypal/paypal_webhook.h"

namespace atelier::payment::paypal {
namespace {

// PayPal's certificates lie at https://api.paypal.com/v1/notifications/certs/… (api.sandbox.paypal.com in its sandbox).
bool is_paypals(std::string_view url) {
  constexpr std::string_view kScheme = "https://";
  if (!url.starts_with(kScheme)) return false;
  const auto rest = url.substr(kScheme.size());
  const auto host = rest.substr(0, rest.find('/'));
  return host.size() < rest.size() && host.ends_with(".paypal.com") && host.find_first_of("@:?#\\") == std::string_view::npos;
}

}  // namespace

Result<Verification> to_verify(const Gateway::HeaderOf& header_of, std::string_view body, std::string_view webhook_id, Time now) {
  Verification asked{.auth_algo = std::string(header_of("paypal-auth-algo")),
                     .cert_url = std::string(header_of("paypal-cert-url")),
                     .transmission_id = std::string(header_of("paypal-transmission-id")),
                     .transmission_sig = std::string(header_of("paypal-transmission-sig")),
                     .transmission_time = std::string(header_of("paypal-transmission-time")),
                     .webhook_id = std::string(webhook_id),
                     .webhook_event = {std::string(body)}};
  if (asked.auth_algo.empty() || asked.transmission_id.empty() || asked.transmission_sig.empty() || asked.cert_url.empty()) {
    return fail(ErrorKind::denied, "signature_missing", "expected the five headers PayPal-Transmission-… of a signed message");
  }
  if (!is_paypals(asked.cert_url)) return fail(ErrorKind::denied, "signature_wrong", "the certificate does not lie at PayPal's");
  const auto at = parse_rfc3339(asked.transmission_time);
  if (!at) return fail(ErrorKind::denied, "signature_missing", "PayPal-Transmission-Time: expected a time (RFC 3339)");
  if (now - *at > kOldestMessage || *at - now > kOldestMessage) {
    return fail(ErrorKind::denied, "signature_too_old", "the message was signed more than four days from now");
  }
  return asked;
}

Result<Event> parse_event(std::string_view body) {
  auto event = json::read<Event>(body, json::Mode::lenient);
  if (!event) return fail(ErrorKind::invalid, "webhook_unreadable", json::to_string(event.error()));
  if (event->id.empty() || event->event_type.empty()) return fail(ErrorKind::invalid, "webhook_unreadable", "expected id and event_type");
  return std::move(*event);
}

Result<About> what_about(const Event& event) {
  const bool is_approval = event.event_type == "CHECKOUT.ORDER.APPROVED";
  if (!is_approval && !event.event_type.starts_with("PAYMENT.CAPTURE.") && !event.event_type.starts_with("PAYMENT.AUTHORIZATION.")) return About{};
  const auto resource = json::read<Resource>(event.resource.text, json::Mode::lenient);
  if (!resource) return fail(ErrorKind::invalid, "webhook_unreadable", "/resource" + json::to_string(resource.error()));
  if (is_approval) {
    auto payment = payment_of(Order{.purchase_units = resource->purchase_units});
    if (!payment) return About{};
    return About{About::approved_order, resource->id, std::move(payment)};
  }
  if (const auto& order = resource->supplementary_data.related_ids.order_id; !order.empty()) return About{About::order, order, std::nullopt};
  if (auto capture = capture_of(resource->links); !capture.empty()) return About{About::capture, std::move(capture), std::nullopt};
  return About{};
}

}  // namespace atelier::payment::paypal
