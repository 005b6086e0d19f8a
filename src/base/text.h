// Small helpers for text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::base {

// The word of `known` that is nearest to `name`: for "did you mean". Empty where none is within three edits (Levenshtein).
std::string nearest_word(std::string_view name, const std::vector<std::string>& known);

// Lower case; nullopt where it cannot be an address (one "@", no spaces, at most 254 characters: RFC 5321 §4.5.3.1).
std::optional<std::string> normalise_email(std::string_view email);

// Unicode characters (code points) of valid UTF-8: what people and the contract count.
std::size_t count_characters(std::string_view text);

// At most `bytes` of UTF-8 text, cut between two characters.
std::string_view cut_text(std::string_view text, std::size_t bytes);

// Text for HTML or XML, between tags and inside attribute values with either kind of quotes. Control characters that XML 1.0 §2.2 cannot hold are
// left out.
std::string escape_markup(std::string_view text);

}  // namespace atelier::base
