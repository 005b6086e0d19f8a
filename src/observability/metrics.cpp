#include "observability/metrics.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/check.h"

namespace atelier::metrics {

std::size_t internal::cell_of_this_thread() {
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t cell = next.fetch_add(1, std::memory_order_relaxed) % kCells;
  return cell;
}

std::uint64_t Counter::value() const {
  std::uint64_t total = 0;
  for (const auto& cell : cells_) total += cell.value.load(std::memory_order_relaxed);
  return total;
}

namespace {
constexpr std::size_t kPerLine = 64 / sizeof(std::uint64_t);
constexpr double kNanos = 1e9;
}  // namespace

Histogram::Histogram(std::span<const double> upper_bounds)
    : bounds_(upper_bounds.begin(), upper_bounds.end()),
      stride_((upper_bounds.size() + 1 + kPerLine - 1) / kPerLine * kPerLine),
      counts_(std::make_unique<std::atomic<std::uint64_t>[]>(stride_ * internal::kCells)) {
  CHECK(std::ranges::is_sorted(bounds_), "a histogram's bounds ascend");
}

void Histogram::observe(double value, std::uint64_t weight) {
  const auto bucket = static_cast<std::size_t>(std::ranges::lower_bound(bounds_, value) - bounds_.begin());
  const auto cell = internal::cell_of_this_thread();
  counts_[cell * stride_ + bucket].fetch_add(weight, std::memory_order_relaxed);
  const auto nanos = static_cast<std::uint64_t>(std::max(value, 0.0) * kNanos) * weight;
  sums_nanos_[cell].value.fetch_add(nanos, std::memory_order_relaxed);
}

Histogram::Snapshot Histogram::snapshot() const {
  Snapshot taken;
  taken.counts.resize(bounds_.size() + 1);
  for (std::size_t cell = 0; cell < internal::kCells; ++cell) {
    for (std::size_t bucket = 0; bucket < taken.counts.size(); ++bucket) {
      taken.counts[bucket] += counts_[cell * stride_ + bucket].load(std::memory_order_relaxed);
    }
    taken.sum += static_cast<double>(sums_nanos_[cell].value.load(std::memory_order_relaxed)) / kNanos;
  }
  return taken;
}

namespace {

bool is_metric_name(std::string_view name) {
  const auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && !(name[0] >= '0' && name[0] <= '9') && std::ranges::all_of(name, good);
}

void append_number(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "NaN";
    return;
  }
  if (std::isinf(value)) {
    out += value > 0 ? "+Inf" : "-Inf";
    return;
  }
  char text[32];
  out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
}

// {route="/v1/items",status="2xx"}; nothing for no labels.
std::string written(const Labels& labels) {
  std::string out;
  for (const auto& [name, value] : labels) {
    CHECK(is_metric_name(name), name);
    out += out.empty() ? "{" : ",";
    out += name + "=\"";
    append_escaped(out, value);
    out += '"';
  }
  if (!out.empty()) out += '}';
  return out;
}

}  // namespace

struct Registry::Family {
  std::string help;
  std::string kind;
  std::map<std::string, std::unique_ptr<Counter>> counters;  // by their labels as written
  std::map<std::string, std::unique_ptr<Gauge>> gauges;
  std::map<std::string, std::function<double()>> readers;
  std::map<std::string, std::unique_ptr<Histogram>> histograms;

  std::size_t size() const { return counters.size() + gauges.size() + readers.size() + histograms.size(); }
};

Registry::Registry() = default;
Registry::~Registry() = default;

Registry::Family& Registry::family(std::string_view name, std::string_view help, std::string_view kind) {
  CHECK(is_metric_name(name), name);
  auto found = families_.find(name);
  if (found == families_.end()) found = families_.emplace(std::string(name), std::make_unique<Family>()).first;
  Family& family = *found->second;
  if (family.kind.empty()) {
    family.kind = kind;
    family.help = help;
  }
  CHECK(family.kind == kind, "a metric has one kind");
  CHECK(family.size() < kMaxSeries, "labels are routes and outcomes, never ids");
  return family;
}

Counter& Registry::counter(std::string_view name, std::string_view help, Labels labels) {
  const std::lock_guard lock(mutex_);
  auto& slot = family(name, help, "counter").counters[written(labels)];
  if (!slot) slot = std::make_unique<Counter>();
  return *slot;
}

Gauge& Registry::gauge(std::string_view name, std::string_view help, Labels labels) {
  const std::lock_guard lock(mutex_);
  auto& slot = family(name, help, "gauge").gauges[written(labels)];
  if (!slot) slot = std::make_unique<Gauge>();
  return *slot;
}

Histogram& Registry::histogram(std::string_view name, std::string_view help, Labels labels,
                               std::span<const double> upper_bounds) {
  const std::lock_guard lock(mutex_);
  auto& slot = family(name, help, "histogram").histograms[written(labels)];
  if (!slot) slot = std::make_unique<Histogram>(upper_bounds);
  return *slot;
}

void Registry::gauge_from(std::string_view name, std::string_view help, Labels labels, std::function<double()> read) {
  const std::lock_guard lock(mutex_);
  family(name, help, "gauge").readers[written(labels)] = std::move(read);
}

namespace {

void append_sample(std::string& out, std::string_view name, std::string_view labels, double value) {
  out.append(name).append(labels) += ' ';
  append_number(out, value);
  out += '\n';
}

void append_histogram(std::string& out, const std::string& name, const std::string& labels, const Histogram& histogram) {
  const auto taken = histogram.snapshot();
  std::uint64_t cumulative = 0;
  for (std::size_t i = 0; i < taken.counts.size(); ++i) {
    cumulative += taken.counts[i];
    std::string bound = labels.empty() ? "{" : labels.substr(0, labels.size() - 1) + ",";
    bound += "le=\"";
    append_number(bound, i < histogram.upper_bounds().size() ? histogram.upper_bounds()[i] : HUGE_VAL);
    bound += "\"}";
    append_sample(out, name + "_bucket", bound, static_cast<double>(cumulative));
  }
  append_sample(out, name + "_sum", labels, taken.sum);
  append_sample(out, name + "_count", labels, static_cast<double>(cumulative));
}

}  // namespace

std::string Registry::expose() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  for (const auto& [name, family] : families_) {
    out += "# HELP " + name + ' ' + family->help + '\n';
    out += "# TYPE " + name + ' ' + family->kind + '\n';
    for (const auto& [labels, counter] : family->counters) {
      append_sample(out, name, labels, static_cast<double>(counter->value()));
    }
    for (const auto& [labels, gauge] : family->gauges) append_sample(out, name, labels, gauge->value());
    for (const auto& [labels, read] : family->readers) append_sample(out, name, labels, read());
    for (const auto& [labels, histogram] : family->histograms) append_histogram(out, name, labels, *histogram);
  }
  return out;
}

Registry& registry() {
  static Registry the_process_own;
  return the_process_own;
}

}  // namespace atelier::metrics
