// Of PayPal's orders what we read, and what they say in our words. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.h"
#include "payment/gateway.h"

namespace atelier::payment::paypal {

struct Amount {
  std::string currency_code;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(Amount, (), (currency_code, value))

struct Link {
  std::string href;
  std::string rel;
};
BOOST_DESCRIBE_STRUCT(Link, (), (href, rel))

struct Authorization {
  std::string id;
  std::string status;  // CREATED, PARTIALLY_CAPTURED, CAPTURED, VOIDED, DENIED, PENDING
  Amount amount;
};
BOOST_DESCRIBE_STRUCT(Authorization, (), (id, status, amount))

struct Capture {
  std::string id;
  std::string status;  // COMPLETED, PARTIALLY_REFUNDED, REFUNDED, PENDING, DECLINED, FAILED
  Amount amount;
};
BOOST_DESCRIBE_STRUCT(Capture, (), (id, status, amount))

struct Refund {
  std::string id;
  std::string status;  // COMPLETED, PENDING, FAILED, CANCELLED
  Amount amount;
  std::optional<std::string> custom_id;
  std::vector<Link> links;  // "up": the capture
};
BOOST_DESCRIBE_STRUCT(Refund, (), (id, status, amount, custom_id, links))

struct Payments {
  std::vector<Authorization> authorizations;
  std::vector<Capture> captures;
  std::vector<Refund> refunds;
};
BOOST_DESCRIBE_STRUCT(Payments, (), (authorizations, captures, refunds))

struct PurchaseUnit {
  std::string custom_id;  // our payment
  Amount amount;
  Payments payments;
};
BOOST_DESCRIBE_STRUCT(PurchaseUnit, (), (custom_id, amount, payments))

struct Order {
  std::string id;
  std::string intent;  // CAPTURE, AUTHORIZE
  std::string status;  // CREATED, PAYER_ACTION_REQUIRED, APPROVED, COMPLETED, VOIDED, SAVED
  std::string update_time;
  std::vector<PurchaseUnit> purchase_units;
  std::vector<Link> links;
};
BOOST_DESCRIBE_STRUCT(Order, (), (id, intent, status, update_time, purchase_units, links))

GatewayStatus status_of(const Order& order);
std::optional<PaymentId> payment_of(const Order& order);

// The last part of the capture's address in a refund's links; "" where it has none.
std::string capture_of(const std::vector<Link>& links);

// The hold of an order that may be captured or released; nullptr where there is none.
const Authorization* open_hold(const Order& order);

// How an amount goes back across the captures it came in, oldest first. `tag` marks our refund: what went back under it before (a call whose
// answer was lost) is not given back again. Error invalid "more_than_captured".
struct RefundPart {
  std::string capture;
  std::int64_t amount_minor = 0;
};
Result<std::vector<RefundPart>> decide_refund(const Order& order, Money amount, std::string_view tag);

}  // namespace atelier::payment::paypal
