#include "api/pages/html.h"

#include <gtest/gtest.h>

#include "http/html.h"

namespace atelier::api {
namespace {

TEST(Html, what_people_wrote_cannot_become_markup) {
  EXPECT_EQ(http::escape_html("<b title=\"x\">'革' & silk</b>"),
            "&lt;b title=&quot;x&quot;&gt;&#39;革&#39; &amp; silk&lt;/b&gt;");
}

TEST(Html, data_in_a_script_cannot_end_it) {
  EXPECT_EQ(escape_script(R"({"a":"</script><!-- x","b":"1<2"})"), R"({"a":"<\/script>\u003c!-- x","b":"1<2"})");
}

TEST(Html, a_text_is_cut_between_two_characters) {
  const std::string text = "革と仕立て";  // three bytes each
  EXPECT_EQ(cut_text(text, 100), text);
  EXPECT_EQ(cut_text(text, 6), "革と");
  EXPECT_EQ(cut_text(text, 8), "革と");
  EXPECT_EQ(cut_text(text, 2), "");
}

TEST(Html, a_marker_is_replaced_once_and_a_missing_one_changes_nothing) {
  std::string html = "<head><!--m--></head><!--m-->";
  replace_marker(html, "<!--m-->", "x");
  EXPECT_EQ(html, "<head>x</head><!--m-->");
  replace_marker(html, "<!--other-->", "y");
  EXPECT_EQ(html, "<head>x</head><!--m-->");
}

}  // namespace
}  // namespace atelier::api
