// PayPal's amounts: decimal text, in the currencies that PayPal takes. Source: developer.paypal.com/reference/currency-codes: HUF, JPY and TWD have no
// decimals there, all others two; what is not in its table (KRW, KWD, AED, …) cannot be paid with PayPal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"
#include "base/result.h"

namespace atelier::payment {

// "1250.00". Error invalid "amount_not_payable": this provider cannot take exactly this amount. It is not rounded here.
Result<std::string> to_paypal_amount(Money amount);
// nullopt: not such a text, or not a whole number of our minor units.
std::optional<std::int64_t> from_paypal_amount(std::string_view value, Currency currency);

}  // namespace atelier::payment
