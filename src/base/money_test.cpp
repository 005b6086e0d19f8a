#include "base/money.h"

#include <gtest/gtest.h>

#include <numeric>

#include "base/random.h"

namespace atelier {
namespace {

const Currency kEur = *Currency::parse("EUR");
const Currency kJpy = *Currency::parse("JPY");
const Currency kKwd = *Currency::parse("KWD");

TEST(Money, minor_units_are_those_of_iso_4217) {
  EXPECT_EQ(to_string(Money{123450, kEur}), "1234.50 EUR");
  EXPECT_EQ(to_string(Money{-5, kEur}), "-0.05 EUR");
  EXPECT_EQ(to_string(Money{1234, kJpy}), "1234 JPY");
  EXPECT_EQ(to_string(Money{1, kKwd}), "0.001 KWD");
  EXPECT_FALSE(Currency::parse("eur"));
  EXPECT_FALSE(Currency::parse("XXX"));
}

TEST(Money, halves_are_rounded_away_from_zero) {
  EXPECT_EQ(divide_round_half_up(5, 2), 3);
  EXPECT_EQ(divide_round_half_up(-5, 2), -3);
  EXPECT_EQ(divide_round_half_up(4, 3), 1);
  EXPECT_EQ(divide_round_half_up(5, 3), 2);
  EXPECT_EQ(divide_round_half_up(0, 7), 0);
}

TEST(Money, parts_always_add_up_to_the_whole) {
  SeededRandom random(7);
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::int64_t> weights(1 + random.below(12));
    for (auto& weight : weights) weight = static_cast<std::int64_t>(random.below(100'000));
    weights[0] += 1;
    const auto total = static_cast<std::int64_t>(random.below(2'000'000)) - 1'000'000;
    const auto parts = allocate(total, weights);
    EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), total);
  }
  EXPECT_EQ(allocate(100, std::vector<std::int64_t>{1, 1, 1}), (std::vector<std::int64_t>{34, 33, 33}));
}

TEST(MoneyDeathTest, currencies_do_not_mix_and_sums_do_not_overflow) {
  EXPECT_DEATH((void)(Money{1, kEur} + Money{1, kJpy}), "one currency");
  EXPECT_DEATH((void)(Money{INT64_MAX, kEur} + Money{1, kEur}), "CHECK");
}

}  // namespace
}  // namespace atelier
