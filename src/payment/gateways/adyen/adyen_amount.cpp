#include "payment/gateways/adyen/adyen_amount.h"

namespace atelier::payment {
namespace {

int adyen_digits(Currency currency) {
  if (currency.code() == "CLP" || currency.code() == "ISK") return 2;
  if (currency.code() == "CVE" || currency.code() == "IDR") return 0;
  return currency.minor_digits();
}

// amount × 10^(to - from); nullopt where that is no whole number.
std::optional<std::int64_t> rescale(std::int64_t amount, int from, int to) {
  for (; from < to; ++from) {
    if (__builtin_mul_overflow(amount, 10, &amount)) return std::nullopt;
  }
  for (; from > to; --from) {
    if (amount % 10 != 0) return std::nullopt;
    amount /= 10;
  }
  return amount;
}

}  // namespace

Result<std::int64_t> to_adyen_amount(Money amount) {
  const auto value = rescale(amount.amount_minor, amount.currency.minor_digits(), adyen_digits(amount.currency));
  if (!value) return fail(ErrorKind::invalid, "amount_not_payable", "Adyen takes whole units of this currency only, not " + to_string(amount));
  return *value;
}

std::optional<std::int64_t> from_adyen_amount(std::int64_t value, Currency currency) {
  return rescale(value, adyen_digits(currency), currency.minor_digits());
}

}  // namespace atelier::payment
