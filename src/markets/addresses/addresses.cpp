#include "markets/addresses/addresses.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

#include "markets/phone/phone.h"

namespace atelier::markets {
namespace {

using Member = json::Nullable<std::string> Address::*;

Member member_of(std::string_view name) {
  static const std::map<std::string, Member, std::less<>> members = {
      {"family_name", &Address::family_name}, {"given_name", &Address::given_name}, {"company", &Address::company},
      {"postal_code", &Address::postal_code}, {"region", &Address::region},         {"city", &Address::city},
      {"district", &Address::district},       {"line1", &Address::line1},           {"line2", &Address::line2},
      {"phone", &Address::phone}};
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
  std::map<std::string, std::regex> patterns;  // by field's name; matched against at most max_length characters
};

AddressForms::AddressForms(std::vector<AddressForm> forms) {
  for (auto& form : forms) {
    auto compiled = std::make_unique<Compiled>();
    for (const auto& field : form.fields) {
      if (field.pattern) compiled->patterns.emplace(field.name, std::regex(*field.pattern, std::regex::ECMAScript));
    }
    compiled->form = std::move(form);
    forms_.push_back(std::move(compiled));
  }
}
AddressForms::~AddressForms() = default;
AddressForms::AddressForms(AddressForms&&) noexcept = default;

const AddressForm* AddressForms::find(std::string_view country) const {
  for (const auto& compiled : forms_) {
    if (compiled->form.country == country) return &compiled->form;
  }
  return nullptr;
}

json::Problems AddressForms::check(Address& address, const std::string& pointer) const {
  const auto found = std::ranges::find_if(forms_, [&](const auto& c) { return c->form.country == address.country; });
  if (found == forms_.end()) return {{pointer + "/country", "bad_value", "a country that the house sends to"}};
  const Compiled& compiled = **found;
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
    } else if (const auto pattern = compiled.patterns.find(field.name);
               pattern != compiled.patterns.end() && !std::regex_match(*value, pattern->second)) {
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
  try {
    return AddressForms(std::move(*forms));
  } catch (const std::regex_error& error) {
    return fail(ErrorKind::invalid, "address_forms_invalid", path + ": a pattern is no regular expression: " + error.what());
  }
}

}  // namespace atelier::markets
