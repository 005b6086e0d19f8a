// Executors without sockets: for tests, command-line subcommands and background work.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "base/executor.h"
#include "base/task.h"

namespace atelier {

// A loop that runs on whichever thread calls run_until; timers by the steady clock.
class LoopExecutor : public Executor {
 public:
  void post(std::function<void()> work) override;
  void post_after(Milliseconds delay, std::function<void()> work) override;

  // Runs what is posted until `done()` is true; `done` is asked after each piece of work.
  void run_until(const std::function<bool()>& done);

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;
  std::optional<std::function<void()>> next_ready(std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> ready_;
  std::multimap<SteadyTime, std::function<void()>> timers_;
};

// A LoopExecutor with a thread of its own. The destructor finishes what is ready, drops timers and joins.
class ThreadExecutor final : public LoopExecutor {
 public:
  ThreadExecutor();
  ~ThreadExecutor() override;

 private:
  bool stopping_ = false;  // only its own thread reads and writes it
  std::thread thread_;
};

// Runs a task to its end on the calling thread, with a loop of its own: main() and tests.
template <class T>
T run_until_done(Task<T> task) {
  LoopExecutor loop;
  std::optional<T> value;
  loop.post([&] { spawn(std::move(task), [&](T result) { value.emplace(std::move(result)); }); });
  loop.run_until([&] { return value.has_value(); });
  return std::move(*value);
}
inline void run_until_done(Task<void> task) {
  run_until_done([](Task<void> inner) -> Task<bool> {
    co_await std::move(inner);
    co_return true;
  }(std::move(task)));
}

}  // namespace atelier
