// What typed JSON speaks of: problems with input, and values with a meaning of their own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace atelier::json {

struct Problem {
  std::string field;     // JSON pointer (RFC 6901): "/lines/0/quantity"; "" is the whole document
  std::string code;      // "required", "unknown_field", "wrong_type", "out_of_range", "not_json", "bad_value"
  std::string expected;  // "a whole number from -2147483648 to 2147483647"
};
using Problems = std::vector<Problem>;
inline constexpr std::size_t kMaxProblems = 20;  // a person mends a handful at a time; a hostile body gets no long answer

// JSON that is kept as it is, valid where it came from read().
struct Raw {
  std::string text = "null";
  friend bool operator==(const Raw&, const Raw&) = default;
};

// An optional that is written as null where it is empty, for answers whose contract says that the field is always there.
template <class T>
struct Nullable : std::optional<T> {
  using std::optional<T>::optional;
  using std::optional<T>::operator=;
  Nullable() = default;
  Nullable(std::optional<T> value) : std::optional<T>(std::move(value)) {}
  const std::optional<T>& as_optional() const { return *this; }
  friend bool operator==(const Nullable& a, const Nullable& b) { return a.as_optional() == b.as_optional(); }
};

// "…" with escapes, for code that writes JSON by hand.
void append_string(std::string& out, std::string_view text);

// One line for logs: "/lines/0/quantity: expected a whole number".
std::string to_string(const Problems& problems);

}  // namespace atelier::json
