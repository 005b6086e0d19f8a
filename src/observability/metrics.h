// Counters, gauges and histograms, in Prometheus' text exposition format 0.0.4.
//
//   metrics::Counter& placed = registry.counter("orders_placed_total", "Orders placed.", {{"market", "fr"}});
//   placed.add();
//
// Registering takes a lock and gives the same meter for the same name and labels; keep the reference, it lives as long as the
// registry. A name with two kinds, or an ill-formed name, is a programmer's error (CHECK). Counting is lock-free, from any thread:
// each thread adds to a cell of its own cache line, so that two loops never wait for each other; reading adds the cells up.
// Bounds: at most kMaxSeries label sets a name: labels are routes and outcomes, never ids.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace atelier::metrics {

using Labels = std::vector<std::pair<std::string, std::string>>;
inline constexpr std::size_t kMaxSeries = 2'000;  // routes × outcomes; more means that somebody put an id in a label

namespace internal {
inline constexpr std::size_t kCells = 8;  // a loop per core and a few workers; more threads share cells, and stay right
struct alignas(64) Cell {
  std::atomic<std::uint64_t> value{0};
};
std::size_t cell_of_this_thread();
}  // namespace internal

class Counter {
 public:
  void add(std::uint64_t n = 1) {
    cells_[internal::cell_of_this_thread()].value.fetch_add(n, std::memory_order_relaxed);
  }
  std::uint64_t value() const;

 private:
  std::array<internal::Cell, internal::kCells> cells_;
};

class Gauge {
 public:
  void set(double value) { value_.store(value, std::memory_order_relaxed); }
  void add(double by) { value_.fetch_add(by, std::memory_order_relaxed); }
  double value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<double> value_{0};
};

class Histogram {
 public:
  explicit Histogram(std::span<const double> upper_bounds);  // ascending; +Inf is added
  // `weight` of them at once: a loop may count sampled answers for those it did not measure.
  void observe(double value, std::uint64_t weight = 1);
  struct Snapshot {
    std::vector<std::uint64_t> counts;  // per bucket, the last is +Inf; not cumulative
    double sum = 0;
  };
  Snapshot snapshot() const;
  std::span<const double> upper_bounds() const { return bounds_; }

 private:
  std::vector<double> bounds_;
  std::size_t stride_;  // counters of one thread's row, rounded up to whole cache lines
  std::unique_ptr<std::atomic<std::uint64_t>[]> counts_;
  std::array<internal::Cell, internal::kCells> sums_nanos_;  // sums in billionths: whole numbers add without a loop
};

// Seconds, from a hot answer's microseconds to the PSP's limit.
inline constexpr double kLatencySeconds[] = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                             0.05,   0.1,     0.25,   0.5,   1,      2.5,   5};

class Registry {
 public:
  Registry();
  ~Registry();
  Counter& counter(std::string_view name, std::string_view help, Labels labels = {});
  Gauge& gauge(std::string_view name, std::string_view help, Labels labels = {});
  Histogram& histogram(std::string_view name, std::string_view help, Labels labels = {},
                       std::span<const double> upper_bounds = kLatencySeconds);
  // Asked at each reading instead of being set; must not block. Any thread.
  void gauge_from(std::string_view name, std::string_view help, Labels labels, std::function<double()> read);

  std::string expose() const;

 private:
  struct Family;
  Family& family(std::string_view name, std::string_view help, std::string_view kind);
  mutable std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Family>, std::less<>> families_;
};

// The process's own; what main exposes at /metrics.
Registry& registry();

}  // namespace atelier::metrics
