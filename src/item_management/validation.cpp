#include "item_management/validation.h"

#include <algorithm>
#include <array>
#include <set>

#include "item_management/ean.h"

namespace atelier::item_management {
namespace {

constexpr std::array<std::string_view, 7> kLocales{"en", "de", "fr", "it", "ja", "zh-Hans", "ko"};

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Collects problems; a pointer is built only where something is wrong.
class Findings {
 public:
  void add(std::string field, std::string_view code, std::string expected) {
    if (problems_.size() < json::kMaxProblems)
      problems_.push_back({std::move(field), std::string(code), std::move(expected)});
  }
  void check(bool good, auto field, std::string_view code, std::string_view expected) {
    if (!good) add(std::string(field()), code, std::string(expected));
  }
  json::Problems take() { return std::move(problems_); }

 private:
  json::Problems problems_;
};

std::string escaped(std::string_view name) {  // RFC 6901
  std::string out;
  for (const char c : name) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

std::string at(std::string_view list, std::size_t index, std::string_view rest = {}) {
  return "/" + std::string(list) + "/" + std::to_string(index) + std::string(rest);
}

// Characters, not bytes: a Japanese title may be as long as an English one.
std::size_t length_of(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void check_text(Findings& found, const std::string& locale, std::string_view name, const std::string& text,
                std::size_t most) {
  if (length_of(text) <= most) return;
  found.add("/texts/" + escaped(locale) + "/" + std::string(name), "out_of_range",
            "at most " + std::to_string(most) + " characters");
}

void check_texts(Findings& found, const Item& item) {
  const auto english = item.texts.find("en");
  if (english == item.texts.end() || english->second.title.empty())
    found.add("/texts/en/title", "required", "a title in English");
  for (const auto& [locale, texts] : item.texts) {
    if (!is_house_locale(locale))
      found.add("/texts/" + escaped(locale), "bad_value", "one of en de fr it ja zh-Hans ko");
    if (texts.title.empty() && locale != "en")
      found.add("/texts/" + escaped(locale) + "/title", "required", "a title");
    check_text(found, locale, "title", texts.title, 200);
    check_text(found, locale, "summary", texts.summary, 500);
    check_text(found, locale, "description", texts.description, 10'000);
    check_text(found, locale, "material", texts.material, 2000);
    check_text(found, locale, "care", texts.care, 2000);
    check_text(found, locale, "fit", texts.fit, 2000);
  }
}

bool is_price_key(std::string_view key) {
  if (key.size() == 2) return is_lower(key[0]) && is_lower(key[1]);  // a market
  return Currency::parse(key).has_value();
}

bool is_category_path(std::string_view path) {
  if (path.empty()) return true;
  std::size_t depth = 0;
  while (!path.empty()) {
    const auto slash = path.find('/');
    if (!is_handle(path.substr(0, slash)) || ++depth > 4) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
  return false;
}

void check_prices(Findings& found, const Item& item) {
  for (const auto& [key, price] : item.prices) {
    const auto pointer = "/prices/" + escaped(key);
    if (!is_price_key(key)) found.add(pointer, "bad_value", "a currency (EUR) or a market's code (ch)");
    if (price.amount < 0 || price.amount > kMaxAmountMinor)
      found.add(pointer + "/amount", "out_of_range", "minor units from 0");
    if (price.compare_at && (*price.compare_at <= price.amount || *price.compare_at > kMaxAmountMinor)) {
      found.add(pointer + "/compare_at", "out_of_range", "more than the price, or null");
    }
  }
  const bool all_own =
      std::ranges::all_of(item.variants, [](const auto& v) { return v.prices && !v.prices->empty(); });
  if (item.status == ItemStatus::active && item.prices.empty() && (item.variants.empty() || !all_own)) {
    found.add("/prices", "required", "a price, before the item is active");
  }
}

void check_variant(Findings& found, const Item& item, std::size_t index) {
  const auto& variant = item.variants[index];
  if (!is_sku(variant.sku)) {
    found.add(at("variants", index, "/sku"), "bad_value",
              "1 to 64 visible ASCII characters without space, comma and slash");
  }
  if (!variant.ean.empty() && !is_ean13(variant.ean)) {
    found.add(at("variants", index, "/ean"), "bad_value", "13 digits with a right check digit");
  }
  if (variant.weight_g < 0 || variant.weight_g > 1'000'000) {
    found.add(at("variants", index, "/weight_g"), "out_of_range", "grams from 0 to 1000000");
  }
  for (const auto& option : item.options) {
    const auto value = variant.options.find(option);
    if (value == variant.options.end()) {
      found.add(at("variants", index, "/options/" + escaped(option)), "required",
                "a value for each of the item's options");
    } else if (!is_value_code(value->second)) {
      found.add(at("variants", index, "/options/" + escaped(option)), "bad_value",
                "a code: letters, digits, . _ + -, at most 64");
    }
  }
  if (variant.options.size() > item.options.size()) {
    found.add(at("variants", index, "/options"), "bad_value", "only the item's options");
  }
  if (!variant.prices) return;
  for (const auto& [key, amount] : *variant.prices) {
    if (is_price_key(key) && amount >= 0 && amount <= kMaxAmountMinor) continue;
    found.add(at("variants", index, "/prices/" + escaped(key)), "bad_value",
              "minor units under a currency or a market's code");
  }
}

void check_variants(Findings& found, const Item& item) {
  if (item.variants.empty() || item.variants.size() > kMaxVariants)
    found.add("/variants", "out_of_range", "1 to 500 variants");
  if (item.options.size() > kMaxOptions) found.add("/options", "out_of_range", "at most 3 options");
  std::set<std::string_view> options;
  for (std::size_t i = 0; i < item.options.size(); ++i) {
    if (!is_handle(item.options[i]))
      found.add(at("options", i), "bad_value", "lower-case letters, digits and hyphens");
    if (!options.insert(item.options[i]).second) found.add(at("options", i), "bad_value", "each option once");
  }
  std::set<std::string_view> skus, eans;
  std::set<std::string> choices;
  for (std::size_t i = 0; i < item.variants.size() && i < kMaxVariants; ++i) {
    const auto& variant = item.variants[i];
    check_variant(found, item, i);
    if (!skus.insert(variant.sku).second) found.add(at("variants", i, "/sku"), "repeated", "each SKU once");
    if (!variant.ean.empty() && !eans.insert(variant.ean).second)
      found.add(at("variants", i, "/ean"), "repeated", "each EAN once");
    std::string choice;
    for (const auto& [option, value] : variant.options) choice += option + "\n" + value + "\n";
    if (!choices.insert(std::move(choice)).second) {
      found.add(at("variants", i, "/options"), "repeated",
                "another choice of options than the variants before");
    }
  }
}

bool is_photo_hash(std::string_view text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

void check_photos(Findings& found, const Item& item) {
  if (item.photos.size() > kMaxPhotos) found.add("/photos", "out_of_range", "at most 60 photos");
  for (std::size_t i = 0; i < item.photos.size() && i < kMaxPhotos; ++i) {
    const auto& photo = item.photos[i];
    found.check(
        is_photo_hash(photo.hash), [&] { return at("photos", i, "/hash"); }, "bad_value",
        "the hash of an uploaded photo");
    found.check(
        photo.view.size() <= 40, [&] { return at("photos", i, "/view"); }, "out_of_range",
        "at most 40 characters");
    for (const auto& [locale, alt] : photo.alt) {
      if (!is_house_locale(locale))
        found.add(at("photos", i, "/alt/" + escaped(locale)), "bad_value", "a locale of the house");
      if (length_of(alt) > 500)
        found.add(at("photos", i, "/alt/" + escaped(locale)), "out_of_range", "at most 500 characters");
    }
  }
}

void check_lists(Findings& found, const Item& item) {
  if (item.collections.size() > kMaxCollections)
    found.add("/collections", "out_of_range", "at most 20 collections");
  if (item.related.size() > kMaxRelated) found.add("/related", "out_of_range", "at most 12 related items");
  if (item.tags.size() > kMaxTags) found.add("/tags", "out_of_range", "at most 50 tags");
  for (std::size_t i = 0; i < item.collections.size(); ++i) {
    if (!is_handle(item.collections[i]))
      found.add(at("collections", i), "bad_value", "a collection's handle");
  }
  for (std::size_t i = 0; i < item.related.size(); ++i) {
    if (!is_handle(item.related[i])) found.add(at("related", i), "bad_value", "an item's handle");
  }
  for (std::size_t i = 0; i < item.tags.size(); ++i) {
    if (item.tags[i].empty() || length_of(item.tags[i]) > 100)
      found.add(at("tags", i), "out_of_range", "1 to 100 characters");
  }
}

}  // namespace

bool is_house_locale(std::string_view locale) {
  return std::ranges::find(kLocales, locale) != kLocales.end();
}

bool is_handle(std::string_view text) {
  return !text.empty() && text.size() <= 100 && text[0] != '-' &&
         std::ranges::all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

bool is_sku(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c < 127 && c != '/' && c != ','; });
}

bool is_value_code(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return is_lower(c) || is_upper(c) || is_digit(c) || c == '.' || c == '_' || c == '+' || c == '-';
  });
}

json::Problems validate(const Item& item) {
  Findings found;
  if (!is_handle(item.handle)) {
    found.add("/handle", "bad_value",
              "lower-case letters, digits and hyphens, beginning with no hyphen, at most 100");
  }
  if (!is_category_path(item.category))
    found.add("/category", "bad_value", "a path of handles, such as women/coats, at most 4 deep");
  if (item.tax_class.empty() || item.tax_class.size() > 32 ||
      !std::ranges::all_of(item.tax_class, [](char c) { return is_lower(c) || c == '_'; })) {
    found.add("/tax_class", "bad_value", "a tax class's code: lower-case letters and _, at most 32");
  }
  if (!item.made_in.empty() &&
      !(item.made_in.size() == 2 && is_upper(item.made_in[0]) && is_upper(item.made_in[1]))) {
    found.add("/made_in", "bad_value", "a country's two letters (ISO 3166-1), such as IT");
  }
  if (item.hs_code.size() > 20 ||
      !std::ranges::all_of(item.hs_code, [](char c) { return is_digit(c) || c == '.' || c == ' '; })) {
    found.add("/hs_code", "bad_value", "a customs tariff number: digits and dots, at most 20");
  }
  if (!item.cloth.empty() && !is_value_code(item.cloth))
    found.add("/cloth", "bad_value", "a material's code");
  if (length_of(item.vendor) > 200) found.add("/vendor", "out_of_range", "at most 200 characters");
  check_texts(found, item);
  check_variants(found, item);
  check_prices(found, item);
  check_photos(found, item);
  check_lists(found, item);
  return found.take();
}

}  // namespace atelier::item_management
