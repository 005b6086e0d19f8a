#include "markets/market.h"

#include <algorithm>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace atelier::markets {
namespace {

std::unexpected<Error> bad(const std::string& path, const toml::node& node, const std::string& what) {
  return fail(ErrorKind::invalid, "markets_invalid", path + ", line " + std::to_string(node.source().begin.line) + ": " + what);
}

Result<Market> read_market(const std::string& path, const toml::table& table) {
  Market market{.code = table["code"].value_or(std::string{}),
                .country = table["country"].value_or(std::string{}),
                .time_zone = table["time_zone"].value_or(std::string{})};
  if (market.code.empty() || market.country.size() != 2 || market.time_zone.empty()) {
    return bad(path, table, "a [[market]] needs code, country (two letters) and time_zone");
  }
  const auto region = parse_region(table["region"].value_or(std::string_view{}));
  if (!region) return bad(path, table, market.code + ": expected region = \"eu\" or \"ap\"");
  market.region = *region;
  const auto currency = Currency::parse(table["currency"].value_or(std::string_view{}));
  if (!currency) return bad(path, table, market.code + ": expected a currency of ISO 4217, as in currency = \"EUR\"");
  market.currency = *currency;
  if (const auto* listed = table["locales"].as_array()) {
    for (const auto& node : *listed) {
      const auto locale = node.value<std::string>();
      if (!locale || std::ranges::find(locales(), *locale) == locales().end()) {
        return bad(path, node, market.code + ": expected locales of en de fr it ja zh-Hans ko");
      }
      market.locales.push_back(*locale);
    }
  }
  if (market.locales.empty()) return bad(path, table, market.code + ": expected locales, as in locales = [\"fr\", \"en\"]");
  if (const auto* cash = table["cash"].as_table()) {
    market.cash = {.step_minor = (*cash)["step"].value_or(std::int64_t{0}), .only_if_all_is_cash = (*cash)["only_if_all_is_cash"].value_or(false)};
    if (market.cash.step_minor < 1 || (*cash)["source"].value_or(std::string_view{}).empty()) {
      return bad(path, *cash, market.code + ": cash needs a step of 1 or more minor units, and its source");
    }
  }
  return market;
}

}  // namespace

const std::vector<Locale>& locales() {
  static const std::vector<Locale> all = {"en", "de", "fr", "it", "ja", "zh-Hans", "ko"};
  return all;
}

const Market* Markets::find(std::string_view code) const {
  const auto found = std::ranges::find(markets_, code, &Market::code);
  return found == markets_.end() ? nullptr : &*found;
}

const Market* Markets::find_country(std::string_view country) const {
  const auto found = std::ranges::find(markets_, country, &Market::country);
  return found == markets_.end() ? nullptr : &*found;
}

Result<Markets> load_markets(const std::string& path) {
  const toml::parse_result parsed = toml::parse_file(path);
  if (!parsed) {
    return fail(ErrorKind::invalid, "markets_unreadable",
                path + ", line " + std::to_string(parsed.error().source().begin.line) + ": " + std::string(parsed.error().description()));
  }
  const auto* tables = parsed.table()["market"].as_array();
  if (tables == nullptr || tables->empty()) return fail(ErrorKind::invalid, "markets_invalid", path + ": expected [[market]] tables");
  std::vector<Market> markets;
  for (const auto& node : *tables) {
    const auto* table = node.as_table();
    if (table == nullptr) return bad(path, node, "expected a [[market]] table");
    auto market = read_market(path, *table);
    if (!market) return fail(market);
    if (std::ranges::find(markets, market->code, &Market::code) != markets.end()) return bad(path, node, market->code + " is there twice");
    markets.push_back(std::move(*market));
  }
  return Markets(std::move(markets));
}

}  // namespace atelier::markets
