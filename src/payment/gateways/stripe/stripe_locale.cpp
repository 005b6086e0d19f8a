#include "payment/gateways/stripe/stripe_locale.h"

#include <algorithm>

namespace atelier::payment {
namespace {

// docs.stripe.com/api/checkout/sessions/create, locale.
constexpr std::string_view kLocales[] = {"bg", "cs", "da", "de", "el", "en",    "en-GB", "es", "es-419", "et", "fi",    "fil",   "fr", "fr-CA",
                                         "hr", "hu", "id", "it", "ja", "ko",    "lt",    "lv", "ms",     "mt", "nb",    "nl",    "pl", "pt",
                                         "pt-BR", "ro", "ru", "sk", "sl", "sv", "th",    "tr", "vi",     "zh", "zh-HK", "zh-TW"};

}  // namespace

std::string_view stripe_locale(std::string_view locale) {
  if (locale == "zh-Hant") return "zh-TW";
  for (const auto wanted : {locale, locale.substr(0, locale.find('-'))}) {
    const auto* found = std::ranges::find(kLocales, wanted);
    if (found != std::end(kLocales)) return *found;
  }
  return "auto";
}

}  // namespace atelier::payment
