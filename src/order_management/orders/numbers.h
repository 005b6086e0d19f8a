// Numbers for people: short, never twice. A process takes a block of them from the store, so the hot path has no shared counter.
//
// Orders are not invoices: numbers of a block that a process did not use before it stopped are left out.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "events/decision.h"

namespace atelier::order_management {

class OrderNumbers {
 public:
  // `series`: names the counter in storage::kNumbers, "orders/e".
  OrderNumbers(events::Context& context, std::string series, std::uint64_t block) : context_(context), series_(std::move(series)), block_(block) {}

  // From 1. Any thread. Callers that find the block used up wait for the one of them that takes the next: a hundred who took one each would
  // only be in each other's way.
  Task<Result<std::uint64_t>> next();

 private:
  Task<Result<std::uint64_t>> take_block();  // its first number
  using Taken = Completion<Result<void>>;
  void share(const Result<std::uint64_t>& first);  // with all who wait

  events::Context& context_;
  const std::string series_;
  const std::uint64_t block_;
  std::mutex mutex_;
  std::uint64_t next_ = 0;  // guarded by mutex_
  std::uint64_t end_ = 0;   // guarded by mutex_
  bool taking_ = false;                      // guarded by mutex_
  std::vector<Taken::Resolver> waiting_;     // guarded by mutex_
};

}  // namespace atelier::order_management
