// Taxes that are included in prices: which rate, from when, where, and how a line is split into net and tax.
//
// Rates are data with dates and sources (config/tax_rates.toml), as are the classes of goods they are for; read once at start, immutable
// after: any thread.
// Rounding happens here and nowhere else: tax = gross × rate / (100 % + rate), to the nearest minor unit, halves up, line by line; net is the rest, so
// a line's net plus tax is always its gross. (EU: Directive 2006/112/EC leaves rounding to the member states; line by line is allowed in
// every market of ours. JP: from the invoice system of October 2023 tax is rounded once per rate and document, see per_document.)
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"
#include "json/json.h"

namespace atelier::markets {

// Hundredths of a percent: 2000 is 20 %, 810 is 8.1 %. Whole numbers, so nothing is lost.
using BasisPoints = int;

struct TaxRate {
  std::string country;    // ISO 3166-1 alpha-2
  std::string tax_class;  // an item's: "standard", "books"
  std::string name;       // as receipts call it: "TVA", "消費税"
  BasisPoints rate = 0;
  std::chrono::year_month_day from{};  // the first day, in the country's own calendar
  Time since{};                        // its midnight there
  // Only for pieces whose price without this tax is at most this; nullopt: any. (India: "of sale value not exceeding Rs. 2500 per piece"; sale
  // value is the transaction value, CGST Act s. 15(2)(a): without the GST itself.)
  std::optional<Money> piece_net_up_to;

  // May a piece that costs this, tax included, be taxed so?
  bool is_for(Money piece_gross) const;
};

// A country's way of rounding.
enum class TaxRounding { per_line, per_document };

class TaxRates {
 public:
  TaxRates(std::vector<std::string> classes, std::vector<TaxRate> rates, std::vector<std::string> per_document);

  // The kinds of goods that rates are given for; the first is "standard". An item names one of them.
  const std::vector<std::string>& classes() const { return classes_; }
  // The rate for a class of goods with this unit price (tax included), at a moment. A class that the country does not name has its
  // standard rate; a country that is not in the table has none (nullptr: sold without tax, an export).
  const TaxRate* find(std::string_view country, std::string_view tax_class, Money unit_price, Time at) const;
  TaxRounding rounding(std::string_view country) const;

 private:
  std::vector<std::string> classes_;
  std::map<std::string, std::vector<TaxRate>, std::less<>> by_country_;
  std::vector<std::string> per_document_;
};

// Error invalid "tax_rates_invalid" or "tax_rates_unreadable": names the file, the line and what was expected.
Result<TaxRates> load_tax_rates(const std::string& path);

// "20", "8.1": what the contract calls rate_percent.
std::string to_percent(BasisPoints rate);

struct TaxedAmount {
  Money gross;
  Money net;
  Money tax;
};
// Splits an amount that includes its tax.
TaxedAmount split_tax(Money gross, BasisPoints rate);

// One line of a basket to be taxed, in.
struct TaxableLine {
  std::string tax_class;
  Money unit_price;
  Money gross;  // unit price × quantity
};
// Out: a line's split, and the totals by rate.
struct TaxedLine {
  BasisPoints rate = 0;
  std::string name;
  TaxedAmount amount;
};
struct TaxTotal {
  std::string name;
  BasisPoints rate = 0;
  Money net;
  Money tax;
};
struct TaxedBasket {
  std::vector<TaxedLine> lines;   // in the order of the input
  std::vector<TaxTotal> totals;   // highest rate first; adds up to the lines exactly
};
// Shipping is given as lines of class "shipping": it takes the highest rate of the basket (EU: an ancillary supply shares the tax of what it
// carries, CJEU C-349/96).
TaxedBasket tax_basket(const TaxRates& rates, std::string_view country, const std::vector<TaxableLine>& lines, Time at);

}  // namespace atelier::markets
