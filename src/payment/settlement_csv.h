// Rows of a settlement file by the names of their columns, for the readers of settlement.h.
//
// The first row is the header; its names are compared as they stand. What is wrong with a row is an Error invalid "settlement_row" that names line,
// column and what was expected. Bounds: base/csv_parser.h's.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"

namespace atelier::payment {

// "line 3, column \"gross\": expected a decimal number".
std::unexpected<Error> settlement_row_error(std::int64_t line, std::string_view column, std::string_view expected);

class SettlementRow {
 public:
  using Columns = std::map<std::string, std::size_t, std::less<>>;
  SettlementRow(std::shared_ptr<const Columns> columns, std::vector<std::string> fields, std::int64_t line)
      : columns_(std::move(columns)), fields_(std::move(fields)), line_(line) {}

  std::int64_t line() const { return line_; }  // in the file, from 1
  // Empty where the file has no such column or the row ends before it.
  std::string_view text(std::string_view column) const;
  // Not empty.
  Result<std::string> required(std::string_view column) const;
  // An ISO 4217 code, in upper or lower case.
  Result<Currency> currency(std::string_view column) const;
  // "-1234.5" in units of the currency, with at most its digits behind the point (more only where they are 0); an empty field is 0.
  Result<Money> money(std::string_view column, Currency currency) const;
  // RFC 3339, or "2026-11-23 09:30:00" or "2026-11-23T09:30:00" in UTC.
  Result<Time> time(std::string_view column) const;
  std::unexpected<Error> wrong(std::string_view column, std::string_view expected) const { return settlement_row_error(line_, column, expected); }

 private:
  std::shared_ptr<const Columns> columns_;
  std::vector<std::string> fields_;
  std::int64_t line_;
};

// `needed`: columns without which the file is not one of this provider's; the error names those that are missing, at the header's line.
Result<std::vector<SettlementRow>> read_settlement_rows(std::string_view csv, std::initializer_list<std::string_view> needed);

}  // namespace atelier::payment
