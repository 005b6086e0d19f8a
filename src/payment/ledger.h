// Double-entry ledger of payments: every movement of money debits one account and credits another by the same amount.
//
// Accounts are names:
//   authorised/<provider>   what a provider holds for us and has not taken yet
//   provider/<provider>     what it took for us
//   drawer/<shop>, terminal/<shop>   cash, and cards taken in a shop
//   sales/<order or sale>   the other side: what was promised and paid for
// The movements: authorise (authorised ← sales), capture (provider ← authorised; in a shop drawer ← sales), refund (sales ← provider), release of a
// hold (sales ← authorised) and its reinstatement, where a provider takes money after all. So no account of a payment is ever overdrawn:
// captured <= authorised and refunded <= captured.
//
// Entries are never changed; they lie in storage::kPaymentLedger under the payment (partition) and a running number (sort), so a
// repeated decision conflicts instead of booking twice.
#pragma once

#include <string>
#include <string_view>

#include "events/decision.h"
#include "payment/payment.h"

namespace atelier::payment {

enum class Movement { authorise, capture, refund, release, reinstate };
BOOST_DESCRIBE_ENUM(Movement, authorise, capture, refund, release, reinstate)

struct LedgerEntry {
  PaymentId payment;
  std::string name;  // "0001/authorise": unique within the payment
  Movement movement = Movement::authorise;
  std::string debit;   // account
  std::string credit;  // account
  Money amount;        // > 0
  Time at{};
};
BOOST_DESCRIBE_STRUCT(LedgerEntry, (), (payment, name, movement, debit, credit, amount, at))

// Adds the entries that lead from one state of a payment to the next, and counts them in after.ledger_entries.
void book(events::Decision& decision, const Payment& before, Payment& after, Time now);

// For `atelier check`, read from the entries and held against each payment's record: debits = credits, no account overdrawn (captured <=
// authorised, refunded <= captured), and the sums of each movement are the record's. One sentence a difference; empty: all is right.
Task<Result<std::vector<std::string>>> check_ledger(storage::Store& store);

}  // namespace atelier::payment
