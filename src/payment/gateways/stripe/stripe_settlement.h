// Stripe's balance report, "Balance change from activity, itemized" (docs.stripe.com/reports/report-types/balance,
// balance_change_from_activity.itemized.3) and "Payouts, itemized", as CSV with decimal points. Besides the standard columns the report must be
// asked for payment_metadata[atelier_payment]: it is the only one that says whose payment a line is, as no column names the Checkout Session.
//
// Amounts in the report are major units. `gross` is in the currency in which we are paid out; customer_facing_amount, in the customer's,
// is taken where the report has it.
#pragma once

#include "payment/settlement.h"

namespace atelier::payment {

// A SettlementReader.
Result<std::vector<SettlementLine>> read_stripe_settlement(std::string_view csv);

}  // namespace atelier::payment
