#include "payment/settlement_csv.h"

#include <gtest/gtest.h>

namespace atelier::payment {
namespace {

const Currency kEur = *Currency::parse("EUR");
const Currency kJpy = *Currency::parse("JPY");

TEST(SettlementCsv, columns_are_found_by_name_in_any_order_and_separator) {
  for (const std::string file : {"id,gross,at\nA,12.5,2026-11-23 09:30:00\n", "gross;at;id\n12.50;2026-11-23T09:30:00Z;A\n"}) {
    const auto rows = read_settlement_rows(file, {"id", "gross", "at"});
    ASSERT_TRUE(rows) << rows.error().detail;
    ASSERT_EQ(rows->size(), 1u);
    EXPECT_EQ(rows->front().required("id").value(), "A");
    EXPECT_EQ(rows->front().money("gross", kEur).value(), (Money{1'250, kEur}));
    EXPECT_EQ(rows->front().time("at").value(), *parse_rfc3339("2026-11-23T09:30:00Z"));
    EXPECT_EQ(rows->front().text("nothing"), "");
  }
}

TEST(SettlementCsv, amounts_are_exact_or_refused) {
  const auto read = [](const std::string& text, Currency currency) {
    return read_settlement_rows("a,b\n" + text + ",x\n", {"a"})->front().money("a", currency);
  };
  EXPECT_EQ(read("-0.07", kEur)->amount_minor, -7);
  EXPECT_EQ(read("1234.5000", kEur)->amount_minor, 123'450);
  EXPECT_EQ(read("+3", kEur)->amount_minor, 300);
  EXPECT_EQ(read("", kEur)->amount_minor, 0);
  EXPECT_EQ(read("1200.00", kJpy)->amount_minor, 1'200);
  for (const char* wrong : {"1.005", "x", "1.", ".5", "-", "1e3", "99999999999999999999", "1.2.3"}) EXPECT_FALSE(read(wrong, kEur)) << wrong;
  EXPECT_FALSE(read("1.5", kJpy));
}

TEST(SettlementCsv, what_is_wrong_names_line_and_column) {
  EXPECT_EQ(read_settlement_rows("id,at\n", {"id", "gross"}).error().detail, "line 1, column \"gross\": expected this column in the header");
  EXPECT_EQ(read_settlement_rows("", {"id"}).error().code, "settlement_row");
  const auto rows = read_settlement_rows("id,gross\n\nA,12,5\nB,1\n", {"id"});
  ASSERT_TRUE(rows);
  EXPECT_EQ((*rows)[1].line(), 4);
  EXPECT_EQ((*rows)[1].money("id", kEur).error().detail.substr(0, 20), "line 4, column \"id\":");
  EXPECT_EQ(read_settlement_rows("id\n\"A", {"id"}).error().detail, "line 2: unclosed_quote");
}

}  // namespace
}  // namespace atelier::payment
