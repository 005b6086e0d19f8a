// Reconciliation: a provider's settlement file, matched line by line with our payments.
//
// Every line is taken once: the same file again, or a file that overlaps, changes nothing. What differs is kept for support (list_differences): money that
// they moved and we do not know, money that we know and no file shows within kSettlementGrace, amounts that differ, lines that are there twice with
// different contents, chargebacks. A payment of which they know more than we do is asked about at once (kLookUpEffect).
//
// Money that moved waits for its line in storage::kPaymentIndex, by provider and day, so nothing is scanned.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "events/decision.h"
#include "payment/payment.h"
#include "payment/settlement.h"

namespace atelier::payment {

// A provider pays out, and tells, days later (Stripe 2 to 7 days, Adyen by batches of a day or more, PayPal the day after).
inline constexpr std::chrono::days kSettlementGrace{7};

enum class DifferenceKind {
  missing_with_us,        // they moved money of a payment that we do not have
  missing_with_provider,  // money moved with us and no file shows it
  amount_differs,         // both know it, by other sums
  duplicate,              // a line that was there before, with other contents
  chargeback,             // a bank took the money back
};
BOOST_DESCRIBE_ENUM(DifferenceKind, missing_with_us, missing_with_provider, amount_differs, duplicate, chargeback)

struct Difference {
  std::string id;
  DifferenceKind kind = DifferenceKind::missing_with_us;
  std::string provider;
  std::string provider_reference;
  std::string payment_id;  // ours, where it is known
  std::string line_id;     // theirs, where there is a line
  json::Nullable<Money> ours;
  json::Nullable<Money> theirs;
  Time at{};        // of the line, or of our movement
  Time found_at{};
};
BOOST_DESCRIBE_STRUCT(Difference, (), (id, kind, provider, provider_reference, payment_id, line_id, ours, theirs, at, found_at))

struct ReconcileReport {
  std::string provider;
  std::int64_t lines = 0;
  std::int64_t matched = 0;   // belong to a payment of ours
  std::int64_t repeated = 0;  // were taken before
  std::int64_t apart = 0;     // fees, payouts and others that are of no payment
  std::int64_t differences = 0;
};
BOOST_DESCRIBE_STRUCT(ReconcileReport, (), (provider, lines, matched, repeated, apart, differences))

// What the provider's lines so far say of one payment.
struct Settled {
  std::int64_t captured_minor = 0;
  std::int64_t refunded_minor = 0;
};
// One line held against what is known. Pure. nullopt: it fits, so far (parts may still come in other files).
std::optional<Difference> match_line(const SettlementLine& line, const std::optional<Payment>& payment, const Settled& settled, Time now);

// Takes a whole file, line by line, each in a commit of its own: a crash in between is mended by giving the file again.
Task<Result<ReconcileReport>> reconcile(events::Context& context, std::string provider, std::vector<SettlementLine> lines);

struct DifferencePage {
  std::vector<Difference> items;
  std::optional<std::string> next;
};
// Newest month first, back through a year. `kind` and `provider`: nullopt and empty for all. Error invalid "bad_cursor".
Task<Result<DifferencePage>> list_differences(storage::Store& store, std::optional<DifferenceKind> kind, std::string provider, std::string cursor,
                                              std::size_t limit, Time now);

// For processing: the index entry that goes with a movement of money.
void await_settlement(events::Decision& decision, const Payment& before, const Payment& after);

}  // namespace atelier::payment
