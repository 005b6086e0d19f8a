#include "storage/feed_signal.h"

#include <algorithm>

namespace atelier::storage {

Task<void> FeedSignal::wait(std::uint64_t from, Milliseconds at_most) {
  auto waiter = std::make_shared<Waiter>();
  waiter->from = from;
  {
    std::lock_guard lock(mutex_);
    if (end_ > from) co_return;
    // Those whose time ran out are dropped here, so the list holds no more than wait at once.
    std::erase_if(waiters_, [](const auto& one) { return one->answered.load(); });
    waiters_.push_back(waiter);
  }
  CHECK(Executor::current() != nullptr, "feed_changed needs a current executor");
  // Weak: a timer that outlives its wait holds nothing.
  Executor::current()->post_after(at_most, [weak = std::weak_ptr(waiter)] {
    if (const auto late = weak.lock()) late->answer();
  });
  auto& completion = waiter->completion;
  co_await completion;
}

void FeedSignal::announce(std::uint64_t end) {
  std::vector<std::shared_ptr<Waiter>> ready;
  {
    std::lock_guard lock(mutex_);
    end_ = std::max(end_, end);
    const auto first = std::partition(waiters_.begin(), waiters_.end(),
                                      [&](const auto& waiter) { return waiter->from >= end_; });
    ready.assign(first, waiters_.end());
    waiters_.erase(first, waiters_.end());
  }
  for (const auto& waiter : ready) waiter->answer();
}

}  // namespace atelier::storage
