// Reads config/tax_rates.toml.
#include <algorithm>
#include <array>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "markets/format/format.h"
#include "markets/tax/tax.h"

namespace atelier::markets {
namespace {

constexpr std::string_view kStandard = "standard";
constexpr std::string_view kShipping = "shipping";

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

bool is_class_code(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

// A misspelt key would silently leave a rate out.
const toml::key* unknown_key(const toml::table& table, std::span<const std::string_view> known) {
  for (const auto& [key, value] : table) {
    if (std::ranges::find(known, key.str()) == known.end()) return &key;
  }
  return nullptr;
}

struct Reader {
  const std::string& path;
  std::vector<std::string> classes = {};
  const toml::table* zones = nullptr;

  Result<void> read_class(const toml::table& table) {
    auto code = table["code"].value_or(std::string{});
    if (!is_class_code(code) || code == kShipping) return bad(path, table, "a [[class]] needs code: small letters and _, at most 32, not \"shipping\"");
    if (table["goods"].value_or(std::string_view{}).empty()) return bad(path, table, code + ": expected goods, which say what belongs to it");
    if (std::ranges::find(classes, code) != classes.end()) return bad(path, table, code + ": expected each class once");
    classes.push_back(std::move(code));
    return {};
  }

  Result<std::optional<Money>> read_band(const toml::table& table) {
    const auto* node = table.get("piece_net_up_to");
    if (node == nullptr) return std::optional<Money>();
    const auto* band = node->as_table();
    if (band == nullptr || band->size() != 1) return bad(path, *node, "expected piece_net_up_to as one currency's minor units, as in { INR = 250000 }");
    const auto& [code, amount] = *band->begin();
    const auto currency = Currency::parse(code.str());
    const auto minor = amount.value<std::int64_t>();
    if (!currency || !minor || *minor <= 0) return bad(path, *node, "expected piece_net_up_to as one currency's minor units, as in { INR = 250000 }");
    return std::optional(Money{*minor, *currency});
  }

  Result<TaxRate> read_rate(const toml::table& table) {
    static constexpr std::array<std::string_view, 7> kKnown{"country", "class", "name", "percent", "from", "source", "piece_net_up_to"};
    if (const auto* key = unknown_key(table, kKnown)) {
      return bad(path, table, std::string(key->str()) + " is not a key of [[rate]]: country class name percent from source piece_net_up_to");
    }
    TaxRate rate{.country = table["country"].value_or(std::string{}),
                 .tax_class = table["class"].value_or(std::string(kStandard)),
                 .name = table["name"].value_or(std::string{})};
    const auto percent = parse_percent(table["percent"].value_or(std::string_view{}));
    const auto from = table["from"].value<toml::date>();
    if (rate.country.size() != 2 || rate.name.empty()) return bad(path, table, "a [[rate]] needs country (two letters) and name");
    if (std::ranges::find(classes, rate.tax_class) == classes.end()) return bad(path, table, rate.country + ": no [[class]] has the code " + rate.tax_class);
    if (!percent) return bad(path, table, rate.country + ": expected percent as text with at most two decimals, as in \"8.1\"");
    if (!from) return bad(path, table, rate.country + ": expected from as a date, as in 2014-01-01");
    if (table["source"].value_or(std::string_view{}).empty()) return bad(path, table, rate.country + ": expected source, the law it stands in");
    rate.rate = *percent;
    rate.from = std::chrono::year{from->year} / std::chrono::month{from->month} / std::chrono::day{from->day};
    const auto zone = zones == nullptr ? std::nullopt : (*zones)[rate.country].value<std::string>();
    if (!zone) return bad(path, table, rate.country + ": expected its time zone in [time_zones]: a rate begins at the country's own midnight");
    const auto since = start_of_day(rate.from, *zone);
    if (!since) return bad(path, table, rate.country + ": " + since.error().detail);
    rate.since = *since;
    auto band = read_band(table);
    if (!band) return fail(band);
    rate.piece_net_up_to = *band;
    return rate;
  }
};

// Calls `read` for every table of the array; the first error ends it.
Result<void> each_table(const std::string& path, const toml::table& file, std::string_view name, auto read) {
  const auto* tables = file[name].as_array();
  if (tables == nullptr) return fail(ErrorKind::invalid, "tax_rates_invalid", path + ": expected [[" + std::string(name) + "]] tables");
  for (const auto& node : *tables) {
    if (!node.is_table()) return bad(path, node, "expected a [[" + std::string(name) + "]] table");
    if (auto done = read(*node.as_table()); !done) return fail(done);
  }
  return {};
}

}  // namespace

Result<TaxRates> load_tax_rates(const std::string& path) {
  const toml::parse_result parsed = toml::parse_file(path);
  if (!parsed) {
    return fail(ErrorKind::invalid, "tax_rates_unreadable",
                path + ", line " + std::to_string(parsed.error().source().begin.line) + ": " + std::string(parsed.error().description()));
  }
  const auto& file = parsed.table();
  static constexpr std::array<std::string_view, 4> kKnown{"class", "rate", "rounding_per_document", "time_zones"};
  if (const auto* key = unknown_key(file, kKnown)) {
    return fail(ErrorKind::invalid, "tax_rates_invalid", path + ": " + std::string(key->str()) + " is not one of: class rate rounding_per_document time_zones");
  }
  Reader reader{.path = path, .zones = file["time_zones"].as_table()};
  if (auto read = each_table(path, file, "class", [&](const toml::table& table) { return reader.read_class(table); }); !read) return fail(read);
  if (reader.classes.empty() || reader.classes.front() != kStandard) {
    return fail(ErrorKind::invalid, "tax_rates_invalid", path + ": expected the first [[class]] to be \"standard\"");
  }
  std::vector<TaxRate> rates;
  const auto take = [&](const toml::table& table) -> Result<void> {
    auto rate = reader.read_rate(table);
    if (!rate) return fail(rate);
    rates.push_back(std::move(*rate));
    return {};
  };
  if (auto read = each_table(path, file, "rate", take); !read) return fail(read);
  std::vector<std::string> per_document;
  if (const auto* listed = file["rounding_per_document"].as_array()) {
    for (const auto& node : *listed) per_document.push_back(node.value_or(std::string{}));
  }
  return TaxRates(std::move(reader.classes), std::move(rates), std::move(per_document));
}

}  // namespace atelier::markets
