// Stripe's amounts: whole numbers of a unit that is the ISO 4217 minor unit, with three exceptions
// (docs.stripe.com/currencies, "Minor units in API amounts" and "Special cases"):
//   ISK         no decimals, yet written in hundredths that must be 00
//   three-decimal currencies (BHD, KWD; Stripe knows JOD, OMR and TND, too): the last digit must be 0
#pragma once

#include <cstdint>

#include "base/money.h"
#include "base/result.h"

namespace atelier::payment {

// Error invalid "amount_not_payable": this provider cannot take exactly this amount (1.234 KWD). It is not rounded here: what is charged is
// what the order says.
Result<std::int64_t> to_stripe_amount(Money amount);
std::int64_t from_stripe_amount(std::int64_t amount, Currency currency);

}  // namespace atelier::payment
