// How parcels are sent: zones of countries, methods with prices by currency and days. Configuration (config/shipping.toml), read once at start,
// immutable after: any thread.
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

struct ShippingMethod {
  std::string code;  // "standard", "express"
  std::map<std::string, std::string> names;        // by locale
  std::map<std::string, std::int64_t> prices;      // by currency, minor units, tax included
  std::map<std::string, std::int64_t> free_above;  // by currency: baskets of this much or more are sent free
  int min_days = 0;  // working days from tomorrow
  int max_days = 0;
};

struct ShippingZone {
  std::string name;
  std::vector<std::string> countries;
  std::vector<ShippingMethod> methods;
};

// A method as offered for one basket.
struct ShippingOffer {
  std::string code;
  std::string name;
  Money price;
  std::string earliest;  // ISO 8601 dates, in the country's calendar
  std::string latest;
};
BOOST_DESCRIBE_STRUCT(ShippingOffer, (), (code, name, price, earliest, latest))

class Shipping {
 public:
  explicit Shipping(std::vector<ShippingZone> zones) : zones_(std::move(zones)) {}

  // Cheapest first. Empty: nothing is sent to that country for that currency.
  std::vector<ShippingOffer> offers(std::string_view country, Money subtotal, std::string_view locale, Time now) const;
  std::optional<ShippingOffer> find(std::string_view country, std::string_view code, Money subtotal, std::string_view locale, Time now) const;
  bool sends_to(std::string_view country, Currency currency) const;
  // Every country with a method priced in the currency.
  std::vector<std::string> countries(Currency currency) const;

 private:
  const ShippingZone* zone_of(std::string_view country) const;
  std::vector<ShippingZone> zones_;
};

Result<Shipping> load_shipping(const std::string& path);

}  // namespace atelier::markets
