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

TEST(Text, what_people_wrote_cannot_become_markup) {
  EXPECT_EQ(escape_markup("<b title=\"x\">'革' & silk\x01</b>\n"), "&lt;b title=&quot;x&quot;&gt;&#39;革&#39; &amp; silk&lt;/b&gt;\n");
}

TEST(Text, is_cut_between_two_characters) {
  const std::string text = "革と仕立て";  // three bytes each
  EXPECT_EQ(cut_text(text, 100), text);
  EXPECT_EQ(cut_text(text, 6), "革と");
  EXPECT_EQ(cut_text(text, 8), "革と");
  EXPECT_EQ(cut_text(text, 2), "");
}

}  // namespace
}  // namespace atelier::base
