#include "storage/store.h"

namespace atelier::storage {

std::int64_t Item::counter(std::string_view name) const {
  for (const auto& counter : counters) {
    if (counter.name == name) return counter.value;
  }
  return 0;
}

const Key& key_of(const Operation& operation) {
  return std::visit([](const auto& op) -> const Key& { return op.key; }, operation);
}

namespace {

struct ToResult {
  Result<void> operator()(const Committed&) const { return {}; }
  Result<void> operator()(const Conflict& conflict) const {
    return fail(ErrorKind::conflict, "store_conflict",
                "the condition of operation " + std::to_string(conflict.operation) + " did not hold");
  }
  Result<void> operator()(const Throttled&) const {
    return fail(ErrorKind::exhausted, "store_throttled", "too many commits are waiting; try again later");
  }
  Result<void> operator()(const Unavailable& unavailable) const { return std::unexpected(unavailable.error); }
  Result<void> operator()(const Unknown&) const {
    return fail(ErrorKind::unknown, "store_unknown", "the answer was lost; the commit may have been done");
  }
};

}  // namespace

Result<void> to_result(const CommitOutcome& outcome) {
  return std::visit(ToResult{}, outcome);
}

}  // namespace atelier::storage
