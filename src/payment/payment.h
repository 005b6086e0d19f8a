// A payment: what an order asks a customer to pay, once, and what became of it.
//
// Its life is a table (payment_states.h). This room is the only writer of storage::kPayments and kPaymentLedger. Others create a payment inside
// a decision of their own (create_payment) and hear what became of it through the effect "payment.settled", which this
// room adds to the very commit that changed the payment; its data is a PaymentSettled.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/money.h"
#include "base/result.h"
#include "base/task.h"
#include "events/decision.h"
#include "json/json.h"
#include "storage/tables.h"

namespace atelier::payment {

enum class PaymentState {
  created,          // recorded with the order; the provider does not know it yet
  action_required,  // the customer pays on the provider's page
  authorised,       // the provider holds the money for us
  captured,         // it is ours
  refunded,         // all of it was given back
  voided,           // the hold was released
  failed,           // the provider said no; another payment may be tried
  expired,          // the customer never came
  unknown,          // the provider's answer was lost: it is asked until it tells
};
BOOST_DESCRIBE_ENUM(PaymentState, created, action_required, authorised, captured, refunded, voided, failed, expired, unknown)

enum class Means { online, cash, card_terminal };
BOOST_DESCRIBE_ENUM(Means, online, cash, card_terminal)

// When the provider takes the money that the customer agreed to.
enum class CaptureMode {
  automatic,  // at once
  manual,     // it is authorised only; capture() takes it, in parts where it is shipped in parts
};
BOOST_DESCRIBE_ENUM(CaptureMode, automatic, manual)

// One capture or refund, of a provider that tells each by itself and never the sum.
struct PaymentPart {
  std::string reference;  // the provider's id of it: counted once, however often it is told
  bool is_refund = false;
  std::int64_t amount_minor = 0;
  friend bool operator==(const PaymentPart&, const PaymentPart&) = default;
};
BOOST_DESCRIBE_STRUCT(PaymentPart, (), (reference, is_refund, amount_minor))

struct Payment {
  PaymentId id;
  std::string reference;  // what it pays: an order's or a till sale's id
  Means means = Means::online;
  PaymentState state = PaymentState::created;
  Money amount;
  CaptureMode capture_mode = CaptureMode::automatic;
  std::int64_t authorised_minor = 0;  // the most that was ever held for us, captured or not
  std::int64_t captured_minor = 0;
  std::int64_t refunded_minor = 0;
  std::int64_t released_minor = 0;  // of what was authorised: let go without being captured
  std::int64_t ledger_entries = 0;
  std::string location;             // offline: the shop, whose drawer or terminal took it
  std::string market;
  std::string locale;
  std::string email;
  std::string return_url;          // where the provider's page sends the customer back to
  std::string provider;            // "sandbox", "stripe"; empty for offline payments
  std::string provider_reference;  // the provider's id of it
  std::string redirect_url;        // the provider's page
  bool asked = false;              // a request to begin it may have reached `provider`: no other one may be asked any more
  std::vector<std::string> unresolved;  // calls whose answer was lost and is asked for again: "create", "refund <key>"
  std::string refused;             // "refund <key>: provider_refused": the last call that the provider refused for good; a person has to look
  std::string failure_code;        // "card_declined"
  std::vector<PaymentPart> parts;  // those that were told, in any order; a payment has a handful
  std::string unsettled_since;     // day on which money moved that no settlement file has shown yet: "2026-11-23"; else empty
  Time created_at{};
  Time updated_at{};
  friend bool operator==(const Payment&, const Payment&) = default;
};
BOOST_DESCRIBE_STRUCT(Payment, (), (id, reference, means, state, amount, capture_mode, authorised_minor, captured_minor, refunded_minor, released_minor, ledger_entries,
                                    location, market, locale, email, return_url,
                                    provider, provider_reference, redirect_url, asked, unresolved, refused, failure_code, parts, unsettled_since,
                                    created_at, updated_at))

storage::Key payment_key(const PaymentId& id);

// An online payment to be made through a provider.
struct NewPayment {
  PaymentId id;
  std::string reference;  // the order's id
  Money amount;           // > 0
  std::string market;
  std::string locale;
  std::string email;
  std::string return_url;
  Time created_at{};
  CaptureMode capture_mode = CaptureMode::automatic;
  std::string provider;  // the customer's choice; empty: the market's first
};
// Adds the payment's record (conflicts where the id is taken) and the effect that asks the provider for a page.
void create_payment(events::Decision& decision, const NewPayment& payment);

// A payment taken in the shop, pre-validated by the clerk: recorded as captured, with its ledger entries; no provider is asked.
struct OfflinePayment {
  PaymentId id;
  std::string reference;  // the till sale's id
  Means means = Means::cash;
  Money amount;
  std::string market;
  std::string location;   // the shop: names the ledger's account of its drawer or terminal
  Time created_at{};
};
void record_offline_payment(events::Decision& decision, const OfflinePayment& payment);

// Data of the effect kSettledEffect: the payment came to captured, failed, expired, voided or refunded. At least once; its key is
// "<payment id>/<state>", and the receiver must take a repeat without harm.
inline constexpr char kSettledEffect[] = "payment.settled";
struct PaymentSettled {  // amount: what was asked for
  PaymentId payment;
  std::string reference;
  PaymentState state = PaymentState::captured;
  Money amount;
  std::string failure_code;
};
BOOST_DESCRIBE_STRUCT(PaymentSettled, (), (payment, reference, state, amount, failure_code))

// The payment with its record's version; not_found where there is none.
struct StoredPayment {
  Payment payment;
  std::uint64_t version = 0;
};
// Money given back in the shop, in cash or on its terminal, with its ledger entry. CHECKs that the payment is an offline one and that no more goes
// back than came; a change of the payment meanwhile conflicts.
void refund_offline(events::Decision& decision, const StoredPayment& stored, Money amount, Time now);
Task<Result<StoredPayment>> read_payment(storage::Store& store, PaymentId id);

}  // namespace atelier::payment
