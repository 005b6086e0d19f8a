// Small helpers for text.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::base {

// The word of `known` that is nearest to `name`: for "did you mean". Empty where none is within three edits (Levenshtein).
std::string nearest_word(std::string_view name, const std::vector<std::string>& known);

}  // namespace atelier::base
