#include "payment/circuit_breaker.h"

namespace atelier::payment {

BreakerState CircuitBreaker::state(Time now) const {
  if (!open_) return BreakerState::closed;
  return now - opened_at_ < options_.open_for ? BreakerState::open : BreakerState::half_open;
}

bool CircuitBreaker::let_through(Time now) {
  switch (state(now)) {
    case BreakerState::closed: return true;
    case BreakerState::open: return false;
    case BreakerState::half_open: break;
  }
  if (probing_ && now - probe_at_ < options_.open_for) return false;
  probing_ = true;
  probe_at_ = now;
  return true;
}

void CircuitBreaker::succeeded() {
  failures_ = 0;
  open_ = false;
  probing_ = false;
}

void CircuitBreaker::failed(Time now) {
  ++failures_;
  const bool probe_failed = open_ && probing_;
  // Calls that were under way when it opened do not prolong it.
  if (probe_failed || (!open_ && failures_ >= options_.failures)) {
    open_ = true;
    opened_at_ = now;
    probing_ = false;
  }
}

}  // namespace atelier::payment
