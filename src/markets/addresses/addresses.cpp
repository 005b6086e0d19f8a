#include "markets/addresses/addresses.h"

#include <unicode/locid.h>
#include <unicode/regex.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "markets/phone/phone.h"

namespace atelier::markets {
namespace {

constexpr std::string_view kAnywhere = "ZZ";  // CLDR's code of an unknown region

using Member = json::Nullable<std::string> Address::*;

Member member_of(std::string_view name) {
  static const std::map<std::string, Member, std::less<>> members = {
      {"family_name", &Address::family_name}, {"given_name", &Address::given_name}, {"company", &Address::company},
      {"postal_code", &Address::postal_code}, {"region", &Address::region},         {"city", &Address::city},
      {"district", &Address::district},       {"line1", &Address::line1},           {"line2", &Address::line2},
      {"phone", &Address::phone},             {"family_name_kana", &Address::family_name_kana},
      {"given_name_kana", &Address::given_name_kana}};
  const auto found = members.find(name);
  return found == members.end() ? nullptr : found->second;
}

// Blanks at both ends away, the ideographic one (U+3000) too; what is empty then is not given.
void trim(json::Nullable<std::string>& value) {
  if (!value) return;
  static constexpr std::string_view kWide = "\u3000";
  std::string_view text = *value;
  for (bool cut = true; cut;) {
    cut = false;
    if (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1), cut = true;
    if (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1), cut = true;
    if (text.starts_with(kWide)) text.remove_prefix(kWide.size()), cut = true;
    if (text.ends_with(kWide)) text.remove_suffix(kWide.size()), cut = true;
  }
  std::string trimmed(text);
  if (trimmed.empty()) {
    value = json::Nullable<std::string>();
  } else {
    value = std::move(trimmed);
  }
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

struct AddressForms::Compiled {
  AddressForm form;
  std::map<std::string, std::unique_ptr<icu::RegexPattern>> patterns = {};  // by field's name; matched against at most max_length characters

  bool matches(const std::string& field, const std::string& value) const {
    const auto pattern = patterns.find(field);
    if (pattern == patterns.end()) return true;
    UErrorCode status = U_ZERO_ERROR;
    const auto text = icu::UnicodeString::fromUTF8(value);
    const std::unique_ptr<icu::RegexMatcher> matcher(pattern->second->matcher(text, status));
    return U_SUCCESS(status) && matcher->matches(status) && U_SUCCESS(status);
  }
};

AddressForms::AddressForms() = default;
AddressForms::~AddressForms() = default;
AddressForms::AddressForms(AddressForms&&) noexcept = default;

Result<AddressForms> AddressForms::make(std::vector<AddressForm> forms) {
  AddressForms made;
  std::optional<AddressForm> plain;
  for (auto& form : forms) {
    if (form.country == kAnywhere) {
      plain = std::move(form);
      continue;
    }
    auto compiled = std::make_unique<Compiled>();
    for (const auto& field : form.fields) {
      if (!field.pattern) continue;
      UErrorCode status = U_ZERO_ERROR;
      std::unique_ptr<icu::RegexPattern> pattern(icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(*field.pattern), 0, status));
      if (U_FAILURE(status)) {
        return fail(ErrorKind::invalid, "address_forms_invalid", form.country + ", " + field.name + ": " + *field.pattern + " is no regular expression");
      }
      compiled->patterns.emplace(field.name, std::move(pattern));
    }
    const std::string country = form.country;
    compiled->form = std::move(form);
    made.forms_.emplace(country, std::move(compiled));
  }
  if (!plain) return fail(ErrorKind::invalid, "address_forms_invalid", "expected a form of the country ZZ, which is that of all countries without their own");
  for (const char* const* country = icu::Locale::getISOCountries(); *country != nullptr; ++country) {
    if (made.forms_.contains(*country)) continue;
    auto compiled = std::make_unique<Compiled>(Compiled{.form = *plain});
    compiled->form.country = *country;
    made.forms_.emplace(*country, std::move(compiled));
  }
  return made;
}

const AddressForm* AddressForms::find(std::string_view country) const {
  const auto found = forms_.find(country);
  return found == forms_.end() ? nullptr : &found->second->form;
}

std::vector<std::string> AddressForms::countries() const {
  std::vector<std::string> all;
  for (const auto& [country, form] : forms_) all.push_back(country);
  return all;
}

json::Problems AddressForms::check(Address& address, const std::string& pointer) const {
  const auto found = forms_.find(address.country);
  if (found == forms_.end()) return {{pointer + "/country", "bad_value", "a country's two letters (ISO 3166-1), as FR"}};
  const Compiled& compiled = *found->second;
  json::Problems problems;
  for (const auto& field : compiled.form.fields) {
    auto& value = address.*member_of(field.name);
    trim(value);
    const std::string at = pointer + "/" + field.name;
    if (!value) {
      if (field.required) problems.push_back({at, "required", "this field"});
      continue;
    }
    if (characters(*value) > static_cast<std::size_t>(field.max_length)) {
      problems.push_back({at, "out_of_range", "at most " + std::to_string(field.max_length) + " characters"});
    } else if (field.name == "phone") {
      if (auto normal = normalise_phone(*value, address.country)) {
        value = std::move(*normal);
      } else {
        problems.push_back({at, "bad_value", "a telephone number" + (field.example ? ", as " + *field.example : "")});
      }
    } else if (!compiled.matches(field.name, *value)) {
      problems.push_back({at, "bad_value", field.example ? "as " + *field.example : "the pattern " + *field.pattern});
    } else if (field.options && std::ranges::find(*field.options, *value, &AddressOption::value) == field.options->end()) {
      problems.push_back({at, "bad_value", "one of the options, as " + field.options->front().value});
    }
  }
  return problems;
}

Result<AddressForms> load_address_forms(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return fail(ErrorKind::invalid, "address_forms_unreadable", path + " cannot be read");
  auto forms = json::read<std::vector<AddressForm>>(text.str());
  if (!forms) return fail(ErrorKind::invalid, "address_forms_invalid", path + ": " + json::to_string(forms.error()));
  for (const auto& form : *forms) {
    for (const auto& field : form.fields) {
      if (member_of(field.name) == nullptr) {
        return fail(ErrorKind::invalid, "address_forms_invalid", path + ": " + form.country + " has a field " + field.name + " that no address has");
      }
    }
  }
  auto made = AddressForms::make(std::move(*forms));
  if (!made) return fail(ErrorKind::invalid, made.error().code, path + ": " + made.error().detail);
  return made;
}

}  // namespace atelier::markets
