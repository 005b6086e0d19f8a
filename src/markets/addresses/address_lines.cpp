#include "markets/addresses/address_lines.h"

#include <initializer_list>
#include <string_view>

namespace atelier::markets {
namespace {

bool largest_first(std::string_view country) { return country == "JP" || country == "CN" || country == "KR" || country == "TW"; }

std::string join(std::initializer_list<std::string> parts, std::string_view between) {
  std::string joined;
  for (const auto& part : parts) {
    if (part.empty()) continue;
    if (!joined.empty()) joined += between;
    joined += part;
  }
  return joined;
}

}  // namespace

std::string person_name(const Address& address) {
  const std::string family = address.family_name.value_or("");
  const std::string given = address.given_name.value_or("");
  return largest_first(address.country) ? join({family, given}, " ") : join({given, family}, " ");
}

std::string region_name(const Address& address, const AddressForms& forms) {
  const std::string written = address.region.value_or("");
  const auto* form = forms.find(address.country);
  if (form == nullptr) return written;
  for (const auto& field : form->fields) {
    if (field.name != "region" || !field.options) continue;
    for (const auto& option : *field.options) {
      if (option.value == written) return option.label;
    }
  }
  return written;
}

std::vector<std::string> address_lines(const Address& address, const AddressForms& forms) {
  const std::string company = address.company.value_or("");
  const std::string region = region_name(address, forms);
  const std::string city = address.city.value_or("");
  const std::string district = address.district.value_or("");
  const std::string line1 = address.line1.value_or("");
  const std::string line2 = address.line2.value_or("");
  const std::string code = address.postal_code.value_or("");
  std::vector<std::string> lines;
  const auto add = [&](std::string line) {
    if (!line.empty()) lines.push_back(std::move(line));
  };
  if (largest_first(address.country)) {
    const std::string_view between = address.country == "KR" ? " " : "";
    add(address.country == "JP" && !code.empty() ? "〒" + code : code);
    add(join({region, region == city ? "" : city, district}, between));
    add(join({line1, line2}, " "));
    add(company);
    return lines;
  }
  add(company);
  add(line1);
  add(line2);
  add(district);
  // The place by the customs of where it is: code after the town in English-speaking countries, before it on the continent.
  static constexpr std::string_view kCodeLast[] = {"IE", "US", "CA", "AU", "IN", "TH", "SG", "HK", "NZ"};
  bool code_last = false;
  for (const auto country : kCodeLast) code_last |= country == address.country;
  if (address.country == "GB") {
    add(city);
    add(code);
  } else if (code_last) {
    add(join({city, region == city ? "" : region, code}, " "));
  } else if (address.country == "IT") {
    add(join({code, city, region.empty() ? "" : "(" + region + ")"}, " "));
  } else {
    add(join({code, city}, " "));
    add(region);
  }
  return lines;
}

}  // namespace atelier::markets
