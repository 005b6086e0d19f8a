#include "payment/gateways/stripe/stripe_settlement.h"

#include <cstdlib>

#include "payment/settlement_csv.h"

namespace atelier::payment {
namespace {

constexpr std::string_view kPaymentColumn = "payment_metadata[atelier_payment]";

// docs.stripe.com/reports/reporting-categories.
SettlementType type_of(std::string_view category) {
  // The part of a hold that was let go is booked as a charge of the whole and this reversal: both together are what we captured.
  if (category == "charge" || category == "partial_capture_reversal") return SettlementType::capture;
  if (category == "refund" || category == "refund_failure") return SettlementType::refund;
  if (category == "dispute" || category == "dispute_reversal") return SettlementType::chargeback;
  if (category == "fee" || category == "network_cost" || category == "tax") return SettlementType::fee;
  if (category == "payout" || category == "payout_reversal") return SettlementType::payout;
  return SettlementType::other;
}

Result<Money> gross_of(const SettlementRow& row, Money settled) {
  if (row.text("customer_facing_currency").empty() || row.text("customer_facing_amount").empty()) return settled;
  const auto currency = row.currency("customer_facing_currency");
  if (!currency) return fail(currency);
  auto amount = row.money("customer_facing_amount", *currency);
  if (!amount) return fail(amount);
  const auto magnitude = std::abs(amount->amount_minor);
  return Money{settled.amount_minor < 0 ? -magnitude : magnitude, *currency};
}

Result<SettlementLine> read_line(const SettlementRow& row) {
  auto id = row.required("balance_transaction_id");
  if (!id) return fail(id);
  const auto currency = row.currency("currency");
  if (!currency) return fail(currency);
  const auto settled = row.money("gross", *currency);
  if (!settled) return fail(settled);
  const auto fee = row.money("fee", *currency);
  if (!fee) return fail(fee);
  const auto gross = gross_of(row, *settled);
  if (!gross) return fail(gross);
  const auto at = row.time(row.text("created_utc").empty() ? "created" : "created_utc");
  if (!at) return fail(at);
  return SettlementLine{.provider = "stripe",
                        .line_id = std::move(*id),
                        .type = type_of(row.text("reporting_category")),
                        .gross = *gross,
                        .fee = {std::max<std::int64_t>(0, fee->amount_minor), *currency},
                        .at = *at,
                        .payment_id_text = std::string(row.text(kPaymentColumn))};
}

}  // namespace

Result<std::vector<SettlementLine>> read_stripe_settlement(std::string_view csv) {
  const auto rows = read_settlement_rows(csv, {"balance_transaction_id", "created", "currency", "gross", "fee", "reporting_category", kPaymentColumn});
  if (!rows) return fail(rows);
  std::vector<SettlementLine> lines;
  for (const auto& row : *rows) {
    auto line = read_line(row);
    if (!line) return fail(line);
    lines.push_back(std::move(*line));
  }
  return lines;
}

}  // namespace atelier::payment
