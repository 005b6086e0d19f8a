#include "payment/gateways/paypal/paypal_settlement.h"

#include <charconv>

#include "base/csv_parser.h"
#include "payment/payment.h"
#include "payment/settlement_csv.h"

namespace atelier::payment {
namespace {

using base::CsvParser;

// developer.paypal.com/docs/reports/reference/tcodes: the first two digits are the group.
SettlementType type_of(std::string_view code) {
  if (code == "T1106" || code == "T1201" || code == "T1202") return SettlementType::chargeback;  // taken back by PayPal or the bank, and given again
  if (code == "T1107") return SettlementType::refund;
  if (code.starts_with("T00")) return SettlementType::capture;
  if (code.starts_with("T01")) return SettlementType::fee;
  if (code.starts_with("T04")) return SettlementType::payout;
  return SettlementType::other;
}

Result<Money> amount_of(const SettlementRow& row, std::string_view column, std::string_view currency_column, std::string_view direction_column) {
  const auto currency = row.currency(currency_column);
  if (!currency) return fail(currency);
  const auto text = row.text(column);
  std::int64_t amount = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), amount);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || amount < 0) return row.wrong(column, "a whole number of the smallest unit");
  const auto direction = row.text(direction_column);
  if (direction != "CR" && direction != "DR" && amount != 0) return row.wrong(direction_column, "CR or DR");
  return Money{direction == "DR" ? -amount : amount, *currency};
}

// "2024/08/20 00:01:17 -0700".
Result<Time> time_of(const SettlementRow& row, std::string_view column) {
  std::string text(row.text(column));
  if (text.size() != 25 || text[4] != '/' || text[7] != '/') return row.wrong(column, "a time like 2024/08/20 00:01:17 -0700");
  const auto time = parse_rfc3339(text.substr(0, 4) + "-" + text.substr(5, 2) + "-" + text.substr(8, 2) + "T" + text.substr(11, 8) +
                                  text.substr(20, 3) + ":" + text.substr(23, 2));
  if (!time) return row.wrong(column, "a time like 2024/08/20 00:01:17 -0700");
  return *time;
}

std::string payment_in(std::string_view custom) {
  const auto id = PaymentId::parse(custom.substr(0, custom.find('.')));
  return id ? id->text() : "";
}

Result<SettlementLine> read_line(const SettlementRow& row) {
  auto id = row.required("Transaction ID");
  if (!id) return fail(id);
  const auto gross = amount_of(row, "Gross Transaction Amount", "Gross Transaction Currency", "Transaction Debit or Credit");
  if (!gross) return fail(gross);
  Money fee{0, gross->currency};
  if (!row.text("Fee Amount").empty()) {
    const auto signed_fee = amount_of(row, "Fee Amount", row.text("Fee Currency").empty() ? "Gross Transaction Currency" : "Fee Currency", "Fee Debit or Credit");
    if (!signed_fee) return fail(signed_fee);
    fee = {std::max<std::int64_t>(0, -signed_fee->amount_minor), signed_fee->currency};
  }
  const auto at = time_of(row, "Transaction Completion Date");
  if (!at) return fail(at);
  return SettlementLine{.provider = "paypal",
                        .provider_reference = row.text("PayPal Reference ID Type") == "ODR" ? std::string(row.text("PayPal Reference ID")) : "",
                        .line_id = std::move(*id),
                        .type = type_of(row.text("Transaction Event Code")),
                        .gross = *gross,
                        .fee = fee,
                        .at = *at,
                        .payment_id_text = payment_in(row.text("Custom Field"))};
}

Result<std::shared_ptr<const SettlementRow::Columns>> read_header(const std::vector<std::string>& fields, std::int64_t line) {
  auto columns = std::make_shared<SettlementRow::Columns>();
  for (std::size_t i = 0; i < fields.size(); ++i) columns->emplace(fields[i], i);
  for (const auto* needed : {"Transaction ID", "Transaction Event Code", "Transaction Completion Date", "Transaction Debit or Credit",
                             "Gross Transaction Amount", "Gross Transaction Currency", "Fee Amount", "Custom Field"}) {
    if (!columns->contains(needed)) return settlement_row_error(line, needed, "this column in the header");
  }
  return columns;
}

}  // namespace

Result<std::vector<SettlementLine>> read_paypal_settlement(std::string_view csv) {
  CsvParser parser;
  parser.feed(csv);
  std::shared_ptr<const SettlementRow::Columns> columns;
  std::vector<SettlementLine> lines;
  for (;;) {
    const auto event = parser.next();
    if (event == CsvParser::Event::need_input) {
      parser.finish();
    } else if (event == CsvParser::Event::error) {
      return fail(ErrorKind::invalid, "settlement_row", "line " + std::to_string(parser.line()) + ": " + std::string(parser.error()));
    } else if (event == CsvParser::Event::end) {
      if (!columns) return fail(ErrorKind::invalid, "settlement_row", "line 1: expected PayPal's rows, one of which begins with CH");
      return lines;
    } else {
      std::vector<std::string> fields(parser.fields().begin(), parser.fields().end());
      if (fields[0] == "CH") {
        auto read = read_header(fields, parser.line());
        if (!read) return fail(read);
        columns = std::move(*read);
      } else if (fields[0] == "SB") {
        if (!columns) return settlement_row_error(parser.line(), "CH", "the names of the columns before the first transaction");
        auto line = read_line(SettlementRow(columns, std::move(fields), parser.line()));
        if (!line) return fail(line);
        lines.push_back(std::move(*line));
      }
    }
  }
}

}  // namespace atelier::payment
