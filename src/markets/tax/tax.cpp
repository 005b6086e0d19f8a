#include "markets/tax/tax.h"

#include <algorithm>
#include <map>

namespace atelier::markets {
namespace {

constexpr BasisPoints kWhole = 10'000;
constexpr std::string_view kShipping = "shipping";
constexpr std::string_view kStandard = "standard";

// Makes the tax of lines with one rate add up to that of their sum, by the largest remainders.
void round_per_document(std::vector<TaxedLine>& lines) {
  std::map<BasisPoints, std::vector<TaxedLine*>> by_rate;
  for (auto& line : lines) by_rate[line.rate].push_back(&line);
  for (auto& [rate, members] : by_rate) {
    Money gross{0, members.front()->amount.gross.currency};
    std::vector<std::int64_t> weights;
    for (const auto* line : members) {
      gross += line->amount.gross;
      weights.push_back(line->amount.gross.amount_minor);
    }
    if (rate == 0 || gross.amount_minor == 0) continue;
    const auto parts = allocate(split_tax(gross, rate).tax.amount_minor, weights);
    for (std::size_t i = 0; i < members.size(); ++i) {
      auto& amount = members[i]->amount;
      amount.tax.amount_minor = parts[i];
      amount.net = amount.gross - amount.tax;
    }
  }
}

std::vector<TaxTotal> add_up(const std::vector<TaxedLine>& lines) {
  std::vector<TaxTotal> totals;
  for (const auto& line : lines) {
    auto found = std::ranges::find_if(totals, [&](const TaxTotal& t) { return t.rate == line.rate && t.name == line.name; });
    if (found == totals.end()) {
      const Money nothing{0, line.amount.gross.currency};
      found = totals.insert(totals.end(), {line.name, line.rate, nothing, nothing});
    }
    found->net += line.amount.net;
    found->tax += line.amount.tax;
  }
  std::ranges::sort(totals, std::greater{}, &TaxTotal::rate);
  return totals;
}

}  // namespace

TaxRates::TaxRates(std::vector<std::string> classes, std::vector<TaxRate> rates, std::vector<std::string> per_document)
    : classes_(std::move(classes)), per_document_(std::move(per_document)) {
  for (auto& rate : rates) by_country_[rate.country].push_back(std::move(rate));
}

bool TaxRate::is_for(Money piece_gross) const {
  if (!piece_net_up_to) return true;
  return piece_gross.currency == piece_net_up_to->currency &&
         static_cast<__int128>(piece_gross.amount_minor) * kWhole <= static_cast<__int128>(piece_net_up_to->amount_minor) * (kWhole + rate);
}

const TaxRate* TaxRates::find(std::string_view country, std::string_view tax_class, Money unit_price, Time at) const {
  const auto rates = by_country_.find(country);
  if (rates == by_country_.end()) return nullptr;
  const auto find_class = [&](std::string_view wanted) {
    const TaxRate* best = nullptr;
    for (const auto& rate : rates->second) {
      if (rate.tax_class != wanted || rate.since > at || !rate.is_for(unit_price)) continue;
      // The newest; of one day, the one for a band of prices before the one for all.
      const bool better = best == nullptr || rate.since > best->since || (rate.since == best->since && rate.piece_net_up_to && !best->piece_net_up_to);
      if (better) best = &rate;
    }
    return best;
  };
  const TaxRate* own = find_class(tax_class);
  return own != nullptr ? own : find_class(kStandard);
}

TaxRounding TaxRates::rounding(std::string_view country) const {
  return std::ranges::find(per_document_, country) == per_document_.end() ? TaxRounding::per_line : TaxRounding::per_document;
}

std::string to_percent(BasisPoints rate) {
  std::string text = std::to_string(rate / 100);
  if (rate % 100 != 0) {
    text += '.' + std::to_string(rate % 100 / 10);
    if (rate % 10 != 0) text += std::to_string(rate % 10);
  }
  return text;
}

TaxedAmount split_tax(Money gross, BasisPoints rate) {
  const Money tax{divide_round_half_up(static_cast<__int128>(gross.amount_minor) * rate, kWhole + rate), gross.currency};
  return {gross, gross - tax, tax};
}

TaxedBasket tax_basket(const TaxRates& rates, std::string_view country, const std::vector<TaxableLine>& lines, Time at) {
  const auto rate_of = [&](const TaxableLine& line) { return rates.find(country, line.tax_class, line.unit_price, at); };
  const TaxRate* highest = nullptr;
  for (const auto& line : lines) {
    const TaxRate* rate = line.tax_class == kShipping ? nullptr : rate_of(line);
    if (rate != nullptr && (highest == nullptr || rate->rate > highest->rate)) highest = rate;
  }
  TaxedBasket basket;
  for (const auto& line : lines) {
    const TaxRate* rate = line.tax_class == kShipping ? highest : rate_of(line);
    TaxedLine taxed{.rate = rate != nullptr ? rate->rate : 0, .name = rate != nullptr ? rate->name : ""};
    taxed.amount = split_tax(line.gross, taxed.rate);
    basket.lines.push_back(std::move(taxed));
  }
  if (rates.rounding(country) == TaxRounding::per_document) round_per_document(basket.lines);
  basket.totals = add_up(basket.lines);
  return basket;
}

}  // namespace atelier::markets
