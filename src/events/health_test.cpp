#include "events/health.h"

#include <gtest/gtest.h>

namespace atelier::events {
namespace {

using namespace std::chrono_literals;
const Time kNow = from_unix_ms(1'795'000'000'000);

TEST(Health, five_calls_without_an_answer_are_an_outage_and_one_success_ends_it) {
  SeededRandom random(1);
  Health health;
  for (int i = 0; i < 4; ++i) health.failed("a", false, kNow, random);
  EXPECT_FALSE(health.down());
  health.failed("a", false, kNow, random);
  EXPECT_TRUE(health.down());
  EXPECT_EQ(health.down_since(), kNow);
  health.succeeded(kNow + 1s);
  EXPECT_FALSE(health.down());
}

TEST(Health, one_event_that_is_refused_for_ever_is_no_outage_and_twenty_subjects_refused_in_a_row_are) {
  SeededRandom random(1);
  Health health;
  for (int i = 0; i < 100; ++i) health.failed("a", true, kNow, random);
  EXPECT_FALSE(health.down());
  for (int i = 0; i < 19; ++i) health.failed("s" + std::to_string(i), true, kNow, random);
  EXPECT_TRUE(health.down());
}

TEST(Health, who_is_away_is_asked_within_a_second_at_first_and_at_least_once_a_minute) {
  SeededRandom random(1);
  Health health;
  Time now = kNow;
  for (int i = 0; i < 5; ++i) health.failed("a", false, now, random);
  EXPECT_LE(health.next_probe() - now, 1s);
  for (int i = 0; i < 50; ++i) {
    now = health.next_probe();
    health.failed("a", false, now, random);
    EXPECT_GT(health.next_probe(), now);
    EXPECT_LE(health.next_probe() - now, 60s);
  }
}

TEST(AfterFailure, as_the_table_says) {
  SeededRandom random(1);
  Health quiet;
  Health busy;
  busy.succeeded(kNow);
  Health away;
  for (int i = 0; i < 5; ++i) away.failed("a", false, kNow, random);
  struct Row {
    const char* why;
    const Health& health;
    FailedAttempt failed;
    Time now;
    AfterFailure expected;
  };
  const Row rows[] = {
      {"the first failures are asked again", busy, {.attempts = 2, .first_failed_at = kNow}, kNow, AfterFailure::again},
      {"others succeed: set aside", busy, {.attempts = 3, .first_failed_at = kNow}, kNow, AfterFailure::set_aside},
      {"nothing else to judge by: again", quiet, {.attempts = 9, .first_failed_at = kNow}, kNow, AfterFailure::again},
      {"the last success is older than the trouble: again", busy, {.attempts = 9, .first_failed_at = kNow + 1ms}, kNow + 1s, AfterFailure::again},
      {"refused by who is there: set aside", quiet, {.attempts = 3, .first_failed_at = kNow, .answered = true}, kNow, AfterFailure::set_aside},
      {"away: nothing counts", away, {.attempts = 99, .first_failed_at = kNow - 24h * 9}, kNow, AfterFailure::again},
      {"away: not even for those set aside", away, {.attempts = 99, .first_failed_at = kNow - 24h * 9, .parked = true}, kNow, AfterFailure::again},
      {"set aside for less than three days", busy, {.attempts = 99, .first_failed_at = kNow - 24h * 3 + 1ms, .parked = true}, kNow, AfterFailure::again},
      {"set aside for three days", busy, {.attempts = 99, .first_failed_at = kNow - 24h * 3, .parked = true}, kNow, AfterFailure::give_up},
  };
  for (const auto& row : rows) EXPECT_EQ(decide_after_failure(row.failed, row.health, {}, row.now), row.expected) << row.why;
}

}  // namespace
}  // namespace atelier::events
