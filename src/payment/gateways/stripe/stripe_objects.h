// Of Stripe's objects what we read (API version kStripeVersion); everything else is passed over. And what they say in our words.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.h"
#include "payment/gateway.h"

namespace atelier::payment::stripe {

// Sent with every call, so that an account's default version never changes what we read. It is the version of the specification that the
// adapter is tested against; webhook endpoints are made with the same one (README.md).
inline constexpr char kStripeVersion[] = "2020-08-27";

// Where the payment's id stands in the metadata of the payment intent, which Stripe copies to its charges.
inline constexpr char kPaymentKey[] = "atelier_payment";

struct Charge {
  std::string id;
  std::int64_t amount = 0;
  std::int64_t amount_captured = 0;
  std::int64_t amount_refunded = 0;
  bool captured = false;
  std::string currency;
  std::string status;  // succeeded, pending, failed
  std::map<std::string, std::string> metadata;
};
BOOST_DESCRIBE_STRUCT(Charge, (), (id, amount, amount_captured, amount_refunded, captured, currency, status, metadata))

struct Charges {
  std::vector<Charge> data;
};
BOOST_DESCRIBE_STRUCT(Charges, (), (data))

struct PaymentError {
  std::optional<std::string> code;
  std::optional<std::string> decline_code;
};
BOOST_DESCRIBE_STRUCT(PaymentError, (), (code, decline_code))

struct PaymentIntent {
  std::string id;
  std::string status;
  std::int64_t amount_capturable = 0;
  std::string currency;
  std::optional<std::string> cancellation_reason;
  std::optional<PaymentError> last_payment_error;
  std::map<std::string, std::string> metadata;
  Charges charges;
};
BOOST_DESCRIBE_STRUCT(PaymentIntent, (), (id, status, amount_capturable, currency, cancellation_reason, last_payment_error, metadata, charges))

struct Session {
  std::string id;
  std::optional<std::string> url;     // null once it is no longer open
  std::optional<std::string> status;  // open, complete, expired
  std::string payment_status;         // unpaid, paid, no_payment_required
  std::optional<std::string> client_reference_id;
  std::optional<std::string> currency;
  std::optional<std::int64_t> amount_total;
  json::Raw payment_intent;           // an object where it was asked for (expand), else its id, or null
};
BOOST_DESCRIBE_STRUCT(Session, (), (id, url, status, payment_status, client_reference_id, currency, amount_total, payment_intent))

// nullopt where the session carries only its id, or none.
std::optional<PaymentIntent> intent_of(const Session& session);
// The id in either form; "" where there is none.
std::string intent_id_of(const Session& session);

GatewayStatus status_of(const Session& session);
GatewayStatus status_of(const PaymentIntent& intent);
GatewayStatus status_of(const Charge& charge);

}  // namespace atelier::payment::stripe
