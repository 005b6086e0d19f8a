#include "payment/gateways/stripe/stripe_amount.h"

namespace atelier::payment {
namespace {
bool is_written_in_hundredths(Currency currency) { return currency.code() == "ISK"; }
}  // namespace

Result<std::int64_t> to_stripe_amount(Money amount) {
  if (is_written_in_hundredths(amount.currency)) return (amount * 100).amount_minor;
  if (amount.currency.minor_digits() == 3 && amount.amount_minor % 10 != 0) {
    return fail(ErrorKind::invalid, "amount_not_payable",
                "Stripe takes " + std::string(amount.currency.code()) + " in hundredths only, not " + to_string(amount));
  }
  return amount.amount_minor;
}

std::int64_t from_stripe_amount(std::int64_t amount, Currency currency) {
  return is_written_in_hundredths(currency) ? amount / 100 : amount;
}

}  // namespace atelier::payment
