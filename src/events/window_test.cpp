#include "events/window.h"

#include <gtest/gtest.h>

namespace atelier::events {
namespace {

EventRecord event(std::string subject, std::string type = "t") { return {.type = std::move(type), .subject = std::move(subject)}; }
const Time kNow = from_unix_ms(1'000'000);

TEST(Window, one_subject_goes_one_at_a_time_and_another_beside_it) {
  Window window;
  window.add({1, 0}, event("a", "a1"));
  window.add({1, 1}, event("a", "a2"));
  window.add({1, 2}, event("b", "b1"));
  auto* a1 = window.start_next(kNow);
  auto* b1 = window.start_next(kNow);
  ASSERT_TRUE(a1 && b1);
  EXPECT_EQ(a1->event.type, "a1");
  EXPECT_EQ(b1->event.type, "b1");
  EXPECT_EQ(window.start_next(kNow), nullptr);
  window.done(*a1);
  EXPECT_EQ(window.oldest(), (Position{1, 1}));
  EXPECT_EQ(window.start_next(kNow)->event.type, "a2");
}

TEST(Window, what_is_postponed_holds_its_subject_and_the_oldest_position) {
  Window window;
  window.add({1, 0}, event("a", "a1"));
  window.add({1, 1}, event("a", "a2"));
  window.add({1, 2}, event("b"));
  window.postpone(*window.start_next(kNow), kNow + Milliseconds{100});
  window.done(*window.start_next(kNow));
  EXPECT_EQ(window.start_next(kNow), nullptr);
  EXPECT_EQ(window.next_due(), kNow + Milliseconds{100});
  EXPECT_EQ(window.oldest(), (Position{1, 0}));
  EXPECT_EQ(window.start_next(kNow + Milliseconds{100})->event.type, "a1");
}

TEST(Window, a_subject_is_taken_out_whole_and_in_order) {
  Window window;
  window.add({1, 0}, event("a", "a1"));
  window.add({1, 1}, event("b"));
  window.add({2, 0}, event("a", "a2"));
  window.start_next(kNow);
  const auto removed = window.remove_subject("a");
  ASSERT_EQ(removed.size(), 2u);
  EXPECT_EQ(removed[0].event.type, "a1");
  EXPECT_EQ(removed[1].event.type, "a2");
  EXPECT_EQ(window.size(), 1u);
  EXPECT_EQ(window.start_next(kNow)->event.subject, "b");
  window.clear();
  EXPECT_EQ(window.bytes(), 0u);
}

}  // namespace
}  // namespace atelier::events
