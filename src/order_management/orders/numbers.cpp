#include "order_management/orders/numbers.h"

#include "storage/tables.h"

namespace atelier::order_management {

Task<Result<std::uint64_t>> OrderNumbers::next() {
  {
    std::lock_guard lock(mutex_);
    if (next_ < end_) co_return next_++;
  }
  // Two that find the block used up take one each: numbers are left out rather than waited for.
  auto first = co_await take_block();
  if (!first) co_return fail(first);
  std::lock_guard lock(mutex_);
  if (next_ >= end_) {
    next_ = *first + 1;
    end_ = *first + block_;
  }
  co_return *first;
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
