// Is the receiver of a subscription away, or does it refuse single events? What to do after a failed attempt. Pure.
//
// Away: it fails whatever it is given. Then nothing is set aside and nothing counts against an event: the cursor stays, and one event at a time
// asks whether it is back, first after a second, at last once a minute. Otherwise the failing event is set aside with its subject (parking.h) and
// others go on.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "events/backoff.h"

namespace atelier::events {

class Health {
 public:
  // Five calls without an answer say that nobody is there; that twenty different subjects are refused in a row says that it
  // is not they who are wrong (a key that was changed, an address that moved).
  static constexpr int kAwayAfter = 5;
  static constexpr std::size_t kRefusingAfter = 20;
  static constexpr Milliseconds kProbeFirst{1'000};
  static constexpr Milliseconds kProbeMost{60'000};

  void succeeded(Time now) {
    last_success_ = now;
    failures_ = 0;
    refused_.clear();
    down_since_.reset();
    probes_ = 0;
  }
  void failed(const std::string& subject, bool answered, Time now, Random& random) {
    if (!answered) ++failures_;
    if (refused_.size() < kRefusingAfter) refused_.insert(subject);
    if (failures_ < kAwayAfter && refused_.size() < kRefusingAfter) return;
    if (!down_since_) down_since_ = now;
    next_probe_ = now + backoff(++probes_, kProbeFirst, kProbeMost, random);
  }
  bool down() const { return down_since_.has_value(); }
  std::optional<Time> down_since() const { return down_since_; }
  Time next_probe() const { return next_probe_; }
  std::optional<Time> last_success() const { return last_success_; }

 private:
  int failures_ = 0;
  int probes_ = 0;
  std::set<std::string> refused_;
  std::optional<Time> down_since_;
  std::optional<Time> last_success_;
  Time next_probe_{};
};

// An answer that refuses is one; a timeout, a lost connection or a server's error is none.
inline bool is_answer(const Error& error) {
  return error.kind != ErrorKind::unavailable && error.kind != ErrorKind::unknown && error.kind != ErrorKind::exhausted;
}

enum class AfterFailure { again, set_aside, give_up };
struct FailedAttempt {
  int attempts = 1;  // this one counted
  Time first_failed_at{};
  bool answered = false;
  bool parked = false;
};
struct FailurePolicy {
  int park_after = 3;                              // some seconds
  Milliseconds give_up_after = std::chrono::days(3);
  Milliseconds retry_most{300'000};
  Milliseconds parked_retry_most{3'600'000};
};
inline AfterFailure decide_after_failure(const FailedAttempt& failed, const Health& health, const FailurePolicy& policy, Time now) {
  if (health.down()) return AfterFailure::again;
  if (failed.parked) return now - failed.first_failed_at >= policy.give_up_after ? AfterFailure::give_up : AfterFailure::again;
  const bool others_succeed = health.last_success() && *health.last_success() >= failed.first_failed_at;
  return failed.attempts >= policy.park_after && (failed.answered || others_succeed) ? AfterFailure::set_aside : AfterFailure::again;
}

}  // namespace atelier::events
