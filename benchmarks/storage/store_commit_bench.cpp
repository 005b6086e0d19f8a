// Durable commits per second of the embedded store, and what fdatasync of the same bytes costs.
//
//   store_commit_bench <folder> <seconds> fdatasync
//   store_commit_bench <folder> <seconds> skus|hot <callers>
//
// One commit: a bounded add on the stock of an item (of 1,000, or always the same one), an order row
// (Absent), an outbox row (in the feed): what PostgreSQL does in order.sql. Callers are coroutines on two
// event loops; each has one commit under way. Prints a line of: <what> <callers> <per second> <p50 ms> <p99
// ms> <p99.9 ms>.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

#include "base/random.h"
#include "base/thread_executor.h"
#include "storage/rocksdb/rocksdb_store.h"

using namespace atelier;
using namespace atelier::storage;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr Table kStockTable{.id = 230, .name = "bench_stock", .in_feed = false};
constexpr Table kOrderTable{.id = 231, .name = "bench_orders", .in_feed = false};
constexpr Table kOutboxTable{.id = 232, .name = "bench_outbox", .in_feed = true};
constexpr std::size_t kOrderBytes = 400;  // order.sql writes as many
constexpr std::size_t kOutboxBytes = 150;
constexpr int kSkus = 1000;
constexpr int kLoops = 2;

struct Run {
  Store& store;
  std::string name;
  int skus = 1;
  SteadyClock::time_point end;
  std::atomic<int> running{0};
  std::atomic<std::uint64_t> refused{0};
};

Key stock(int sku) {
  return {kStockTable, "sku-" + std::to_string(sku), "region/eu"};
}

Commit make_order(const std::string& id, int sku) {
  return Commit{}
      .add(Add{.key = stock(sku), .deltas = {{"available", -1, 0}, {"reserved", 1}}})
      .add(Put{.key = {kOrderTable, id, ""}, .body = std::string(kOrderBytes, 'o'), .condition = Absent{}})
      .add(Put{.key = {kOutboxTable, std::to_string(id.back() % 16), id},
               .body = std::string(kOutboxBytes, 'e')});
}

Task<void> keep_ordering(Run& run, int caller, std::vector<float>& waits_ms) {
  SeededRandom random(static_cast<std::uint64_t>(caller) + 1);
  for (int n = 0;; ++n) {
    const auto begin = SteadyClock::now();
    if (begin >= run.end) break;
    const auto sku = static_cast<int>(random.below(static_cast<std::uint64_t>(run.skus)));
    const auto outcome =
        co_await run.store.commit(make_order(fmt::format("{}/{}/{}", run.name, caller, n), sku));
    if (!is_committed(outcome)) ++run.refused;
    waits_ms.push_back(std::chrono::duration<float, std::milli>(SteadyClock::now() - begin).count());
  }
  --run.running;
}

void print(std::string_view what, int callers, double seconds, std::vector<float> waits_ms) {
  std::ranges::sort(waits_ms);
  const auto at = [&](double share) {
    return waits_ms[static_cast<std::size_t>(share * static_cast<double>(waits_ms.size() - 1))];
  };
  fmt::print("{} {} {:.0f} {:.3f} {:.3f} {:.3f}\n", what, callers,
             static_cast<double>(waits_ms.size()) / seconds, at(0.5), at(0.99), at(0.999));
  std::fflush(stdout);
}

void measure(Store& store, const std::string& what, int skus, int callers, double seconds) {
  const auto begin = SteadyClock::now();
  Run run{.store = store,
          .name = fmt::format("{}-{}-{}", what, callers, getpid()),
          .skus = skus,
          .end = begin +
                 std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(seconds)),
          .running = callers};
  std::vector<std::vector<float>> waits(static_cast<std::size_t>(callers));
  {
    std::vector<std::unique_ptr<ThreadExecutor>> loops;
    for (int i = 0; i < std::min(kLoops, callers); ++i) loops.push_back(std::make_unique<ThreadExecutor>());
    for (int caller = 0; caller < callers; ++caller) {
      auto& loop = *loops[static_cast<std::size_t>(caller) % loops.size()];
      loop.post([&run, caller, &mine = waits[static_cast<std::size_t>(caller)]] {
        spawn(keep_ordering(run, caller, mine));
      });
    }
    while (run.running > 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  const auto elapsed = std::chrono::duration<double>(SteadyClock::now() - begin).count();
  std::vector<float> all;
  for (const auto& one : waits) all.insert(all.end(), one.begin(), one.end());
  print(what, callers, elapsed, std::move(all));
  if (run.refused > 0) fmt::print("# {} were refused: the figure above is wrong\n", run.refused.load());
}

// The same bytes appended to a file and synced, one after another: what durability costs without sharing it.
void measure_fdatasync(const std::filesystem::path& folder, double seconds) {
  const auto path = folder / "fdatasync.bin";
  const int file = open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  const std::string bytes(kOrderBytes + 2 * kOutboxBytes + 200, 'x');
  std::vector<float> waits_ms;
  const auto begin = SteadyClock::now();
  while (std::chrono::duration<double>(SteadyClock::now() - begin).count() < seconds) {
    const auto one = SteadyClock::now();
    if (write(file, bytes.data(), bytes.size()) < 0 || fdatasync(file) != 0) {
      fmt::print("# fdatasync failed\n");
      break;
    }
    waits_ms.push_back(std::chrono::duration<float, std::milli>(SteadyClock::now() - one).count());
  }
  print("fdatasync", 1, std::chrono::duration<double>(SteadyClock::now() - begin).count(),
        std::move(waits_ms));
  close(file);
  std::filesystem::remove(path);
}

bool fill_stock(Store& store) {
  for (int sku = 0; sku < kSkus; ++sku) {
    const auto stocked = run_until_done(
        store.commit(Commit{}.add(Put{.key = stock(sku), .counters = {{"available", 1'000'000'000}}})));
    if (!is_committed(stocked)) return false;
  }
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4 && count != 5) {
    fmt::print(
        "usage: store_commit_bench <folder> <seconds> fdatasync | store_commit_bench <folder> <seconds> "
        "skus|hot <callers>\n");
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  const double seconds = std::atof(arguments[2]);
  const std::string what = arguments[3];
  std::filesystem::create_directories(folder);
  if (what == "fdatasync") {
    measure_fdatasync(folder, seconds);
    return 0;
  }
  const SystemClock clock;
  auto store = open_rocksdb_store(folder / "store", {}, clock);
  if (!store || !fill_stock(**store)) {
    fmt::print("# the store cannot be written: {}\n", store ? "" : store.error().detail);
    return 1;
  }
  measure(**store, what, what == "hot" ? 1 : kSkus, count == 5 ? std::atoi(arguments[4]) : 64, seconds);
  return 0;
}
