#include "payment/circuit_breaker.h"

#include <gtest/gtest.h>

namespace atelier::payment {
namespace {

using enum BreakerState;
constexpr CircuitBreaker::Options kOptions{.failures = 3, .open_for = Milliseconds{10'000}};

// A step: at `at` seconds a call is tried (`may` says whether it goes), and it succeeds, fails or has not answered yet.
enum class Ends { well, badly, never };
struct Step {
  int at;
  bool may;
  Ends ends;
  BreakerState after;
};
struct Story {
  const char* name;
  std::vector<Step> steps;
};

TEST(CircuitBreaker, its_life_as_a_table) {
  using enum Ends;
  const Story stories[] = {
      {"failures that are not in a row", {{0, true, badly, closed}, {1, true, badly, closed}, {2, true, well, closed}, {3, true, badly, closed}, {4, true, badly, closed}}},
      {"three in a row open it", {{0, true, badly, closed}, {1, true, badly, closed}, {2, true, badly, open}, {3, false, never, open}, {11, false, never, open}}},
      {"a good probe closes it", {{0, true, badly, closed}, {0, true, badly, closed}, {0, true, badly, open}, {10, true, well, closed}, {10, true, badly, closed}}},
      {"a bad probe opens it for as long again", {{0, true, badly, closed}, {0, true, badly, closed}, {0, true, badly, open}, {10, true, badly, open}, {19, false, never, open}, {20, true, well, closed}}},
      {"one probe at a time", {{0, true, badly, closed}, {0, true, badly, closed}, {0, true, badly, open}, {10, true, never, half_open}, {11, false, never, half_open}, {20, true, well, closed}}},
  };
  for (const auto& story : stories) {
    SCOPED_TRACE(story.name);
    CircuitBreaker breaker(kOptions);
    const Time start = from_unix_ms(1'795'000'000'000);
    for (const auto& step : story.steps) {
      SCOPED_TRACE(std::to_string(step.at) + " s");
      const Time now = start + std::chrono::seconds{step.at};
      EXPECT_EQ(breaker.let_through(now), step.may);
      if (step.ends == well) breaker.succeeded();
      if (step.ends == badly) breaker.failed(now);
      EXPECT_EQ(breaker.state(now), step.after);
    }
  }
}

TEST(CircuitBreaker, answers_of_before_it_opened_do_not_prolong_it) {
  CircuitBreaker breaker(kOptions);
  const Time start = from_unix_ms(1'795'000'000'000);
  for (int i = 0; i < 3; ++i) breaker.failed(start);
  breaker.failed(start + std::chrono::seconds{9});
  EXPECT_EQ(breaker.state(start + std::chrono::seconds{10}), half_open);
}

}  // namespace
}  // namespace atelier::payment
