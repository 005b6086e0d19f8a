// Commits under load until it is killed: store_writer <data folder> <run> [free bytes reserved]
//
// Prints one line to stdout for each answered order, only after it was answered: "A <id>" committed, "U <id>"
// unknown, "N <id> <code>" nothing was done. "R" when it is ready, "E <error>" where the store does not open.
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/thread_executor.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "store_writer.h"

using namespace atelier;
using namespace atelier::storage;

namespace {

constexpr int kThreads = 2;
constexpr int kCoroutinesPerThread = 32;

// Straight to the pipe: what is printed is not lost with the process.
void say(std::string line) {
  line += '\n';
  if (write(STDOUT_FILENO, line.data(), line.size()) < 0) _exit(3);
}

Commit make_order(const std::string& id, Random& random) {
  const int from = static_cast<int>(random.below(writer::kAccounts));
  const int to = (from + 1 + static_cast<int>(random.below(writer::kAccounts - 1))) % writer::kAccounts;
  const auto amount = static_cast<std::int64_t>(random.below(500'000));
  return Commit{}
      .add(Add{.key = writer::account(from), .deltas = {{"balance", -amount, 0}}})
      .add(Add{.key = writer::account(to), .deltas = {{"balance", amount}}})
      .add(Put{.key = writer::order(id), .body = writer::order_body(id), .condition = Absent{}})
      .add(Put{.key = writer::outbox(id), .body = id, .condition = Absent{}})
      .add(Add{.key = writer::ledger(), .deltas = {{"orders", 1}}, .create = true});
}

Task<void> keep_ordering(Store& store, std::string worker, std::uint64_t seed) {
  SeededRandom random(seed);
  for (int n = 0;; ++n) {
    const auto id = worker + "/" + std::to_string(n);
    const auto outcome = co_await store.commit(make_order(id, random));
    if (is_committed(outcome)) say("A " + id);
    if (std::holds_alternative<Unknown>(outcome)) say("U " + id);
    if (const auto* unavailable = std::get_if<Unavailable>(&outcome)) {
      say("N " + id + " " + unavailable->error.code);
      co_await sleep_for(Milliseconds{20});
    }
  }
}

bool open_accounts(Store& store) {
  if (run_until_done(store.get(writer::account(0))).value()) return true;
  Commit commit;
  for (int n = 0; n < writer::kAccounts; ++n) {
    commit.add(
        Put{.key = writer::account(n), .counters = {{"balance", writer::kOpening}}, .condition = Absent{}});
  }
  return is_committed(run_until_done(store.commit(std::move(commit))));
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  const SystemClock clock;
  RocksdbOptions options;
  // Small, so that many files are written and compacted in a short life.
  options.write_buffer_bytes = 2u << 20;
  options.free_bytes_reserved = count > 3 ? std::strtoull(arguments[3], nullptr, 10) : 0;
  auto store = open_rocksdb_store(arguments[1], options, clock);
  if (!store) {
    say("E " + store.error().code + " " + store.error().detail);
    return 1;
  }
  if (!open_accounts(**store)) {
    say("E the accounts could not be opened");
    return 1;
  }
  say("R");
  std::vector<std::unique_ptr<ThreadExecutor>> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.push_back(std::make_unique<ThreadExecutor>());
    for (int c = 0; c < kCoroutinesPerThread; ++c) {
      const auto worker = std::string(arguments[2]) + "/" + std::to_string(t * kCoroutinesPerThread + c);
      const auto seed = std::hash<std::string>{}(worker);
      threads.back()->post([&, worker, seed] { spawn(keep_ordering(**store, worker, seed)); });
    }
  }
  pause();
}
