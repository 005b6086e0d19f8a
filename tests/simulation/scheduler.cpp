#include "scheduler.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace atelier::simulation {

class Scheduler::OwnersExecutor final : public Executor {
 public:
  OwnersExecutor(Scheduler& scheduler, Owner owner) : scheduler_(scheduler), owner_(owner) {}
  void post(std::function<void()> work) override { scheduler_.at(scheduler_.now_, owner_, std::move(work)); }
  void post_after(Milliseconds delay, std::function<void()> work) override {
    const Micros wait = hurried ? 0 : delay.count() * 1000;
    scheduler_.at(scheduler_.now_ + wait, owner_, std::move(work));
  }
  bool hurried = false;
  bool forgotten = false;

 private:
  Scheduler& scheduler_;
  Owner owner_;
};

namespace {
constexpr Micros kBegin = 1'795'435'200'000'000;  // 2026-11-23T12:00:00Z
}

Scheduler::Scheduler(std::uint64_t seed) : chance(seed), now_(kBegin) {
  queue_.reserve(4096);
  add_owner();
}

Scheduler::~Scheduler() = default;

Owner Scheduler::add_owner() {
  const auto owner = static_cast<Owner>(owners_.size());
  owners_.push_back(std::make_unique<OwnersExecutor>(*this, owner));
  return owner;
}

Executor& Scheduler::executor(Owner owner) { return *owners_[owner]; }

void Scheduler::at(Micros when, Owner owner, std::function<void()> work) {
  if (owners_[owner]->forgotten) return;
  if (owners_[owner]->hurried) when = now_;
  queue_.push_back({std::max(when, now_), ++seq_, owner, std::move(work)});
  std::push_heap(queue_.begin(), queue_.end(), Later{});
}

bool Scheduler::step(Micros until) {
  for (;;) {
    if (queue_.empty() || queue_.front().at > until) {
      now_ = std::max(now_, until);
      return false;
    }
    std::pop_heap(queue_.begin(), queue_.end(), Later{});
    Event event = std::move(queue_.back());
    queue_.pop_back();
    if (owners_[event.owner]->forgotten) continue;
    now_ = event.at;
    ++events_run_;
    mix(static_cast<std::uint64_t>(event.at) ^ (static_cast<std::uint64_t>(event.owner) << 56));
    Executor::Scope scope(*owners_[event.owner]);
    event.work();
    return true;
  }
}

void Scheduler::hurry(Owner owner) {
  owners_[owner]->hurried = true;
  for (auto& event : queue_) {
    if (event.owner == owner) event.at = now_;
  }
  std::make_heap(queue_.begin(), queue_.end(), Later{});
}

void Scheduler::forget(Owner owner) { owners_[owner]->forgotten = true; }

void Scheduler::trace(std::string_view who, std::string_view what) const {
  if (!tracing) return;
  const Micros since = now_ - kBegin;
  std::printf("%10.6f %-10.*s %.*s\n", static_cast<double>(since) / 1e6, static_cast<int>(who.size()), who.data(),
              static_cast<int>(what.size()), what.data());
}

void ProcessRandom::fill(std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const std::uint64_t word = chance_.next();
    const std::size_t take = std::min(bytes.size(), sizeof word);
    std::memcpy(bytes.data(), &word, take);
    bytes = bytes.subspan(take);
  }
}

}  // namespace atelier::simulation
