#include "storage/rules.h"

#include <gtest/gtest.h>

namespace atelier::storage {
namespace {

TEST(Rules, the_end_of_a_prefix_is_the_least_string_above_all_that_begin_with_it) {
  struct Case {
    std::string prefix;
    std::optional<std::string> after;
  };
  for (const auto& [prefix, after] :
       {Case{"a", "b"}, Case{"a\xff", "b"}, Case{"ab", "ac"}, Case{"", std::nullopt},
        Case{"\xff\xff", std::nullopt}, Case{std::string(1, '\0'), "\x01"}}) {
    EXPECT_EQ(after_prefix(prefix), after) << prefix;
  }
}

TEST(Rules, feed_positions_are_ordered_bytes_and_read_back) {
  EXPECT_LT(feed_position(255).token, feed_position(256).token);
  EXPECT_EQ(feed_sequence(feed_position(1'234'567)).value(), 1'234'567u);
  EXPECT_EQ(feed_sequence({}).value(), std::nullopt);
  EXPECT_FALSE(feed_sequence({.token = "short"}));
}

TEST(Rules, an_outcome_as_a_result_says_what_a_caller_can_do) {
  EXPECT_TRUE(to_result(Committed{}));
  EXPECT_EQ(to_result(Conflict{3}).error().code, "store_conflict");
  EXPECT_EQ(to_result(Conflict{3}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(to_result(Throttled{}).error().kind, ErrorKind::exhausted);
  EXPECT_EQ(to_result(Unknown{}).error().kind, ErrorKind::unknown);
  EXPECT_EQ(to_result(Unavailable{{ErrorKind::unavailable, "store_disk_full", ""}}).error().code,
            "store_disk_full");
}

}  // namespace
}  // namespace atelier::storage
