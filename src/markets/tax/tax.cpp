#include "markets/tax/tax.h"

#include <algorithm>
#include <map>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "base/check.h"

namespace atelier::markets {
namespace {

constexpr BasisPoints kWhole = 10'000;
constexpr std::string_view kShipping = "shipping";
constexpr std::string_view kStandard = "standard";

std::unexpected<Error> bad(const std::string& path, const toml::node& node, const std::string& what) {
  return fail(ErrorKind::invalid, "tax_rates_invalid", path + ", line " + std::to_string(node.source().begin.line) + ": " + what);
}

// Rates are written as text, "8.1": a floating number would not be exactly that.
std::optional<BasisPoints> parse_percent(std::string_view text) {
  const auto dot = text.find('.');
  std::string digits(text.substr(0, dot));
  std::string decimals(dot == std::string_view::npos ? "" : text.substr(dot + 1));
  if (digits.empty() || digits.size() > 2 || decimals.size() > 2) return std::nullopt;
  decimals.resize(2, '0');
  digits += decimals;
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoi(digits);
}

Result<TaxRate> read_rate(const std::string& path, const toml::table& table) {
  TaxRate rate{.country = table["country"].value_or(std::string{}),
               .tax_class = table["class"].value_or(std::string(kStandard)),
               .name = table["name"].value_or(std::string{}),
               .up_to_minor = table["up_to_minor"].value<std::int64_t>()};
  const auto percent = parse_percent(table["percent"].value_or(std::string_view{}));
  const auto from = table["from"].value<toml::date>();
  if (rate.country.size() != 2 || rate.name.empty()) return bad(path, table, "a [[rate]] needs country (two letters) and name");
  if (!percent) return bad(path, table, rate.country + ": expected percent as text with at most two decimals, as in \"8.1\"");
  if (!from) return bad(path, table, rate.country + ": expected from as a date, as in 2014-01-01");
  if (table["source"].value_or(std::string_view{}).empty()) return bad(path, table, rate.country + ": expected source, the law it stands in");
  rate.rate = *percent;
  rate.from = std::chrono::year{from->year} / std::chrono::month{from->month} / std::chrono::day{from->day};
  return rate;
}

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

const TaxRate* TaxRates::find(std::string_view country, std::string_view tax_class, std::int64_t unit_price_minor, Time at) const {
  const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(at)};
  const auto find_class = [&](std::string_view wanted) {
    const TaxRate* best = nullptr;
    for (const auto& rate : rates_) {
      if (rate.country != country || rate.tax_class != wanted || rate.from > today) continue;
      if (rate.up_to_minor && unit_price_minor > *rate.up_to_minor) continue;
      // The newest; of one day, the one for a band of prices before the one for all.
      const bool better = best == nullptr || rate.from > best->from || (rate.from == best->from && rate.up_to_minor && !best->up_to_minor);
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

Result<TaxRates> load_tax_rates(const std::string& path) {
  const toml::parse_result parsed = toml::parse_file(path);
  if (!parsed) {
    return fail(ErrorKind::invalid, "tax_rates_unreadable",
                path + ", line " + std::to_string(parsed.error().source().begin.line) + ": " + std::string(parsed.error().description()));
  }
  std::vector<TaxRate> rates;
  if (const auto* tables = parsed.table()["rate"].as_array()) {
    for (const auto& node : *tables) {
      if (!node.is_table()) return bad(path, node, "expected a [[rate]] table");
      auto rate = read_rate(path, *node.as_table());
      if (!rate) return fail(rate);
      rates.push_back(std::move(*rate));
    }
  }
  if (rates.empty()) return fail(ErrorKind::invalid, "tax_rates_invalid", path + ": expected [[rate]] tables");
  std::vector<std::string> per_document;
  if (const auto* listed = parsed.table()["rounding_per_document"].as_array()) {
    for (const auto& node : *listed) per_document.push_back(node.value_or(std::string{}));
  }
  return TaxRates(std::move(rates), std::move(per_document));
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
  const auto rate_of = [&](const TaxableLine& line) { return rates.find(country, line.tax_class, line.unit_price.amount_minor, at); };
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
