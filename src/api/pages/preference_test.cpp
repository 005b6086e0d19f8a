#include "api/pages/preference.h"

#include <gtest/gtest.h>

namespace atelier::api {
namespace {

std::string place(std::string_view accept, std::optional<std::string_view> cookie = std::nullopt) {
  static const auto markets = markets::load_markets("config/markets.toml").value();
  const auto preferred = preferred_place(cookie, accept, markets);
  return preferred.market->code + "/" + preferred.locale;
}

TEST(Preference, what_the_visitor_chose_last_comes_first) {
  EXPECT_EQ(place("de-DE,de", "jp/en"), "jp/en");
  for (const auto* none : {"", "jp", "jp/", "xx/en", "jp/xx", "jp/en/more", "//"}) EXPECT_EQ(place("de", none), "de/de") << none;
}

TEST(Preference, the_heaviest_language_that_the_house_writes) {
  EXPECT_EQ(place("fr;q=0.4, ja;q=0.9, en;q=0.5"), "jp/ja");
  EXPECT_EQ(place("it, de"), "it/it") << "equal weights in their order";
  EXPECT_EQ(place("de;q=0, it;q=0.1"), "it/it") << "q=0 is: not this one";
  EXPECT_EQ(place("sv, ko;q=0.2"), "kr/ko");
  EXPECT_EQ(place("de;q=loud, fr;q=0.1"), "fr/fr") << "a weight that is none";
}

TEST(Preference, a_country_that_is_named_is_the_market) {
  EXPECT_EQ(place("de-CH"), "ch/de");
  EXPECT_EQ(place("zh-Hans-CN,zh;q=0.9"), "cn/zh-Hans");
  EXPECT_EQ(place("en-SG"), "sg/en");
  EXPECT_EQ(place("nb-NO,en;q=0.8"), "no/en") << "the language is not ours, the country is";
  EXPECT_EQ(place("de-AT"), "de/de") << "not a market: the one whose first language it is";
}

TEST(Preference, anything_else_is_the_first_market_in_english) {
  for (const auto* accept : {"", "*", ",,;q=1", "sv", ";;;", "tlh-Kligon"}) EXPECT_EQ(place(accept), "fr/en") << accept;
}

}  // namespace
}  // namespace atelier::api
