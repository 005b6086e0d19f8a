#include "order_management/orders/numbers.h"

#include <optional>

#include "storage/tables.h"

namespace atelier::order_management {

Task<Result<std::uint64_t>> OrderNumbers::next() {
  for (;;) {
    std::optional<Taken> taken;
    {
      std::lock_guard lock(mutex_);
      if (next_ < end_) co_return next_++;
      if (taking_) {
        taken.emplace();
        waiting_.push_back(taken->resolver());
      }
      taking_ = true;
    }
    if (!taken) {
      auto first = co_await take_block();
      share(first);
      if (!first) co_return fail(first);
      continue;
    }
    auto shared = co_await *taken;
    if (!shared) co_return fail(shared);
  }
}

void OrderNumbers::share(const Result<std::uint64_t>& first) {
  std::vector<Taken::Resolver> waiting;
  {
    std::lock_guard lock(mutex_);
    taking_ = false;
    waiting.swap(waiting_);
    if (first) {
      next_ = *first;
      end_ = *first + block_;
    }
  }
  for (const auto& resolve : waiting) resolve(first ? Result<void>{} : Result<void>(fail(first)));
}

Task<Result<std::uint64_t>> OrderNumbers::take_block() {
  co_return co_await events::run<std::uint64_t>(context_, [&](Time) -> Task<Result<std::pair<events::Decision, std::uint64_t>>> {
    const storage::Key key{storage::kNumbers, series_, ""};
    auto item = co_await context_.store.get(key);
    if (!item) co_return fail(item);
    const std::int64_t used = *item ? (*item)->counter("used") : 0;
    events::Decision decision;
    storage::Condition condition = storage::Absent{};
    if (*item) condition = storage::VersionIs{(*item)->version};
    decision.write(storage::Put{.key = key, .counters = {{"used", used + static_cast<std::int64_t>(block_)}}, .condition = condition});
    co_return std::pair(std::move(decision), static_cast<std::uint64_t>(used) + 1);
  });
}

}  // namespace atelier::order_management
