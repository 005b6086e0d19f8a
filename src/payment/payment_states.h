// The life of a payment as a table. The picture in README.md is printed from it by a test.
#pragma once

#include <span>

#include "payment/payment.h"

namespace atelier::payment {

struct Transition {
  PaymentState from;
  PaymentState to;
};
std::span<const Transition> transitions();

bool may_become(PaymentState from, PaymentState to);
// Nothing more is expected from the provider by itself (a refund may still be asked for).
bool is_final(PaymentState state);

}  // namespace atelier::payment
