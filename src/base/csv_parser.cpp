#include "base/csv_parser.h"

#include <algorithm>

namespace atelier::base {

const std::vector<std::string_view>& CsvParser::fields() {
  views_.clear();
  std::size_t begin = 0;
  for (const auto end : ends_) {
    views_.push_back(std::string_view(row_).substr(begin, end - begin));
    begin = end;
  }
  return views_;
}

CsvParser::Event CsvParser::end_row() {
  const bool bad = at_ == At::after_bad_quote;
  if (!bad) end_field();
  at_ = At::row_start;
  if (bad) {
    error_ = "text_after_quote";
    return Event::error;
  }
  if (ends_.size() > kMaxColumns) {
    error_ = "too_many_columns";
    return Event::error;
  }
  return Event::row;
}

CsvParser::Event CsvParser::oversized() {
  stopped_ = true;
  error_ = "row_too_large";
  return Event::error;
}

CsvParser::Event CsvParser::next() {
  if (stopped_) return Event::end;
  if (at_file_start_ && !rest_.empty()) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
    at_file_start_ = false;
  }
  while (!rest_.empty()) {
    const char c = rest_.front();
    if (skip_lf_) {
      skip_lf_ = false;
      if (c == '\n') {
        rest_.remove_prefix(1);
        continue;
      }
    }
    if (row_.size() > kMaxRowBytes || ends_.size() > 2 * kMaxColumns) return oversized();
    if (at_ == At::row_start) {
      row_.clear();
      ends_.clear();
      row_line_ = line_;
      if (c == '\n' || c == '\r') {  // an empty line
        rest_.remove_prefix(1);
        skip_lf_ = c == '\r';
        ++line_;
        continue;
      }
      at_ = At::field_start;
    }
    if (at_ == At::quoted) {  // the long stretches at once
      const auto quote = rest_.find('"');
      const auto part =
          rest_.substr(0, std::min(quote == std::string_view::npos ? rest_.size() : quote, kMaxRowBytes + 1));
      line_ += std::ranges::count(part, '\n');
      row_ += part;
      rest_.remove_prefix(part.size());
      if (part.size() > kMaxRowBytes) return oversized();
      if (quote == std::string_view::npos || rest_.empty()) continue;
      rest_.remove_prefix(1);
      at_ = At::quote_in_quoted;
      continue;
    }
    if (at_ == At::quote_in_quoted && c == '"') {
      row_ += '"';
      rest_.remove_prefix(1);
      at_ = At::quoted;
      continue;
    }
    if (c == '\n' || c == '\r') {
      rest_.remove_prefix(1);
      skip_lf_ = c == '\r';
      ++line_;
      return end_row();
    }
    if (at_ == At::after_bad_quote) {
      rest_.remove_prefix(1);
      continue;
    }
    if (c == separator_) {
      end_field();
      rest_.remove_prefix(1);
      at_ = At::field_start;
      continue;
    }
    if (at_ == At::quote_in_quoted) {
      at_ = At::after_bad_quote;
      continue;
    }
    if (at_ == At::field_start && c == '"') {
      rest_.remove_prefix(1);
      at_ = At::quoted;
      continue;
    }
    at_ = At::plain;
    std::size_t length = 1;
    while (length < rest_.size() && rest_[length] != separator_ && rest_[length] != '\n' &&
           rest_[length] != '\r')
      ++length;
    length = std::min(length, kMaxRowBytes + 1);
    row_ += rest_.substr(0, length);
    rest_.remove_prefix(length);
  }
  if (!finished_) return Event::need_input;
  stopped_ = true;
  if (row_.size() > kMaxRowBytes) return oversized();
  if (at_ == At::row_start) return Event::end;
  if (at_ == At::quoted) {
    error_ = "unclosed_quote";
    return Event::error;
  }
  return end_row();
}

char guess_separator(std::string_view first_line) {
  const auto count = [&](char c) { return std::ranges::count(first_line, c); };
  const auto commas = count(',');
  if (count(';') > commas && count(';') >= count('\t')) return ';';
  return count('\t') > commas ? '\t' : ',';
}

void append_csv_field(std::string& out, std::string_view field) {
  const bool plain = field.find_first_of(",;\t\"\r\n") == std::string_view::npos &&
                     (field.empty() || (field.front() != ' ' && field.back() != ' '));
  if (plain) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace atelier::base
