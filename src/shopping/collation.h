// Text for comparing: in the order people expect (ICU collation), and folded for looking things up. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace atelier::shopping {

// Bytes that sort as the locale sorts the text.
std::string collation_key(std::string_view text, std::string_view locale);

// NFKC, lower case, accents of Latin letters away, katakana as hiragana: "Écharpe" and "echarpe", "コート" and "こーと" are the same.
std::string fold(std::string_view text);

}  // namespace atelier::shopping
