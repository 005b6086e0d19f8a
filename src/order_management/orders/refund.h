// A refund of an order: which lines (and how much of the shipping) the customer gets back. Pure.
//
// A line's refund is its share of what was paid for it: n of m pieces get back n/m of its total and of its tax, rounded so that the
// shares of all m pieces add up to the line exactly, whatever the order they come back in. Net is amount - tax, so net + tax = gross.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/money.h"
#include "item_management/inventory/inventory.h"
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

// Done by Orders: asks the provider, and notes what it answered.
inline constexpr char kRefundOrderEffect[] = "order.refund";
struct RefundReference {
  OrderId order;
  RefundId refund;
};
BOOST_DESCRIBE_STRUCT(RefundReference, (), (order, refund))

struct Order;

// What may still be given back of a line.
int refundable(const Order& order, std::string_view sku);
// Shipping that was not given back yet.
Money refundable_shipping(const Order& order);

struct RefundWanted {
  std::vector<item_management::inventory::SkuQuantity> lines;
  Money shipping;      // 0: none of it
  std::string reason;  // 1 to 200 characters
  std::string by;
};
enum class RefundRefusal {
  order_not_paid,
  unknown_line,
  too_many_pieces,     // more than were bought, less what was given back before
  too_much_shipping,
  nothing_to_refund,
  more_than_captured,  // the payment has not that much left: CHECKed against, whatever the lines say
};
BOOST_DESCRIBE_ENUM(RefundRefusal, order_not_paid, unknown_line, too_many_pieces, too_much_shipping, nothing_to_refund, more_than_captured)

// The amounts of a refund, without id, time and payment. `captured`: of the payment that paid the order.
std::expected<OrderRefund, RefundRefusal> decide_refund(const Order& order, const RefundWanted& wanted, Money captured);
// As many of the pieces as can still be given back, and the shipping where `with_shipping`; total 0: nothing is left.
OrderRefund refund_what_is_left(const Order& order, const std::vector<item_management::inventory::SkuQuantity>& pieces, bool with_shipping,
                                std::string reason);

}  // namespace atelier::order_management
