// Double-entry ledger of payments: every movement of money debits one account and credits another by the same amount.
//
// Accounts are names: "provider/sandbox" and "drawer/shop-paris" and "terminal/shop-paris" (money we hold or are owed),
// "sales/<order or sale>" (what was paid for). Entries are never changed; they lie in storage::kPaymentLedger under the payment
// (partition) and a running name (sort), so a repeated decision conflicts instead of booking twice.
#pragma once

#include <string>
#include <string_view>

#include "events/decision.h"
#include "payment/payment.h"

namespace atelier::payment {

struct LedgerEntry {
  PaymentId payment;
  std::string name;    // "capture/125000": unique within the payment
  std::string debit;   // account
  std::string credit;  // account
  Money amount;        // > 0
  Time at{};
};
BOOST_DESCRIBE_STRUCT(LedgerEntry, (), (payment, name, debit, credit, amount, at))

void add_entry(events::Decision& decision, const LedgerEntry& entry);

// The account that money of this payment arrives on.
std::string holding_account(const Payment& payment, std::string_view location);

// For `atelier check`: that captured <= amount, refunded <= captured, and that the entries of each payment add up to
// its record. One sentence a difference; empty: all is right.
Task<Result<std::vector<std::string>>> check_ledger(storage::Store& store);

}  // namespace atelier::payment
