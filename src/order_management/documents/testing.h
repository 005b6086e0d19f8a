// For tests of this room: orders as the shop makes them, in every market, small and long ones.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "order_management/documents/documents.h"
#include "order_management/totals.h"

namespace atelier::order_management::documents::testing {

struct House {
  markets::Markets markets = *markets::load_markets("config/markets.toml");
  markets::TaxRates taxes = *markets::load_tax_rates("config/tax_rates.toml");
  markets::AddressForms addresses = *markets::load_address_forms("config/address_forms.json");
  Rules rules = *load_rules("config", markets);
};
inline const House& house() {
  static const House loaded;
  return loaded;
}

inline const Time kNow = from_unix_ms(1'795'425'000'000);  // 2026-11-23T09:10:00Z

struct Piece {
  std::string title;
  std::string details;
  int quantity = 1;
  std::int64_t price_minor = 0;
  std::string tax_class = "standard";
};

inline markets::Address address_in(const std::string& country) {
  markets::Address a;
  a.country = country;
  const auto set = [&](std::string family, std::string given, std::string line1, std::string code, std::string city, std::string region = "") {
    a.family_name = std::move(family);
    a.given_name = std::move(given);
    a.line1 = std::move(line1);
    a.postal_code = std::move(code);
    a.city = std::move(city);
    if (!region.empty()) a.region = std::move(region);
  };
  if (country == "JP") set("田中", "花子", "銀座4-5-6", "104-0061", "中央区", "JP-13"), a.line2 = "ヴェラン銀座 301";
  else if (country == "KR") set("김", "서연", "테헤란로 152", "06236", "강남구", "서울특별시");
  else if (country == "CN") set("王", "小明", "淮海中路999号", "200031", "徐汇区", "上海市");
  else if (country == "DE") set("Müller", "Jörg", "Königsallee 12", "40212", "Düsseldorf");
  else if (country == "IT") set("Rossi", "Giulia", "Via della Spiga 26", "20121", "Milano", "MI");
  else if (country == "IN") set("Sharma", "Ananya", "12 Jor Bagh", "110003", "New Delhi", "Delhi");
  else if (country == "GB") set("Hughes", "Eleanor", "14 Cheyne Row", "SW3 5HL", "London");
  else set("Martin", "Claire", "12 rue des Tilleuls", "75003", "Paris");
  return a;
}

// A paid order with everything as placing makes it.
inline Order order_in(const std::string& market_code, const std::vector<Piece>& pieces, std::int64_t shipping_minor, Random& random, const std::string& country = "", const std::string& locale = "") {
  const auto* market = house().markets.find(market_code);
  Order order{.id = OrderId::make(market->region, kNow, random), .state = OrderState::paid, .market = market_code, .locale = locale.empty() ? market->locales.front() : locale, .email = "claire@example.com"};
  order.number = std::string("MV-26-") + (market->region == Region::asia ? "A" : "E") + std::to_string(100'000 + random.below(900'000));
  order.shipping_address = order.billing_address = address_in(country.empty() ? market->country : country);
  order.shipping_method = {.code = "express", .name = "Express", .price = {shipping_minor, market->currency}, .earliest = "2026-11-25", .latest = "2026-11-26"};
  std::vector<PricedLine> priced;
  for (const auto& piece : pieces) priced.push_back({piece.tax_class, {piece.price_minor, market->currency}, piece.quantity});
  auto basket = price_basket(priced, Money{shipping_minor, market->currency}, market->currency, order.shipping_address.country, house().taxes, kNow);
  order.totals = std::move(basket.totals);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    OrderLine line{.sku = "MV-" + std::to_string(1001 + i), .title = pieces[i].title, .quantity = pieces[i].quantity, .unit_price = priced[i].unit_price, .total = priced[i].unit_price * pieces[i].quantity};
    if (!pieces[i].details.empty()) line.options.push_back({"option", "value", pieces[i].details});
    line.tax_rate_percent = markets::to_percent(basket.lines[i].rate);
    line.tax = basket.lines[i].amount.tax;
    order.lines.push_back(std::move(line));
    order.weight_g += 900 * pieces[i].quantity;
  }
  order.history = {{OrderState::placed, kNow - Milliseconds{120'000}}, {OrderState::paid, kNow}};
  order.placed_at = kNow - Milliseconds{120'000};
  order.updated_at = kNow;
  return order;
}

// Any basket: prices, quantities and a market by chance.
inline Order random_order(Random& random, const std::string& market) {
  std::vector<Piece> pieces;
  const bool whole = house().markets.find(market)->currency.minor_digits() == 0;
  for (std::uint64_t i = 0, count = 1 + random.below(12); i < count; ++i) {
    pieces.push_back({"Piece", "", static_cast<int>(1 + random.below(20)), static_cast<std::int64_t>(whole ? 100 + random.below(900'000) : 1 + random.below(900'000))});
  }
  return order_in(market, pieces, random.below(3) == 0 ? 0 : static_cast<std::int64_t>(random.below(4'000)), random);
}

inline Document document_of(const Order& order) {
  auto document = invoice_of(order, *house().rules.sellers.find_market(order.market), house().addresses);
  document.number = document.seller.code + "-2026-000042";
  document.series = document.seller.code + "-2026";
  document.ordinal = 42;
  document.issued_at = kNow;
  document.issued_on = "2026-11-23";
  return document;
}

// A refund of some lines in part, as support would give it.
inline Refunded some_of(const Document& invoice, Random& random) {
  const Money nothing{0, invoice.total.currency};
  Refunded refunded{.id = "ref_1", .shipping = nothing, .shipping_tax = nothing, .at = kNow};
  for (const auto& line : invoice.lines) {
    if (random.below(2) == 0) continue;
    const int quantity = static_cast<int>(1 + random.below(static_cast<std::uint64_t>(line.quantity)));
    const Money amount{divide_round_half_up(static_cast<__int128>(line.gross.amount_minor) * quantity, line.quantity), line.gross.currency};
    const Money tax{divide_round_half_up(static_cast<__int128>(line.tax.amount_minor) * quantity, line.quantity), line.gross.currency};
    refunded.lines.push_back({line.sku, quantity, amount, tax});
  }
  if (invoice.shipping && random.below(2) == 0) refunded.shipping = invoice.shipping->gross, refunded.shipping_tax = invoice.shipping->tax;
  return refunded;
}

}  // namespace atelier::order_management::documents::testing
