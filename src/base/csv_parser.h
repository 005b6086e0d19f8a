// CSV as RFC 4180 has it and spreadsheets write it, piece by piece.
//
// Fed with any pieces of a file, gives rows one at a time; a row's fields are valid until the next call.
// Quoted fields may hold separators, newlines and "" for a quote; rows end with LF, CRLF or CR; a byte order
// mark is dropped; empty lines are passed over. A quote inside an unquoted field is taken as it is.
//
// Memory: one row, at most kMaxRowBytes and kMaxColumns. A row that is larger, or whose last quote never
// closes, or that has text behind a closing quote, is given as an error with the line it begins on. After
// "row_too_large" the rest of the file cannot be trusted (a quote is missing), so the parser stops there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::base {

class CsvParser {
 public:
  static constexpr std::size_t kMaxRowBytes = 1u
                                              << 20;  // the longest description that an item takes has 30 KB
  static constexpr std::size_t kMaxColumns =
      500;  // Shopify's exports have some eighty, and a few for each market

  explicit CsvParser(char separator = ',') : separator_(separator) {}

  enum class Event {
    row,         // fields() and line()
    error,       // error() and line(): the row is left out
    need_input,  // feed() more, or finish()
    end,         // after finish(): there is no more. Or stopped
  };
  // `piece` must stay valid until need_input.
  void feed(std::string_view piece) { rest_ = piece; }
  void finish() { finished_ = true; }
  Event next();

  const std::vector<std::string_view>& fields();
  std::int64_t line() const { return row_line_; }  // from 1, where the row begins
  std::string_view error() const {
    return error_;
  }  // "row_too_large", "too_many_columns", "unclosed_quote", "text_after_quote"

 private:
  enum class At { row_start, field_start, plain, quoted, quote_in_quoted, after_bad_quote };
  void end_field() { ends_.push_back(row_.size()); }
  Event end_row();
  Event oversized();

  char separator_;
  std::string_view rest_;
  bool finished_ = false;
  bool stopped_ = false;
  bool at_file_start_ = true;
  bool skip_lf_ = false;
  At at_ = At::row_start;
  std::int64_t line_ = 1;
  std::int64_t row_line_ = 1;
  std::string row_;                // all fields of the row, one after another
  std::vector<std::size_t> ends_;  // where each ends in row_
  std::vector<std::string_view> views_;
  std::string_view error_;
};

// The separator of a file by its first line: comma, semicolon (spreadsheets in Europe) or tab, whichever is
// there most.
char guess_separator(std::string_view first_line);

// Appends a field as CSV wants it: quoted where it has a separator, a quote, a newline or a space at an end.
void append_csv_field(std::string& out, std::string_view field);

}  // namespace atelier::base
