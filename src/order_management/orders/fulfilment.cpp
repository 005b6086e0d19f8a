// What happens to an order after it was placed: money, and the window's end.
#include <algorithm>

#include "order_management/orders/orders.h"

namespace atelier::order_management {
namespace {

using Attempt = Task<Result<std::pair<events::Decision, bool>>>;

template <class F>
Task<Result<void>> run(events::Context& context, F attempt) {
  auto done = co_await events::run<bool>(context, std::move(attempt));
  if (!done) co_return fail(done);
  co_return Result<void>{};
}

// What is known under a retry's key: the payment it made.
struct RetryAnswer {
  PaymentId payment;
  std::string body_digest;
};
BOOST_DESCRIBE_STRUCT(RetryAnswer, (), (payment, body_digest))

}  // namespace

Task<Result<OrderFacts>> Orders::read_facts(OrderId id) {
  auto order = co_await read_order(context_.store, id);
  if (!order) co_return fail(order);
  auto reservation = co_await item_management::inventory::read_reservation(context_.store, order->order.reservation);
  if (!reservation) co_return fail(reservation);
  co_return OrderFacts{std::move(*order), std::move(*reservation)};
}

Task<Result<void>> Orders::payment_settled(events::EffectRecord effect) {
  auto settled = json::read_record<payment::PaymentSettled>(effect.data.text, "effect " + effect.id.text());
  if (!settled) co_return fail(settled);
  const auto id = OrderId::parse(settled->reference);
  if (!id) co_return Result<void>{};  // a till's
  co_return co_await run(context_, [&](Time now) -> Attempt {
    auto facts = co_await read_facts(*id);
    if (!facts) co_return fail(facts);
    if (settled->state != payment::PaymentState::captured) {
      co_return std::pair(decide_not_paid(*facts, *settled, now), true);
    }
    std::vector<std::string> skus;
    for (const auto& line : facts->order.order.lines) skus.push_back(line.sku);
    auto available = co_await item_management::inventory::available_in_region(context_.store, id->region(), std::move(skus));
    if (!available) co_return fail(available);
    const bool all = std::ranges::all_of(facts->order.order.lines, [&](const auto& line) { return (*available)[line.sku] >= line.quantity; });
    co_return std::pair(decide_captured(*facts, *settled, all, now, context_.random), true);
  });
}

Task<Result<void>> Orders::expire(events::EffectRecord effect) {
  auto reference = json::read_record<OrderReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  co_return co_await run(context_, [&](Time now) -> Attempt {
    auto facts = co_await read_facts(reference->order);
    if (!facts) co_return fail(facts);
    co_return std::pair(decide_expired(*facts, now), true);
  });
}

Task<Result<void>> Orders::close(events::EffectRecord effect) {
  auto reference = json::read_record<OrderReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  co_return co_await run(context_, [&](Time now) -> Attempt {
    auto stored = co_await read_order(context_.store, reference->order);
    if (!stored) co_return fail(stored);
    co_return std::pair(decide_closed(*stored, now), true);
  });
}

Task<Result<PaymentId>> Orders::retry_payment(OrderId id, RetryPayment wanted) {
  const storage::Key key{storage::kIdempotency, "retry/" + id.text() + "/" + wanted.idempotency_key, ""};
  co_return co_await events::run<PaymentId>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, PaymentId>>> {
    auto before = co_await context_.store.get(key);
    if (!before) co_return fail(before);
    if (*before) {
      auto answer = json::read_record<RetryAnswer>((*before)->body, "idempotency record");
      if (!answer) co_return fail(answer);
      if (answer->body_digest != wanted.body_digest) {
        co_return fail(ErrorKind::invalid, "idempotency_key_reused", "this Idempotency-Key came before with another body; use a new one");
      }
      co_return std::pair(events::Decision{}, std::move(answer->payment));
    }
    auto facts = co_await read_facts(id);
    if (!facts) co_return fail(facts);
    using item_management::inventory::ReservationState;
    const bool held = facts->reservation && facts->reservation->reservation.state == ReservationState::held;
    if (facts->order.order.state != OrderState::payment_failed || !held) {
      co_return fail(ErrorKind::conflict, "order_not_payable", "this order takes no other payment");
    }
    const auto payment = PaymentId::make(id.region(), now, context_.random);
    const Order& order = facts->order.order;
    const std::string url = wanted.return_url_base + "/" + order.market + "/" + order.locale + "/orders/" + id.text() + "?token=" + token_of(id);
    auto decision = decide_retry(facts->order, payment, url, now, wanted.payment_provider);
    decision.write(storage::Put{
        .key = key, .body = json::write(RetryAnswer{payment, wanted.body_digest}), .expires_at = now + kIdempotencyKept, .condition = storage::Absent{}});
    co_return std::pair(std::move(decision), payment);
  });
}

}  // namespace atelier::order_management
