#include "api/pages/preference.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace atelier::api {
namespace {

constexpr std::size_t kMostLanguages = 32;

struct Language {
  std::string tag;  // lower case
  int weight = 1000;  // thousandths
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "0.8" → 800; what is no weight counts as none (RFC 9110 allows three decimals).
int weight_of(std::string_view text) {
  double weight = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight, std::chars_format::fixed);
  return error == std::errc() && end == text.data() + text.size() && weight >= 0 && weight <= 1 ? static_cast<int>(weight * 1000 + 0.5) : 0;
}

std::vector<Language> languages_of(std::string_view accept) {
  std::vector<Language> languages;
  while (!accept.empty() && languages.size() < kMostLanguages) {
    const auto end = std::min(accept.find(','), accept.size());
    auto entry = accept.substr(0, end);
    accept.remove_prefix(std::min(end + 1, accept.size()));
    const auto semicolon = std::min(entry.find(';'), entry.size());
    Language language{.tag = std::string(trimmed(entry.substr(0, semicolon)))};
    const auto parameter = trimmed(entry.substr(std::min(semicolon + 1, entry.size())));
    if (parameter.starts_with("q=") || parameter.starts_with("Q=")) language.weight = weight_of(parameter.substr(2));
    std::ranges::transform(language.tag, language.tag.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (language.weight > 0 && !language.tag.empty()) languages.push_back(std::move(language));
  }
  std::ranges::stable_sort(languages, std::greater{}, &Language::weight);
  return languages;
}

// The house's locale of a tag; "" where it does not write that language.
std::string locale_of(std::string_view tag) {
  const auto language = tag.substr(0, tag.find('-'));
  for (const auto& locale : markets::locales()) {
    if (locale.substr(0, locale.find('-')) == language) return locale;
  }
  return "";
}

// The market of the country that a tag names ("de-ch", "zh-hans-cn"); nullptr: none, or none of ours.
const markets::Market* market_of(std::string_view tag, const markets::Markets& markets) {
  const auto dash = tag.rfind('-');
  if (dash == std::string_view::npos || tag.size() - dash != 3) return nullptr;
  return markets.find(tag.substr(dash + 1));
}

std::optional<Preference> chosen(std::string_view cookie, const markets::Markets& markets) {
  const auto slash = std::min(cookie.find('/'), cookie.size());
  const auto locale = cookie.substr(std::min(slash + 1, cookie.size()));
  const auto* market = markets.find(cookie.substr(0, slash));
  if (market == nullptr || std::ranges::find(markets::locales(), locale) == markets::locales().end()) return std::nullopt;
  return Preference{market, std::string(locale)};
}

}  // namespace

Preference preferred_place(std::optional<std::string_view> cookie, std::string_view accept_language, const markets::Markets& markets) {
  if (cookie) {
    if (auto place = chosen(*cookie, markets)) return *place;
  }
  const markets::Market* country = nullptr;  // a country that was named beside a language that the house does not write
  for (const auto& [tag, weight] : languages_of(accept_language)) {
    const auto* market = market_of(tag, markets);
    if (country == nullptr) country = market;
    const auto locale = locale_of(tag);
    if (locale.empty()) continue;
    if (market != nullptr || country != nullptr) return {market != nullptr ? market : country, locale};
    for (const auto& one : markets.all()) {
      if (one.locales.front() == locale) return {&one, locale};
    }
    return {&markets.all().front(), locale};
  }
  return {country != nullptr ? country : &markets.all().front(), "en"};
}

}  // namespace atelier::api
