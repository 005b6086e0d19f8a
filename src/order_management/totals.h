// What a basket costs: lines, shipping and the taxes inside them. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "json/json.h"
#include "markets/tax/tax.h"

namespace atelier::order_management {

struct TaxLine {
  std::string name;
  std::string rate_percent;
  Money net;
  Money tax;
  bool included = true;
};
BOOST_DESCRIBE_STRUCT(TaxLine, (), (name, rate_percent, net, tax, included))

struct Totals {
  Money subtotal;
  json::Nullable<Money> shipping;
  Money tax_included;
  std::vector<TaxLine> tax_lines;
  Money total;
};
BOOST_DESCRIBE_STRUCT(Totals, (), (subtotal, shipping, tax_included, tax_lines, total))

struct PricedLine {
  std::string tax_class;
  Money unit_price;
  int quantity = 0;
};
struct PricedBasket {
  Totals totals;
  std::vector<markets::TaxedLine> lines;  // in the order of the input, without shipping
};
// `country`: where it is taxed. The totals add up: subtotal + shipping = total = Σ (net + tax) of the tax lines and of what is untaxed.
PricedBasket price_basket(const std::vector<PricedLine>& lines, std::optional<Money> shipping, Currency currency, std::string_view country,
                          const markets::TaxRates& rates, Time now);

}  // namespace atelier::order_management
