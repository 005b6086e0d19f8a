#include "observability/metrics.h"

#include <gtest/gtest.h>

#include <thread>

namespace atelier::metrics {
namespace {

TEST(Metrics, are_exposed_in_prometheus_text) {
  Registry registry;
  registry.counter("orders_placed_total", "Orders placed.", {{"market", "fr"}}).add(2);
  registry.counter("orders_placed_total", "Orders placed.", {{"market", "a\"b\\"}}).add();
  registry.gauge("open_carts", "Carts.").set(1.5);
  registry.gauge_from("queue", "Lines.", {}, [] { return 7.0; });
  const double bounds[] = {0.1, 1};
  auto& seconds = registry.histogram("seconds", "Time.", {{"route", "/"}}, bounds);
  seconds.observe(0.1);
  seconds.observe(0.5);
  seconds.observe(3);
  EXPECT_EQ(registry.expose(),
            "# HELP open_carts Carts.\n# TYPE open_carts gauge\nopen_carts 1.5\n"
            "# HELP orders_placed_total Orders placed.\n# TYPE orders_placed_total counter\n"
            "orders_placed_total{market=\"a\\\"b\\\\\"} 1\norders_placed_total{market=\"fr\"} 2\n"
            "# HELP queue Lines.\n# TYPE queue gauge\nqueue 7\n"
            "# HELP seconds Time.\n# TYPE seconds histogram\n"
            "seconds_bucket{route=\"/\",le=\"0.1\"} 1\nseconds_bucket{route=\"/\",le=\"1\"} 2\n"
            "seconds_bucket{route=\"/\",le=\"+Inf\"} 3\nseconds_sum{route=\"/\"} 3.6\nseconds_count{route=\"/\"} 3\n");
}

TEST(Metrics, count_right_from_many_threads) {
  Registry registry;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 12; ++i) {
      threads.emplace_back([&] {
        auto& counter = registry.counter("ticks_total", "Ticks.");
        auto& histogram = registry.histogram("seconds", "Time.");
        for (int j = 0; j < 10'000; ++j) {
          counter.add();
          histogram.observe(0.001);
        }
      });
    }
  }
  EXPECT_EQ(registry.counter("ticks_total", "").value(), 120'000u);
  EXPECT_EQ(registry.histogram("seconds", "").snapshot().counts[3], 120'000u);
}

TEST(Metrics, one_name_has_one_kind) {
  Registry registry;
  registry.counter("a_total", "");
  EXPECT_DEATH(registry.gauge("a_total", ""), "one kind");
  EXPECT_DEATH(registry.counter("Bad-Name", ""), "Bad-Name");
}

}  // namespace
}  // namespace atelier::metrics
