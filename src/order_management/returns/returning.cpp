#include "order_management/returns/returning.h"

#include <algorithm>

#include "base/check.h"

namespace atelier::order_management {
namespace {

namespace inventory = item_management::inventory;
using inventory::SkuQuantity;

bool is_open(const OrderReturn& one) { return one.state == ReturnState::requested || one.state == ReturnState::label_sent; }

OrderReturn* find_return(Order& order, const ReturnId& id) {
  const auto found = std::ranges::find(order.returns, id, &OrderReturn::id);
  return found == order.returns.end() ? nullptr : &*found;
}

// Pieces of a SKU with the customer, and of them those that he has not asked to send back.
int returnable(OrderChange& change, const std::string& sku) {
  int pieces = 0;
  for (const auto& [delivery, version] : change.deliveries()) {
    if (delivery.exchange_for || delivery.state != DeliveryState::delivered) continue;
    for (const auto& line : lines_of(delivery, change.order())) pieces += line.sku == sku ? line.quantity : 0;
  }
  for (const auto& one : change.order().returns) {
    if (one.state == ReturnState::refused) continue;
    for (const auto& line : one.lines) {
      if (line.sku == sku) pieces -= is_open(one) ? line.quantity : line.sellable + line.damaged;
    }
  }
  return pieces;
}

std::optional<Time> delivered_at(const Order& order) {
  std::optional<Time> at;
  for (const auto& step : order.history) {
    if (step.state == OrderState::delivered) at = step.at;
  }
  return at;
}

std::optional<ReturnRefusal> refuse_exchange(const Order& order, const ReturnLine& line, const ExchangePieces& pieces) {
  const auto bought = std::ranges::find(order.lines, line.sku, &OrderLine::sku);
  const auto piece = pieces.find(*line.exchange_sku);
  const bool possible = piece != pieces.end() && piece->second.item == bought->item_id && piece->second.price == bought->unit_price &&
                        piece->second.available >= line.quantity && *line.exchange_sku != line.sku;
  if (!possible) return ReturnRefusal::exchange_not_possible;
  return std::nullopt;
}

std::optional<ReturnRefusal> refuse_request(OrderChange& change, const ReturnWanted& wanted, const ExchangePieces& pieces) {
  const Order& order = change.order();
  const auto delivered = delivered_at(order);
  if (!delivered) return ReturnRefusal::order_not_delivered;
  const bool late = change.now > *delivered + kReturnWindow || order.state == OrderState::closed;
  if (late && wanted.by.empty()) return ReturnRefusal::return_window_over;
  if (order.returns.size() >= kMostReturns) return ReturnRefusal::too_many_returns;
  if (wanted.lines.empty()) return ReturnRefusal::unknown_line;
  const bool exchange = wanted.lines.front().exchange_sku.has_value();
  std::vector<std::string> seen;
  for (const auto& line : wanted.lines) {
    const bool twice = std::ranges::find(seen, line.sku) != seen.end();
    if (twice || std::ranges::find(order.lines, line.sku, &OrderLine::sku) == order.lines.end()) return ReturnRefusal::unknown_line;
    seen.push_back(line.sku);
    if (line.quantity < 1 || line.quantity > returnable(change, line.sku)) return ReturnRefusal::too_many_pieces;
    if (line.exchange_sku.has_value() != exchange) return ReturnRefusal::exchange_or_refund;
    if (!exchange) continue;
    if (const auto refused = refuse_exchange(order, line, pieces)) return refused;
  }
  return std::nullopt;
}

void step(OrderReturn& one, ReturnState to, const std::string& by, Time now) {
  CHECK(may_become(one.state, to), "the table of returns does not allow this");
  one.state = to;
  one.history.push_back({to, now, by});
}

void release(OrderChange& change, const std::optional<inventory::StoredReservation>& reservation) {
  if (reservation && reservation->reservation.state == inventory::ReservationState::held) {
    inventory::release(change.decision, reservation->reservation, reservation->version, change.now);
  }
}

void take_in(OrderChange& change, const OrderReturn& one, const Receive& received) {
  for (const auto& line : one.lines) {
    const inventory::Note note{.reason = "customer return: " + line.reason, .reference = change.order().id.text(), .by = received.by};
    if (line.sellable > 0) {
      const auto done = inventory::decide_return(change.decision, received.place, {line.sku, line.sellable}, note, change.now, change.random);
      CHECK(done.has_value(), "its quantity was looked at");
    }
    if (line.damaged > 0) {
      const auto done =
          inventory::decide_damaged_return(change.decision, received.place, {line.sku, line.damaged}, note, change.now, change.random);
      CHECK(done.has_value(), "its quantity was looked at");
    }
  }
}

// The other size leaves: out of what was held for it, or of what is free.
bool send_exchange(OrderChange& change, OrderReturn& one, const std::optional<inventory::StoredReservation>& reservation,
                   const std::map<std::string, std::int64_t>& available) {
  std::vector<SkuQuantity> pieces;
  for (const auto& line : one.lines) {
    if (line.sellable + line.damaged > 0) pieces.push_back({*line.exchange_sku, line.sellable + line.damaged});
  }
  const bool held = reservation && reservation->reservation.state == inventory::ReservationState::held;
  const bool free = std::ranges::all_of(pieces, [&](const auto& piece) {
    const auto found = available.find(piece.sku);
    return found != available.end() && found->second >= piece.quantity;
  });
  if (!held && !free) return false;
  release(change, reservation);
  inventory::take_now(change.decision, {.region = change.order().id.region(), .lines = pieces, .reference = change.order().id.text()}, change.now,
                      change.random);
  const ReturnId returned = one.id;
  one.delivery = change.add({.lines = pieces, .exchange_for = returned}, true).id;
  return true;
}

bool everything_is_back(const Order& order) {
  return std::ranges::all_of(order.lines, [&](const auto& line) {
    int back = line.cancelled;
    for (const auto& one : order.returns) {
      for (const auto& returned : one.lines) {
        if (returned.sku == line.sku && one.state == ReturnState::refunded) back += returned.sellable + returned.damaged;
      }
    }
    return back >= line.quantity;
  });
}

void pay_back(OrderChange& change, OrderReturn& one, const std::string& by) {
  Order& order = change.order();
  step(one, ReturnState::refunded, by, change.now);
  std::vector<SkuQuantity> pieces;
  for (const auto& line : one.lines) pieces.push_back({line.sku, line.sellable + line.damaged});
  const bool all = everything_is_back(order);
  auto refund = refund_what_is_left(order, pieces, all, "returned");
  refund.by = by;
  if (refund.total.amount_minor > 0) {
    change.refund(std::move(refund));
    one.refund = order.refunds.back().id;
  }
  if (all && may_become(order.state, OrderState::returned)) change.become(OrderState::returned);
}

}  // namespace

Returned<ReturnId> decide_request_return(Fulfilment facts, const ReturnWanted& wanted, const ExchangePieces& pieces, Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  if (const auto refused = refuse_request(change, wanted, pieces)) return std::unexpected(*refused);
  Order& order = change.order();
  OrderReturn one{.id = ReturnId::make(order.id.region(), now, random),
                  .lines = wanted.lines,
                  .history = {{ReturnState::requested, now, wanted.by}}};
  if (wanted.lines.front().exchange_sku) {
    std::vector<SkuQuantity> held;
    for (const auto& line : wanted.lines) held.push_back({*line.exchange_sku, line.quantity});
    one.reservation = ReservationId::make(order.id.region(), now, random);
    inventory::reserve(change.decision, {.id = one.reservation,
                                         .order = order.id.text(),
                                         .region = order.id.region(),
                                         .lines = std::move(held),
                                         .expires_at = now + kExchangeHeld});
  }
  change.decision.effects.push_back(
      {.kind = kReturnLabelEffect, .key = one.id.text(), .data = json::write(ReturnReference{order.id, one.id})});
  change.tell(event::kReturnRequested, about(order, one));
  const ReturnId id = one.id;
  order.returns.push_back(std::move(one));
  change.touch();
  return std::pair(std::move(change).finish(), id);
}

events::Decision decide_label(Fulfilment facts, const ReturnId& id, const integration::ReturnLabel& label, Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  auto* one = find_return(change.order(), id);
  if (one == nullptr || one->state != ReturnState::requested) return {};
  one->label_url = label.label_url;
  one->tracking_number = label.tracking_number;
  step(*one, ReturnState::label_sent, "", now);
  change.touch();
  change.tell(event::kReturnLabelSent, about(change.order(), *one));
  return std::move(change).finish();
}

Returned<ReturnState> decide_receive(Fulfilment facts, const ReturnId& id, const Receive& received,
                                     const std::optional<inventory::StoredReservation>& reservation,
                                     const std::map<std::string, std::int64_t>& exchange_available, Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  auto* one = find_return(change.order(), id);
  if (one == nullptr || !is_open(*one)) return std::unexpected(ReturnRefusal::return_not_open);
  int pieces = 0;
  for (const auto& line : received.lines) {
    const auto asked = std::ranges::find(one->lines, line.sku, &ReturnLine::sku);
    if (asked == one->lines.end()) return std::unexpected(ReturnRefusal::unknown_line);
    const bool fits = line.sellable >= 0 && line.damaged >= 0 && std::int64_t{line.sellable} + line.damaged <= asked->quantity;
    if (!fits) return std::unexpected(ReturnRefusal::too_many_pieces);
    asked->sellable = line.sellable;
    asked->damaged = line.damaged;
    pieces += line.sellable + line.damaged;
  }
  if (pieces == 0) return std::unexpected(ReturnRefusal::unknown_line);
  step(*one, ReturnState::received, received.by, now);
  change.touch();
  take_in(change, *one, received);
  change.tell(event::kReturned, about(change.order(), *one));
  const bool exchange = one->lines.front().exchange_sku.has_value();
  if (exchange && send_exchange(change, *one, reservation, exchange_available)) {
    step(*one, ReturnState::exchanged, received.by, now);
    auto data = about(change.order(), *one);
    data.delivery = one->delivery;
    change.tell(event::kExchanged, data);
  } else {
    release(change, reservation);
    pay_back(change, *one, received.by);
  }
  const auto state = one->state;
  return std::pair(std::move(change).finish(), state);
}

Returned<ReturnState> decide_refuse(Fulfilment facts, const ReturnId& id, const std::string& note, const std::string& by,
                                    const std::optional<inventory::StoredReservation>& reservation, Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  auto* one = find_return(change.order(), id);
  if (one == nullptr || !is_open(*one)) return std::unexpected(ReturnRefusal::return_not_open);
  step(*one, ReturnState::refused, by, now);
  one->note = note;
  change.touch();
  release(change, reservation);
  auto data = about(change.order(), *one);
  data.reason = note;
  change.tell(event::kReturnRefused, data);
  return std::pair(std::move(change).finish(), ReturnState::refused);
}

}  // namespace atelier::order_management
