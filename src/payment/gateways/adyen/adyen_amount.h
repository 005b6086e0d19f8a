// Adyen's amounts: whole numbers of the ISO 4217 minor unit, with four exceptions
// (docs.adyen.com/development-resources/currency-codes, "differs from standard"): CLP and ISK have two decimals there, CVE and IDR none.
#pragma once

#include <cstdint>
#include <optional>

#include "base/money.h"
#include "base/result.h"

namespace atelier::payment {

// Error invalid "amount_not_payable": this provider cannot take exactly this amount (1,234.50 IDR). It is not rounded here.
Result<std::int64_t> to_adyen_amount(Money amount);
// nullopt: such an amount does not exist in our units.
std::optional<std::int64_t> from_adyen_amount(std::int64_t value, Currency currency);

}  // namespace atelier::payment
