#include "payment/gateways/paypal/paypal_amount.h"

#include <algorithm>
#include <charconv>

namespace atelier::payment {
namespace {

constexpr std::string_view kTaken[] = {"AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY",
                                       "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD"};
constexpr std::string_view kWhole[] = {"HUF", "JPY", "TWD"};
constexpr std::size_t kMostDigits = 15;  // far above any price, far below what 64 bits hold

}  // namespace

Result<std::string> to_paypal_amount(Money amount) {
  const auto code = amount.currency.code();
  const auto refuse = [&] { return fail(ErrorKind::invalid, "amount_not_payable", "PayPal does not take " + to_string(amount)); };
  if (!std::ranges::binary_search(kTaken, code) || amount.amount_minor < 0) return refuse();
  std::string text = to_string(amount);
  text.resize(text.find(' '));
  if (std::ranges::find(kWhole, code) == std::end(kWhole)) return text;
  const auto point = text.find('.');
  if (point == std::string::npos) return text;
  if (text.find_first_not_of('0', point + 1) != std::string::npos) return refuse();
  return text.substr(0, point);
}

std::optional<std::int64_t> from_paypal_amount(std::string_view value, Currency currency) {
  const auto point = std::min(value.find('.'), value.size());
  std::string digits(value.substr(0, point));
  std::string_view decimals = point < value.size() ? value.substr(point + 1) : std::string_view();
  const auto places = static_cast<std::size_t>(currency.minor_digits());
  while (decimals.size() > places && decimals.ends_with('0')) decimals.remove_suffix(1);
  if (digits.empty() || decimals.size() > places) return std::nullopt;
  digits.append(decimals).append(places - decimals.size(), '0');
  if (digits.size() > kMostDigits || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  std::int64_t amount = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), amount);
  return amount;
}

}  // namespace atelier::payment
