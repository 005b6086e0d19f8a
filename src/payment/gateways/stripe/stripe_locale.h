// The language of Stripe's page for one of our locales: "fr" → "fr", "zh-Hans" → "zh"; "auto" (the browser's) where Stripe has none.
#pragma once

#include <string_view>

namespace atelier::payment {

std::string_view stripe_locale(std::string_view locale);

}  // namespace atelier::payment
