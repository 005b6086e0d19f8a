// Circuit breaker of one provider: after some failures in a row nobody is sent there any more, until one call that is let through proves it well.
//
//   closed     every call goes; `failures` failures in a row open it
//   open       none goes for `open_for`
//   half_open  one call goes (the probe): a success closes it, a failure opens it again. A probe that never answers is given up after `open_for`.
//
// Pure: time is handed in. Not for several threads at once; who shares it holds a lock.
#pragma once

#include "base/clock.h"
#include "json/json.h"

namespace atelier::payment {

enum class BreakerState { closed, half_open, open };
BOOST_DESCRIBE_ENUM(BreakerState, closed, half_open, open)

class CircuitBreaker {
 public:
  struct Options {
    int failures = 5;            // one or two are chance, and a breaker that opens by chance sends customers away
    Milliseconds open_for{15'000};
  };
  explicit CircuitBreaker(Options options) : options_(options) {}

  // May a call be made now? True in half_open makes the caller the probe: it has to report.
  bool let_through(Time now);
  void succeeded();
  void failed(Time now);
  BreakerState state(Time now) const;

 private:
  const Options options_;
  int failures_ = 0;  // in a row
  bool open_ = false;
  Time opened_at_{};
  bool probing_ = false;
  Time probe_at_{};
};

}  // namespace atelier::payment
