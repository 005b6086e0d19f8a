#include "markets/phone/phone.h"

#include <gtest/gtest.h>

namespace atelier::markets {
namespace {

TEST(Phone, is_read_as_people_of_the_country_write_it) {
  EXPECT_EQ(normalise_phone("03-1234-5678", "JP"), "+81312345678");
  EXPECT_EQ(normalise_phone("０９０－１２３４－５６７８", "JP"), "+819012345678");  // full-width digits
  EXPECT_EQ(normalise_phone("01 42 68 53 00", "FR"), "+33142685300");
  EXPECT_EQ(normalise_phone("+44 20 7946 0958", "FR"), "+442079460958");
  EXPECT_EQ(normalise_phone("010-1234-5678", "KR"), "+821012345678");
}

TEST(Phone, what_cannot_be_a_number_is_refused) {
  for (const auto* wrong : {"", "12", "hello", "+99912345678901234567"}) EXPECT_FALSE(normalise_phone(wrong, "FR")) << wrong;
  EXPECT_FALSE(normalise_phone(std::string(1000, '1'), "FR"));
}

}  // namespace
}  // namespace atelier::markets
