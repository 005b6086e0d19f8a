// Port: a provider's settlement file, line by line.
//
// A provider says once a day what it moved: Stripe's balance report, Adyen's settlement detail, PayPal's transaction report, each a CSV of its own
// shape. A reader per provider turns one into SettlementLines; matching them with our payments is the same for all.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"
#include "json/json.h"

namespace atelier::payment {

enum class SettlementType {
  capture,
  refund,
  chargeback,  // the customer's bank took the money back
  fee,         // of no payment in particular
  payout,      // from the provider to our bank account
  other,       // adjustments, reserves, currency conversions
};
BOOST_DESCRIBE_ENUM(SettlementType, capture, refund, chargeback, fee, payout, other)

struct SettlementLine {
  std::string provider;            // "stripe"
  std::string provider_reference;  // the provider's id of the payment, as in Payment::provider_reference, where the line has one
  std::string line_id;             // unique within the provider for ever: the same file read twice is seen by it
  SettlementType type = SettlementType::other;
  Money gross;  // what the customer paid (> 0) or got back (< 0), before the fee, in the currency of the payment
  Money fee;    // what the provider kept, >= 0; in the currency it settles in
  Time at{};
  std::string payment_id_text;  // our id ("pay_…") where the file carries it
};
BOOST_DESCRIBE_STRUCT(SettlementLine, (), (provider, provider_reference, line_id, type, gross, fee, at, payment_id_text))

// Reads a whole file. Pure. Error invalid "settlement_row": names the line (from 1, the header's) and the column, and what was expected; one wrong
// row refuses the whole file, because half a file matched would look like money that is missing.
using SettlementReader = std::function<Result<std::vector<SettlementLine>>(std::string_view csv)>;

}  // namespace atelier::payment
