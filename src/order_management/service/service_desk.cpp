#include "order_management/service/service_desk.h"

#include <algorithm>

#include "item_management/vocabulary.h"
#include "order_management/orders/orders.h"
#include "payment/payment.h"

namespace atelier::order_management {
namespace {

namespace inventory = item_management::inventory;

struct FirstAnswer {
  std::string digest;
  std::string id;
};
BOOST_DESCRIBE_STRUCT(FirstAnswer, (), (digest, id))

template <class E>
std::unexpected<Refused> refused(E why) {
  return std::unexpected(Refused{boost::describe::enum_to_string(why, "refused"), ""});
}

// What a decision about parcels or returns gave, in the desk's words.
template <class T, class E, class Text>
std::expected<std::pair<events::Decision, std::string>, Refused> in_words(std::expected<std::pair<events::Decision, T>, E> decided, Text text) {
  if (!decided) return refused(decided.error());
  return std::pair(std::move(decided->first), text(decided->second));
}
std::string id_of(const auto& id) { return id.text(); }
template <class E>
std::string name_of(E state) {
  return boost::describe::enum_to_string(state, "");
}

std::vector<std::string> exchange_skus(const OrderReturn& one) {
  std::vector<std::string> skus;
  for (const auto& line : one.lines) {
    if (line.exchange_sku) skus.push_back(*line.exchange_sku);
  }
  return skus;
}

ReservationId reservation_of(const Order& order, const ReturnId& id) {
  const auto one = std::ranges::find(order.returns, id, &OrderReturn::id);
  return one == order.returns.end() ? ReservationId{} : one->reservation;
}

Task<Result<std::optional<inventory::StoredReservation>>> read_if_any(storage::Store& store, ReservationId id) {
  if (id.empty()) co_return std::optional<inventory::StoredReservation>{};
  co_return co_await inventory::read_reservation(store, id);
}

}  // namespace

template <class Decide>
Task<Result<DeskOutcome>> ServiceDesk::once(std::string scope, Once once, Decide decide) {
  const storage::Key key{storage::kIdempotency, "desk/" + scope + "/" + once.key, ""};
  co_return co_await events::run<DeskOutcome>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, DeskOutcome>>> {
    auto before = co_await context_.store.get(key);
    if (!before) co_return fail(before);
    if (*before) {
      auto first = json::read_record<FirstAnswer>((*before)->body, "idempotency record");
      if (!first) co_return fail(first);
      DeskOutcome outcome = Answer{first->id, true};
      if (first->digest != once.digest) outcome = std::unexpected(Refused{"idempotency_key_reused", ""});
      co_return std::pair(events::Decision{}, std::move(outcome));
    }
    Result<Decided> decided = co_await decide(now);
    if (!decided) co_return fail(decided);
    if (!*decided) {
      DeskOutcome outcome = std::unexpected(decided->error());
      co_return std::pair(events::Decision{}, std::move(outcome));
    }
    auto& [decision, id] = **decided;
    decision.write(storage::Put{.key = key,
                                .body = json::write(FirstAnswer{once.digest, id}),
                                .expires_at = now + kIdempotencyKept,
                                .condition = storage::Absent{}});
    DeskOutcome outcome = Answer{id, false};
    co_return std::pair(std::move(decision), std::move(outcome));
  });
}

Task<Result<DeskOutcome>> ServiceDesk::cancel(OrderId order, Cancel wanted, Once key) {
  co_return co_await once(order.text(), std::move(key), [&](Time now) -> Task<Result<Decided>> {
    auto facts = co_await read_fulfilment(context_.store, order);
    if (!facts) co_return fail(facts);
    auto reservation = co_await inventory::read_reservation(context_.store, facts->order.order.reservation);
    if (!reservation) co_return fail(reservation);
    co_return in_words(decide_cancel(std::move(*facts), *reservation, wanted, now, context_.random), name_of<OrderState>);
  });
}

Task<Result<DeskOutcome>> ServiceDesk::refund(OrderId order, RefundWanted wanted, Once key) {
  co_return co_await once(order.text(), std::move(key), [&](Time now) -> Task<Result<Decided>> {
    auto facts = co_await read_fulfilment(context_.store, order);
    if (!facts) co_return fail(facts);
    auto payment = co_await payment::read_payment(context_.store, facts->order.order.payments.back());
    if (!payment) co_return fail(payment);
    const Money captured{payment->payment.captured_minor, payment->payment.amount.currency};
    auto made = decide_refund(facts->order.order, wanted, captured);
    if (!made) co_return Decided(refused(made.error()));
    OrderChange change(std::move(*facts), now, context_.random);
    change.refund(std::move(*made));
    const std::string id = change.order().refunds.back().id.text();
    co_return Decided(std::pair(std::move(change).finish(), id));
  });
}

Task<Result<DeskOutcome>> ServiceDesk::ship(OrderId order, Ship wanted, Once key) {
  co_return co_await once(order.text(), std::move(key), [&](Time now) -> Task<Result<Decided>> {
    auto words = co_await item_management::load_vocabulary(context_.store);
    if (!words) co_return fail(words);
    if (!wanted.location.empty() && !words->places().contains(wanted.location)) {
      co_return Decided(std::unexpected(Refused{"unknown_location", ""}));
    }
    auto facts = co_await read_fulfilment(context_.store, order);
    if (!facts) co_return fail(facts);
    co_return in_words(decide_ship(std::move(*facts), wanted, now, context_.random), id_of<DeliveryId>);
  });
}

Task<Result<ExchangePieces>> ServiceDesk::exchange_pieces(const Order& order, const std::vector<ReturnLine>& lines) {
  ExchangePieces pieces;
  const auto* market = house_.markets.find(order.market);
  if (market == nullptr) co_return pieces;
  for (const auto& line : lines) {
    if (!line.exchange_sku) continue;
    const std::string sku = *line.exchange_sku;
    auto goods = co_await goods_.read(sku, *market, order.locale);
    if (!goods) co_return fail(goods);
    if (!*goods) continue;
    auto available = co_await inventory::available_in_region(context_.store, order.id.region(), {sku});
    if (!available) co_return fail(available);
    pieces[sku] = {(*goods)->item_id, (*goods)->price, (*available)[sku]};
  }
  co_return pieces;
}

Task<Result<DeskOutcome>> ServiceDesk::request_return(OrderId order, ReturnWanted wanted, Once key) {
  co_return co_await once(order.text(), std::move(key), [&](Time now) -> Task<Result<Decided>> {
    auto facts = co_await read_fulfilment(context_.store, order);
    if (!facts) co_return fail(facts);
    auto pieces = co_await exchange_pieces(facts->order.order, wanted.lines);
    if (!pieces) co_return fail(pieces);
    co_return in_words(decide_request_return(std::move(*facts), wanted, *pieces, now, context_.random), id_of<ReturnId>);
  });
}

Task<Result<DeskOutcome>> ServiceDesk::receive_return(OrderId order, ReturnId returned, std::vector<ReceivedLine> lines, std::string location,
                                                      std::string by, Once key) {
  co_return co_await once(order.text(), std::move(key), [&](Time now) -> Task<Result<Decided>> {
    auto words = co_await item_management::load_vocabulary(context_.store);
    if (!words) co_return fail(words);
    const auto place = words->places().find(location);
    if (place == words->places().end()) co_return Decided(std::unexpected(Refused{"unknown_location", ""}));
    auto facts = co_await read_fulfilment(context_.store, order);
    if (!facts) co_return fail(facts);
    auto reservation = co_await read_if_any(context_.store, reservation_of(facts->order.order, returned));
    if (!reservation) co_return fail(reservation);
    std::map<std::string, std::int64_t> available;
    for (const auto& one : facts->order.order.returns) {
      if (one.id != returned) continue;
      auto read = co_await inventory::available_in_region(context_.store, order.region(), exchange_skus(one));
      if (!read) co_return fail(read);
      available = std::move(*read);
    }
    const Receive received{lines, place->second, by};
    co_return in_words(decide_receive(std::move(*facts), returned, received, *reservation, available, now, context_.random), name_of<ReturnState>);
  });
}

Task<Result<DeskOutcome>> ServiceDesk::refuse_return(OrderId order, ReturnId returned, std::string note, std::string by, Once key) {
  co_return co_await once(order.text(), std::move(key), [&](Time now) -> Task<Result<Decided>> {
    auto facts = co_await read_fulfilment(context_.store, order);
    if (!facts) co_return fail(facts);
    auto reservation = co_await read_if_any(context_.store, reservation_of(facts->order.order, returned));
    if (!reservation) co_return fail(reservation);
    co_return in_words(decide_refuse(std::move(*facts), returned, note, by, *reservation, now, context_.random), name_of<ReturnState>);
  });
}

template <class Change>
Task<Result<DeskOutcome>> ServiceDesk::change_task(TaskId id, Change change) {
  co_return co_await events::run<DeskOutcome>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, DeskOutcome>>> {
    auto stored = co_await read_task(context_.store, id);
    if (!stored) co_return fail(stored);
    TaskOutcome changed = change(stored->task, now);
    events::Decision decision;
    DeskOutcome outcome = Answer{id.text(), false};
    if (changed) save_task(decision, *changed, stored->version);
    else outcome = refused(changed.error());
    co_return std::pair(std::move(decision), std::move(outcome));
  });
}

Task<Result<DeskOutcome>> ServiceDesk::claim(TaskId task, std::string by) {
  co_return co_await change_task(task, [&](const SalesTask& known, Time now) { return decide_claim(known, by, now); });
}

Task<Result<DeskOutcome>> ServiceDesk::release(TaskId task, std::string by) {
  co_return co_await change_task(task, [&](const SalesTask& known, Time now) { return decide_release(known, by, now); });
}

Task<Result<DeskOutcome>> ServiceDesk::note(TaskId task, std::string by, std::string text, Once key) {
  co_return co_await once(task.text(), std::move(key), [&](Time now) -> Task<Result<Decided>> {
    auto stored = co_await read_task(context_.store, task);
    if (!stored) co_return fail(stored);
    auto noted = decide_note(stored->task, by, text, now);
    if (!noted) co_return Decided(refused(noted.error()));
    events::Decision decision;
    save_task(decision, *noted, stored->version);
    co_return Decided(std::pair(std::move(decision), task.text()));
  });
}

template <class Decide>
Task<Result<DeskOutcome>> ServiceDesk::end_task(TaskId id, std::string by, std::string outcome, Once key, Decide decide) {
  co_return co_await once(id.text(), std::move(key), [&](Time now) -> Task<Result<Decided>> {
    auto stored = co_await read_task(context_.store, id);
    if (!stored) co_return fail(stored);
    auto ended = decide_done(stored->task, by, outcome, now);
    if (!ended) co_return Decided(refused(ended.error()));
    auto facts = co_await read_fulfilment(context_.store, stored->task.order);
    if (!facts) co_return fail(facts);
    Parcelled<DeliveryId> decided = decide(std::move(*facts), stored->task.delivery, now);
    if (!decided) co_return Decided(refused(decided.error()));
    save_task(decided->first, *ended, stored->version);
    co_return Decided(std::pair(std::move(decided->first), decided->second.text()));
  });
}

Task<Result<DeskOutcome>> ServiceDesk::reschedule(TaskId task, std::string by, Reschedule wanted, Once key) {
  co_return co_await end_task(task, by, "rescheduled", std::move(key), [&](Fulfilment facts, const DeliveryId& delivery, Time now) {
    return decide_reschedule(std::move(facts), delivery, wanted, now, context_.random);
  });
}

Task<Result<DeskOutcome>> ServiceDesk::return_to_sender(TaskId task, std::string by, Once key) {
  co_return co_await end_task(task, by, "returned_to_sender", std::move(key), [&](Fulfilment facts, const DeliveryId& delivery, Time now) {
    return decide_return_to_sender(std::move(facts), delivery, now, context_.random);
  });
}

}  // namespace atelier::order_management
