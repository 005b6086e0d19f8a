#include "payment/gateways/sandbox/sandbox_settlement.h"

#include "payment/settlement_csv.h"

namespace atelier::payment {
namespace {

Result<SettlementLine> read_line(const SettlementRow& row) {
  SettlementLine line{.provider = "sandbox", .provider_reference = std::string(row.text("checkout_session")), .payment_id_text = std::string(row.text("client_reference_id"))};
  auto id = row.required("line_id");
  if (!id) return fail(id);
  line.line_id = std::move(*id);
  const auto type = row.text("type");
  if (type != "capture" && type != "refund") return row.wrong("type", "capture or refund");
  line.type = type == "capture" ? SettlementType::capture : SettlementType::refund;
  const auto currency = row.currency("currency");
  if (!currency) return fail(currency);
  const auto gross = row.money("gross", *currency);
  if (!gross) return fail(gross);
  const auto fee = row.money("fee", *currency);
  if (!fee) return fail(fee);
  const auto at = row.time("created_utc");
  if (!at) return fail(at);
  line.gross = *gross;
  line.fee = *fee;
  line.at = *at;
  return line;
}

}  // namespace

Result<std::vector<SettlementLine>> read_sandbox_settlement(std::string_view csv) {
  auto rows = read_settlement_rows(csv, {"line_id", "created_utc", "type", "checkout_session", "client_reference_id", "currency", "gross", "fee"});
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
