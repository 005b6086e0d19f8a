#include "payment/processing.h"

#include <algorithm>

#include "payment/ledger.h"
#include "payment/payment_lists.h"
#include "payment/payment_states.h"
#include "payment/reconciliation.h"

namespace atelier::payment {
namespace {

// A provider's page is looked after a minute after it is shown; later ones: asking.cpp.
constexpr Milliseconds kFirstLookUp{60'000};

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

void look_up(events::Decision& decision, const Payment& payment, Milliseconds delay, bool once = false) {
  decision.effects.push_back(
      {.kind = kLookUpEffect, .key = payment.id.text(), .data = json::write(LookUp{payment.id, once}), .delay = delay});
}

// Parts add up to the sums, in whatever order they are told: a refund that is heard of before its capture counts once that is heard of, too.
void count_parts(Payment& payment) {
  std::int64_t captured = 0, refunded = 0;
  for (const auto& part : payment.parts) {
    (part.is_refund ? refunded : captured) += std::clamp<std::int64_t>(part.amount_minor, 0, payment.amount.amount_minor);
  }
  payment.captured_minor = std::max(payment.captured_minor, std::min(captured, payment.amount.amount_minor));
  payment.authorised_minor = std::max(payment.authorised_minor, payment.captured_minor);
  payment.refunded_minor = std::max(payment.refunded_minor, std::min(refunded, payment.captured_minor));
}

PaymentState state_of_sums(const Payment& payment) {
  if (payment.captured_minor == 0) return payment.state;
  return payment.refunded_minor == payment.captured_minor ? PaymentState::refunded : PaymentState::captured;
}

// A part that was told by itself, counted once.
void take_part(Payment& payment, const std::optional<PaymentPart>& part) {
  if (part && std::ranges::find(payment.parts, part->reference, &PaymentPart::reference) == payment.parts.end()) payment.parts.push_back(*part);
  if (payment.parts.empty()) return;
  count_parts(payment);
  if (const auto state = state_of_sums(payment); may_become(payment.state, state)) payment.state = state;
}

// Everything that a change of the record brings with it.
StatusDecision change(const StoredPayment& stored, Payment after, Time now) {
  const Payment& before = stored.payment;
  const bool over = after.state == PaymentState::voided || after.state == PaymentState::failed ||
                    after.state == PaymentState::expired || after.state == PaymentState::refunded;
  if (over) after.released_minor = after.authorised_minor - after.captured_minor;
  if (after.state == PaymentState::authorised) after.released_minor = 0;  // it is held again
  after.released_minor = std::min(after.released_minor, after.authorised_minor - after.captured_minor);

  if (after.captured_minor != before.captured_minor || after.refunded_minor != before.refunded_minor) {
    if (after.unsettled_since.empty()) after.unsettled_since = to_rfc3339(now).substr(0, 10);
  }
  StatusDecision result;
  book(result.decision, before, after, now);
  if (after == before) return {.payment = before};
  after.updated_at = now;
  result.decision.write(storage::Put{
      .key = payment_key(after.id), .body = json::write(after), .condition = storage::VersionIs{stored.version}});
  list_for_support(result.decision, before, after);
  await_settlement(result.decision, before, after);
  if (after.state != before.state && is_final(after.state)) settle(result.decision, after);
  // From now on there is something to ask about.
  if (before.provider_reference.empty() && !after.provider_reference.empty() && !is_final(after.state)) {
    look_up(result.decision, after, kFirstLookUp);
  }
  result.payment = std::move(after);
  return result;
}

// Old messages say so, too: only the provider's own answer takes an authorisation back.
bool takes_back(const Payment& before, PaymentState heard) {
  return before.authorised_minor > 0 && (heard == PaymentState::action_required || heard == PaymentState::failed ||
                                         heard == PaymentState::expired || heard == PaymentState::voided);
}

}  // namespace

void request_capture(events::Decision& decision, const PaymentId& payment, Money amount, std::string key) {
  decision.effects.push_back({.kind = kCaptureEffect, .key = std::move(key), .data = json::write(CaptureRequest{payment, amount})});
}
void request_void(events::Decision& decision, const PaymentId& payment, std::string key) {
  decision.effects.push_back({.kind = kVoidEffect, .key = std::move(key), .data = json::write(PaymentReference{payment})});
}
void request_refund(events::Decision& decision, const RefundRequest& refund, std::string key) {
  decision.effects.push_back({.kind = kRefundEffect, .key = std::move(key), .data = json::write(refund)});
}

StatusDecision decide_status(const StoredPayment& stored, std::string_view provider, const GatewayStatus& status, Time now,
                             Source source, std::string_view answers) {
  const Payment& before = stored.payment;
  if (before.means != Means::online) return {.payment = before};
  // A provider has no say about another one's payment.
  if (!before.provider.empty() && before.provider != provider) return {.payment = before};
  if (source == Source::message && !status.is_event && !status.part && takes_back(before, status.state) && may_become(before.state, status.state)) {
    StatusDecision ask{.payment = before};
    look_up(ask.decision, before, Milliseconds{0}, true);
    return ask;
  }

  Payment after = before;
  after.provider = std::string(provider);
  after.asked = true;
  if (!status.provider_reference.empty()) after.provider_reference = status.provider_reference;
  if (!status.redirect_url.empty()) after.redirect_url = status.redirect_url;
  if (!status.part && may_become(before.state, status.state)) after.state = status.state;
  if (after.state == PaymentState::failed) after.failure_code = status.failure_code;
  // What was held, captured or given back never becomes less by an old message, nor more than was asked for.
  after.captured_minor = std::max(before.captured_minor, std::min(status.captured_minor, before.amount.amount_minor));
  after.authorised_minor =
      std::max({before.authorised_minor, after.captured_minor, std::min(status.authorised_minor, before.amount.amount_minor)});
  if (after.state == PaymentState::authorised && after.authorised_minor == 0) after.authorised_minor = before.amount.amount_minor;
  after.refunded_minor = std::max(before.refunded_minor, std::min(status.refunded_minor, after.captured_minor));
  take_part(after, status.part);
  if (status.rest_released) after.released_minor = after.authorised_minor - after.captured_minor;
  // To know the payment at the provider is the answer that was lost of its creation.
  if (!after.provider_reference.empty()) std::erase(after.unresolved, "create");
  std::erase(after.unresolved, answers);
  return change(stored, std::move(after), now);
}

StatusDecision decide_lost(const StoredPayment& stored, std::string_view provider, std::string_view call, Time now) {
  Payment after = stored.payment;
  after.provider = std::string(provider);
  after.asked = true;
  if (std::ranges::find(after.unresolved, call) == after.unresolved.end()) after.unresolved.emplace_back(call);
  if (may_become(after.state, PaymentState::unknown)) after.state = PaymentState::unknown;
  return change(stored, std::move(after), now);
}

StatusDecision decide_refused(const StoredPayment& stored, std::string_view call, std::string_view code, Time now) {
  Payment after = stored.payment;
  std::erase(after.unresolved, call);
  if (call != "create") {
    after.refused = std::string(call) + ": " + std::string(code);
  } else if (may_become(after.state, PaymentState::failed)) {
    after.state = PaymentState::failed;
    after.failure_code = std::string(code);
  }
  return change(stored, std::move(after), now);
}

StatusDecision decide_resolved(const StoredPayment& stored, std::string_view call, Time now) {
  Payment after = stored.payment;
  std::erase(after.unresolved, call);
  return change(stored, std::move(after), now);
}

StatusDecision decide_asked(const StoredPayment& stored, std::string_view provider, bool asked, Time now) {
  Payment after = stored.payment;
  after.provider = std::string(provider);
  after.asked = asked;
  return change(stored, std::move(after), now);
}

Task<Result<Payment>> apply_status(events::Context& context, PaymentId id, std::string provider, GatewayStatus status, Source source,
                                   std::string answers) {
  co_return co_await events::run<Payment>(
      context, [&](Time now) -> Task<Result<std::pair<events::Decision, Payment>>> {
        auto stored = co_await read_payment(context.store, id);
        if (!stored) co_return fail(stored);
        auto decided = decide_status(*stored, provider, status, now, source, answers);
        co_return std::pair(std::move(decided.decision), std::move(decided.payment));
      });
}

}  // namespace atelier::payment
