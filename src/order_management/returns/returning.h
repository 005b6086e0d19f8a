// What is decided about returns and exchanges. Pure.
//
// The law behind it is Directive 2011/83/EU: 14 days from the delivery of the last piece (art. 9), and who sends everything back is paid the
// (standard) delivery, too (art. 13 (1)). Staff may take back later than that.
//
// An exchange is for another size of the same item at the price that was paid: the new piece is reserved when the customer asks and sent when the
// old one is here. Where it cannot be had any more by then the money goes back (docs/decisions/0041).
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "integration/courier/courier.h"
#include "item_management/inventory/movements.h"
#include "order_management/orders/change.h"

namespace atelier::order_management {

// Two weeks to ask, two to send it (art. 14 (1)): so long the new piece waits.
inline constexpr std::chrono::hours kExchangeHeld{24 * 28};
inline constexpr std::size_t kMostReturns = 20;  // of one order: more is a mistake

enum class ReturnRefusal {
  order_not_delivered,
  return_window_over,
  unknown_line,
  too_many_pieces,        // more than were delivered, less what came back before
  exchange_or_refund,     // one return is for one of them
  exchange_not_possible,  // another item, another price, or sold out: a refund and a new order do it
  too_many_returns,
  return_not_open,        // received or refused before
};
BOOST_DESCRIBE_ENUM(ReturnRefusal, order_not_delivered, return_window_over, unknown_line, too_many_pieces, exchange_or_refund,
                    exchange_not_possible, too_many_returns, return_not_open)
template <class T>
using Returned = std::expected<std::pair<events::Decision, T>, ReturnRefusal>;

// What a SKU is and costs now, for an exchange.
struct ExchangePiece {
  ItemId item;
  std::optional<Money> price;
  std::int64_t available = 0;
};
using ExchangePieces = std::map<std::string, ExchangePiece>;

struct ReturnWanted {
  std::vector<ReturnLine> lines;
  std::string by;  // a staff id, who may do it after the window; empty: the customer
};
Returned<ReturnId> decide_request_return(Fulfilment facts, const ReturnWanted& wanted, const ExchangePieces& pieces, Time now, Random& random);

// The courier made a label. Empty where there is one.
events::Decision decide_label(Fulfilment facts, const ReturnId& id, const integration::ReturnLabel& label, Time now, Random& random);

// What lies on the table now: of each line so many can be sold again and so many cannot. Fewer than asked for is all right.
struct ReceivedLine {
  std::string sku;
  int sellable = 0;
  int damaged = 0;
};
BOOST_DESCRIBE_STRUCT(ReceivedLine, (), (sku, sellable, damaged))
struct Receive {
  std::vector<ReceivedLine> lines;
  item_management::inventory::Place place;
  std::string by;
};
// `reservation`: of the exchange; `exchange_available`: pieces of its SKUs that nobody holds.
Returned<ReturnState> decide_receive(Fulfilment facts, const ReturnId& id, const Receive& received,
                                     const std::optional<item_management::inventory::StoredReservation>& reservation,
                                     const std::map<std::string, std::int64_t>& exchange_available, Time now, Random& random);
Returned<ReturnState> decide_refuse(Fulfilment facts, const ReturnId& id, const std::string& note, const std::string& by,
                                    const std::optional<item_management::inventory::StoredReservation>& reservation, Time now, Random& random);

}  // namespace atelier::order_management
