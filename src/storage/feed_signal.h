// Who waits for the next change of the feed. Nobody polls: a commit wakes them, or their own time runs out.
//
// Threads: any. The waiter resumes on its executor, which also keeps its time; without a current executor
// wait() is a programmer's error, as sleep_for is.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "base/task.h"

namespace atelier::storage {

class FeedSignal {
 public:
  // Answers when the feed's end is after `from`, or after `at_most`.
  Task<void> wait(std::uint64_t from, Milliseconds at_most);
  // The feed's end is now `end` (it only grows).
  void announce(std::uint64_t end);

 private:
  struct Waiter {
    std::uint64_t from = 0;
    std::atomic<bool> answered = false;
    Completion<bool> completion;
    void answer() {
      if (!answered.exchange(true)) completion.resolver()(true);
    }
  };

  std::mutex mutex_;
  std::uint64_t end_ = 0;
  std::vector<std::shared_ptr<Waiter>> waiters_;
};

}  // namespace atelier::storage
