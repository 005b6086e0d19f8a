// The auditor's own look at JSON: members and elements as views into the text, nothing converted but what is asked for. It shares nothing
// with the house's parser. Texts are the store's: valid JSON; what is not is found as an empty view.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::simulation::peek {

inline void skip_space(std::string_view text, std::size_t& at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) ++at;
}

inline void skip_string(std::string_view text, std::size_t& at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  ++at;
}

// Past one value.
inline void skip_value(std::string_view text, std::size_t& at) {
  skip_space(text, at);
  if (at >= text.size()) return;
  if (text[at] == '"') return skip_string(text, at);
  int depth = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      skip_string(text, at);
      --at;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return;
      if (--depth == 0) {
        ++at;
        return;
      }
    } else if (c == ',' && depth == 0) {
      return;
    }
  }
}

// The value of a member of an object, as it stands; empty where there is none.
inline std::string_view member(std::string_view object, std::string_view name) {
  std::size_t at = 0;
  skip_space(object, at);
  if (at >= object.size() || object[at] != '{') return {};
  ++at;
  for (;;) {
    skip_space(object, at);
    if (at >= object.size() || object[at] == '}') return {};
    const auto begin = at + 1;
    skip_string(object, at);
    const auto key = object.substr(begin, at - begin - 1);
    skip_space(object, at);
    ++at;  // the colon
    skip_space(object, at);
    const auto value = at;
    skip_value(object, at);
    if (key == name) return object.substr(value, at - value);
    skip_space(object, at);
    if (at < object.size() && object[at] == ',') ++at;
  }
}

// Without its quotes; our ids, states and times have no escapes.
inline std::string_view text(std::string_view value) {
  return value.size() >= 2 && value.front() == '"' ? value.substr(1, value.size() - 2) : std::string_view{};
}
inline std::string_view text_of(std::string_view object, std::string_view name) { return text(member(object, name)); }

inline std::int64_t number(std::string_view value) {
  std::int64_t number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}
inline std::int64_t number_of(std::string_view object, std::string_view name) { return number(member(object, name)); }

inline std::vector<std::string_view> elements(std::string_view array) {
  std::vector<std::string_view> found;
  std::size_t at = 0;
  skip_space(array, at);
  if (at >= array.size() || array[at] != '[') return found;
  ++at;
  for (;;) {
    skip_space(array, at);
    if (at >= array.size() || array[at] == ']') return found;
    const auto begin = at;
    skip_value(array, at);
    found.push_back(array.substr(begin, at - begin));
    skip_space(array, at);
    if (at < array.size() && array[at] == ',') ++at;
  }
}

}  // namespace atelier::simulation::peek
