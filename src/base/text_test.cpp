#include "base/text.h"

#include <gtest/gtest.h>

namespace atelier::base {
namespace {

TEST(Text, characters_are_counted_as_people_count_them) {
  EXPECT_EQ(count_characters(""), 0u);
  EXPECT_EQ(count_characters("coat"), 4u);
  EXPECT_EQ(count_characters("Écharpe"), 7u);
  EXPECT_EQ(count_characters("コート"), 3u);
  EXPECT_EQ(count_characters("👗"), 1u);
}

TEST(Text, the_nearest_word_is_offered_and_nothing_where_none_is_near) {
  EXPECT_EQ(nearest_word("sreve", {"serve", "import", "check"}), "serve");
  EXPECT_EQ(nearest_word("balloon", {"serve", "import", "check"}), "");
}

TEST(Text, an_address_is_normalised_or_refused) {
  EXPECT_EQ(normalise_email("Claire@Example.COM"), "claire@example.com");
  for (const char* wrong : {"", "claire", "@example.com", "claire@", "a b@example.com", "a@b@c"}) EXPECT_FALSE(normalise_email(wrong)) << wrong;
  EXPECT_FALSE(normalise_email(std::string(250, 'a') + "@b.fr"));
}

}  // namespace
}  // namespace atelier::base
