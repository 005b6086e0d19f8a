#include "payment/gateways/adyen/adyen_settlement.h"

#include <algorithm>
#include <chrono>

#include "payment/gateways/adyen/adyen_reference.h"
#include "payment/settlement_csv.h"

namespace atelier::payment {
namespace {

// Journal types, as the report's page lists them.
SettlementType type_of(std::string_view type) {
  if (type == "Settled" || type == "SettledReversed") return SettlementType::capture;
  if (type == "Refunded" || type == "RefundedReversed") return SettlementType::refund;
  if (type == "Chargeback" || type == "SecondChargeback" || type == "ChargebackReversed") return SettlementType::chargeback;
  if (type == "Fee" || type == "InvoiceDeduction" || type == "PaymentCost") return SettlementType::fee;
  if (type == "MerchantPayout" || type == "MerchantPayin") return SettlementType::payout;
  return SettlementType::other;
}

// Zones that the house's accounts are set to. Abbreviations are ambiguous in general, these are not in Adyen's reports.
Result<std::chrono::hours> offset_of(const SettlementRow& row, std::string_view column) {
  struct Zone {
    std::string_view name;
    int hours;
  };
  static constexpr Zone kZones[] = {{"", 0},     {"UTC", 0},  {"GMT", 0},   {"WET", 0},  {"BST", 1},  {"WEST", 1}, {"CET", 1},
                                    {"CEST", 2}, {"EET", 2},  {"EEST", 3},  {"SGT", 8},  {"HKT", 8},  {"JST", 9},  {"KST", 9},
                                    {"EST", -5}, {"EDT", -4}, {"PST", -8},  {"PDT", -7}};
  const auto* zone = std::ranges::find(kZones, row.text(column), &Zone::name);
  if (zone == std::end(kZones)) return row.wrong(column, "a known zone: UTC, CET, CEST, …");
  return std::chrono::hours(zone->hours);
}

Result<Money> difference(const SettlementRow& row, std::string_view credit, std::string_view debit, Currency currency) {
  const auto plus = row.money(credit, currency);
  if (!plus) return fail(plus);
  const auto minus = row.money(debit, currency);
  if (!minus) return fail(minus);
  return *plus - *minus;
}

Result<Money> fee_of(const SettlementRow& row, Currency currency) {
  Money sum{0, currency};
  for (const auto* column : {"Commission (NC)", "Markup (NC)", "Scheme Fees (NC)", "Interchange (NC)"}) {
    const auto part = row.money(column, currency);
    if (!part) return fail(part);
    sum += *part;
  }
  sum.amount_minor = std::max<std::int64_t>(0, sum.amount_minor);
  return sum;
}

// Unique for ever: what happened, to which of Adyen's objects, in which payout. Fees and payouts have no object.
std::string line_id_of(const SettlementRow& row, Money net) {
  std::string id(row.text("Type"));
  const auto object = row.text("Modification Reference").empty() ? row.text("Psp Reference") : row.text("Modification Reference");
  id.append("/").append(object).append("/").append(row.text("Batch Number"));
  if (object.empty()) id.append("/").append(row.text("Creation Date")).append("/" + std::to_string(net.amount_minor));
  return id;
}

Result<SettlementLine> read_line(const SettlementRow& row) {
  const auto type = row.required("Type");
  if (!type) return fail(type);
  const auto net_currency = row.currency("Net Currency");
  if (!net_currency) return fail(net_currency);
  const auto net = difference(row, "Net Credit (NC)", "Net Debit (NC)", *net_currency);
  if (!net) return fail(net);
  const auto fee = fee_of(row, *net_currency);
  if (!fee) return fail(fee);
  Result<Money> gross = *net;
  if (!row.text("Gross Currency").empty()) {
    const auto currency = row.currency("Gross Currency");
    if (!currency) return fail(currency);
    gross = difference(row, "Gross Credit (GC)", "Gross Debit (GC)", *currency);
    if (!gross) return fail(gross);
  }
  const auto local = row.time("Creation Date");
  if (!local) return fail(local);
  const auto offset = offset_of(row, "TimeZone");
  if (!offset) return fail(offset);
  const auto reference = adyen::parse_reference(row.text("Merchant Reference"));
  return SettlementLine{.provider = "adyen",
                        .provider_reference = std::string(row.text("Psp Reference")),
                        .line_id = line_id_of(row, *net),
                        .type = type_of(*type),
                        .gross = *gross,
                        .fee = *fee,
                        .at = *local - *offset,
                        .payment_id_text = reference ? reference->payment.text() : ""};
}

}  // namespace

Result<std::vector<SettlementLine>> read_adyen_settlement(std::string_view csv) {
  const auto rows = read_settlement_rows(csv, {"Psp Reference", "Merchant Reference", "Creation Date", "TimeZone", "Type", "Modification Reference",
                                               "Gross Currency", "Gross Debit (GC)", "Gross Credit (GC)", "Net Currency", "Net Debit (NC)",
                                               "Net Credit (NC)", "Batch Number"});
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
