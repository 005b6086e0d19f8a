// PayPal's Settlement Report as CSV (developer.paypal.com/docs/reports/sftp-reports/settlement-report): rows that begin with their kind, of which
// "CH" names the columns and "SB" is a transaction; all others are sums and frames. Amounts are unsigned and in the smallest unit, the
// direction stands in "Debit or Credit". Custom Field holds our id, of refunds with a mark behind it.
#pragma once

#include "payment/settlement.h"

namespace atelier::payment {

// A SettlementReader.
Result<std::vector<SettlementLine>> read_paypal_settlement(std::string_view csv);

}  // namespace atelier::payment
