// A store in memory: for tests and simulations. It keeps every promise of storage/store.h but one: nothing
// survives the process.
//
// Answers come inline, on the caller's thread, unless a delay is planned. Any thread may call it.
// For simulations, Faults plans what goes wrong: it is asked once a commit (and once a read), in the order of
// calls, so a seed repeats.
#pragma once

#include <functional>
#include <memory>

#include "base/clock.h"
#include "storage/store.h"

namespace atelier::storage {

enum class Fault {
  none,
  conflict,  // refused though its conditions hold, as DynamoDB does when transactions meet
  throttled,
  unavailable,
  unknown_done,      // committed, and the answer is lost
  unknown_not_done,  // not committed, and the answer is lost
};

struct Faults {
  // What befalls this commit. Empty: nothing ever does.
  std::function<Fault(const Commit&)> on_commit;
  // True: this get, query, scan or feed read answers unavailable.
  std::function<bool()> on_read;
  // How long a call takes; it is spent twice, before and after the store acts. Needs a current executor where
  // it is not 0.
  std::function<Milliseconds()> delay;
};

struct MemoryOptions {
  Faults faults;
  // Changes kept for the feed's readers, then the oldest commits go: a test's memory has an end.
  std::size_t feed_changes_kept = 1'000'000;
};

// The clock is borrowed: it decides what has expired.
std::unique_ptr<Store> make_memory_store(const Clock& clock, MemoryOptions options = {});

}  // namespace atelier::storage
