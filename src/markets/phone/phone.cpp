#include "markets/phone/phone.h"

#include <phonenumbers/phonenumberutil.h>

namespace atelier::markets {

std::optional<std::string> normalise_phone(std::string_view phone, std::string_view country) {
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

}  // namespace atelier::markets
