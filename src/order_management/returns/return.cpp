#include "order_management/returns/return.h"

#include <algorithm>

namespace atelier::order_management {
namespace {

using enum ReturnState;

constexpr ReturnTransition kTransitions[] = {
    {requested, label_sent},
    {requested, received},  // brought to a shop, or sent with a label of the customer's own
    {requested, refused},
    {label_sent, received},
    {label_sent, refused},
    {received, exchanged},
    {received, refunded},
};

}  // namespace

std::span<const ReturnTransition> return_transitions() { return kTransitions; }

bool may_become(ReturnState from, ReturnState to) {
  return std::ranges::any_of(kTransitions, [&](const auto& t) { return t.from == from && t.to == to; });
}

}  // namespace atelier::order_management
