#include "base/money.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "base/check.h"

namespace atelier {
namespace {

struct Row {
  std::string_view code;
  int minor_digits;
};
// ISO 4217 list one (2024): the currencies of the house's markets and of its neighbours' cards.
constexpr Row kCurrencies[] = {
    {"AED", 2}, {"AUD", 2}, {"BGN", 2}, {"BHD", 3}, {"CAD", 2}, {"CHF", 2}, {"CNY", 2}, {"CZK", 2}, {"DKK", 2},
    {"EUR", 2}, {"GBP", 2}, {"HKD", 2}, {"HUF", 2}, {"IDR", 2}, {"INR", 2}, {"ISK", 0}, {"JPY", 0}, {"KRW", 0},
    {"KWD", 3}, {"MOP", 2}, {"MYR", 2}, {"NOK", 2}, {"NZD", 2}, {"PHP", 2}, {"PLN", 2}, {"RON", 2}, {"SAR", 2},
    {"SEK", 2}, {"SGD", 2}, {"THB", 2}, {"TRY", 2}, {"TWD", 2}, {"USD", 2}, {"VND", 0},
};

const Row* find(std::string_view code) {
  const auto* row = std::ranges::lower_bound(kCurrencies, code, {}, &Row::code);
  return row != std::end(kCurrencies) && row->code == code ? row : nullptr;
}

}  // namespace

std::optional<Currency> Currency::parse(std::string_view code) {
  if (find(code) == nullptr) return std::nullopt;
  Currency currency;
  std::ranges::copy(code, currency.code_);
  return currency;
}

int Currency::minor_digits() const {
  const Row* row = find(code());
  CHECK(row != nullptr, "the currency is not set");
  return row->minor_digits;
}

Money operator+(Money a, Money b) {
  CHECK(a.currency == b.currency, "sums are of one currency");
  Money sum{0, a.currency};
  CHECK(!__builtin_add_overflow(a.amount_minor, b.amount_minor, &sum.amount_minor));
  return sum;
}

Money operator-(Money a, Money b) {
  CHECK(a.currency == b.currency, "differences are of one currency");
  Money difference{0, a.currency};
  CHECK(!__builtin_sub_overflow(a.amount_minor, b.amount_minor, &difference.amount_minor));
  return difference;
}

Money operator*(Money a, std::int64_t times) {
  Money product{0, a.currency};
  CHECK(!__builtin_mul_overflow(a.amount_minor, times, &product.amount_minor));
  return product;
}

std::strong_ordering operator<=>(const Money& a, const Money& b) {
  CHECK(a.currency == b.currency, "only amounts of one currency compare");
  return a.amount_minor <=> b.amount_minor;
}

std::int64_t divide_round_half_up(__int128 numerator, std::int64_t denominator) {
  CHECK(denominator > 0);
  const __int128 half = denominator / 2 + denominator % 2;
  const __int128 magnitude = numerator < 0 ? -numerator : numerator;
  __int128 quotient = magnitude / denominator;
  if (magnitude % denominator >= half) ++quotient;
  const __int128 rounded = numerator < 0 ? -quotient : quotient;
  CHECK(rounded >= INT64_MIN && rounded <= INT64_MAX);
  return static_cast<std::int64_t>(rounded);
}

std::vector<std::int64_t> allocate(std::int64_t total, std::span<const std::int64_t> weights) {
  __int128 sum = 0;
  for (const auto weight : weights) {
    CHECK(weight >= 0);
    sum += weight;
  }
  CHECK(sum > 0, "there is nothing to allocate by");
  const __int128 magnitude = total < 0 ? -static_cast<__int128>(total) : total;

  std::vector<std::int64_t> parts(weights.size());
  std::vector<__int128> remainders(weights.size());
  __int128 given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const __int128 share = magnitude * weights[i];
    parts[i] = static_cast<std::int64_t>(share / sum);
    remainders[i] = share % sum;
    given += parts[i];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::sort(order, [&](auto a, auto b) {
    return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b;
  });
  for (std::size_t i = 0; given < magnitude; ++i, ++given) ++parts[order[i]];
  if (total < 0) std::ranges::transform(parts, parts.begin(), std::negate<>{});
  return parts;
}

std::string to_string(Money money) {
  const int digits = money.currency.minor_digits();
  const bool negative = money.amount_minor < 0;
  auto magnitude = negative ? 0 - static_cast<std::uint64_t>(money.amount_minor) : static_cast<std::uint64_t>(money.amount_minor);
  std::string text = std::to_string(magnitude);
  if (digits > 0) {
    const auto places = static_cast<std::size_t>(digits);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    text.insert(text.size() - places, ".");
  }
  return (negative ? "-" : "") + text + " " + std::string(money.currency.code());
}

}  // namespace atelier
