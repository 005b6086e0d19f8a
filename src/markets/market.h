// Markets: where the house sells, in which currency and languages, under which taxes.
//
// A market is a country with a currency, tax rules and locales; its code ("fr", "jp") stands in addresses of pages and in the API's
// `market` parameter. Markets are configuration (config/markets.toml), read once at start, immutable after: any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/money.h"
#include "base/result.h"

namespace atelier::markets {

// BCP 47 tags the house writes in: en de fr it ja zh-Hans ko.
using Locale = std::string;

// How a sum is paid in coins: rounded to the nearest `step_minor`, a half upwards. 1: every minor unit can be paid.
struct CashRounding {
  std::int64_t step_minor = 1;
  bool only_if_all_is_cash = false;  // Italy rounds a sum that is paid in cash as a whole
};

struct Market {
  std::string code;     // "fr"
  std::string country;  // ISO 3166-1 alpha-2, "FR"
  Region region = Region::europe;  // which serves it and owns its carts and orders
  Currency currency;
  std::vector<Locale> locales;  // the first is the default
  std::string time_zone;        // "Europe/Paris"
  CashRounding cash;
  // The key of an item's `prices` for this market: by market code where it is there, else by currency.
};

class Markets {
 public:
  explicit Markets(std::vector<Market> markets) : markets_(std::move(markets)) {}
  const std::vector<Market>& all() const { return markets_; }
  // nullptr: the house does not sell there.
  const Market* find(std::string_view code) const;
  const Market* find_country(std::string_view country) const;

 private:
  std::vector<Market> markets_;
};

// The locales of the house, in the order of menus.
const std::vector<Locale>& locales();

// Reads the [[market]] tables of a TOML file; an error names the file, line and what was expected.
Result<Markets> load_markets(const std::string& path);

}  // namespace atelier::markets
