// Processing: what a provider says, applied to our payments.
//
// A webhook, a browser that comes back and a sweep are three senders of one command: "the provider says this about that payment".
// decide_status() is pure; apply_status() runs it. Repeats, wrong order and months-old messages change nothing.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "events/records.h"
#include "payment/gateway.h"
#include "payment/payment.h"

namespace atelier::payment {

inline constexpr char kCreateEffect[] = "payment.create";    // ask the provider for a page
inline constexpr char kLookUpEffect[] = "payment.look_up";   // ask the provider what became of it, until it is final

inline constexpr char kRefundEffect[] = "payment.refund";    // give money back

struct RefundRequest {
  PaymentId payment;
  Money amount;
};
BOOST_DESCRIBE_STRUCT(RefundRequest, (), (payment, amount))

struct PaymentReference {
  PaymentId payment;
};
BOOST_DESCRIBE_STRUCT(PaymentReference, (), (payment))

// What the status changes about the payment: an empty decision where it is nothing new. Captures and refunds come with their ledger
// entries; a payment that settles comes with its kSettledEffect.
struct StatusDecision {
  events::Decision decision;
  Payment payment;  // after it
};
StatusDecision decide_status(const StoredPayment& stored, std::string_view provider, const GatewayStatus& status, Time now);

Task<Result<Payment>> apply_status(events::Context& context, PaymentId id, std::string provider, GatewayStatus status);

// Providers by name; immutable after start.
class Gateways {
 public:
  void add(std::unique_ptr<Gateway> gateway);
  Gateway* find(std::string_view name) const;
  // Who is asked for payments of a market.
  Gateway* for_market(std::string_view market) const;

 private:
  std::vector<std::unique_ptr<Gateway>> gateways_;
};

// The relay's handlers. An Error: again later, under the same key.
Task<Result<void>> do_create(events::Context& context, const Gateways& gateways, events::EffectRecord effect);
Task<Result<void>> do_look_up(events::Context& context, const Gateways& gateways, events::EffectRecord effect);

// The effect's key goes to the provider as its idempotency key: a repeat gives nothing back twice.
Task<Result<void>> do_refund(events::Context& context, const Gateways& gateways, events::EffectRecord effect);

// The customer came back, or somebody wants to know now: asks the provider where the payment is not final.
Task<Result<Payment>> refresh(events::Context& context, const Gateways& gateways, PaymentId id);

}  // namespace atelier::payment
