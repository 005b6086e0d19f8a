// Money: whole minor units of one currency.
//
// Minor units are those of ISO 4217 (JPY and KRW have none, KWD has three). Sums are checked: a programmer who adds EUR to JPY, or
// overflows 64 bits, is stopped by CHECK. Rounding happens in one named place: divide_round_half_up.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atelier {

// An ISO 4217 code that the house knows (money.cpp has the table). Default: empty, the currency of nothing.
class Currency {
 public:
  constexpr Currency() = default;
  // nullopt where the code is not in the table.
  static std::optional<Currency> parse(std::string_view code);

  std::string_view code() const { return {code_, code_[0] == 0 ? 0u : 3u}; }
  // Decimal digits of the minor unit: 2 for EUR, 0 for JPY.
  int minor_digits() const;

  friend constexpr auto operator<=>(const Currency&, const Currency&) = default;

 private:
  char code_[3] = {0, 0, 0};
};

struct Money {
  std::int64_t amount_minor = 0;
  Currency currency;

  friend bool operator==(const Money&, const Money&) = default;
};

Money operator+(Money a, Money b);
Money operator-(Money a, Money b);
Money operator*(Money a, std::int64_t times);
inline Money& operator+=(Money& a, Money b) { return a = a + b; }
inline Money& operator-=(Money& a, Money b) { return a = a - b; }
// Same currency only.
std::strong_ordering operator<=>(const Money& a, const Money& b);

// numerator / denominator to the nearest whole number, halves away from zero; in 128 bits between. denominator > 0.
std::int64_t divide_round_half_up(__int128 numerator, std::int64_t denominator);

// Splits `total` in proportion to `weights` (each >= 0, not all 0) so that the parts add up to it exactly: the largest remainders
// get the units that are left over, the earlier one first where they tie.
std::vector<std::int64_t> allocate(std::int64_t total, std::span<const std::int64_t> weights);

// "1234.50 EUR", for logs and errors; what people read is formatted by locale.
std::string to_string(Money money);

}  // namespace atelier
