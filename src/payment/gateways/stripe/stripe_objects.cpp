#include "payment/gateways/stripe/stripe_objects.h"

#include <algorithm>

#include "payment/gateways/stripe/stripe_amount.h"

namespace atelier::payment::stripe {
namespace {

// Stripe writes currencies in lower case.
std::optional<Currency> currency_of(std::string code) {
  std::ranges::transform(code, code.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return Currency::parse(code);
}

// Sums are added and compared below; what is no sum of money (a message may say anything) is passed over.
bool is_sum(std::int64_t amount) { return amount >= 0 && amount <= 1'000'000'000'000'000; }

std::string failure_of(const PaymentError& error) {
  return error.decline_code.value_or(error.code.value_or("payment_failed"));
}

// A canceled intent: the hold was given up by us, or it or the page ran out. "automatic": Stripe let an uncaptured hold go after its days.
PaymentState state_of_canceled(const PaymentIntent& intent) {
  const bool was_held = std::ranges::any_of(intent.charges.data, [](const Charge& c) { return c.status == "succeeded"; });
  return was_held && intent.cancellation_reason != "automatic" ? PaymentState::voided : PaymentState::expired;
}

}  // namespace

std::optional<PaymentIntent> intent_of(const Session& session) {
  if (!session.payment_intent.text.starts_with('{')) return std::nullopt;
  auto intent = json::read<PaymentIntent>(session.payment_intent.text, json::Mode::lenient);
  if (!intent) return std::nullopt;
  return std::move(*intent);
}

std::string intent_id_of(const Session& session) {
  if (auto intent = intent_of(session)) return intent->id;
  return json::read<std::string>(session.payment_intent.text).value_or("");
}

GatewayStatus status_of(const Charge& charge) {
  GatewayStatus status;
  const auto currency = currency_of(charge.currency);
  if (!currency || charge.status != "succeeded") return status;
  if (!is_sum(charge.amount) || !is_sum(charge.amount_captured) || !is_sum(charge.amount_refunded)) return status;
  // In this version of the API the part of a hold that a partial capture let go counts as refunded, though it never was ours.
  const std::int64_t released = charge.captured ? charge.amount - charge.amount_captured : charge.amount;
  const std::int64_t refunded = std::max<std::int64_t>(0, charge.amount_refunded - released);
  status.authorised_minor = from_stripe_amount(charge.amount, *currency);
  status.captured_minor = from_stripe_amount(charge.captured ? charge.amount_captured : 0, *currency);
  status.refunded_minor = from_stripe_amount(refunded, *currency);
  status.rest_released = charge.captured;  // a hold is captured once
  status.state = status.captured_minor == 0                        ? PaymentState::authorised
                 : status.refunded_minor >= status.captured_minor ? PaymentState::refunded
                                                                   : PaymentState::captured;
  return status;
}

GatewayStatus status_of(const PaymentIntent& intent) {
  GatewayStatus status;
  for (const auto& charge : intent.charges.data) {  // the newest only, says Stripe; a failed one says nothing
    if (charge.status == "succeeded") status = status_of(charge);
  }
  if (intent.status == "canceled") {
    status.state = state_of_canceled(intent);
  } else if (intent.status == "requires_capture") {
    status.state = PaymentState::authorised;
  } else if (intent.status != "succeeded") {
    status.state = PaymentState::action_required;
  }
  if (intent.last_payment_error && status.state == PaymentState::action_required) {
    status.failure_code = failure_of(*intent.last_payment_error);
  }
  return status;
}

GatewayStatus status_of(const Session& session) {
  GatewayStatus status;
  if (const auto intent = intent_of(session)) {
    status = status_of(*intent);
  } else if (session.payment_status == "paid" && session.currency && session.amount_total && is_sum(*session.amount_total)) {
    const auto currency = currency_of(*session.currency);
    if (currency) {
      status.state = PaymentState::captured;
      status.captured_minor = status.authorised_minor = from_stripe_amount(*session.amount_total, *currency);
    }
  }
  if (session.status == "expired" && status.captured_minor == 0) status.state = PaymentState::expired;
  status.provider_reference = session.id;
  status.redirect_url = session.url.value_or("");
  return status;
}

}  // namespace atelier::payment::stripe
