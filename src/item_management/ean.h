// EAN-13 (GS1 General Specifications §7.9): twelve digits and a check digit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atelier::item_management {

// The check digit of twelve digits: weights 1 and 3 by turns from the left. nullopt where the text is not
// twelve digits.
std::optional<char> ean_check_digit(std::string_view twelve_digits);
// Thirteen digits of which the last is right.
bool is_ean13(std::string_view text);
// What merchants write in a barcode column as an EAN-13: spaces, hyphens and a spreadsheet's leading
// apostrophe are dropped, a UPC-A (12 digits) gets its 0. nullopt where the rest is neither, or its check
// digit is wrong.
std::optional<std::string> normalise_barcode(std::string_view text);

}  // namespace atelier::item_management
