// Sellers: the companies of the house, each with its address, its tax numbers and what its country wants an invoice to say.
//
// A market sells through one company; an invoice is numbered in that company's own series (Directive 2006/112/EC art. 226 (2): "one or more
// series, which uniquely identifies the invoice"). Read once at start from config/sellers.toml, immutable after: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/json.h"
#include "markets/market.h"

namespace atelier::order_management::documents {

// A number as it is printed: "T1234567890123" under "登録番号".
struct TaxNumber {
  std::string label;
  std::string number;
};
BOOST_DESCRIBE_STRUCT(TaxNumber, (), (label, number))

struct Seller {
  std::string code;  // begins the numbers of its series: "MVFR"
  std::string name;
  std::string legal;              // form, capital, register: one line of the foot
  std::vector<std::string> lines; // street and what belongs to it
  std::string postal_code;
  std::string city;
  std::string region;             // a state where the tax asks for it (India)
  std::string country;            // ISO 3166-1 alpha-2
  std::string email;
  std::string phone;
  std::string registration;       // in the companies' register (EN 16931 BT-30)
  std::string vat_id;             // with its country's prefix (BT-31); empty where there is no such number
  std::vector<TaxNumber> tax_numbers;
  std::string time_zone;          // whose calendar dates and years of its documents are in
  bool tax_invoice = false;       // its law names it so ("Tax Invoice")
  bool e_invoice = false;         // also as EN 16931 in UBL and CII
  bool state_taxes = false;       // India: tax is printed as CGST and SGST, or as IGST where the goods cross a state's border
  std::string native_title;       // printed beside the title where the law wants the country's own words
  std::string notice;             // what the law wants to be said on every document
  std::string source;             // that law
  std::vector<std::string> markets;
};
BOOST_DESCRIBE_STRUCT(Seller, (), (code, name, legal, lines, postal_code, city, region, country, email, phone, registration, vat_id, tax_numbers, time_zone,
                                   tax_invoice, e_invoice, state_taxes, native_title, notice, source, markets))

class Sellers {
 public:
  explicit Sellers(std::vector<Seller> sellers) : sellers_(std::move(sellers)) {}
  const std::vector<Seller>& all() const { return sellers_; }
  // nullptr: nobody sells there.
  const Seller* find_market(std::string_view market) const;

 private:
  std::vector<Seller> sellers_;
};

// Every market has exactly one seller, and all markets of a seller are of one region: its series is written there only. An error names the
// file, the line and what was expected.
Result<Sellers> load_sellers(const std::string& path, const markets::Markets& markets);

}  // namespace atelier::order_management::documents
