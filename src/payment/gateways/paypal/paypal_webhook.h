// PayPal's webhooks, as far as they can be read without asking PayPal. Pure; the bytes are anybody's until PayPal has verified the signature.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "payment/gateways/paypal/paypal_order.h"

namespace atelier::payment::paypal {

// PayPal sends a message again for three days (developer.paypal.com/api/rest/webhooks); what is older was caught on the way.
inline constexpr std::chrono::hours kOldestMessage{4 * 24};

struct Related {
  std::string order_id;
};
BOOST_DESCRIBE_STRUCT(Related, (), (order_id))
struct Supplementary {
  Related related_ids;
};
BOOST_DESCRIBE_STRUCT(Supplementary, (), (related_ids))
// An order, a capture, a refund or an authorization, by what we read of each.
struct Resource {
  std::string id;
  Supplementary supplementary_data;
  std::vector<PurchaseUnit> purchase_units;
  std::vector<Link> links;
};
BOOST_DESCRIBE_STRUCT(Resource, (), (id, supplementary_data, purchase_units, links))
struct Event {
  std::string id;
  std::string event_type;
  json::Raw resource;
};
BOOST_DESCRIBE_STRUCT(Event, (), (id, event_type, resource))

// The body of POST /v1/notifications/verify-webhook-signature.
struct Verification {
  std::string auth_algo;
  std::string cert_url;
  std::string transmission_id;
  std::string transmission_sig;
  std::string transmission_time;
  std::string webhook_id;
  json::Raw webhook_event;  // the message as it came: PayPal's checksum is over its very bytes
};
BOOST_DESCRIBE_STRUCT(Verification, (), (auth_algo, cert_url, transmission_id, transmission_sig, transmission_time, webhook_id, webhook_event))

// What PayPal is to be asked. Errors: denied (not signed, too old, or the certificate is said to lie at another house's), without a call.
Result<Verification> to_verify(const Gateway::HeaderOf& header_of, std::string_view body, std::string_view webhook_id, Time now);

// Error invalid: not an event.
Result<Event> parse_event(std::string_view body);

// What a genuine event is about.
struct About {
  enum Kind { nothing_of_ours, approved_order, order, capture } kind = nothing_of_ours;
  std::string id;                     // of the order or capture
  std::optional<PaymentId> payment;   // of an approved order
};
Result<About> what_about(const Event& event);

}  // namespace atelier::payment::paypal
