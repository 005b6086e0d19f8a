#include "payment/processing.h"

#include "payment/ledger.h"
#include "payment/payment_states.h"

namespace atelier::payment {
namespace {

// The provider is asked again after each of these, in turn, while the payment is not final. A customer may take half an hour on the
// provider's page; a provider's session lives 24 h (Stripe's default), so the last one is repeated until then.
constexpr Milliseconds kLookUpDelays[] = {Milliseconds{60'000}, Milliseconds{5 * 60'000}, Milliseconds{30 * 60'000}};

Milliseconds look_up_delay(const Payment& payment, Time now) {
  const auto age = now - payment.created_at;
  for (const auto delay : kLookUpDelays) {
    if (age < 2 * delay) return delay;
  }
  return kLookUpDelays[2];
}

void settle(events::Decision& decision, const Payment& payment) {
  const PaymentSettled settled{.payment = payment.id,
                               .reference = payment.reference,
                               .state = payment.state,
                               .amount = payment.amount,
                               .failure_code = payment.failure_code};
  const std::string state = boost::describe::enum_to_string(payment.state, "");
  decision.effects.push_back({.kind = kSettledEffect, .key = payment.id.text() + "/" + state, .data = json::write(settled)});
  decision.events.push_back({.type = "payment." + state, .subject = payment.reference, .data = json::write(settled)});
}

void book(events::Decision& decision, const Payment& before, const Payment& after, Time now) {
  const std::string account = holding_account(after, "");
  const std::string sales = "sales/" + after.reference;
  if (const auto captured = after.captured_minor - before.captured_minor; captured > 0) {
    add_entry(decision, {.payment = after.id,
                         .name = "capture/" + std::to_string(after.captured_minor),
                         .debit = account,
                         .credit = sales,
                         .amount = {captured, after.amount.currency},
                         .at = now});
  }
  if (const auto refunded = after.refunded_minor - before.refunded_minor; refunded > 0) {
    add_entry(decision, {.payment = after.id,
                         .name = "refund/" + std::to_string(after.refunded_minor),
                         .debit = sales,
                         .credit = account,
                         .amount = {refunded, after.amount.currency},
                         .at = now});
  }
}

}  // namespace

StatusDecision decide_status(const StoredPayment& stored, std::string_view provider, const GatewayStatus& status, Time now) {
  const Payment& before = stored.payment;
  Payment after = before;
  after.provider = std::string(provider);
  if (!status.provider_reference.empty()) after.provider_reference = status.provider_reference;
  if (!status.redirect_url.empty()) after.redirect_url = status.redirect_url;
  if (may_become(before.state, status.state)) after.state = status.state;
  if (after.state == PaymentState::failed) after.failure_code = status.failure_code;
  // What was captured or given back never becomes less by an old message, nor more than was asked for.
  after.captured_minor = std::max(before.captured_minor, std::min(status.captured_minor, before.amount.amount_minor));
  after.authorised_minor = std::max({before.authorised_minor, after.captured_minor, std::min(status.authorised_minor, before.amount.amount_minor)});
  after.refunded_minor = std::max(before.refunded_minor, std::min(status.refunded_minor, after.captured_minor));

  StatusDecision result{.payment = before};
  const bool settled = after.state != before.state && is_final(after.state);
  const bool same = after.state == before.state && after.authorised_minor == before.authorised_minor &&
                    after.captured_minor == before.captured_minor &&
                    after.refunded_minor == before.refunded_minor && after.redirect_url == before.redirect_url &&
                    after.provider_reference == before.provider_reference;
  if (same) return result;

  after.updated_at = now;
  result.decision.write(storage::Put{
      .key = payment_key(after.id), .body = json::write(after), .condition = storage::VersionIs{stored.version}});
  book(result.decision, before, after, now);
  if (settled) settle(result.decision, after);
  if (before.state == PaymentState::created && !is_final(after.state)) {
    result.decision.effects.push_back({.kind = kLookUpEffect,
                                       .key = after.id.text(),
                                       .data = json::write(PaymentReference{after.id}),
                                       .delay = kLookUpDelays[0]});
  }
  result.payment = std::move(after);
  return result;
}

Task<Result<Payment>> apply_status(events::Context& context, PaymentId id, std::string provider, GatewayStatus status) {
  co_return co_await events::run<Payment>(
      context, [&](Time now) -> Task<Result<std::pair<events::Decision, Payment>>> {
        auto stored = co_await read_payment(context.store, id);
        if (!stored) co_return fail(stored);
        auto decided = decide_status(*stored, provider, status, now);
        co_return std::pair(std::move(decided.decision), std::move(decided.payment));
      });
}

void Gateways::add(std::unique_ptr<Gateway> gateway) { gateways_.push_back(std::move(gateway)); }

Gateway* Gateways::find(std::string_view name) const {
  for (const auto& gateway : gateways_) {
    if (gateway->name() == name) return gateway.get();
  }
  return nullptr;
}

Gateway* Gateways::for_market(std::string_view) const { return gateways_.empty() ? nullptr : gateways_.front().get(); }

Task<Result<void>> do_create(events::Context& context, const Gateways& gateways, events::EffectRecord effect) {
  auto reference = json::read_record<PaymentReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  auto stored = co_await read_payment(context.store, reference->payment);
  if (!stored) co_return fail(stored);
  if (stored->payment.state != PaymentState::created) co_return Result<void>{};  // done before; the answer was lost
  Gateway* gateway = gateways.for_market(stored->payment.market);
  if (gateway == nullptr) co_return fail(ErrorKind::unavailable, "no_provider", "no payment provider is configured");

  auto status = co_await gateway->create(stored->payment, effect.key);
  if (!status && (status.error().kind == ErrorKind::invalid || status.error().kind == ErrorKind::denied)) {
    // The provider will refuse it for ever: the customer is told now and may try another means.
    status = GatewayStatus{.state = PaymentState::failed, .failure_code = status.error().code};
  }
  if (!status) co_return fail(status);
  auto applied = co_await apply_status(context, reference->payment, std::string(gateway->name()), std::move(*status));
  if (!applied) co_return fail(applied);
  co_return Result<void>{};
}

Task<Result<void>> do_refund(events::Context& context, const Gateways& gateways, events::EffectRecord effect) {
  auto wanted = json::read_record<RefundRequest>(effect.data.text, "effect " + effect.id.text());
  if (!wanted) co_return fail(wanted);
  auto stored = co_await read_payment(context.store, wanted->payment);
  if (!stored) co_return fail(stored);
  const Payment& payment = stored->payment;
  if (payment.refunded_minor >= payment.captured_minor) co_return Result<void>{};
  Gateway* gateway = gateways.find(payment.provider);
  if (gateway == nullptr) co_return fail(ErrorKind::unavailable, "no_provider", "the provider of this payment is not configured");
  auto status = co_await gateway->refund(payment, wanted->amount, effect.key);
  if (!status) co_return fail(status);
  auto applied = co_await apply_status(context, wanted->payment, payment.provider, std::move(*status));
  if (!applied) co_return fail(applied);
  co_return Result<void>{};
}

Task<Result<Payment>> refresh(events::Context& context, const Gateways& gateways, PaymentId id) {
  auto stored = co_await read_payment(context.store, id);
  if (!stored) co_return fail(stored);
  if (is_final(stored->payment.state) || stored->payment.provider_reference.empty()) co_return stored->payment;
  Gateway* gateway = gateways.find(stored->payment.provider);
  if (gateway == nullptr) co_return stored->payment;
  auto status = co_await gateway->look_up(stored->payment);
  if (!status) co_return fail(status);
  co_return co_await apply_status(context, id, stored->payment.provider, std::move(*status));
}

Task<Result<void>> do_look_up(events::Context& context, const Gateways& gateways, events::EffectRecord effect) {
  auto reference = json::read_record<PaymentReference>(effect.data.text, "effect " + effect.id.text());
  if (!reference) co_return fail(reference);
  auto payment = co_await refresh(context, gateways, reference->payment);
  if (!payment) co_return fail(payment);
  if (is_final(payment->state)) co_return Result<void>{};
  events::Decision again;
  const Time now = context.clock.now();
  again.effects.push_back({.kind = kLookUpEffect,
                           .key = payment->id.text(),
                           .data = effect.data.text,
                           .delay = look_up_delay(*payment, now)});
  co_return storage::to_result(
      co_await context.store.commit(events::to_commit(std::move(again), context.region, now, context.random)));
}

}  // namespace atelier::payment
