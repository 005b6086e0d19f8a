#include "api/shop/catalogue_query.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace atelier::api {
namespace {

constexpr std::size_t kMostValues = 50;   // the contract's bound of a facet
constexpr std::size_t kMostLimit = 48;
constexpr std::size_t kLongestValue = 200;   // characters; a cursor is longer
constexpr std::size_t kLongestCursor = 500;

std::string one_of(const std::vector<std::string>& words) {
  std::string text = "one of";
  for (const auto& word : words) text += " " + word;
  return text;
}

class Parameters {
 public:
  explicit Parameters(const http::Request& request) : request_(request) {}

  std::string text(const char* name, std::size_t longest = kLongestValue) {
    auto value = request_.query_value(name).value_or("");
    if (base::count_characters(value) > longest) problem(name, "at most " + std::to_string(longest) + " characters");
    return value;
  }

  std::vector<std::string> values(const char* name) {
    auto all = request_.query_values(name);
    if (all.size() > kMostValues) problem(name, "at most 50 values");
    std::ranges::sort(all);
    const auto twice = std::ranges::unique(all);
    all.erase(twice.begin(), twice.end());
    return all;
  }

  std::optional<std::int64_t> number(const char* name, std::int64_t low, std::int64_t high) {
    const auto value = request_.query_value(name);
    if (!value) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
    if (error != std::errc{} || end != value->data() + value->size() || number < low || number > high) {
      problem(name, "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
      return std::nullopt;
    }
    return number;
  }

  bool flag(const char* name) {
    const auto value = request_.query_value(name);
    if (value && *value != "true" && *value != "false") problem(name, "true or false");
    return value == "true";
  }

  void problem(const char* name, std::string expected) { problems_.push_back({"?" + std::string(name), "bad_parameter", std::move(expected)}); }
  json::Problems& problems() { return problems_; }

 private:
  const http::Request& request_;
  json::Problems problems_;
};

}  // namespace

std::expected<shopping::Audience, json::Problems> read_audience(const http::Request& request, const markets::Markets& markets) {
  Parameters parameters(request);
  shopping::Audience audience;
  audience.market = markets.find(parameters.text("market"));
  audience.locale = parameters.text("locale");
  if (audience.market == nullptr) {
    std::vector<std::string> codes;
    for (const auto& market : markets.all()) codes.push_back(market.code);
    parameters.problem("market", one_of(codes));
  }
  if (std::ranges::find(markets::locales(), audience.locale) == markets::locales().end()) parameters.problem("locale", one_of(markets::locales()));
  if (!parameters.problems().empty()) return std::unexpected(std::move(parameters.problems()));
  return audience;
}

std::expected<std::string, json::Problems> read_search_text(const http::Request& request) {
  auto text = request.query_value("q").value_or("");
  if (text.empty() || base::count_characters(text) > kLongestValue) return std::unexpected(json::Problems{{"?q", "bad_parameter", "1 to 200 characters"}});
  return text;
}

std::expected<shopping::ListingQuery, json::Problems> read_listing_query(const http::Request& request, bool searching) {
  Parameters parameters(request);
  shopping::ListingQuery query{.category = parameters.text("category"),
                               .collection = parameters.text("collection"),
                               .sizes = parameters.values("size"),
                               .colours = parameters.values("colour"),
                               .materials = parameters.values("material"),
                               .price_min = parameters.number("price_min", 0, INT64_MAX),
                               .price_max = parameters.number("price_max", 0, INT64_MAX),
                               .in_stock = parameters.flag("in_stock"),
                               .sort = searching ? shopping::Sort::relevance : shopping::Sort::featured,
                               .cursor = parameters.text("cursor", kLongestCursor)};
  query.limit = static_cast<std::size_t>(parameters.number("limit", 1, kMostLimit).value_or(24));
  if (const auto sort = request.query_value("sort")) {
    const bool known = boost::describe::enum_from_string(sort->c_str(), query.sort) && *sort != "relevance";
    if (!known) parameters.problem("sort", "one of featured newest price_asc price_desc name");
  }
  if (!parameters.problems().empty()) return std::unexpected(std::move(parameters.problems()));
  return query;
}

}  // namespace atelier::api
