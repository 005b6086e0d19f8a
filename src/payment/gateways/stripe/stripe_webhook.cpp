#include "payment/gateways/stripe/stripe_webhook.h"

#include "payment/gateways/stripe/stripe_objects.h"
#include "security/signature.h"

namespace atelier::payment::stripe {
namespace {

struct EventData {
  json::Raw object;
};
BOOST_DESCRIBE_STRUCT(EventData, (), (object))
struct Event {
  std::string id;
  std::string type;
  std::optional<std::string> account;  // of a connected account: not the house's own money
  EventData data;
};
BOOST_DESCRIBE_STRUCT(Event, (), (id, type, account, data))

std::optional<PaymentId> payment_in(const std::map<std::string, std::string>& metadata) {
  const auto found = metadata.find(kPaymentKey);
  if (found == metadata.end()) return std::nullopt;
  return PaymentId::parse(found->second);
}

template <class Object>
Result<Object> object_of(const Event& event) {
  auto object = json::read<Object>(event.data.object.text, json::Mode::lenient);
  if (!object) return fail(ErrorKind::invalid, "webhook_unreadable", event.type + ": " + json::to_string(object.error()));
  return std::move(*object);
}

}  // namespace

Result<GatewayNotice> read_event(std::string_view body) {
  const auto event = json::read<Event>(body, json::Mode::lenient);
  if (!event) return fail(ErrorKind::invalid, "webhook_unreadable", json::to_string(event.error()));
  GatewayNotice notice{.event = event->id};
  if (event->account) return notice;
  // A message names its payment by Stripe's own ids; only the session's is our provider_reference, so the others leave it as it is.
  if (event->type.starts_with("checkout.session.")) {
    const auto session = object_of<Session>(*event);
    if (!session) return fail(session);
    notice.payment = PaymentId::parse(session->client_reference_id.value_or(""));
    notice.status = status_of(*session);
  } else if (event->type.starts_with("payment_intent.")) {
    const auto intent = object_of<PaymentIntent>(*event);
    if (!intent) return fail(intent);
    notice.payment = payment_in(intent->metadata);
    notice.status = status_of(*intent);
  } else if (event->type == "charge.captured" || event->type == "charge.refunded" || event->type == "charge.succeeded") {
    const auto charge = object_of<Charge>(*event);
    if (!charge) return fail(charge);
    notice.payment = payment_in(charge->metadata);
    notice.status = status_of(*charge);
  }
  return notice;
}

Result<GatewayNotice> read_webhook(std::string_view secret, std::string_view signature, std::string_view body, Time now) {
  if (auto genuine = security::verify_webhook(secret, signature, body, now); !genuine) return fail(genuine);
  return read_event(body);
}

}  // namespace atelier::payment::stripe
