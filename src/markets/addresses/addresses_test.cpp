#include "markets/addresses/addresses.h"

#include <gtest/gtest.h>

namespace atelier::markets {
namespace {

const AddressForms& forms() {
  static const AddressForms loaded = *load_address_forms("config/address_forms.json");
  return loaded;
}

using Text = json::Nullable<std::string>;
Text text(const char* value) { return Text(std::optional<std::string>(value)); }

std::string wrong_fields(Address address) {
  std::string fields;
  for (const auto& problem : forms().check(address, "")) fields += problem.field + " ";
  return fields;
}

Address tokyo() {
  return {.country = "JP", .family_name = text("田中"), .given_name = text("花子"), .postal_code = text("104-0061"),
          .region = text("JP-13"), .city = text("中央区"), .line1 = text("　銀座4-5-6 "), .phone = text("03-1234-5678")};
}

TEST(Addresses, one_of_tokyo_is_right_trimmed_and_its_phone_international) {
  auto address = tokyo();
  EXPECT_TRUE(forms().check(address, "").empty());
  EXPECT_EQ(*address.line1, "銀座4-5-6");
  EXPECT_EQ(*address.phone, "+81312345678");
}

TEST(Addresses, every_wrong_field_is_named) {
  auto address = tokyo();
  address.postal_code = text("1234");
  address.region = text("Tokyo");
  address.city = text("   ");
  address.phone = text("1");
  address.given_name = text(std::string(61, 'x').c_str());
  EXPECT_EQ(wrong_fields(address), "/given_name /postal_code /region /city /phone ");
}

TEST(Addresses, each_countrys_own_example_is_right) {
  const auto missing = [&](std::string_view country) {
    const AddressForm* form = forms().find(country);
    if (form == nullptr) return std::string("no form");
    Address address{.country = form->country};
    static const std::map<std::string, Text Address::*> members = {
        {"family_name", &Address::family_name}, {"given_name", &Address::given_name}, {"postal_code", &Address::postal_code},
        {"region", &Address::region}, {"city", &Address::city}, {"district", &Address::district}, {"line1", &Address::line1},
        {"phone", &Address::phone}};
    for (const auto& field : form->fields) {
      if (field.required) address.*members.at(field.name) = field.options ? text(field.options->front().value.c_str()) : Text(*field.example);
    }
    return wrong_fields(address);
  };
  for (const auto* country : {"AT", "BE", "BG", "CH", "CN", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HK", "HR", "HU", "IE", "IN",
                              "IT", "JP", "KR", "LT", "LI", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SG", "SI", "SK", "TH"}) {
    EXPECT_EQ(missing(country), "") << country;
  }
}

TEST(Addresses, a_country_without_a_form_of_its_own_has_the_plain_one) {
  Address address{.country = "BR", .family_name = text("Silva"), .given_name = text("Ana"), .city = text("Rio de Janeiro"),
                  .line1 = text("Rua das Flores 12"), .phone = text("(21) 2123-4567")};
  EXPECT_EQ(wrong_fields(address), "");
  EXPECT_EQ(forms().find("BR")->country, "BR");
  address.city = text("");
  address.phone = text("12");
  EXPECT_EQ(wrong_fields(address), "/city /phone ");
}

TEST(Addresses, what_is_no_country_is_refused) {
  for (const auto* country : {"XX", "ZZ", "fr", ""}) EXPECT_EQ(wrong_fields({.country = country}), "/country ") << country;
}

TEST(Addresses, how_a_japanese_name_is_read_is_kana_and_may_be_left_out) {
  auto address = tokyo();
  address.family_name_kana = text("タナカ");
  address.given_name_kana = text("はなこ");
  EXPECT_EQ(wrong_fields(address), "");
  address.family_name_kana = text("田中");
  EXPECT_EQ(wrong_fields(address), "/family_name_kana ");
}

}  // namespace
}  // namespace atelier::markets
