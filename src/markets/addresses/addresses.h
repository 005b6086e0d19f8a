// Addresses by the rules of their country: which fields there are, in which order people write them, which are needed, how a postal code looks.
//
// The forms are data (config/address_forms.json) in the very shape that the API shows; postal patterns after the UPU's Postal Addressing
// Systems. A country of ISO 3166-1 (ICU's list) without a form of its own has the plain one, which stands in the file as "ZZ": people are
// billed everywhere. Where parcels go is another question (shipping/). Read once at start, immutable after: any thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/json.h"

namespace atelier::markets {

struct Address {
  std::string country;  // ISO 3166-1 alpha-2
  json::Nullable<std::string> family_name;
  json::Nullable<std::string> given_name;
  json::Nullable<std::string> company;
  json::Nullable<std::string> postal_code;
  json::Nullable<std::string> region;
  json::Nullable<std::string> city;
  json::Nullable<std::string> district;
  json::Nullable<std::string> line1;
  json::Nullable<std::string> line2;
  json::Nullable<std::string> phone;  // E.164 once it was checked
  json::Nullable<std::string> family_name_kana;  // how a Japanese name is read
  json::Nullable<std::string> given_name_kana;
  friend bool operator==(const Address&, const Address&) = default;
};
BOOST_DESCRIBE_STRUCT(Address, (), (country, family_name, given_name, company, postal_code, region, city, district, line1, line2, phone, family_name_kana, given_name_kana))

struct AddressOption {
  std::string value;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(AddressOption, (), (value, label))

struct AddressField {
  std::string name;   // a member of Address
  std::string label;  // key of the client's word for it
  bool required = false;
  int max_length = 0;  // Unicode characters
  std::string width;
  std::string autocomplete;
  json::Nullable<std::string> pattern;  // ECMAScript, matched over Unicode characters; only what ICU reads alike
  json::Nullable<std::string> example;
  json::Nullable<std::vector<AddressOption>> options;
};
BOOST_DESCRIBE_STRUCT(AddressField, (), (name, label, required, max_length, width, autocomplete, pattern, example, options))

struct AddressForm {
  std::string country;
  json::Nullable<std::string> postal_code_pattern;
  std::vector<AddressField> fields;
};
BOOST_DESCRIBE_STRUCT(AddressForm, (), (country, postal_code_pattern, fields))

class AddressForms {
 public:
  // Error invalid "address_forms_invalid": a pattern is none, or there is no plain form.
  static Result<AddressForms> make(std::vector<AddressForm> forms);
  ~AddressForms();
  AddressForms(AddressForms&&) noexcept;

  // nullptr: no country of that code.
  const AddressForm* find(std::string_view country) const;
  // All that have a form, in the order of their codes.
  std::vector<std::string> countries() const;

  // Each field that is wrong, under `pointer` ("/shipping_address"). Trims blanks and writes the phone as E.164 into `address`.
  json::Problems check(Address& address, const std::string& pointer) const;

 private:
  struct Compiled;
  AddressForms();
  std::map<std::string, std::unique_ptr<Compiled>, std::less<>> forms_;  // by country
};

Result<AddressForms> load_address_forms(const std::string& path);

}  // namespace atelier::markets
