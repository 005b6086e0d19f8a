#include "markets/shipping/shipping.h"

#include <algorithm>
#include <cstdio>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace atelier::markets {
namespace {

std::unexpected<Error> bad(const std::string& path, const toml::node& node, const std::string& what) {
  return fail(ErrorKind::invalid, "shipping_invalid", path + ", line " + std::to_string(node.source().begin.line) + ": " + what);
}

// Working days from the day after `now`; couriers' weekends are Saturday and Sunday in all our zones.
std::string working_day(Time now, int days) {
  auto day = std::chrono::floor<std::chrono::days>(now);
  while (days > 0) {
    day += std::chrono::days{1};
    const std::chrono::weekday weekday{day};
    if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) --days;
  }
  const std::chrono::year_month_day date{day};
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

std::optional<Money> price_for(const ShippingMethod& method, Money subtotal) {
  const std::string currency(subtotal.currency.code());
  const auto price = method.prices.find(currency);
  if (price == method.prices.end()) return std::nullopt;
  const auto free = method.free_above.find(currency);
  const bool is_free = free != method.free_above.end() && subtotal.amount_minor >= free->second;
  return Money{is_free ? 0 : price->second, subtotal.currency};
}

Result<void> read_amounts(const std::string& path, const toml::table& from, const char* key, std::map<std::string, std::int64_t>& out) {
  const auto* table = from[key].as_table();
  if (table == nullptr) return {};
  for (const auto& [currency, amount] : *table) {
    if (!Currency::parse(currency.str()) || !amount.is_integer()) {
      return bad(path, amount, std::string(key) + ": expected currency = minor units, as in EUR = 1500");
    }
    out.emplace(std::string(currency.str()), *amount.value<std::int64_t>());
  }
  return {};
}

Result<ShippingMethod> read_method(const std::string& path, const toml::table& table) {
  ShippingMethod method{.code = table["code"].value_or(std::string{}),
                        .min_days = table["min_days"].value_or(0),
                        .max_days = table["max_days"].value_or(0)};
  if (const auto* names = table["names"].as_table()) {
    for (const auto& [locale, name] : *names) method.names.emplace(std::string(locale.str()), name.value_or(std::string{}));
  }
  if (auto read = read_amounts(path, table, "prices", method.prices); !read) return fail(read);
  if (auto read = read_amounts(path, table, "free_above", method.free_above); !read) return fail(read);
  if (method.code.empty() || !method.names.contains("en") || method.prices.empty() || method.min_days < 1 ||
      method.max_days < method.min_days) {
    return bad(path, table, "a [[zone.method]] needs code, names with en, prices, and min_days <= max_days from 1");
  }
  return method;
}

Result<ShippingZone> read_zone(const std::string& path, const toml::table& table) {
  ShippingZone zone{.name = table["name"].value_or(std::string{})};
  if (const auto* countries = table["countries"].as_array()) {
    for (const auto& country : *countries) zone.countries.push_back(country.value_or(std::string{}));
  }
  const auto* methods = table["method"].as_array();
  if (zone.name.empty() || zone.countries.empty() || methods == nullptr) return bad(path, table, "a [[zone]] needs name, countries and [[zone.method]]");
  for (const auto& node : *methods) {
    if (!node.is_table()) return bad(path, node, "expected a [[zone.method]] table");
    auto method = read_method(path, *node.as_table());
    if (!method) return fail(method);
    zone.methods.push_back(std::move(*method));
  }
  return zone;
}

}  // namespace

const ShippingZone* Shipping::zone_of(std::string_view country) const {
  for (const auto& zone : zones_) {
    if (std::ranges::find(zone.countries, country) != zone.countries.end()) return &zone;
  }
  return nullptr;
}

std::vector<ShippingOffer> Shipping::offers(std::string_view country, Money subtotal, std::string_view locale, Time now) const {
  std::vector<ShippingOffer> offers;
  const ShippingZone* zone = zone_of(country);
  if (zone == nullptr) return offers;
  for (const auto& method : zone->methods) {
    const auto price = price_for(method, subtotal);
    if (!price) continue;
    const auto name = method.names.find(std::string(locale));
    offers.push_back({.code = method.code,
                      .name = name != method.names.end() ? name->second : method.names.at("en"),
                      .price = *price,
                      .earliest = working_day(now, method.min_days),
                      .latest = working_day(now, method.max_days)});
  }
  std::ranges::sort(offers, [](const ShippingOffer& a, const ShippingOffer& b) {
    return a.price.amount_minor != b.price.amount_minor ? a.price.amount_minor < b.price.amount_minor : a.code > b.code;
  });
  return offers;
}

std::optional<ShippingOffer> Shipping::find(std::string_view country, std::string_view code, Money subtotal, std::string_view locale,
                                            Time now) const {
  for (auto& offer : offers(country, subtotal, locale, now)) {
    if (offer.code == code) return std::move(offer);
  }
  return std::nullopt;
}

bool Shipping::sends_to(std::string_view country, Currency currency) const {
  const ShippingZone* zone = zone_of(country);
  return zone != nullptr && std::ranges::any_of(zone->methods, [&](const auto& m) { return m.prices.contains(std::string(currency.code())); });
}

std::vector<std::string> Shipping::countries(Currency currency) const {
  std::vector<std::string> all;
  for (const auto& zone : zones_) {
    for (const auto& country : zone.countries) {
      if (sends_to(country, currency)) all.push_back(country);
    }
  }
  return all;
}

Result<Shipping> load_shipping(const std::string& path) {
  const toml::parse_result parsed = toml::parse_file(path);
  if (!parsed) {
    return fail(ErrorKind::invalid, "shipping_unreadable",
                path + ", line " + std::to_string(parsed.error().source().begin.line) + ": " + std::string(parsed.error().description()));
  }
  std::vector<ShippingZone> zones;
  if (const auto* tables = parsed.table()["zone"].as_array()) {
    for (const auto& node : *tables) {
      if (!node.is_table()) return bad(path, node, "expected a [[zone]] table");
      auto zone = read_zone(path, *node.as_table());
      if (!zone) return fail(zone);
      zones.push_back(std::move(*zone));
    }
  }
  if (zones.empty()) return fail(ErrorKind::invalid, "shipping_invalid", path + ": expected [[zone]] tables");
  return Shipping(std::move(zones));
}

}  // namespace atelier::markets
