// The rules that the house sells by, from config/: markets, taxes, shipping, forms of address.
#pragma once

#include <string>

#include "base/result.h"
#include "markets/addresses/addresses.h"
#include "markets/market.h"
#include "markets/shipping/shipping.h"
#include "markets/tax/tax.h"

namespace atelier::main {

struct HouseRules {
  markets::Markets markets;
  markets::TaxRates taxes;
  markets::Shipping shipping;
  markets::AddressForms addresses;
};

// Reads markets.toml, tax_rates.toml, shipping.toml and address_forms.json; the error names file and line.
Result<HouseRules> load_house_rules(const std::string& folder);

// A secret of 32 bytes that stays the same: made at first, kept in `path` readable by its owner only.
Result<std::string> load_or_make_secret(const std::string& path);

}  // namespace atelier::main
