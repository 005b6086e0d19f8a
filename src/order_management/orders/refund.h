// A refund of an order: which lines (and how much of the shipping) the customer gets back. Pure.
//
// A line's refund is its share of what was paid for it: n of m pieces get back n/m of its total and of its tax, rounded so that the
// shares of all m pieces add up to the line exactly, whatever the order they come back in. Net is amount - tax, so net + tax = gross.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/money.h"
#include "json/json.h"

namespace atelier::order_management {

enum class RefundState {
  requested,  // the provider is asked, until it answers
  refunded,   // the money went back
  failed,     // the provider refused it for good: a person has to look
};
BOOST_DESCRIBE_ENUM(RefundState, requested, refunded, failed)

struct RefundLine {
  std::string sku;
  int quantity = 0;
  Money amount;  // gross
  Money tax;     // inside the amount
};
BOOST_DESCRIBE_STRUCT(RefundLine, (), (sku, quantity, amount, tax))

struct OrderRefund {
  RefundId id;
  std::vector<RefundLine> lines;
  Money shipping;      // gross; 0: none
  Money shipping_tax;  // inside it
  Money total;         // lines and shipping
  Money tax;           // inside the total
  std::string reason;  // "cancelled", "returned", "returned_to_sender", or what staff wrote
  RefundState state = RefundState::requested;
  Time at{};           // when it was decided
  PaymentId payment;   // what it is paid back from
  std::string by;      // a staff id; empty for the house itself
};
BOOST_DESCRIBE_STRUCT(OrderRefund, (), (id, lines, shipping, shipping_tax, total, tax, reason, state, at, payment, by))

}  // namespace atelier::order_management
