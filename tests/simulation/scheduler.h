// Virtual time and the one queue of everything that will happen. One thread, one seed: the same seed gives the
// same run.
//
// Whatever happens belongs to an owner: a process, or the world outside (owner 0). An owner's events run with
// its executor as the current one, so the house's coroutines resume where they belong. Chance is drawn from
// `chance` alone, in the order in which things happen.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "base/random.h"
#include "base/task.h"

namespace atelier::simulation {

using Owner = std::uint32_t;
inline constexpr Owner kWorld = 0;
using Micros = std::int64_t;  // virtual, since 1970

inline constexpr Micros kMillisecond = 1'000;
inline constexpr Micros kSecond = 1'000'000;
inline constexpr Micros kMinute = 60 * kSecond;
inline constexpr Micros kHour = 60 * kMinute;

// Draws without the cost of unbiased rejection: a simulation needs repeatable, not perfect.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 0x1234567) {}
  std::uint64_t next() {  // splitmix64
    state_ += 0x9e3779b97f4a7c15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::int64_t between(std::int64_t low, std::int64_t high) {  // both included
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  std::size_t index(std::size_t size) { return static_cast<std::size_t>(next() % size); }
  bool one_in(std::int64_t n) { return n > 0 && next() % static_cast<std::uint64_t>(n) == 0; }
  bool percent(int p) { return static_cast<int>(next() % 100) < p; }

 private:
  std::uint64_t state_;
};

class Scheduler {
 public:
  explicit Scheduler(std::uint64_t seed);
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  Micros now() const { return now_; }
  Chance chance;

  // A new owner; its executor lives as long as the scheduler.
  Owner add_owner();
  Executor& executor(Owner owner);

  void at(Micros when, Owner owner, std::function<void()> work);
  void after(Micros delay, Owner owner, std::function<void()> work) { at(now_ + delay, owner, std::move(work)); }

  // Runs the next event. False: there is none before `until` (the clock stands at `until` then).
  bool step(Micros until);

  // A process that was killed: what it waits for comes at once (its store answers nothing but errors), so that
  // its coroutines run to their ends instead of being lost.
  void hurry(Owner owner);
  // Nothing of this owner runs any more.
  void forget(Owner owner);

  // Everything that ran, in order: equal for equal seeds.
  std::uint64_t trace_hash() const { return hash_; }
  void mix(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x100000001b3u; }
  void mix(std::string_view text) {
    for (const char c : text) mix(static_cast<unsigned char>(c));
  }
  std::uint64_t events_run() const { return events_run_; }

  // Chance of a fault: one in n, 0 is never; counted under its name.
  bool fault(std::int64_t one_in_n, const char* what) {
    if (!chance.one_in(one_in_n)) return false;
    happened(what);
    return true;
  }
  // Counts what went wrong, so that a report can show that it did; `what` is a literal.
  void happened(const char* what) { ++happened_[what]; }
  const std::map<std::string_view, std::uint64_t>& what_happened() const { return happened_; }

  // Printed where a trace is wanted.
  bool tracing = false;
  void trace(std::string_view who, std::string_view what) const;

 private:
  struct Event {
    Micros at;
    std::uint64_t seq;
    Owner owner;
    std::function<void()> work;
  };
  struct Later {
    bool operator()(const Event& a, const Event& b) const { return a.at != b.at ? a.at > b.at : a.seq > b.seq; }
  };
  class OwnersExecutor;

  Micros now_;
  std::uint64_t seq_ = 0;
  std::uint64_t hash_ = 0xcbf29ce484222325u;
  std::uint64_t events_run_ = 0;
  std::map<std::string_view, std::uint64_t> happened_;
  std::vector<Event> queue_;  // a heap
  std::vector<std::unique_ptr<OwnersExecutor>> owners_;
};

// Waits in virtual time, on behalf of an owner.
inline auto wait_micros(Scheduler& scheduler, Owner owner, Micros delay) {
  struct Awaiter {
    Scheduler& scheduler;
    Owner owner;
    Micros delay;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) const {
      scheduler.after(delay, owner, [waiter] { waiter.resume(); });
    }
    void await_resume() const noexcept {}
  };
  return Awaiter{scheduler, owner, delay};
}

// A process's own clock: it may be wrong.
class SkewedClock final : public Clock {
 public:
  SkewedClock(const Scheduler& scheduler, Micros skew) : scheduler_(scheduler), skew_(skew) {}
  Time now() const override { return from_unix_ms((scheduler_.now() + skew_) / 1000); }
  void set_skew(Micros skew) { skew_ = skew; }

 private:
  const Scheduler& scheduler_;
  Micros skew_;
};

// Chance as the house takes it, drawn from a seed of the process's own.
class ProcessRandom final : public Random {
 public:
  explicit ProcessRandom(std::uint64_t seed) : chance_(seed) {}
  void fill(std::span<std::byte> bytes) override;

 private:
  Chance chance_;
};

}  // namespace atelier::simulation
