#include "payment/payment_states.h"

#include <algorithm>

namespace atelier::payment {
namespace {

using enum PaymentState;

// A provider's messages come late, twice and out of order: captured may be the first that is heard after created, and a customer
// who failed once may still pay on the same page.
constexpr Transition kTransitions[] = {
    {created, action_required},    {created, authorised},        {created, captured},    {created, voided},
    {created, failed},             {created, expired},           {created, unknown},
    {action_required, authorised}, {action_required, captured},  {action_required, voided},
    {action_required, failed},     {action_required, expired},   {action_required, unknown},
    {authorised, captured},        {authorised, voided},         {authorised, failed},   {authorised, expired},
    {authorised, unknown},         {captured, refunded},
    {unknown, action_required},    {unknown, authorised},        {unknown, captured},    {unknown, voided},
    {unknown, failed},             {unknown, expired},
    // Money that came is always believed: after a no, after the end of the page, and in spite of our void.
    {failed, authorised},          {failed, captured},           {expired, captured},    {voided, captured},
    // Given back before we heard that it had come.
    {created, refunded},           {action_required, refunded},  {authorised, refunded}, {unknown, refunded},
    {failed, refunded},            {expired, refunded},          {voided, refunded},
};

}  // namespace

std::span<const Transition> transitions() { return kTransitions; }

bool may_become(PaymentState from, PaymentState to) {
  return std::ranges::any_of(kTransitions, [&](const auto& t) { return t.from == from && t.to == to; });
}

bool is_final(PaymentState state) {
  return state == captured || state == refunded || state == voided || state == failed || state == expired;
}

}  // namespace atelier::payment
