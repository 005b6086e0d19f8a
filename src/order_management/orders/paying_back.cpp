// A refund of an order, done: the provider is asked under the refund's own key, and the order notes what came of it.
#include <algorithm>

#include "order_management/orders/change.h"
#include "order_management/orders/orders.h"

namespace atelier::order_management {
namespace {

events::Decision decide_refund_answered(Fulfilment facts, const RefundId& id, RefundState to, Time now, Random& random) {
  OrderChange change(std::move(facts), now, random);
  auto& refunds = change.order().refunds;
  const auto refund = std::ranges::find(refunds, id, &OrderRefund::id);
  if (refund == refunds.end() || refund->state != RefundState::requested) return {};
  refund->state = to;
  change.touch();
  change.tell(to == RefundState::refunded ? event::kRefunded : event::kRefundFailed, about(change.order(), *refund));
  return std::move(change).finish();
}

}  // namespace

Task<Result<void>> Orders::refund(const payment::Gateways& gateways, events::EffectRecord effect) {
  auto reference = json::read_record<RefundReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  auto order = co_await read_order(context_.store, reference->order);
  if (!order) co_return fail(order);
  const auto refund = std::ranges::find(order->order.refunds, reference->refund, &OrderRefund::id);
  if (refund == order->order.refunds.end() || refund->state != RefundState::requested) co_return Result<void>{};

  const payment::RefundRequest wanted{.payment = refund->payment, .amount = refund->total};
  const std::string key = "refund/" + refund->id.text();
  auto paid_back = co_await payment::do_refund(context_, gateways,
                                               {.id = effect.id,
                                                .kind = payment::kRefundEffect,
                                                .key = key,
                                                .created_at = effect.created_at,
                                                .due_at = effect.due_at,
                                                .attempts = effect.attempts,
                                                .data = {json::write(wanted)}});
  if (!paid_back) co_return fail(paid_back);  // asked again, under the same key
  // Refused for good, which the payment notes: a person has to look.
  auto after = co_await payment::read_payment(context_.store, wanted.payment);
  if (!after) co_return fail(after);
  const bool refused = after->payment.refused.starts_with("refund " + key + ":");
  const auto state = refused ? RefundState::failed : RefundState::refunded;
  auto done = co_await events::run<bool>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, bool>>> {
    auto facts = co_await read_fulfilment(context_.store, reference->order);
    if (!facts) co_return fail(facts);
    co_return std::pair(decide_refund_answered(std::move(*facts), reference->refund, state, now, context_.random), true);
  });
  if (!done) co_return fail(done);
  co_return Result<void>{};
}

}  // namespace atelier::order_management
