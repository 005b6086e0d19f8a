// Who runs what is ready.
//
// A loop (an HTTP event loop, the simulation's scheduler, a test's own) is an Executor. While it runs something, it is the thread's
// current executor; an asynchronous operation notes it down when it is awaited and resumes there, so code between two
// co_awaits runs on one thread and needs no lock for what belongs to its loop.
#pragma once

#include <functional>

#include "base/clock.h"

namespace atelier {

class Executor {
 public:
  virtual ~Executor() = default;
  // Runs `work` later, on this executor's thread, in the order of posting. Any thread may call it. `work` must not throw.
  virtual void post(std::function<void()> work) = 0;
  // Runs `work` after at least `delay`; the coarseness is the loop's (10 ms or better). Any thread.
  virtual void post_after(Milliseconds delay, std::function<void()> work) = 0;

  // The executor that runs the caller, or nullptr outside of any.
  static Executor* current();

  // Marks an executor as current for a scope: what a loop does around its run().
  class Scope {
   public:
    explicit Scope(Executor& executor);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Executor* before_;
  };
};

}  // namespace atelier
