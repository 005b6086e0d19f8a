#include "order_management/documents/seller.h"

#include <algorithm>
#include <optional>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace atelier::order_management::documents {
namespace {

std::unexpected<Error> bad(const std::string& path, const toml::node& node, const std::string& what) {
  return fail(ErrorKind::invalid, "sellers_invalid", path + ", line " + std::to_string(node.source().begin.line) + ": " + what);
}

std::vector<std::string> texts(const toml::table& table, std::string_view name) {
  std::vector<std::string> found;
  if (const auto* array = table[name].as_array()) {
    for (const auto& node : *array) found.push_back(node.value_or(std::string{}));
  }
  return found;
}

Result<Seller> read_seller(const std::string& path, const toml::table& table) {
  const auto text = [&](std::string_view name) { return table[name].value_or(std::string{}); };
  Seller seller{.code = text("code"),
                .name = text("name"),
                .legal = text("legal"),
                .lines = texts(table, "lines"),
                .postal_code = text("postal_code"),
                .city = text("city"),
                .region = text("region"),
                .country = text("country"),
                .email = text("email"),
                .phone = text("phone"),
                .registration = text("registration"),
                .vat_id = text("vat_id"),
                .time_zone = text("time_zone"),
                .tax_invoice = table["tax_invoice"].value_or(false),
                .e_invoice = table["e_invoice"].value_or(false),
                .state_taxes = table["state_taxes"].value_or(false),
                .native_title = text("native_title"),
                .notice = text("notice"),
                .source = text("source"),
                .markets = texts(table, "markets")};
  if (const auto* numbers = table["tax_numbers"].as_array()) {
    for (const auto& node : *numbers) {
      const auto* number = node.as_table();
      if (number == nullptr) return bad(path, node, seller.code + ": expected tax_numbers = [{ label = \"…\", number = \"…\" }]");
      seller.tax_numbers.push_back({(*number)["label"].value_or(std::string{}), (*number)["number"].value_or(std::string{})});
    }
  }
  // The code stands in numbers and in names of files.
  const bool plain = std::ranges::all_of(seller.code, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
  if (seller.code.empty() || seller.code.size() > 8 || !plain) return bad(path, table, "expected code, 1 to 8 capital letters and digits");
  if (seller.name.empty() || seller.lines.empty() || seller.city.empty() || seller.country.size() != 2 || seller.time_zone.empty()) {
    return bad(path, table, seller.code + ": a [[seller]] needs name, lines, city, country (two letters) and time_zone");
  }
  if (seller.source.empty()) return bad(path, table, seller.code + ": expected source, the law that says what its invoices contain");
  if (seller.e_invoice && !seller.vat_id.starts_with(seller.country)) {
    return bad(path, table, seller.code + ": an e-invoice needs vat_id with its country before it (EN 16931 BR-S-02, BR-CO-09)");
  }
  return seller;
}

}  // namespace

const Seller* Sellers::find_market(std::string_view market) const {
  const auto found = std::ranges::find_if(sellers_, [&](const Seller& seller) { return std::ranges::find(seller.markets, market) != seller.markets.end(); });
  return found == sellers_.end() ? nullptr : &*found;
}

Result<Sellers> load_sellers(const std::string& path, const markets::Markets& markets) {
  const toml::parse_result parsed = toml::parse_file(path);
  if (!parsed) {
    return fail(ErrorKind::invalid, "sellers_unreadable",
                path + ", line " + std::to_string(parsed.error().source().begin.line) + ": " + std::string(parsed.error().description()));
  }
  const auto* tables = parsed.table()["seller"].as_array();
  if (tables == nullptr) return fail(ErrorKind::invalid, "sellers_invalid", path + ": expected [[seller]] tables");
  std::vector<Seller> sellers;
  for (const auto& node : *tables) {
    const auto* table = node.as_table();
    if (table == nullptr) return bad(path, node, "expected a [[seller]] table");
    auto seller = read_seller(path, *table);
    if (!seller) return fail(seller);
    std::optional<Region> region;
    for (const auto& code : seller->markets) {
      const auto* market = markets.find(code);
      if (market == nullptr) return bad(path, node, seller->code + ": there is no market " + code);
      if (region && *region != market->region) return bad(path, node, seller->code + ": all its markets must be of one region, whose store has its series");
      region = market->region;
      if (Sellers(sellers).find_market(code) != nullptr) return bad(path, node, code + " has two sellers");
    }
    if (std::ranges::find(sellers, seller->code, &Seller::code) != sellers.end()) return bad(path, node, seller->code + " is there twice");
    sellers.push_back(std::move(*seller));
  }
  Sellers all(std::move(sellers));
  for (const auto& market : markets.all()) {
    if (all.find_market(market.code) == nullptr) return fail(ErrorKind::invalid, "sellers_invalid", path + ": nobody sells in the market " + market.code);
  }
  return all;
}

}  // namespace atelier::order_management::documents
