// What we ask of providers: the relay's handlers.
#include <algorithm>
#include <functional>

#include "payment/payment_states.h"
#include "payment/processing.h"

namespace atelier::payment {
namespace {

// The provider is asked again after each of these, in turn, while the payment is not over. A customer may take half an hour on the
// provider's page.
constexpr Milliseconds kLookUpDelays[] = {Milliseconds{60'000}, Milliseconds{5 * 60'000}, Milliseconds{30 * 60'000}};
// A page lives this long (Stripe's default and most of a Checkout Session: 24 h), and until then a customer whose card was declined may still pay on it.
constexpr std::chrono::hours kPageLife{25};
// Providers forget idempotency keys after a day (Stripe: 24 h at least): a call repeated later could be done twice.
constexpr std::chrono::hours kKeyLife{23};

Milliseconds look_up_delay(const Payment& payment, Time now) {
  const auto age = now - payment.created_at;
  for (const auto delay : kLookUpDelays) {
    if (age < 2 * delay) return delay;
  }
  return kLookUpDelays[2];
}

// Nothing that the provider could still tell by itself.
bool is_over(const Payment& payment, Time now) {
  if (payment.provider_reference.empty()) return is_final(payment.state);
  const bool may_be_paid_yet = payment.state == PaymentState::failed || payment.state == PaymentState::expired;
  return is_final(payment.state) && (!may_be_paid_yet || now - payment.created_at > kPageLife);
}

using Decide = std::function<StatusDecision(const StoredPayment&, Time)>;
Task<Result<Payment>> change(events::Context& context, PaymentId id, Decide decide) {
  co_return co_await events::run<Payment>(context, [&](Time now) -> Task<Result<std::pair<events::Decision, Payment>>> {
    auto stored = co_await read_payment(context.store, id);
    if (!stored) co_return fail(stored);
    auto decided = decide(*stored, now);
    co_return std::pair(std::move(decided.decision), std::move(decided.payment));
  });
}

Task<Result<Payment>> look_up(events::Context& context, const Gateways& gateways, Payment payment) {
  Gateway* gateway = gateways.find(payment.provider);
  if (gateway == nullptr || payment.provider_reference.empty()) co_return payment;
  auto status = co_await gateway->look_up(payment);
  if (!status) co_return fail(status);
  co_return co_await apply_status(context, payment.id, payment.provider, std::move(*status), Source::answer);
}

std::vector<Gateway*> candidates(const Payment& payment, const Gateways& gateways) {
  std::vector<Gateway*> asked;
  if (auto* chosen = gateways.find(payment.provider)) asked.push_back(chosen);
  if (payment.asked) return asked;
  for (auto* gateway : gateways.for_market(payment.market)) {
    if (gateway->name() != payment.provider) asked.push_back(gateway);
  }
  return asked;
}

// Nothing was sent, or it was refused at the door: another provider may be asked.
bool is_certainly_not_done(ErrorKind kind) {
  return kind == ErrorKind::unavailable || kind == ErrorKind::exhausted || kind == ErrorKind::denied;
}

Task<Result<void>> done(Task<Result<Payment>> changing) {
  auto changed = co_await std::move(changing);
  if (!changed) co_return fail(changed);
  co_return Result<void>{};
}

Task<Result<void>> answer_creation(events::Context& context, PaymentId id, std::string provider, Result<GatewayStatus> status) {
  if (status) co_return co_await done(apply_status(context, id, std::move(provider), std::move(*status), Source::answer, "create"));
  if (status.error().kind == ErrorKind::unknown) {
    auto marked = co_await change(context, id, [&](const StoredPayment& stored, Time now) {
      return stored.payment.provider_reference.empty() ? decide_lost(stored, provider, "create", now) : StatusDecision{.payment = stored.payment};
    });
    if (!marked) co_return fail(marked);
    co_return fail(status);
  }
  // It will be refused for ever: the customer is told now and may try another means.
  co_return co_await done(change(context, id, [&](const StoredPayment& stored, Time now) {
    return decide_refused(stored, "create", status.error().code, now);
  }));
}

bool is_lost(const Payment& payment, std::string_view call) {
  return std::ranges::find(payment.unresolved, call) != payment.unresolved.end();
}

// Of a payment that has begun: a capture, a void, a refund.
using Call = std::function<Task<Result<GatewayStatus>>(Gateway&, const Payment&)>;
Task<Result<void>> ask(events::Context& context, const Gateways& gateways, Payment payment, std::string kind, const events::EffectRecord& effect,
                       Call call) {
  const std::string name = kind + " " + effect.key;
  Gateway* gateway = gateways.find(payment.provider);
  if (gateway == nullptr) co_return fail(ErrorKind::unavailable, "no_provider", "the provider of this payment is not configured");
  const auto refused = [&](std::string code) {
    return done(change(context, payment.id, [&name, code = std::move(code)](const StoredPayment& stored, Time now) {
      return decide_refused(stored, name, code, now);
    }));
  };
  if (is_lost(payment, name) && context.clock.now() - effect.created_at > kKeyLife) co_return co_await refused("answer_lost_for_a_day");
  auto status = co_await call(*gateway, payment);
  if (status) co_return co_await done(apply_status(context, payment.id, payment.provider, std::move(*status), Source::answer, name));
  if (status.error().kind == ErrorKind::unknown) {
    auto marked = co_await change(context, payment.id, [&](const StoredPayment& stored, Time now) {
      return decide_lost(stored, payment.provider, name, now);
    });
    if (!marked) co_return fail(marked);
  }
  if (status.error().kind == ErrorKind::invalid || status.error().kind == ErrorKind::not_found) co_return co_await refused(status.error().code);
  co_return fail(status);
}

// Nothing is left to be asked for.
Task<Result<void>> resolved(events::Context& context, Payment payment, std::string call) {
  if (!is_lost(payment, call)) co_return Result<void>{};
  co_return co_await done(change(context, payment.id, [&](const StoredPayment& stored, Time now) {
    return decide_resolved(stored, call, now);
  }));
}

template <class Request>
Task<Result<std::pair<Request, StoredPayment>>> read_request(events::Context& context, const events::EffectRecord& effect) {
  auto request = json::read_record<Request>(effect.data.text, "effect " + effect.id.text());
  if (!request) co_return fail(request);
  auto stored = co_await read_payment(context.store, request->payment);
  if (!stored) co_return fail(stored);
  co_return std::pair(std::move(*request), std::move(*stored));
}

}  // namespace

Task<Result<void>> do_create(events::Context& context, const Gateways& gateways, events::EffectRecord effect) {
  auto read = co_await read_request<PaymentReference>(context, effect);
  if (!read) co_return fail(read);
  const Payment& payment = read->second.payment;
  const bool lost = payment.state == PaymentState::unknown && payment.provider_reference.empty();
  if (payment.state != PaymentState::created && !lost) co_return Result<void>{};  // done before; the answer was lost

  const auto providers = candidates(payment, gateways);
  Result<GatewayStatus> status = fail(ErrorKind::unavailable, "no_provider", "no payment provider is configured for this market");
  const bool choice = providers.size() > 1;
  for (auto* gateway : providers) {
    // Written before it is sent: whoever goes on after a crash knows that this one may have been reached.
    if (choice) {
      auto marked = co_await change(context, payment.id, [&](const StoredPayment& stored, Time now) {
        return decide_asked(stored, gateway->name(), true, now);
      });
      if (!marked) co_return fail(marked);
    }
    status = co_await gateway->create(payment, effect.key);
    if (status || !is_certainly_not_done(status.error().kind)) {
      co_return co_await answer_creation(context, payment.id, std::string(gateway->name()), std::move(status));
    }
  }
  if (choice) {
    auto cleared = co_await change(context, payment.id, [&](const StoredPayment& stored, Time now) {
      return decide_asked(stored, providers.front()->name(), false, now);
    });
    if (!cleared) co_return fail(cleared);
  }
  if (status.error().kind != ErrorKind::denied) co_return fail(status);
  co_return co_await answer_creation(context, payment.id, std::string(providers.back()->name()), std::move(status));
}

Task<Result<void>> do_capture(events::Context& context, const Gateways& gateways, events::EffectRecord effect) {
  auto read = co_await read_request<CaptureRequest>(context, effect);
  if (!read) co_return fail(read);
  const Payment& payment = read->second.payment;
  const bool begun = payment.state != PaymentState::created && payment.state != PaymentState::action_required;
  if (!begun || payment.provider_reference.empty()) {
    co_return fail(ErrorKind::unavailable, "not_authorised", "the customer has not paid yet");
  }
  const auto held = payment.authorised_minor - payment.captured_minor - payment.released_minor;
  if (held <= 0 && payment.captured_minor > 0) co_return co_await resolved(context, payment, "capture " + effect.key);
  co_return co_await ask(context, gateways, payment, "capture", effect, [&](Gateway& gateway, const Payment& p) {
    return gateway.capture(p, read->first.amount, effect.key);
  });
}

Task<Result<void>> do_void(events::Context& context, const Gateways& gateways, events::EffectRecord effect) {
  auto read = co_await read_request<PaymentReference>(context, effect);
  if (!read) co_return fail(read);
  Payment payment = std::move(read->second.payment);
  const auto nothing_to_let_go = [](const Payment& p) {
    const bool captured = p.state == PaymentState::captured || p.state == PaymentState::refunded;
    return p.state == PaymentState::voided || (captured && p.authorised_minor - p.captured_minor - p.released_minor <= 0);
  };
  if (nothing_to_let_go(payment)) co_return co_await resolved(context, payment, "void " + effect.key);
  if (payment.provider_reference.empty()) {
    if (is_final(payment.state)) co_return Result<void>{};
    co_return fail(ErrorKind::unavailable, "not_begun", "the provider does not know this payment yet");
  }
  // What is true now decides: a page that was paid on meanwhile is not closed but refunded, by whoever wanted it closed.
  if (payment.state != PaymentState::authorised && payment.unresolved.empty()) {
    auto looked = co_await look_up(context, gateways, payment);
    if (!looked) co_return fail(looked);
    payment = std::move(*looked);
    // The page of a failed attempt may be gone by itself.
    if (nothing_to_let_go(payment) || payment.state == PaymentState::expired) co_return Result<void>{};
  }
  co_return co_await ask(context, gateways, payment, "void", effect, [&](Gateway& gateway, const Payment& p) -> Task<Result<GatewayStatus>> {
    auto status = co_await gateway.void_payment(p, effect.key);
    if (status && status->captured_minor > 0) status->rest_released = true;
    co_return status;
  });
}

Task<Result<void>> do_refund(events::Context& context, const Gateways& gateways, events::EffectRecord effect) {
  auto read = co_await read_request<RefundRequest>(context, effect);
  if (!read) co_return fail(read);
  const Payment& payment = read->second.payment;
  if (payment.refunded_minor >= payment.captured_minor) co_return co_await resolved(context, payment, "refund " + effect.key);
  co_return co_await ask(context, gateways, payment, "refund", effect, [&](Gateway& gateway, const Payment& p) {
    return gateway.refund(p, {std::min(read->first.amount.amount_minor, p.captured_minor), p.amount.currency}, effect.key);
  });
}

Task<Result<Payment>> refresh(events::Context& context, const Gateways& gateways, PaymentId id) {
  auto stored = co_await read_payment(context.store, id);
  if (!stored) co_return fail(stored);
  if (is_final(stored->payment.state)) co_return std::move(stored->payment);
  co_return co_await look_up(context, gateways, std::move(stored->payment));
}

Task<Result<void>> do_look_up(events::Context& context, const Gateways& gateways, events::EffectRecord effect) {
  auto read = co_await read_request<LookUp>(context, effect);
  if (!read) co_return fail(read);
  const Time now = context.clock.now();
  if (is_over(read->second.payment, now)) co_return Result<void>{};
  auto payment = co_await look_up(context, gateways, std::move(read->second.payment));
  if (!payment) co_return fail(payment);
  if (read->first.once || is_over(*payment, now)) co_return Result<void>{};
  // The next question takes this one's place: of two relays that ask at once only one goes on asking.
  events::Decision again;
  again.write(storage::Delete{.key = events::effect_key(effect), .condition = storage::Exists{}});
  again.effects.push_back({.kind = kLookUpEffect,
                           .key = payment->id.text(),
                           .data = effect.data.text,
                           .delay = look_up_delay(*payment, now)});
  const auto outcome = co_await context.store.commit(events::to_commit(std::move(again), context.region, now, context.random));
  if (std::holds_alternative<storage::Conflict>(outcome)) {
    auto still_there = co_await context.store.get(events::effect_key(effect));
    if (!still_there) co_return fail(still_there);
    if (!*still_there) co_return Result<void>{};
  }
  co_return storage::to_result(outcome);
}

}  // namespace atelier::payment
