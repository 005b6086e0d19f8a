#include "order_management/documents/e_invoice/e_invoice.h"

#include <algorithm>
#include <string_view>

namespace atelier::order_management::documents {
namespace {

// The European Union's VAT area (Directive 2006/112/EC art. 5), by ISO 3166-1.
bool in_union(std::string_view country) {
  static constexpr std::string_view kMembers[] = {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
                                                  "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};
  return std::ranges::find(kMembers, country) != std::end(kMembers);
}

std::string with_point(__int128 value, int decimals) {
  const bool negative = value < 0;
  if (negative) value = -value;
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  if (static_cast<int>(digits.size()) <= decimals) digits.insert(0, static_cast<std::size_t>(decimals) + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - static_cast<std::size_t>(decimals), ".");
  return negative ? "-" + digits : digits;
}

}  // namespace

Category category_of(const Document& document, const std::string& rate_percent) {
  if (rate_percent != "0" && !rate_percent.empty()) return {"S", rate_percent, "", ""};
  if (in_union(document.seller.country) && !in_union(document.receiver.country)) return {"G", "0", "VATEX-EU-G", "Export outside the EU"};
  return {"Z", "0", "", ""};
}

std::string decimal(Money amount) { return with_point(amount.amount_minor, amount.currency.minor_digits()); }

std::string price_each(Money total, int quantity) {
  if (total.amount_minor % quantity == 0) return decimal({total.amount_minor / quantity, total.currency});
  constexpr int kMore = 6;
  constexpr std::int64_t kMoreUnits = 1'000'000;
  std::string text = with_point(divide_round_half_up(static_cast<__int128>(total.amount_minor) * kMoreUnits, quantity), total.currency.minor_digits() + kMore);
  while (text.ends_with('0')) text.pop_back();
  return text;
}

}  // namespace atelier::order_management::documents
