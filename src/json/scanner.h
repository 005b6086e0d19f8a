// JSON text, value by value, without a tree: the quick way of json::read().
//
// Each function reads one thing and answers false at anything that is not plainly right, be it wrong JSON, the wrong type, or only something
// rare (a surrogate pair, an escaped name). Then json::read() begins anew with a tree, which reads everything and knows what to say. So
// what the scanner takes must mean the same to the tree; what it leaves costs time only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace atelier::json {

enum class Mode { strict, lenient };

class Scanner {
 public:
  Scanner(std::string_view text, Mode mode) : at_(text.data()), end_(text.data() + text.size()), mode_(mode) {}
  Mode mode() const { return mode_; }

  // Past white space: is `c` next? Then it is taken.
  bool take(char c);
  // "[" or "{", one level deeper; false beyond kMaxDepth.
  bool enter(char open);
  // After a value inside: true where "," follows. Otherwise `close` must: `closed` tells.
  bool more(char close, bool& closed);
  // Right after enter(): `close` follows at once.
  bool is_empty(char close);

  bool null();
  bool boolean(bool& out);
  // A whole number without fraction or exponent, within the bounds.
  bool integer(std::int64_t low, std::uint64_t high, std::int64_t& out);
  bool number(double& out);
  bool string(std::string& out);
  // A string without escapes: a view of the text.
  bool plain_string(std::string_view& out);
  // A plain_string and ":".
  bool name(std::string_view& out);

  bool skip();
  // Any value, as it stands in the text; false where it has white space between its parts.
  bool raw(std::string& out);

  // Only white space is left.
  bool at_end();

 private:
  static constexpr int kMaxDepth = 64;

  void pass_space();
  bool literal(std::string_view word);
  bool number_token(std::string_view& out);
  bool string_slowly(std::string& out);

  const char* at_;
  const char* end_;
  const Mode mode_;
  int depth_ = 0;
  bool saw_space_ = false;
};

}  // namespace atelier::json
