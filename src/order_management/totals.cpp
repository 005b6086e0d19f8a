#include "order_management/totals.h"

namespace atelier::order_management {

PricedBasket price_basket(const std::vector<PricedLine>& lines, std::optional<Money> shipping, Currency currency, std::string_view country,
                          const markets::TaxRates& rates, Time now) {
  std::vector<markets::TaxableLine> taxable;
  Totals totals{.subtotal = {0, currency}, .tax_included = {0, currency}, .total = {0, currency}};
  for (const auto& line : lines) {
    taxable.push_back({line.tax_class, line.unit_price, line.unit_price * line.quantity});
    totals.subtotal += taxable.back().gross;
  }
  totals.total = totals.subtotal;
  if (shipping) {
    totals.shipping = *shipping;
    totals.total += *shipping;
    taxable.push_back({"shipping", *shipping, *shipping});
  }
  auto taxed = markets::tax_basket(rates, country, taxable, now);
  for (auto& total : taxed.totals) {
    if (total.name.empty()) continue;  // sold without tax; a zero rate is a tax that documents show
    totals.tax_included += total.tax;
    totals.tax_lines.push_back({std::move(total.name), markets::to_percent(total.rate), total.net, total.tax, true});
  }
  if (shipping) taxed.lines.pop_back();
  return {std::move(totals), std::move(taxed.lines)};
}

}  // namespace atelier::order_management
