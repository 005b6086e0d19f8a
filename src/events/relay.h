// The relay: does the effects that decisions left in the outbox (storage::kEffects).
//
// Each effect is given to the handler of its kind, at least once, after the commit that holds it, usually within a millisecond. A handler that
// answers success is done with it: the effect is deleted. One that answers an Error is asked again, later and later (1 s, 2 s, 4 s … 10
// min, with jitter), for ever: what gave up silently would be lost. Support sees attempts and the last error in the record.
//
// At the start and every kRescan what is due within kHorizon is read from the outbox, so nothing is forgotten; what is due later stays in the
// store. An effect that its owner took back less than kHorizon before it was due may still be done: handlers take that as a repeat.
//
// Where two regions share the store, each region's relay does its own effects (the region is in their ids) and leaves the other's alone: an
// item is written by one region only. An effect whose second half is the other region's (a transfer of stock) is seen there by
// handle_arrival() and stays what it is until its own region finds that it was done.
//
// Threads: runs on the executor it is given; handlers run there too and may co_await. At most `max_in_flight` handlers of a kind at once: slow mail
// keeps nobody from the provider's page.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "events/decision.h"
#include "events/records.h"

namespace atelier::events {

class Relay {
 public:
  using EffectHandler = std::function<Task<Result<void>>(EffectRecord)>;

  struct Options {
    std::size_t max_in_flight = 256;  // of one kind: more calls outside at once only queue at the provider
    Milliseconds retry_first{1'000};
    Milliseconds retry_most{600'000};
    bool own_region_only = false;  // the other region has relays of its own
  };

  Relay(Context& context, Executor& executor, Options options);

  // Before start(). An effect of a kind that nobody handles is kept and logged.
  void handle(std::string kind, EffectHandler handler);

  // With own_region_only, before start(): another region's effects of this kind are given to `handler`, too, at least once; they are neither
  // changed nor deleted here.
  void handle_arrival(std::string kind, EffectHandler handler);

  // Reads the outbox and follows the feed until stop(). The task ends when all handlers in flight have answered.
  Task<void> run();
  void stop();

  // Any thread.
  struct Status {
    std::size_t waiting = 0;
    std::size_t in_flight = 0;
    std::uint64_t done = 0;
    std::uint64_t failed_attempts = 0;
  };
  Status status() const;

  // Told of each failed attempt: for logs and metrics.
  std::function<void(const EffectRecord&, const Error&)> on_failure = [](const auto&, const auto&) {};

 private:
  static constexpr std::chrono::minutes kHorizon{10};  // what is due later is not held in memory
  static constexpr std::chrono::minutes kRescan{5};
  static constexpr Milliseconds kFeedLag{5'000};  // the feed is never that late on one machine

  Task<Result<void>> read_outbox(Time created_before);
  Task<void> follow();
  void take(const storage::Item& item, Time created_before);
  // What is due of one kind, and how many of it are being done.
  struct Lane {
    std::deque<EffectRecord> due;
    std::size_t in_flight = 0;
    bool filling = false;
  };
  void start_due();
  void fill(Lane& lane);
  void schedule_wake(Time at);
  bool is_ours(const EffectRecord& effect) const;
  Task<void> attempt(Lane& lane, EffectRecord effect);
  void remove(EffectRecord effect);
  Task<void> flush_done();
  Task<void> postpone(EffectRecord effect, Error error);
  void wait_until(Time at, EffectRecord effect);

  Context& context_;
  Executor& executor_;
  const Options options_;
  std::map<std::string, EffectHandler> handlers_;
  std::map<std::string, EffectHandler> arrival_handlers_;

  // All below belongs to the executor's thread.
  std::multimap<Time, EffectRecord> waiting_;  // by the time of the next attempt
  std::map<std::string, Lane> lanes_;           // by kind
  std::size_t parked_ = 0;                      // in the lanes, due
  std::vector<EffectRecord> done_records_;     // not deleted yet
  bool flushing_ = false;
  std::unordered_set<std::string> known_;  // ids that are waiting or in flight, and those of another region that are done
  Time next_wake_ = Time::max();
  bool stopping_ = false;

  std::atomic<std::size_t> waiting_count_{0};
  std::atomic<std::size_t> in_flight_{0};
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::uint64_t> failed_attempts_{0};
};

}  // namespace atelier::events
