#include "markets/market.h"

#include <gtest/gtest.h>

#include <fstream>

namespace atelier::markets {
namespace {

TEST(Markets, the_houses_own_markets_are_right) {
  const auto markets = load_markets("config/markets.toml");
  ASSERT_TRUE(markets) << markets.error().detail;
  EXPECT_EQ(markets->all().size(), 13u);
  ASSERT_NE(markets->find("jp"), nullptr);
  EXPECT_EQ(markets->find("jp")->currency.code(), "JPY");
  EXPECT_EQ(markets->find("jp")->region, Region::asia);
  EXPECT_EQ(markets->find_country("CH")->code, "ch");
  EXPECT_EQ(markets->find("xx"), nullptr);
}

TEST(Markets, a_wrong_file_is_refused_with_its_line_and_what_was_expected) {
  const std::string path = testing::TempDir() + "markets_test.toml";
  const std::string good = "[[market]]\ncode=\"fr\"\ncountry=\"FR\"\nregion=\"eu\"\ncurrency=\"EUR\"\nlocales=[\"fr\"]\ntime_zone=\"Europe/Paris\"\n";
  const auto detail_of = [&](const std::string& text) {
    std::ofstream(path) << text;
    const auto markets = load_markets(path);
    return markets ? std::string("fine") : markets.error().detail;
  };
  EXPECT_EQ(detail_of(good), "fine");
  EXPECT_NE(detail_of(good + good).find("line 8"), std::string::npos);
  const auto without = [&](std::string text, std::string_view piece) {
    text.replace(text.find(piece), piece.size(), "\"?\"");
    return text;
  };
  EXPECT_NE(detail_of(without(good, "\"EUR\"")).find("ISO 4217"), std::string::npos);
  EXPECT_NE(detail_of(without(good, "\"eu\"")).find("region"), std::string::npos);
  EXPECT_NE(detail_of("[[market]\n").find("line 1"), std::string::npos);
  EXPECT_NE(detail_of("").find("[[market]]"), std::string::npos);
}

}  // namespace
}  // namespace atelier::markets
