#include "base/ids.h"

#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/encoding.h"

namespace atelier {
namespace {

TEST(Ids, an_id_names_its_kind_its_region_and_sorts_by_time) {
  SeededRandom random(1);
  const auto first = OrderId::make(Region::asia, from_unix_ms(1'000), random);
  const auto second = OrderId::make(Region::asia, from_unix_ms(2'000), random);
  EXPECT_TRUE(first.text().starts_with("ord_a"));
  EXPECT_EQ(first.region(), Region::asia);
  EXPECT_LT(first, second);
  EXPECT_EQ(OrderId::parse(first.text()), first);
}

TEST(Ids, what_is_not_an_id_of_the_kind_is_refused) {
  SeededRandom random(1);
  const auto order = OrderId::make(Region::europe, from_unix_ms(1), random).text();
  EXPECT_FALSE(PaymentId::parse(order));
  EXPECT_FALSE(OrderId::parse(order + "0"));
  EXPECT_FALSE(OrderId::parse("ord_"));
  EXPECT_FALSE(OrderId::parse("ord_x" + order.substr(5)));
  EXPECT_FALSE(OrderId::parse(order.substr(0, order.size() - 1) + "u"));
}

TEST(Time, rfc_3339_round_trips_and_reads_offsets) {
  const auto time = from_unix_ms(1'795'425'330'123);
  EXPECT_EQ(parse_rfc3339(to_rfc3339(time)), time);
  EXPECT_EQ(parse_rfc3339("2026-11-23T18:30:00+09:00"), parse_rfc3339("2026-11-23T09:30:00Z"));
  for (const auto* wrong : {"2026-02-30T00:00:00Z", "2026-11-23", "2026-11-23T09:30:00", "2026-11-23T24:30:00Z", "x"}) {
    EXPECT_FALSE(parse_rfc3339(wrong)) << wrong;
  }
}

TEST(Encoding, bytes_round_trip) {
  SeededRandom random(3);
  for (std::size_t size = 0; size < 40; ++size) {
    std::string bytes(size, '\0');
    random.fill(std::as_writable_bytes(std::span(bytes)));
    EXPECT_EQ(base::from_hex(base::to_hex(bytes)), bytes);
    EXPECT_EQ(base::from_base64url(base::to_base64url(bytes)), bytes);
  }
  EXPECT_FALSE(base::from_hex("abc"));
  EXPECT_FALSE(base::from_base64url("a+b"));
}

}  // namespace
}  // namespace atelier
