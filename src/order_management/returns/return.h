// A return: pieces that a customer wants to send back, or to change for another size.
//
// The customer may ask for 14 days from delivery (Directive 2011/83/EU, art. 9). Its life is a table; the picture in README.md is printed
// from it by a test. Everything here is pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "json/json.h"

namespace atelier::order_management {

enum class ReturnState {
  requested,
  label_sent,  // the customer has a label of the courier for the parcel
  received,    // it is here and was looked at
  refused,     // not taken back (worn, or another's): nothing is paid
  exchanged,   // the other size is on its way
  refunded,    // the money goes back
};
BOOST_DESCRIBE_ENUM(ReturnState, requested, label_sent, received, refused, exchanged, refunded)

struct ReturnTransition {
  ReturnState from;
  ReturnState to;
};
std::span<const ReturnTransition> return_transitions();
bool may_become(ReturnState from, ReturnState to);

struct ReturnLine {
  std::string sku;
  int quantity = 0;
  std::string reason;  // "too_small", "too_large", "not_as_shown", "damaged", "changed_mind"
  std::optional<std::string> exchange_sku;  // the other size of the same item, at the same price
  int sellable = 0;  // of those that were received
  int damaged = 0;
};
BOOST_DESCRIBE_STRUCT(ReturnLine, (), (sku, quantity, reason, exchange_sku, sellable, damaged))

struct ReturnStep {
  ReturnState state = ReturnState::requested;
  Time at{};
  std::string by;  // a staff id; empty: the customer or the house itself
};
BOOST_DESCRIBE_STRUCT(ReturnStep, (), (state, at, by))

struct OrderReturn {
  ReturnId id;
  std::vector<ReturnLine> lines;
  ReturnState state = ReturnState::requested;
  std::vector<ReturnStep> history;
  std::string label_url;
  std::string tracking_number;
  ReservationId reservation;  // of the pieces it is changed for; empty where there are none
  DeliveryId delivery;        // that takes them to the customer
  RefundId refund;            // what was paid back
  std::string note;           // why it was refused
};
BOOST_DESCRIBE_STRUCT(OrderReturn, (), (id, lines, state, history, label_url, tracking_number, reservation, delivery, refund, note))

inline constexpr char kReturnLabelEffect[] = "return.label";  // done by Orders
struct ReturnReference {
  OrderId order;
  ReturnId returned;
};
BOOST_DESCRIBE_STRUCT(ReturnReference, (), (order, returned))

}  // namespace atelier::order_management
