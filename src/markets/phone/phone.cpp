#include "markets/phone/phone.h"

#include <phonenumbers/phonenumberutil.h>

#include <array>

namespace atelier::markets {

namespace {
std::optional<std::string> parse_phone(std::string_view phone, std::string_view country) {
  using i18n::phonenumbers::PhoneNumber;
  using i18n::phonenumbers::PhoneNumberUtil;
  constexpr std::size_t kLongest = 64;  // E.164 has 15 digits; people write separators
  if (phone.size() > kLongest) return std::nullopt;
  auto& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  if (util.Parse(std::string(phone), std::string(country), &number) != PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
  if (!util.IsValidNumber(number)) return std::nullopt;
  std::string normal;
  util.Format(number, PhoneNumberUtil::E164, &normal);
  return normal;
}
}  // namespace

std::optional<std::string> normalise_phone(std::string_view phone, std::string_view country) {
  // A customer's number comes again with each edit of the addresses, in two of them at once; libphonenumber takes 15 us for it.
  struct Known {
    std::string phone, country;
    std::optional<std::string> normal;
  };
  static thread_local std::array<Known, 256> lately;
  Known& known = lately[std::hash<std::string_view>{}(phone) % lately.size()];
  if (known.phone != phone || known.country != country || phone.empty()) known = {std::string(phone), std::string(country), parse_phone(phone, country)};
  return known.normal;
}

}  // namespace atelier::markets
