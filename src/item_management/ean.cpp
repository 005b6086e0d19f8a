#include "item_management/ean.h"

#include <algorithm>

namespace atelier::item_management {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::optional<char> ean_check_digit(std::string_view twelve_digits) {
  if (twelve_digits.size() != 12 || !std::ranges::all_of(twelve_digits, is_digit)) return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < 12; ++i) sum += (twelve_digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool is_ean13(std::string_view text) {
  if (text.size() != 13) return false;
  const auto check = ean_check_digit(text.substr(0, 12));
  return check && *check == text[12];
}

std::optional<std::string> normalise_barcode(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (is_digit(c)) {
      digits += c;
    } else if (c != ' ' && c != '-' && c != '\'') {
      return std::nullopt;
    }
  }
  if (digits.size() == 12) digits.insert(digits.begin(), '0');
  if (!is_ean13(digits)) return std::nullopt;
  return digits;
}

}  // namespace atelier::item_management
