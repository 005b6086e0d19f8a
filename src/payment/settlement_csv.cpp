#include "payment/settlement_csv.h"

#include <algorithm>

#include "base/csv_parser.h"

namespace atelier::payment {
namespace {

constexpr std::int64_t kMostUnits = 1'000'000'000'000;  // 10^12: beyond it a column was mistaken for an amount

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Minor units of "-1234.5" with `digits` behind the point.
std::optional<std::int64_t> parse_decimal(std::string_view text, int digits) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  auto rest = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() || !std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(rest, is_digit)) return std::nullopt;
  if (point != std::string_view::npos && rest.empty()) return std::nullopt;
  while (rest.size() > static_cast<std::size_t>(digits) && rest.ends_with('0')) rest.remove_suffix(1);
  if (rest.size() > static_cast<std::size_t>(digits)) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : whole) {
    value = value * 10 + (c - '0');
    if (value > kMostUnits) return std::nullopt;
  }
  for (int i = 0; i < digits; ++i) {
    const auto at = static_cast<std::size_t>(i);
    value = value * 10 + (at < rest.size() ? rest[at] - '0' : 0);
  }
  return negative ? -value : value;
}

}  // namespace

std::unexpected<Error> settlement_row_error(std::int64_t line, std::string_view column, std::string_view expected) {
  return fail(ErrorKind::invalid, "settlement_row",
              "line " + std::to_string(line) + ", column \"" + std::string(column) + "\": expected " + std::string(expected));
}

std::string_view SettlementRow::text(std::string_view column) const {
  const auto found = columns_->find(column);
  return found == columns_->end() || found->second >= fields_.size() ? std::string_view() : std::string_view(fields_[found->second]);
}

Result<std::string> SettlementRow::required(std::string_view column) const {
  const auto value = text(column);
  if (value.empty()) return wrong(column, "something: it is empty");
  return std::string(value);
}

Result<Currency> SettlementRow::currency(std::string_view column) const {
  std::string code(text(column));
  std::ranges::transform(code, code.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  const auto currency = Currency::parse(code);
  if (!currency) return wrong(column, "an ISO 4217 currency code");
  return *currency;
}

Result<Money> SettlementRow::money(std::string_view column, Currency currency) const {
  const auto value = text(column);
  if (value.empty()) return Money{0, currency};
  const auto minor = parse_decimal(value, currency.minor_digits());
  if (!minor) return wrong(column, "a decimal number like -1234.50 with at most " + std::to_string(currency.minor_digits()) + " digits behind the point");
  return Money{*minor, currency};
}

Result<Time> SettlementRow::time(std::string_view column) const {
  std::string value(text(column));
  auto time = parse_rfc3339(value);
  if (!time && value.size() == 19) {
    value[10] = 'T';
    time = parse_rfc3339(value + "Z");
  }
  if (!time) return wrong(column, "a time like 2026-11-23 09:30:00, in UTC");
  return *time;
}

Result<std::vector<SettlementRow>> read_settlement_rows(std::string_view csv, std::initializer_list<std::string_view> needed) {
  using base::CsvParser;
  CsvParser parser(base::guess_separator(csv.substr(0, csv.find_first_of("\r\n"))));
  parser.feed(csv);
  std::shared_ptr<SettlementRow::Columns> columns;
  std::vector<SettlementRow> rows;
  for (;;) {
    switch (parser.next()) {
      case CsvParser::Event::need_input: parser.finish(); break;
      case CsvParser::Event::error:
        return fail(ErrorKind::invalid, "settlement_row", "line " + std::to_string(parser.line()) + ": " + std::string(parser.error()));
      case CsvParser::Event::end:
        if (!columns) return fail(ErrorKind::invalid, "settlement_row", "line 1: expected a header; the file is empty");
        return rows;
      case CsvParser::Event::row: {
        std::vector<std::string> fields(parser.fields().begin(), parser.fields().end());
        if (columns) {
          rows.emplace_back(columns, std::move(fields), parser.line());
          break;
        }
        columns = std::make_shared<SettlementRow::Columns>();
        for (std::size_t i = 0; i < fields.size(); ++i) columns->emplace(fields[i], i);
        for (const auto name : needed) {
          if (!columns->contains(name)) return settlement_row_error(parser.line(), name, "this column in the header");
        }
      }
    }
  }
}

}  // namespace atelier::payment
