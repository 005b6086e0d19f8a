#include "payment/gateways/paypal/paypal_order.h"

#include <algorithm>

#include "payment/gateways/paypal/paypal_amount.h"

namespace atelier::payment::paypal {
namespace {

std::int64_t minor(const Amount& amount) {
  const auto currency = Currency::parse(amount.currency_code);
  return currency ? from_paypal_amount(amount.value, *currency).value_or(0) : 0;
}

bool is_taken(const Capture& capture) {
  return capture.status == "COMPLETED" || capture.status == "PARTIALLY_REFUNDED" || capture.status == "REFUNDED";
}
bool is_held(const Authorization& hold) {
  return hold.status == "CREATED" || hold.status == "PARTIALLY_CAPTURED" || hold.status == "CAPTURED" || hold.status == "VOIDED";
}
// One that is on its way will arrive: it must not be given back a second time.
bool is_given(const Refund& refund) { return refund.status == "COMPLETED" || refund.status == "PENDING"; }

const Payments* payments_of(const Order& order) { return order.purchase_units.empty() ? nullptr : &order.purchase_units[0].payments; }

PaymentState state_of(const Order& order, const Payments& payments, const GatewayStatus& sums) {
  if (sums.captured_minor > 0) return sums.refunded_minor >= sums.captured_minor ? PaymentState::refunded : PaymentState::captured;
  for (const auto& hold : payments.authorizations) {
    if (hold.status == "VOIDED") return PaymentState::voided;
    if (hold.status == "DENIED") return PaymentState::failed;
    if (hold.status == "CREATED") return PaymentState::authorised;
  }
  return order.status == "VOIDED" ? PaymentState::expired : PaymentState::action_required;
}

}  // namespace

GatewayStatus status_of(const Order& order) {
  GatewayStatus status{.provider_reference = order.id};
  for (const auto& link : order.links) {
    if (link.rel == "payer-action" || link.rel == "approve") status.redirect_url = link.href;
  }
  const auto* payments = payments_of(order);
  if (payments == nullptr) return status;
  for (const auto& hold : payments->authorizations) {
    if (is_held(hold)) status.authorised_minor += minor(hold.amount);
    if (hold.status == "VOIDED") status.rest_released = true;
  }
  for (const auto& capture : payments->captures) {
    if (is_taken(capture)) status.captured_minor += minor(capture.amount);
    if (capture.status == "DECLINED" || capture.status == "FAILED") status.failure_code = "capture_declined";
  }
  for (const auto& refund : payments->refunds) {
    if (refund.status == "COMPLETED") status.refunded_minor += minor(refund.amount);
  }
  status.authorised_minor = std::max(status.authorised_minor, status.captured_minor);
  status.state = state_of(order, *payments, status);
  return status;
}

std::optional<PaymentId> payment_of(const Order& order) {
  if (order.purchase_units.empty()) return std::nullopt;
  return PaymentId::parse(order.purchase_units[0].custom_id);
}

std::string capture_of(const std::vector<Link>& links) {
  constexpr std::string_view kPath = "/v2/payments/captures/";
  for (const auto& link : links) {
    const auto at = link.href.find(kPath);
    if (link.rel == "up" && at != std::string::npos) return link.href.substr(at + kPath.size());
  }
  return "";
}

const Authorization* open_hold(const Order& order) {
  const auto* payments = payments_of(order);
  if (payments == nullptr) return nullptr;
  const auto found = std::ranges::find_if(payments->authorizations, [](const auto& hold) {
    return hold.status == "CREATED" || hold.status == "PARTIALLY_CAPTURED";
  });
  return found == payments->authorizations.end() ? nullptr : &*found;
}

Result<std::vector<RefundPart>> decide_refund(const Order& order, Money amount, std::string_view tag) {
  std::vector<RefundPart> parts;
  std::int64_t left = amount.amount_minor;
  if (const auto* payments = payments_of(order)) {
    for (const auto& refund : payments->refunds) {
      if (refund.custom_id == tag && is_given(refund)) left -= minor(refund.amount);
    }
    for (const auto& capture : payments->captures) {
      if (!is_taken(capture) || left <= 0) continue;
      std::int64_t there = minor(capture.amount);
      for (const auto& refund : payments->refunds) {
        if (is_given(refund) && capture_of(refund.links) == capture.id) there -= minor(refund.amount);
      }
      const auto taken = std::min(left, there);
      if (taken <= 0) continue;
      parts.push_back({capture.id, taken});
      left -= taken;
    }
  }
  if (left > 0) return fail(ErrorKind::invalid, "more_than_captured", "less than " + to_string(amount) + " is left of what was captured");
  return parts;
}

}  // namespace atelier::payment::paypal
