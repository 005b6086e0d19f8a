#include "json/scanner.h"

#include <array>
#include <charconv>
#include <cmath>

namespace atelier::json {
namespace {

// What ends the quick run through a string: its quote, an escape, a control character, the first byte beyond ASCII.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (unsigned c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// The bytes of the character that begins with `text[0]` (not ASCII); 0: it is none (RFC 3629: no surrogates, nothing overlong).
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned first = byte(0);
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!follows(1) || !follows(2)) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;   // overlong
    if (first == 0xED && byte(1) >= 0xA0) return 0;  // a surrogate
    return 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!follows(1) || !follows(2) || !follows(3)) return 0;
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    if (first == 0xF4 && byte(1) >= 0x90) return 0;
    return 4;
  }
  return 0;
}

}  // namespace

void Scanner::pass_space() {
  while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) {
    ++at_;
    saw_space_ = true;
  }
}

bool Scanner::take(char c) {
  pass_space();
  if (at_ == end_ || *at_ != c) return false;
  ++at_;
  return true;
}

bool Scanner::enter(char open) { return take(open) && ++depth_ <= kMaxDepth; }

bool Scanner::is_empty(char close) {
  if (!take(close)) return false;
  --depth_;
  return true;
}

bool Scanner::more(char close, bool& closed) {
  if (take(',')) return true;
  closed = is_empty(close);
  return false;
}

bool Scanner::literal(std::string_view word) {
  pass_space();
  if (static_cast<std::size_t>(end_ - at_) < word.size() || std::string_view(at_, word.size()) != word) return false;
  at_ += word.size();
  return true;
}

bool Scanner::null() { return literal("null"); }

bool Scanner::boolean(bool& out) {
  out = literal("true");
  return out || literal("false");
}

// RFC 8259 §6.
bool Scanner::number_token(std::string_view& out) {
  pass_space();
  const char* p = at_;
  const auto digits = [&] {
    const char* const begin = p;
    while (p != end_ && is_digit(*p)) ++p;
    return p != begin;
  };
  if (p != end_ && *p == '-') ++p;
  if (p != end_ && *p == '0') {
    ++p;
  } else if (!digits()) {
    return false;
  }
  if (p != end_ && *p == '.') {
    ++p;
    if (!digits()) return false;
  }
  if (p != end_ && (*p == 'e' || *p == 'E')) {
    ++p;
    if (p != end_ && (*p == '+' || *p == '-')) ++p;
    if (!digits()) return false;
  }
  out = {at_, static_cast<std::size_t>(p - at_)};
  at_ = p;
  return true;
}

bool Scanner::integer(std::int64_t low, std::uint64_t high, std::int64_t& out) {
  std::string_view token;
  if (!number_token(token) || token == "-0") return false;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), out);
  return error == std::errc{} && end == token.data() + token.size() && out >= low && (out < 0 || static_cast<std::uint64_t>(out) <= high);
}

bool Scanner::number(double& out) {
  std::string_view token;
  if (!number_token(token)) return false;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), out);
  return error == std::errc{} && end == token.data() + token.size() && std::isfinite(out);
}

bool Scanner::plain_string(std::string_view& out) {
  if (!take('"')) return false;
  const char* const begin = at_;
  const char* p = at_;
  while (p != end_ && kPlain[static_cast<unsigned char>(*p)]) ++p;
  if (p == end_ || *p != '"') return false;
  out = {begin, static_cast<std::size_t>(p - begin)};
  at_ = p + 1;
  return true;
}

bool Scanner::name(std::string_view& out) { return plain_string(out) && take(':'); }

bool Scanner::string(std::string& out) {
  const char* const before = at_;
  if (std::string_view plain; plain_string(plain)) {
    out = plain;
    return true;
  }
  at_ = before;
  return take('"') && string_slowly(out);
}

bool Scanner::string_slowly(std::string& out) {
  out.clear();
  for (;;) {
    const char* const begin = at_;
    while (at_ != end_ && *at_ != '"' && *at_ != '\\') {
      const auto c = static_cast<unsigned char>(*at_);
      if (c < 0x20) return false;
      const std::size_t size = c < 0x80 ? 1 : character_size({at_, static_cast<std::size_t>(end_ - at_)});
      if (size == 0) return false;
      at_ += size;
    }
    out.append(begin, static_cast<std::size_t>(at_ - begin));
    if (at_ == end_) return false;
    if (*at_++ == '"') return true;
    if (at_ == end_) return false;
    switch (*at_++) {
      case '"': out += '"'; break;
      case '\\': out += '\\'; break;
      case '/': out += '/'; break;
      case 'b': out += '\b'; break;
      case 'f': out += '\f'; break;
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      case 'u': {
        unsigned code = 0;
        if (end_ - at_ < 4) return false;
        const auto [end, error] = std::from_chars(at_, at_ + 4, code, 16);
        if (error != std::errc{} || end != at_ + 4 || (code >= 0xD800 && code <= 0xDFFF)) return false;
        at_ += 4;
        append_utf8(out, code);
        break;
      }
      default: return false;
    }
  }
}

bool Scanner::skip() {
  pass_space();
  if (at_ == end_) return false;
  bool closed = false;
  switch (*at_) {
    case '{':
      if (!enter('{')) return false;
      if (is_empty('}')) return true;
      do {
        std::string key;
        if (!string(key) || !take(':') || !skip()) return false;
      } while (more('}', closed));
      return closed;
    case '[':
      if (!enter('[')) return false;
      if (is_empty(']')) return true;
      do {
        if (!skip()) return false;
      } while (more(']', closed));
      return closed;
    case '"': {
      std::string ignored;
      return string(ignored);
    }
    case 't': return literal("true");
    case 'f': return literal("false");
    case 'n': return literal("null");
    default: {
      std::string_view token;
      return number_token(token);
    }
  }
}

bool Scanner::raw(std::string& out) {
  pass_space();
  const char* const begin = at_;
  saw_space_ = false;
  if (!skip() || saw_space_) return false;
  out.assign(begin, static_cast<std::size_t>(at_ - begin));
  return true;
}

bool Scanner::at_end() {
  pass_space();
  return at_ == end_;
}

}  // namespace atelier::json
