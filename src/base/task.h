// Task<T>: a coroutine that somebody awaits.
//
//   Task<Result<Order>> place(…) { const auto cart = co_await store.get(…); …; co_return order; }
//
// Lazy: nothing runs before it is awaited (or given to spawn / run_until_done). The awaiter owns it. An exception that leaves a task is a
// programmer's error: the process stops (operating errors are Result values).
//
// Completion<T> is how callback code (a committer thread, a socket) answers a coroutine: make one, hand out its Resolver,
// co_await the Completion. The coroutine resumes on the executor that was current when it began to wait; without one, on the
// resolving thread. Resolver: call it exactly once, from any thread.
//
// Compiled with clang: g++ 12 destroys temporaries of a co_await expression twice.
#pragma once

#include <atomic>
#include <coroutine>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/executor.h"

namespace atelier {

template <class T>
class [[nodiscard]] Task;

namespace base {

struct TaskPromiseBase {
  std::coroutine_handle<> waiter = std::noop_coroutine();

  struct Final {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> done) const noexcept {
      return done.promise().waiter;
    }
    void await_resume() const noexcept {}
  };
  std::suspend_always initial_suspend() const noexcept { return {}; }
  Final final_suspend() const noexcept { return {}; }
  void unhandled_exception() const noexcept { exception_left_task(); }
};

template <class T>
struct TaskPromise : TaskPromiseBase {
  std::optional<T> value;
  Task<T> get_return_object();
  template <class U>
  void return_value(U&& result) {
    value.emplace(std::forward<U>(result));
  }
};

template <>
struct TaskPromise<void> : TaskPromiseBase {
  Task<void> get_return_object();
  void return_void() const noexcept {}
};

}  // namespace base

template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = base::TaskPromise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      if (handle_) handle_.destroy();
      handle_ = std::exchange(other.handle_, nullptr);
    }
    return *this;
  }
  ~Task() {
    if (handle_) handle_.destroy();
  }

  auto operator co_await() && noexcept {
    struct Awaiter {
      Handle handle;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiter) const noexcept {
        handle.promise().waiter = waiter;
        return handle;
      }
      T await_resume() const {
        if constexpr (!std::is_void_v<T>) return std::move(*handle.promise().value);
      }
    };
    return Awaiter{handle_};
  }

 private:
  friend promise_type;
  explicit Task(Handle handle) : handle_(handle) {}
  Handle handle_;
};

template <class T>
Task<T> base::TaskPromise<T>::get_return_object() {
  return Task<T>(std::coroutine_handle<TaskPromise<T>>::from_promise(*this));
}
inline Task<void> base::TaskPromise<void>::get_return_object() {
  return Task<void>(std::coroutine_handle<TaskPromise<void>>::from_promise(*this));
}

namespace base {
// Owns itself: starts at once, frees itself at its end.
struct Detached {
  struct promise_type {
    Detached get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { exception_left_task(); }
  };
};
}  // namespace base

// Starts a task that nobody awaits, on the calling thread. What it refers to must outlive it.
inline void spawn(Task<void> task) {
  [](Task<void> owned) -> base::Detached { co_await std::move(owned); }(std::move(task));
}
// Starts it and hands its value to `done`.
template <class T, class F>
void spawn(Task<T> task, F done) {
  [](Task<T> owned, F then) -> base::Detached { then(co_await std::move(owned)); }(std::move(task), std::move(done));
}

template <class T>
class Completion {
  struct State {
    // 0: nothing yet, 1: somebody waits, 2: resolved.
    std::atomic<int> stage{0};
    std::optional<T> value;
    std::coroutine_handle<> waiter;
    Executor* executor = nullptr;
  };

 public:
  class Resolver {
   public:
    void operator()(T value) const {
      state_->value.emplace(std::move(value));
      const int before = state_->stage.exchange(2, std::memory_order_acq_rel);
      CHECK(before != 2, "a completion is resolved once");
      if (before == 0) return;
      if (state_->executor == nullptr || state_->executor == Executor::current()) {
        state_->waiter.resume();
      } else {
        state_->executor->post([waiter = state_->waiter] { waiter.resume(); });
      }
    }

   private:
    friend Completion;
    explicit Resolver(std::shared_ptr<State> state) : state_(std::move(state)) {}
    std::shared_ptr<State> state_;
  };

  Completion() : state_(std::make_shared<State>()) {}
  Resolver resolver() const { return Resolver(state_); }

  auto operator co_await() const noexcept {
    struct Awaiter {
      std::shared_ptr<State> state;
      bool await_ready() const noexcept { return state->stage.load(std::memory_order_acquire) == 2; }
      bool await_suspend(std::coroutine_handle<> waiter) const noexcept {
        state->waiter = waiter;
        state->executor = Executor::current();
        int expected = 0;
        // False: it was resolved in the meantime, so go on at once.
        return state->stage.compare_exchange_strong(expected, 1, std::memory_order_acq_rel);
      }
      T await_resume() const { return std::move(*state->value); }
    };
    return Awaiter{state_};
  }

 private:
  std::shared_ptr<State> state_;
};

// Resumes the caller on `executor`.
inline auto resume_on(Executor& executor) {
  struct Awaiter {
    Executor& executor;
    bool await_ready() const noexcept { return Executor::current() == &executor; }
    void await_suspend(std::coroutine_handle<> waiter) const {
      executor.post([waiter] { waiter.resume(); });
    }
    void await_resume() const noexcept {}
  };
  return Awaiter{executor};
}

// Waits on the current executor (CHECKed: there must be one).
inline auto sleep_for(Milliseconds delay) {
  struct Awaiter {
    Milliseconds delay;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) const {
      CHECK(Executor::current() != nullptr, "sleep_for needs a current executor");
      Executor::current()->post_after(delay, [waiter] { waiter.resume(); });
    }
    void await_resume() const noexcept {}
  };
  return Awaiter{delay};
}

}  // namespace atelier
