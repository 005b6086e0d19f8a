// The store: tables of items under (partition key, sort key), and one atomic commit.
//
// It speaks what RocksDB and DynamoDB can both promise, so a room written against this header runs on either.
//
// Reading: get and query see everything that was committed before they were called (by anybody, in this
// region). Writing: commit() does all of up to 100 operations or none of them. Each operation may have a
// condition; if any does not hold, nothing is done and the answer says which operation it was. An answered
// commit survives kill -9 and power loss. Feed: changes of tables that are declared to be in the feed, in
// commit order (per partition), resumable from a position.
//
// Unknown is an outcome: where the answer was lost the commit may have been done. The caller reads again and
// decides again; commits that must not be done twice carry a condition that fails the second time (a version,
// an absent idempotency record).
//
// Threads: every function may be called on any thread; the answer comes on the caller's executor
// (base/task.h). What arguments refer to by view is copied before the call returns its Task.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"

namespace atelier::storage {

// Bounds: DynamoDB's TransactWriteItems has them (100 operations, 4 MB), and an item 400 KB, keys 2,048 and
// 1,024 bytes.
inline constexpr std::size_t kMaxOperations = 100;
inline constexpr std::size_t kMaxCommitBytes = 4u << 20;
inline constexpr std::size_t kMaxItemBytes = 400u << 10;
inline constexpr std::size_t kMaxPartitionBytes = 2048;
inline constexpr std::size_t kMaxSortBytes = 1024;
inline constexpr std::size_t kMaxPageItems = 1000;
inline constexpr std::size_t kMaxPageBytes = 1u << 20;  // DynamoDB's Query answers at most 1 MB

// A table is declared once, as a constant of the room that writes it:
//   inline constexpr Table kOrders{.id = 12, .name = "orders", .in_feed = true};
// Ids and names are listed in storage/tables.h, so no two rooms take the same.
struct Table {
  std::uint8_t id = 0;
  std::string_view name;
  bool in_feed = false;
  friend bool operator==(const Table& a, const Table& b) { return a.id == b.id; }
};

struct Key {
  Table table;
  std::string partition;  // not empty
  std::string sort;       // may be empty; queries order by its bytes
  friend bool operator==(const Key&, const Key&) = default;
};

// Named whole numbers beside the body, which bounded adds change without reading: {"available": 7,
// "reserved": 2}.
struct Counter {
  std::string name;
  std::int64_t value = 0;
  friend bool operator==(const Counter&, const Counter&) = default;
};

struct Item {
  Key key;
  std::string body;               // the record, as its room encodes it
  std::vector<Counter> counters;  // in order of name
  std::uint64_t version = 0;      // 1 at the first put, one more at each put or add
  std::optional<Time>
      expires_at;  // not to be seen after this time; removed some time later, without a change in the feed

  // The counter's value, 0 where it has none of that name.
  std::int64_t counter(std::string_view name) const;
};

// --- Conditions and operations of a commit ---

struct Absent {};  // no item under the key (an expired one counts as absent)
struct VersionIs {
  std::uint64_t version;
};
struct Exists {};
// monostate: no condition.
using Condition = std::variant<std::monostate, Absent, VersionIs, Exists>;

struct Put {
  Key key;
  std::string body;
  std::vector<Counter> counters;
  std::optional<Time> expires_at;
  Condition condition;
};
struct Delete {
  Key key;
  Condition condition;
};
struct Check {  // writes nothing
  Key key;
  Condition condition;
};
// Adds to counters of an item that exists, if every sum stays >= its minimum; one operation, no read.
// Otherwise a conflict. "Subtract 2 from available if it stays >= 0, and note them as reserved":
//   Add{.key = stock, .deltas = {{.counter = "available", .by = -2, .minimum = 0}, {.counter = "reserved",
//   .by = +2}}}
struct Add {
  struct Delta {
    std::string counter;
    std::int64_t by = 0;
    std::optional<std::int64_t> minimum = std::nullopt;
  };
  Key key;
  std::vector<Delta> deltas;
  bool create = false;  // where there is no item: begin with an empty body and counters of 0
};
using Operation = std::variant<Put, Delete, Check, Add>;

const Key& key_of(const Operation& operation);

// At most one operation per key, as in DynamoDB.
struct Commit {
  std::vector<Operation> operations;

  // For building: commit.add(Put{…}).
  Commit& add(Operation operation) {
    operations.push_back(std::move(operation));
    return *this;
  }
};

// The outcomes of commit(). throttled and unavailable: nothing was done.
struct Committed {};
struct Conflict {
  std::size_t operation = 0;  // index of the first operation whose condition did not hold
};
struct Throttled {};  // the queue is full (it has a bound): later
struct Unavailable {  // the store cannot write (disk full, region lost), or this commit never can be (kind
                      // invalid: a bound is passed)
  Error error;  // code "store_disk_full", "store_closed", "store_corrupt", "store_too_many_operations", …
};
struct Unknown {};  // the answer was lost: read and decide again
using CommitOutcome = std::variant<Committed, Conflict, Throttled, Unavailable, Unknown>;

inline bool is_committed(const CommitOutcome& outcome) {
  return std::holds_alternative<Committed>(outcome);
}
// For callers to whom any of them but Committed is an error: conflict → ErrorKind::conflict "store_conflict",
// and so on.
Result<void> to_result(const CommitOutcome& outcome);

// --- Queries ---

// Items of one partition in the order of their sort keys' bytes.
struct Query {
  Table table;
  std::string partition;
  std::string sort_prefix;           // only sort keys that begin with it
  std::optional<std::string> after;  // only sort keys after this one (before it, if descending): the cursor
  bool descending = false;
  std::size_t limit = 100;  // 1 to kMaxPageItems
};
struct Page {
  std::vector<Item> items;
  std::optional<std::string> next;  // give it as `after` to go on; nullopt: there is no more
};

// Every item of a table, in no order that means anything, a page at a time (a rebuild, an export, a check).
// DynamoDB: Scan.
struct Scan {
  Table table;
  std::string cursor;  // "" begins; then what the page gave
  std::size_t limit = 500;
};
struct ScanPage {
  std::vector<Item> items;
  std::optional<std::string> next;
};

// --- Change feed ---

// Where a reader of the feed is: opaque but ordered bytes. A default one is the beginning of what is kept.
struct FeedPosition {
  std::string token;
  friend bool operator==(const FeedPosition&, const FeedPosition&) = default;
};
struct Change {
  Key key;
  std::optional<Item> now;  // nullopt: it was deleted
};
struct FeedPage {
  std::vector<Change> changes;  // of whole commits, in order
  FeedPosition next;            // go on from here
};

class Store {
 public:
  virtual ~Store() = default;

  // The item, or nullopt where there is none (or it has expired).
  virtual Task<Result<std::optional<Item>>> get(Key key) = 0;
  virtual Task<Result<Page>> query(Query query) = 0;
  virtual Task<Result<ScanPage>> scan(Scan scan) = 0;
  virtual Task<CommitOutcome> commit(Commit commit) = 0;

  // Changes after `from`, at most about `limit` of them; an empty page where there are none yet. Error
  // "feed_trimmed": what came after `from` is not kept any longer, rebuild from a scan.
  virtual Task<Result<FeedPage>> read_feed(FeedPosition from, std::size_t limit) = 0;
  // The position after the newest change.
  virtual Task<Result<FeedPosition>> feed_end() = 0;
  // Answers when there may be changes after `from`, or after `at_most`; embedded engines answer within a
  // millisecond of the commit.
  virtual Task<void> feed_changed(FeedPosition from, Milliseconds at_most) = 0;
};

}  // namespace atelier::storage
