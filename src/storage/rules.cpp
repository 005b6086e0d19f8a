#include "storage/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace atelier::storage {
namespace {

std::size_t size_of(const std::vector<Counter>& counters) {
  std::size_t bytes = 0;
  for (const auto& counter : counters) bytes += counter.name.size() + sizeof counter.value;
  return bytes;
}

std::size_t size_of(const Key& key) {
  return key.partition.size() + key.sort.size();
}

std::size_t size_of(const Operation& operation) {
  std::size_t bytes = size_of(key_of(operation));
  if (const auto* put = std::get_if<Put>(&operation)) bytes += put->body.size() + size_of(put->counters);
  if (const auto* add = std::get_if<Add>(&operation)) {
    for (const auto& delta : add->deltas) bytes += delta.counter.size() + sizeof delta.by;
  }
  return bytes;
}

bool has_twice(std::vector<std::string_view> names) {
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) != names.end();
}

Result<void> check_counters(const Operation& operation) {
  std::vector<std::string_view> names;
  if (const auto* put = std::get_if<Put>(&operation)) {
    for (const auto& counter : put->counters) names.push_back(counter.name);
  }
  if (const auto* add = std::get_if<Add>(&operation)) {
    for (const auto& delta : add->deltas) names.push_back(delta.counter);
    if (names.empty()) return fail(ErrorKind::invalid, "store_bad_counter", "an add names no counter");
  }
  for (const auto name : names) {
    if (name.empty() || name.size() > 255) {
      return fail(ErrorKind::invalid, "store_bad_counter", "a counter's name has 1 to 255 bytes");
    }
  }
  if (names.size() > 1 && has_twice(std::move(names))) {
    return fail(ErrorKind::invalid, "store_bad_counter", "one counter is named twice in one operation");
  }
  return {};
}

Result<void> check_operation(const Operation& operation) {
  if (auto good = check_key(key_of(operation)); !good) return good;
  if (auto good = check_counters(operation); !good) return good;
  if (const auto size = size_of(operation); size > kMaxItemBytes) {
    return fail(ErrorKind::invalid, "store_item_too_large",
                fmt::format("an item of {} bytes; at most {} are allowed", size, kMaxItemBytes));
  }
  return {};
}

struct KeyRefHash {
  std::size_t operator()(const Key* key) const {
    const std::hash<std::string_view> hash;
    return (hash(key->partition) * 31 + hash(key->sort)) * 31 + key->table.id;
  }
};
struct KeyRefEqual {
  bool operator()(const Key* a, const Key* b) const { return *a == *b; }
};

bool names_a_key_twice(const std::vector<Operation>& operations) {
  // Few operations are the rule, and comparing them is quicker than a set.
  if (operations.size() <= 8) {
    for (std::size_t i = 1; i < operations.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (key_of(operations[i]) == key_of(operations[j])) return true;
      }
    }
    return false;
  }
  std::unordered_set<const Key*, KeyRefHash, KeyRefEqual> seen;
  return std::ranges::any_of(
      operations, [&](const Operation& operation) { return !seen.insert(&key_of(operation)).second; });
}

bool holds(const Item* current, const Condition& condition) {
  if (std::holds_alternative<Absent>(condition)) return current == nullptr;
  if (std::holds_alternative<Exists>(condition)) return current != nullptr;
  if (const auto* is = std::get_if<VersionIs>(&condition))
    return current != nullptr && current->version == is->version;
  return true;
}

// False where a sum would leave its bound, or 64 bits.
bool add_to(std::vector<Counter>& counters, const Add::Delta& delta) {
  auto at = std::ranges::lower_bound(counters, delta.counter, {}, &Counter::name);
  if (at == counters.end() || at->name != delta.counter)
    at = counters.insert(at, {.name = delta.counter, .value = 0});
  if (__builtin_add_overflow(at->value, delta.by, &at->value)) return false;
  return !delta.minimum || at->value >= *delta.minimum;
}

Effect decide_add(const Item* current, Add& add) {
  if (current == nullptr && !add.create) return Refuse{};
  Item after;
  if (current != nullptr) {
    after = *current;
  } else {
    after.key = add.key;
  }
  for (const auto& delta : add.deltas) {
    if (!add_to(after.counters, delta)) return Refuse{};
  }
  after.version += 1;
  return after;
}

Effect decide_put(const Item* current, Put& put) {
  if (!holds(current, put.condition)) return Refuse{};
  Item after{.key = std::move(put.key), .body = std::move(put.body), .counters = std::move(put.counters)};
  std::ranges::sort(after.counters, {}, &Counter::name);
  after.version = (current != nullptr ? current->version : 0) + 1;
  after.expires_at = put.expires_at;
  return after;
}

}  // namespace

std::size_t size_of(const Item& item) {
  return size_of(item.key) + item.body.size() + size_of(item.counters);
}

Result<void> check_key(const Key& key) {
  if (key.partition.empty() || key.partition.size() > kMaxPartitionBytes) {
    return fail(ErrorKind::invalid, "store_bad_key",
                fmt::format("a partition key of {} bytes in table {}; it must have 1 to {}",
                            key.partition.size(), key.table.name, kMaxPartitionBytes));
  }
  if (key.sort.size() > kMaxSortBytes) {
    return fail(ErrorKind::invalid, "store_bad_key",
                fmt::format("a sort key of {} bytes in table {}; at most {} are allowed", key.sort.size(),
                            key.table.name, kMaxSortBytes));
  }
  return {};
}

Result<std::size_t> check_limits(const Commit& commit) {
  const auto& operations = commit.operations;
  if (operations.size() > kMaxOperations) {
    return fail(
        ErrorKind::invalid, "store_too_many_operations",
        fmt::format("a commit of {} operations; at most {} are allowed", operations.size(), kMaxOperations));
  }
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (auto good = check_operation(operations[i]); !good) {
      return fail(good.error().kind, good.error().code,
                  fmt::format("operation {}: {}", i, good.error().detail));
    }
    bytes += size_of(operations[i]);
  }
  if (bytes > kMaxCommitBytes) {
    return fail(ErrorKind::invalid, "store_commit_too_large",
                fmt::format("a commit of {} bytes; at most {} are allowed", bytes, kMaxCommitBytes));
  }
  if (names_a_key_twice(operations)) {
    return fail(ErrorKind::invalid, "store_key_twice", "two operations of one commit name the same key");
  }
  return bytes;
}

Result<void> check_query(const Query& query) {
  if (query.limit < 1 || query.limit > kMaxPageItems) {
    return fail(ErrorKind::invalid, "store_bad_query",
                fmt::format("a page of {} items; 1 to {} are allowed", query.limit, kMaxPageItems));
  }
  return check_key({query.table, query.partition, query.sort_prefix});
}

Result<void> check_scan(const Scan& scan) {
  if (scan.limit < 1 || scan.limit > kMaxPageItems) {
    return fail(ErrorKind::invalid, "store_bad_query",
                fmt::format("a page of {} items; 1 to {} are allowed", scan.limit, kMaxPageItems));
  }
  return {};
}

Effect decide(const Item* current, Operation& operation) {
  if (auto* put = std::get_if<Put>(&operation)) return decide_put(current, *put);
  if (auto* add = std::get_if<Add>(&operation)) return decide_add(current, *add);
  if (const auto* check = std::get_if<Check>(&operation)) {
    if (!holds(current, check->condition)) return Refuse{};
    return Keep{};
  }
  if (!holds(current, std::get<Delete>(operation).condition)) return Refuse{};
  if (current == nullptr) return Keep{};
  return Remove{};
}

std::optional<std::string> after_prefix(std::string_view prefix) {
  std::string next(prefix);
  while (!next.empty() && next.back() == '\xff') next.pop_back();
  if (next.empty()) return std::nullopt;
  next.back() = static_cast<char>(static_cast<unsigned char>(next.back()) + 1);
  return next;
}

FeedPosition feed_position(std::uint64_t sequence) {
  std::string token(8, '\0');
  for (std::size_t i = 8; i-- > 0; sequence >>= 8) token[i] = static_cast<char>(sequence & 255);
  return {std::move(token)};
}

Result<std::optional<std::uint64_t>> feed_sequence(const FeedPosition& position) {
  if (position.token.empty()) return std::nullopt;
  if (position.token.size() != 8) {
    return fail(ErrorKind::invalid, "store_bad_position", "a feed position of this store has 8 bytes");
  }
  std::uint64_t sequence = 0;
  for (const char byte : position.token) sequence = sequence << 8 | static_cast<unsigned char>(byte);
  return sequence;
}

}  // namespace atelier::storage
