#include "api/pages/html.h"

#include <gtest/gtest.h>

namespace atelier::api {
namespace {

TEST(Html, data_in_a_script_cannot_end_it) {
  EXPECT_EQ(escape_script(R"({"a":"</script><!-- x","b":"1<2"})"), R"({"a":"<\/script>\u003c!-- x","b":"1<2"})");
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
