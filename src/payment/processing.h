// Processing: what a provider says, applied to our payments, and what we ask of it.
//
// A webhook, a browser that comes back and a sweep are three senders of one command: "the provider says this about that payment".
// decide_status() is pure; apply_status() runs it. Repeats, wrong order, months-old messages and messages of another provider change nothing.
//
// What we ask (create, capture, void, refund, look up) is asked by the relay after the commit that wanted it, under the effect's key. Of an answer that
// was lost the payment keeps a mark (Payment::unresolved) and the same call is made again under the same key until it is known.
#pragma once

#include <string>
#include <string_view>

#include "events/records.h"
#include "payment/gateways.h"
#include "payment/payment.h"

namespace atelier::payment {

inline constexpr char kCreateEffect[] = "payment.create";    // ask a provider for a page; data: PaymentReference
inline constexpr char kLookUpEffect[] = "payment.look_up";   // ask the provider what became of it, until it is over; data: LookUp
inline constexpr char kCaptureEffect[] = "payment.capture";  // take what is held, or a part; data: CaptureRequest
inline constexpr char kVoidEffect[] = "payment.void";        // let go what is held, or close the page; data: PaymentReference
inline constexpr char kRefundEffect[] = "payment.refund";    // give money back; data: RefundRequest

struct PaymentReference {
  PaymentId payment;
};
BOOST_DESCRIBE_STRUCT(PaymentReference, (), (payment))
struct LookUp {
  PaymentId payment;
  bool once = false;  // and not again after a while
};
BOOST_DESCRIBE_STRUCT(LookUp, (), (payment, once))
struct CaptureRequest {
  PaymentId payment;
  Money amount;
};
BOOST_DESCRIBE_STRUCT(CaptureRequest, (), (payment, amount))
struct RefundRequest {
  PaymentId payment;
  Money amount;
  std::string reference;  // what it is for: a return, a credit note; may be empty
};
BOOST_DESCRIBE_STRUCT(RefundRequest, (), (payment, amount, reference))

// For decisions of other rooms. `key`: unique for this one deed and the same in its repeats: it goes to the provider as idempotency key.
void request_capture(events::Decision& decision, const PaymentId& payment, Money amount, std::string key);
void request_void(events::Decision& decision, const PaymentId& payment, std::string key);
void request_refund(events::Decision& decision, const RefundRequest& refund, std::string key);

// Who speaks. A provider answers what we ask with what is true now; a message may be months old, so one that takes back what
// was authorised is only a reason to ask.
enum class Source { message, answer };

// What the status changes about the payment: an empty decision where it is nothing new. Movements of money come with their ledger
// entries; a payment that settles comes with its kSettledEffect.
struct StatusDecision {
  events::Decision decision;
  Payment payment;  // after it
};
// `answers`: the call whose answer this is ("create", "capture <key>"): its mark is taken away.
StatusDecision decide_status(const StoredPayment& stored, std::string_view provider, const GatewayStatus& status, Time now,
                             Source source = Source::message, std::string_view answers = {});
// The answer of a call was lost: the payment is marked, and unknown where it could be something else by now.
StatusDecision decide_lost(const StoredPayment& stored, std::string_view provider, std::string_view call, Time now);
// The provider refused a call for good: a payment that could not begin has failed; else a person has to look.
StatusDecision decide_refused(const StoredPayment& stored, std::string_view call, std::string_view code, Time now);
// What the call wanted is so, whoever did it: its mark is taken away.
StatusDecision decide_resolved(const StoredPayment& stored, std::string_view call, Time now);
// From now on a request may have reached this provider; `asked` false: it is certain that none has.
StatusDecision decide_asked(const StoredPayment& stored, std::string_view provider, bool asked, Time now);

Task<Result<Payment>> apply_status(events::Context& context, PaymentId id, std::string provider, GatewayStatus status,
                                   Source source = Source::message, std::string answers = {});

// The relay's handlers. They never give up on what is not known. An Error: again later, under the same key.
//
// do_create asks the market's providers in their order until one answers, and goes on to the next only where it is certain that the one before was not
// reached (no connection, or its breaker is open): never after a lost answer, nor after a crash in between.
Task<Result<void>> do_create(events::Context& context, const Gateways& gateways, events::EffectRecord effect);
Task<Result<void>> do_look_up(events::Context& context, const Gateways& gateways, events::EffectRecord effect);
Task<Result<void>> do_capture(events::Context& context, const Gateways& gateways, events::EffectRecord effect);
Task<Result<void>> do_void(events::Context& context, const Gateways& gateways, events::EffectRecord effect);
Task<Result<void>> do_refund(events::Context& context, const Gateways& gateways, events::EffectRecord effect);

// The customer came back, or somebody wants to know now: asks the provider where the payment is not final.
Task<Result<Payment>> refresh(events::Context& context, const Gateways& gateways, PaymentId id);

}  // namespace atelier::payment
