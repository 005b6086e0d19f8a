// A gateway with a guard: a circuit breaker before it, and retries with jitter under the same idempotency key.
//
// Behaves as the port promises, with one care: once an attempt's answer was lost, the whole call is unknown, whatever later attempts say of themselves
// (an attempt that reached nobody does not undo one that may have). Look-ups are not repeated here: whoever looks comes again.
// What counts against the provider: no connection, a lost answer, a full queue. What counts for it: any answer, a no included.
#pragma once

#include <functional>
#include <memory>

#include "base/random.h"
#include "payment/circuit_breaker.h"
#include "payment/gateway.h"

namespace atelier::payment {

struct GuardOptions {
  CircuitBreaker::Options breaker;
  int attempts = 2;  // in all; what fails then is asked again by the relay, later and later
  Milliseconds pause{200};  // before the second attempt, doubled for each further one; half of it by chance
  std::function<Task<void>(Milliseconds)> sleep = {};  // tests; empty: sleep_for
};

// `outcome`: "ok" or the kind of the error ("unavailable", "unknown", …). Of every attempt, and of calls that the breaker kept back ("kept_back").
using CallObserver = std::function<void(std::string_view call, std::string_view outcome)>;

class GuardedGateway : public Gateway {
 public:
  virtual BreakerState breaker() const = 0;  // any thread
};
// `clock` and `random` are borrowed; random must be one for any thread where the gateway is used by several.
std::unique_ptr<GuardedGateway> make_guarded_gateway(std::unique_ptr<Gateway> gateway, GuardOptions options, const Clock& clock, Random& random,
                                                     CallObserver observer = {});

}  // namespace atelier::payment
