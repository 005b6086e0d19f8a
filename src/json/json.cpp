#include "json/json.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>

#include "base/text.h"

namespace atelier::json {
namespace {

// RFC 6901 §3: "~" and "/" in names are written "~0" and "~1".
void append_pointer_name(std::string& pointer, std::string_view name) {
  for (const char c : name) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // start of the run that needs no escape
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        out += "\\u00";
        out += kHex[c >> 4];
        out += kHex[c & 15];
    }
  }
  out.append(text, plain, text.size() - plain);
  out += '"';
}

std::string to_string(const Problems& problems) {
  std::string text;
  for (const auto& problem : problems) {
    if (!text.empty()) text += "; ";
    text += (problem.field.empty() ? "the document" : problem.field) + ": " + problem.code + ", expected " + problem.expected;
  }
  return text;
}

void Reader::problem(std::string code, std::string expected) {
  if (problems_.size() < kMaxProblems) problems_.push_back({pointer_, std::move(code), std::move(expected)});
}

Reader::Step::Step(Reader& reader, std::string_view name) : reader_(reader), size_before_(reader.pointer_.size()) {
  reader.pointer_ += '/';
  append_pointer_name(reader.pointer_, name);
}

Reader::Step::Step(Reader& reader, std::size_t index) : reader_(reader), size_before_(reader.pointer_.size()) {
  reader.pointer_ += '/';
  reader.pointer_ += std::to_string(index);
}

namespace internal {

std::expected<boost::json::value, Problems> parse(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 64;
  boost::system::error_code error;
  auto tree = boost::json::parse(text, error, {}, options);
  if (error) {
    return std::unexpected(Problems{{"", "not_json", "a JSON document (RFC 8259): " + error.message()}});
  }
  return tree;
}

std::string serialize(const boost::json::value& value) { return boost::json::serialize(value); }

std::string nearest(std::string_view name, const std::vector<std::string>& known) {
  const auto best = base::nearest_word(name, known);
  return best.empty() ? "" : "; did you mean \"" + best + "\"?";
}

bool Codec<bool>::read(const boost::json::value& from, Reader& reader, bool& out) {
  if (const auto* value = from.if_bool()) {
    out = *value;
    return true;
  }
  reader.problem("wrong_type", "true or false");
  return false;
}

bool read_integer(const boost::json::value& from, Reader& reader, std::int64_t low, std::uint64_t high, std::int64_t& out) {
  if (const auto* value = from.if_int64()) {
    if (*value >= low && (*value < 0 || static_cast<std::uint64_t>(*value) <= high)) {
      out = *value;
      return true;
    }
  } else if (const auto* large = from.if_uint64(); large != nullptr && *large <= high) {
    out = static_cast<std::int64_t>(*large);
    return true;
  }
  reader.problem(from.is_int64() || from.is_uint64() ? "out_of_range" : "wrong_type",
                 "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  return false;
}

void Codec<double>::append(std::string& out, double value) {
  if (!std::isfinite(value)) {  // JSON has no word for it
    out += "null";
    return;
  }
  char text[32];
  out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

bool Codec<double>::read(const boost::json::value& from, Reader& reader, double& out) {
  boost::system::error_code error;
  out = from.to_number<double>(error);
  if (!error) return true;
  reader.problem("wrong_type", "a number");
  return false;
}

bool Codec<std::string>::read(const boost::json::value& from, Reader& reader, std::string& out) {
  if (const auto* value = from.if_string()) {
    out.assign(value->data(), value->size());
    return true;
  }
  reader.problem("wrong_type", "a string");
  return false;
}

namespace {
// Reads a string and turns it into a T with `convert`; a problem where it is not one.
template <class T, class Convert>
bool read_converted(const boost::json::value& from, Reader& reader, T& out, Convert convert, const char* expected) {
  std::string text;
  if (!Codec<std::string>::read(from, reader, text)) return false;
  const auto value = convert(text);
  if (!value) {
    reader.problem("bad_value", expected);
    return false;
  }
  out = *value;
  return true;
}
}  // namespace

bool Codec<Time>::read(const boost::json::value& from, Reader& reader, Time& out) {
  return read_converted(from, reader, out, parse_rfc3339, "a time as in RFC 3339: 2026-11-23T09:30:00Z");
}

bool Codec<Region>::read(const boost::json::value& from, Reader& reader, Region& out) {
  return read_converted(from, reader, out, parse_region, "eu or ap");
}

bool Codec<Currency>::read(const boost::json::value& from, Reader& reader, Currency& out) {
  return read_converted(from, reader, out, Currency::parse, "a currency as in ISO 4217: EUR");
}

void Codec<Money>::append(std::string& out, Money value) {
  out += R"({"amount":)";
  Codec<std::int64_t>::append(out, value.amount_minor);
  out += R"(,"currency":)";
  Codec<Currency>::append(out, value.currency);
  out += '}';
}

bool Codec<Money>::read(const boost::json::value& from, Reader& reader, Money& out) {
  const auto* object = from.if_object();
  const auto* amount = object ? object->if_contains("amount") : nullptr;
  const auto* currency = object ? object->if_contains("currency") : nullptr;
  if (amount == nullptr || currency == nullptr || object->size() != 2) {
    reader.problem("wrong_type", R"(money: {"amount": whole minor units, "currency": "EUR"})");
    return false;
  }
  bool good;
  {
    Reader::Step step(reader, "amount");
    good = Codec<std::int64_t>::read(*amount, reader, out.amount_minor);
  }
  Reader::Step step(reader, "currency");
  // A record may hold an amount of nothing yet; nobody may send one.
  const auto* code = currency->if_string();
  if (code != nullptr && code->empty() && reader.mode() == Mode::lenient) {
    out.currency = {};
    return good;
  }
  return Codec<Currency>::read(*currency, reader, out.currency) && good;
}

}  // namespace internal
}  // namespace atelier::json
