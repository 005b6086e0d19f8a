// Numbers for people: short, never twice. A process takes a block of them from the store, so the hot path has no shared counter.
//
// Without gaps as far as that is cheap: a number that was drawn and not needed is given back and used next, and a process that starts
// uses up what the one before left of its block. Orders are not invoices, which the law wants without any gap: where two processes share a series a
// few may be left out. That no number is used twice is not seen to here but by the commit that uses it (its index entry must be absent).
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "events/decision.h"

namespace atelier::order_management {

class OrderNumbers {
 public:
  // Whether a number of the last block is taken: asked once for each, at the first draw.
  using IsUsed = std::function<Task<Result<bool>>(std::uint64_t)>;
  // `series`: names the counter in storage::kNumbers, "orders/e".
  OrderNumbers(events::Context& context, std::string series, std::uint64_t block, IsUsed is_used)
      : context_(context), series_(std::move(series)), block_(block), is_used_(std::move(is_used)) {}

  // From 1. Any thread. Callers that find the block used up wait for the one of them that takes the next: a hundred who took one each would
  // only be in each other's way.
  Task<Result<std::uint64_t>> next();
  // It was drawn and nothing was made with it. Any thread.
  void give_back(std::uint64_t number);

 private:
  Task<Result<std::vector<std::uint64_t>>> more();        // what is left of the last block, or a new one; greatest first
  Task<Result<std::vector<std::uint64_t>>> left_over();
  Task<Result<std::uint64_t>> take_block();               // its first number
  using Taken = Completion<Result<void>>;
  void share(Result<std::vector<std::uint64_t>> numbers);  // with all who wait

  events::Context& context_;
  const std::string series_;
  const std::uint64_t block_;
  const IsUsed is_used_;
  std::mutex mutex_;
  std::vector<std::uint64_t> free_;       // the next one is at the end; guarded by mutex_
  bool begun_ = false;                    // what the process before left was looked for; only by the one who takes
  bool taking_ = false;                   // guarded by mutex_
  std::vector<Taken::Resolver> waiting_;  // guarded by mutex_
};

}  // namespace atelier::order_management
