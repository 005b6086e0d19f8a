// How long to wait before the next attempt.
#pragma once

#include <algorithm>

#include "base/clock.h"
#include "base/random.h"

namespace atelier::events {

// After `failures` (1 and more): first, twice that, … at most `most`. Half of it is by chance, or everything would come back at
// the same moment after an outage.
inline Milliseconds backoff(int failures, Milliseconds first, Milliseconds most, Random& random) {
  Milliseconds delay = first;
  for (int i = 1; i < failures && delay < most; ++i) delay *= 2;
  delay = std::min(delay, most);
  return delay / 2 + Milliseconds{static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(delay.count()) / 2 + 1))};
}

}  // namespace atelier::events
