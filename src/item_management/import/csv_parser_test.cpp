#include "base/csv_parser.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "item_management/import/html_text.h"

namespace atelier::item_management {
namespace {

using base::CsvParser;

// "line: a|b|c" per row, "line! error" per error.
std::vector<std::string> parse(std::string_view text, std::size_t piece = 1'000'000, char separator = ',') {
  CsvParser parser(separator);
  std::vector<std::string> rows;
  std::size_t at = 0;
  for (;;) {
    switch (parser.next()) {
      case CsvParser::Event::end:
        return rows;
      case CsvParser::Event::error:
        rows.push_back(std::to_string(parser.line()) + "! " + std::string(parser.error()));
        break;
      case CsvParser::Event::need_input:
        if (at >= text.size()) parser.finish();
        parser.feed(text.substr(std::min(at, text.size()), piece));
        at += piece;
        break;
      case CsvParser::Event::row: {
        std::string row = std::to_string(parser.line()) + ":";
        for (std::size_t i = 0; i < parser.fields().size(); ++i)
          row += (i == 0 ? " " : "|") + std::string(parser.fields()[i]);
        rows.push_back(row);
      }
    }
  }
}

using Rows = std::vector<std::string>;

TEST(CsvParser, reads_what_spreadsheets_write) {
  EXPECT_EQ(parse("a,b\nc,d\n"), (Rows{"1: a|b", "2: c|d"}));
  EXPECT_EQ(parse("a,b\r\nc,d"), (Rows{"1: a|b", "2: c|d"}));
  EXPECT_EQ(parse("a\rb\r"), (Rows{"1: a", "2: b"}));
  EXPECT_EQ(parse("\xEF\xBB\xBFHandle,b\n"), (Rows{"1: Handle|b"}));
  EXPECT_EQ(parse("a,\"b,\"\"c\"\"\n\nd\",e\nf\n"), (Rows{"1: a|b,\"c\"\n\nd|e", "4: f"}));
  EXPECT_EQ(parse("\n\r\na,,\n\n,\n"), (Rows{"3: a||", "5: |"}));
  EXPECT_EQ(parse("5\" heel,b\n"), (Rows{"1: 5\" heel|b"}));
  EXPECT_EQ(parse("a;b", 100, ';'), (Rows{"1: a|b"}));
  EXPECT_EQ(parse(""), Rows{});
  EXPECT_EQ(parse("\"\""), (Rows{"1: "}));
}

TEST(CsvParser, names_the_line_of_what_is_wrong_and_goes_on) {
  EXPECT_EQ(parse("a\n\"b\"c,d\ne\n"), (Rows{"1: a", "2! text_after_quote", "3: e"}));
  EXPECT_EQ(parse("a\n\"b\nc\n"), (Rows{"1: a", "2! unclosed_quote"}));
  EXPECT_EQ(parse("a\n" + std::string(600, ',') + "\nb\n"), (Rows{"1: a", "2! too_many_columns", "3: b"}));
}

TEST(CsvParser, a_missing_quote_does_not_fill_the_memory) {
  EXPECT_EQ(parse("a\n\"b" + std::string(3u << 20, 'x') + "\nc\n"), (Rows{"1: a", "2! row_too_large"}));
  EXPECT_EQ(parse("a\n" + std::string(3u << 20, 'x') + "\nc\n"), (Rows{"1: a", "2! row_too_large"}));
}

TEST(CsvParser, pieces_of_any_size_give_the_same_rows) {
  const std::string text =
      "\xEF\xBB\xBF"
      "a,\"b\r\n\"\"c\"\"\",d\r\n\r\n\"x\"y,z\r\n\"\",1\r2,3\n\"open";
  const auto whole = parse(text);
  for (std::size_t piece = 3; piece < 20; ++piece) EXPECT_EQ(parse(text, piece), whole) << piece;
}

TEST(CsvParser, any_fields_that_are_written_are_read_again) {
  SeededRandom random{5};
  constexpr std::string_view alphabet = "a,;\"\n\r\t 'x";
  for (int round = 0; round < 500; ++round) {
    std::string text, expected = "1:";
    const auto fields = 1 + random.below(5);
    for (std::uint64_t i = 0; i < fields; ++i) {
      std::string field = "f";
      for (auto n = random.below(8); n > 0; --n) field += alphabet[random.below(alphabet.size())];
      if (i > 0) text += ',';
      base::append_csv_field(text, field);
      expected += (i == 0 ? " " : "|") + field;
    }
    EXPECT_EQ(parse(text + "\r\n", 1 + random.below(7) + 3), (Rows{expected})) << text;
  }
}

TEST(CsvParser, the_separator_is_guessed_from_the_header) {
  EXPECT_EQ(base::guess_separator("Handle,Title"), ',');
  EXPECT_EQ(base::guess_separator("Handle;Title;Body (HTML)"), ';');
  EXPECT_EQ(base::guess_separator("Handle\tTitle"), '\t');
}

TEST(HtmlText, becomes_paragraphs) {
  EXPECT_EQ(html_to_text("<p>Pure <b>cashmere</b>.</p>\n<p>Made in&nbsp;Italy &amp; finished by hand</p>"),
            "Pure cashmere.\n\nMade in\xC2\xA0Italy & finished by hand");
  EXPECT_EQ(html_to_text("<ul><li>One</li><li>Two</li></ul>"), "One\n\nTwo");
  EXPECT_EQ(html_to_text("a<br/>b<BR>c"), "a\nb\nc");
  EXPECT_EQ(html_to_text("x<script>alert('<p>')</script>y<style>p{}</style><!-- no <p> -->z"), "xyz");
  EXPECT_EQ(html_to_text("<a href=\"x>y\" onclick='z'>link</a>"), "link");
  EXPECT_EQ(html_to_text("plain text\nsecond line\n\nnext"), "plain text\nsecond line\n\nnext");
  EXPECT_EQ(html_to_text("1 < 2 & 3 > 2; &unknown; &#233;&#x65E5;&#0;&#xD800;"),
            "1 < 2 & 3 > 2; &unknown; é日");
  EXPECT_EQ(html_to_text("<p"), "");
  EXPECT_EQ(html_to_text(""), "");
}

TEST(HtmlText, what_was_text_stays_the_same_text) {
  SeededRandom random{9};
  constexpr std::string_view pieces[] = {"<",  ">",    "&", "amp;", "p",     "<p>",  "</p>", "<br>",  " ",
                                         "\n", "日本", "é", "\"",   "&#38;", "<!--", "-->",  "script"};
  for (int round = 0; round < 2000; ++round) {
    std::string html;
    for (auto n = random.below(12); n > 0; --n) html += pieces[random.below(std::size(pieces))];
    const auto text = html_to_text(html);
    EXPECT_EQ(html_to_text(text_to_html(text)), text) << html;
  }
}

}  // namespace
}  // namespace atelier::item_management
