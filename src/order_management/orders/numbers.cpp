#include "order_management/orders/numbers.h"

#include <algorithm>
#include <optional>

#include "storage/tables.h"

namespace atelier::order_management {

Task<Result<std::uint64_t>> OrderNumbers::next() {
  for (;;) {
    std::optional<Taken> taken;
    {
      std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        const auto number = free_.back();
        free_.pop_back();
        co_return number;
      }
      if (taking_) {
        taken.emplace();
        waiting_.push_back(taken->resolver());
      }
      taking_ = true;
    }
    if (!taken) {
      auto numbers = co_await more();
      const auto failed = numbers ? std::optional<Error>() : std::optional(numbers.error());
      share(std::move(numbers));
      if (failed) co_return std::unexpected(*failed);
      continue;
    }
    auto shared = co_await *taken;
    if (!shared) co_return fail(shared);
  }
}

void OrderNumbers::give_back(std::uint64_t number) {
  std::lock_guard lock(mutex_);
  free_.push_back(number);
}

void OrderNumbers::share(Result<std::vector<std::uint64_t>> numbers) {
  std::vector<Taken::Resolver> waiting;
  const Result<void> outcome = numbers ? Result<void>{} : Result<void>(fail(numbers));
  {
    std::lock_guard lock(mutex_);
    taking_ = false;
    waiting.swap(waiting_);
    // Those that were given back meanwhile are the smaller ones: they go first.
    if (numbers) free_.insert(free_.begin(), numbers->begin(), numbers->end());
  }
  for (const auto& resolve : waiting) resolve(outcome);
}

Task<Result<std::vector<std::uint64_t>>> OrderNumbers::more() {
  if (!begun_) {
    auto left = co_await left_over();
    if (!left) co_return fail(left);
    begun_ = true;
    if (!left->empty()) co_return std::move(*left);
  }
  auto first = co_await take_block();
  if (!first) co_return fail(first);
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t i = block_; i > 0; --i) numbers.push_back(*first + i - 1);
  co_return numbers;
}

Task<Result<std::vector<std::uint64_t>>> OrderNumbers::left_over() {
  std::vector<std::uint64_t> left;
  auto item = co_await context_.store.get({storage::kNumbers, series_, ""});
  if (!item) co_return fail(item);
  if (!*item) co_return left;
  const auto last = static_cast<std::uint64_t>((*item)->counter("used"));
  for (std::uint64_t number = last; number > 0 && number + block_ > last; --number) {
    auto used = co_await is_used_(number);
    if (!used) co_return fail(used);
    if (!*used) left.push_back(number);
  }
  co_return left;
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
