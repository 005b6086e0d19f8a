// The references that we give Adyen's objects. Adyen hands them back in webhooks and in settlement files, where nothing else says whose
// payment it is, or whether it is captured by us or by Adyen:
//   "pay_e01…"         a payment that Adyen captures at once
//   "pay_e01…/manual"  a payment that is held until we capture
//   "pay_e01…/part"    a capture, refund or cancellation
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "payment/payment.h"

namespace atelier::payment::adyen {

std::string reference_of(const Payment& payment);
std::string part_reference_of(const Payment& payment);

struct Reference {
  PaymentId payment;
  bool is_manual = false;
};
// nullopt: not one of ours.
std::optional<Reference> parse_reference(std::string_view text);

}  // namespace atelier::payment::adyen
