// Adyen's Settlement details report as CSV (docs.adyen.com/reporting/settlement-reconciliation/transaction-level/settlement-details-report).
//
// Gross is Gross Credit less Gross Debit in the customer's currency; the fee is Commission, Markup, Scheme Fees and Interchange together, in the
// currency in which we are paid out. The Psp Reference is the payment's; our own id stands in front of the Merchant Reference.
// Times are in the zone that the row names; the report is best set to UTC.
#pragma once

#include "payment/settlement.h"

namespace atelier::payment {

// A SettlementReader.
Result<std::vector<SettlementLine>> read_adyen_settlement(std::string_view csv);

}  // namespace atelier::payment
