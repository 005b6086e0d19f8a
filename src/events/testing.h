// For tests: a loop whose time is the test's clock. It runs what is ready; when nothing is, it moves the clock to the next timer, so a day
// passes in no time.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <utility>

#include "base/clock.h"
#include "base/executor.h"

namespace atelier::events::testing {

class VirtualLoop final : public Executor {
 public:
  explicit VirtualLoop(ManualClock& clock) : clock_(clock) {}

  void post(std::function<void()> work) override { ready_.push_back(std::move(work)); }
  void post_after(Milliseconds delay, std::function<void()> work) override { timers_.emplace(clock_.now() + delay, std::move(work)); }

  // Until done() or `at_most` of the clock's time has passed; done() is asked after each piece of work. True: it was done.
  bool run_until(const std::function<bool()>& done, Milliseconds at_most) {
    Executor::Scope scope(*this);
    const Time end = clock_.now() + at_most;
    while (!done()) {
      if (ready_.empty()) {
        if (timers_.empty() || timers_.begin()->first > end) {
          clock_.set(end);
          return done();
        }
        clock_.set(std::max(clock_.now(), timers_.begin()->first));
        ready_.push_back(std::move(timers_.begin()->second));
        timers_.erase(timers_.begin());
        continue;
      }
      auto work = std::move(ready_.front());
      ready_.pop_front();
      work();
    }
    return true;
  }
  void run_for(Milliseconds time) {
    run_until([] { return false; }, time);
  }

 private:
  ManualClock& clock_;
  std::deque<std::function<void()>> ready_;
  std::multimap<Time, std::function<void()>> timers_;
};

}  // namespace atelier::events::testing
