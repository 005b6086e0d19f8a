#include "base/thread_executor.h"

namespace atelier {

void LoopExecutor::post(std::function<void()> work) {
  // Waking under the lock: the work may end the loop's life, and the waker must be done with it by then.
  std::lock_guard lock(mutex_);
  ready_.push_back(std::move(work));
  wake_.notify_one();
}

void LoopExecutor::post_after(Milliseconds delay, std::function<void()> work) {
  std::lock_guard lock(mutex_);
  timers_.emplace(std::chrono::steady_clock::now() + delay, std::move(work));
  wake_.notify_one();
}

// What is to be run next; waits for it, and gives nullopt where a timer became ready meanwhile (look again).
std::optional<std::function<void()>> LoopExecutor::next_ready(std::unique_lock<std::mutex>& lock) {
  const auto now = std::chrono::steady_clock::now();
  while (!timers_.empty() && timers_.begin()->first <= now) {
    ready_.push_back(std::move(timers_.begin()->second));
    timers_.erase(timers_.begin());
  }
  if (ready_.empty()) {
    if (timers_.empty()) {
      wake_.wait(lock);
    } else {
      wake_.wait_until(lock, timers_.begin()->first);
    }
    return std::nullopt;
  }
  auto work = std::move(ready_.front());
  ready_.pop_front();
  return work;
}

void LoopExecutor::run_until(const std::function<bool()>& done) {
  Scope scope(*this);
  while (!done()) {
    std::unique_lock lock(mutex_);
    auto work = next_ready(lock);
    lock.unlock();
    if (work) (*work)();
  }
}

ThreadExecutor::ThreadExecutor() : thread_([this] { run_until([this] { return stopping_; }); }) {}

ThreadExecutor::~ThreadExecutor() {
  post([this] { stopping_ = true; });
  thread_.join();
}

}  // namespace atelier
