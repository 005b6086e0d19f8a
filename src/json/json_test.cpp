#include "json/json.h"

#include <gtest/gtest.h>

namespace atelier::json {
namespace {

enum class Means { cash, card };
BOOST_DESCRIBE_ENUM(Means, cash, card)

struct Line {
  std::string sku;
  int quantity = 0;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Line, (), (sku, quantity, note))

struct Sale {
  std::vector<Line> lines;
  Means means = Means::cash;
  Money total;
  std::map<std::string, bool> flags;
};
BOOST_DESCRIBE_STRUCT(Sale, (), (lines, means, total, flags))

constexpr std::string_view kSale =
    R"({"lines":[{"sku":"MV-1 \"革\"","quantity":2}],"means":"card","total":{"amount":120,"currency":"JPY"},"flags":{"gift":true}})";

TEST(Json, what_is_written_is_what_was_read) {
  const auto sale = read<Sale>(kSale);
  ASSERT_TRUE(sale) << to_string(sale.error());
  EXPECT_EQ(sale->lines[0].sku, "MV-1 \"革\"");
  EXPECT_EQ(sale->total, (Money{120, *Currency::parse("JPY")}));
  EXPECT_EQ(write(*sale), kSale);
}

TEST(Json, each_wrong_field_is_named_with_what_was_expected) {
  const auto sale = read<Sale>(
      R"({"lines":[{"sku":5,"quantity":2.5},{"sku":"a","quantity":99999999999,"qty":1}],"means":"gold","total":{"amount":1,"currency":"XXX"}})");
  ASSERT_FALSE(sale);
  std::map<std::string, std::string> by_field;
  for (const auto& problem : sale.error()) by_field[problem.field] = problem.code;
  EXPECT_EQ(by_field, (std::map<std::string, std::string>{{"/lines/0/sku", "wrong_type"},
                                                          {"/lines/0/quantity", "wrong_type"},
                                                          {"/lines/1/quantity", "out_of_range"},
                                                          {"/lines/1/qty", "unknown_field"},
                                                          {"/means", "bad_value"},
                                                          {"/total/currency", "bad_value"},
                                                          {"/flags", "required"}}));
}

TEST(Json, a_misspelt_field_is_answered_with_the_nearest_right_one) {
  const auto line = read<Line>(R"({"sku":"a","quantity":1,"nota":"x"})");
  ASSERT_FALSE(line);
  EXPECT_NE(line.error()[0].expected.find("\"note\""), std::string::npos);
}

TEST(Json, a_record_of_another_version_is_read) {
  const auto line = read<Line>(R"({"sku":"a","colour":"red"})", Mode::lenient);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->quantity, 0);
}

TEST(Json, hostile_text_is_a_problem_and_nothing_else) {
  for (const std::string& text : {std::string("{"), std::string(""), std::string(5000, '['), std::string("{\"sku\":\"\xff\"}")}) {
    const auto line = read<Line>(text);
    ASSERT_FALSE(line) << text;
    EXPECT_EQ(line.error()[0].code, "not_json");
  }
}

struct Answer {
  Nullable<std::string> next_cursor;
  std::optional<int> total;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (next_cursor, total))

TEST(Json, an_empty_nullable_is_written_as_null_and_an_empty_optional_not_at_all) {
  EXPECT_EQ(write(Answer{}), R"({"next_cursor":null})");
  const auto full = Answer{.next_cursor = std::string("abc"), .total = 3};
  EXPECT_EQ(write(full), R"({"next_cursor":"abc","total":3})");
  EXPECT_EQ(read<Answer>(write(full))->next_cursor.value_or(""), "abc");
  EXPECT_TRUE(read<Answer>("{}"));
}

// What is read straight from the text must be what the tree says; what it leaves to the tree only costs time.
TEST(Json, the_quick_way_takes_what_we_write_and_never_what_the_tree_refuses) {
  const auto same = [](std::string_view text, Mode mode) {
    const auto quick = internal::read_quickly<Sale>(text, mode);
    if (!quick) return false;
    const auto slow = internal::read_tree<Sale>(text, mode);
    EXPECT_TRUE(slow) << text;
    if (slow) EXPECT_EQ(write(*quick), write(*slow)) << text;
    return true;
  };
  const std::string plain = R"({"lines":[{"sku":"MV-1","quantity":2,"note":"Größe 革"},{"sku":"","quantity":-7}],"means":"card",)"
                            R"("total":{"amount":120,"currency":"JPY"},"flags":{"gift":true,"a":false}})";
  const std::string spaced = R"( { "means" : "cash" , "flags" : { } , "total":{"amount":0,"currency":"EUR"}, "lines" : [ ] } )";
  for (const auto mode : {Mode::strict, Mode::lenient}) {
    EXPECT_TRUE(same(plain, mode));
    EXPECT_TRUE(same(spaced, mode));
    EXPECT_TRUE(same(write(*read<Sale>(kSale)), mode)) << "an escape in a string";
  }
  EXPECT_TRUE(same(R"({"lines":[{"sku":"a","old":[1,{"b":null}]}],"flags":{}})", Mode::lenient)) << "another version's record";

  std::uint64_t state = 7;
  const auto draw = [&state](std::size_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state >> 33) % below;
  };
  constexpr std::string_view kBytes = "{}[]\",:\\/ \n0123456789.-+eEtrufalsn\x01\x80\xc3\xed\xa0\xf0\xff";
  int taken = 0;
  for (int i = 0; i < 40'000; ++i) {
    std::string text = i % 2 == 0 ? plain : std::string(kSale);
    for (auto changes = 1 + draw(3); changes > 0; --changes) {
      const auto at = draw(text.size());
      switch (draw(3)) {
        case 0: text[at] = kBytes[draw(kBytes.size())]; break;
        case 1: text.insert(at, 1, kBytes[draw(kBytes.size())]); break;
        default: text.erase(at, 1 + draw(4)); break;
      }
      if (text.empty()) text = " ";
    }
    taken += same(text, i % 3 == 0 ? Mode::strict : Mode::lenient) ? 1 : 0;
  }
  EXPECT_GT(taken, 1000) << "the changes leave nothing to compare";
}

TEST(Json, control_characters_are_escaped) {
  EXPECT_EQ(write(std::string("a\nb\x01")), "\"a\\nb\\u0001\"");
}

}  // namespace
}  // namespace atelier::json
