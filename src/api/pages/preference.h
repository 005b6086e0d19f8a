// Where a visitor of "/" goes: the market and language that he chose last, else those of his browser. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "markets/market.h"

namespace atelier::api {

struct Preference {
  const markets::Market* market = nullptr;
  std::string locale;
};

// `cookie`: what the storefront keeps ("fr/en"); one that names no market or language of ours is no choice.
// `accept_language`: RFC 9110 §12.5.4, by weight, equal weights in their order; q=0 is "not this one". A tag's country is the market where
// the house sells there ("de-CH" is Switzerland in German); else the market whose first language it is. Anything else: the first market, in English.
// At most the first 32 languages are read: browsers send a handful.
Preference preferred_place(std::optional<std::string_view> cookie, std::string_view accept_language, const markets::Markets& markets);

}  // namespace atelier::api
