#include "json/json.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <algorithm>
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

bool Codec<Time>::scan(Scanner& scanner, Time& out) {
  std::string_view text;
  if (!scanner.plain_string(text)) return false;
  const auto value = parse_rfc3339(text);
  if (value) out = *value;
  return value.has_value();
}

bool Codec<Region>::scan(Scanner& scanner, Region& out) {
  std::string_view text;
  if (!scanner.plain_string(text)) return false;
  const auto value = parse_region(text);
  if (value) out = *value;
  return value.has_value();
}

bool Codec<Currency>::scan(Scanner& scanner, Currency& out) {
  std::string_view text;
  if (!scanner.plain_string(text)) return false;
  const auto value = Currency::parse(text);
  if (value) out = *value;
  return value.has_value();
}

bool Codec<Money>::scan(Scanner& scanner, Money& out) {
  std::string_view name;
  if (!scanner.enter('{') || !scanner.name(name) || name != "amount" || !Codec<std::int64_t>::scan(scanner, out.amount_minor) ||
      !scanner.take(',') || !scanner.name(name) || name != "currency") {
    return false;
  }
  // A record may hold an amount of nothing yet; nobody may send one.
  std::string_view code;
  if (!scanner.plain_string(code)) return false;
  const auto currency = Currency::parse(code);
  if (!currency && !(code.empty() && scanner.mode() == Mode::lenient)) return false;
  out.currency = currency.value_or(Currency{});
  return scanner.is_empty('}');
}

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

void note_bad_enumerator(const boost::json::value& from, Reader& reader, std::span<const std::string_view> names) {
  std::string expected = "one of";
  for (const auto name : names) {
    expected += ' ';
    expected += name;
  }
  reader.problem(from.is_string() ? "bad_value" : "wrong_type", std::move(expected));
}

void append_object(std::string& out, const void* object, std::span<const Field> fields) {
  char lead = '{';
  for (const auto& field : fields) {
    if (field.is_left_out != nullptr && field.is_left_out(object)) continue;
    out += lead;
    lead = ',';
    out += '"';
    out += field.name;  // a C++ name: nothing to escape
    out += "\":";
    field.append(out, object);
  }
  if (lead == '{') out += '{';
  out += '}';
}

namespace {
void note_unknown_fields(const boost::json::object& object, Reader& reader, std::span<const Field> fields) {
  std::vector<std::string> known;
  for (const auto& field : fields) known.emplace_back(field.name);
  for (const auto& member : object) {
    const std::string_view name = member.key();
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    Reader::Step step(reader, name);
    reader.problem("unknown_field", "only fields of this object" + nearest(name, known));
  }
}
}  // namespace

bool read_object(const boost::json::value& from, Reader& reader, void* object, std::span<const Field> fields) {
  const auto* members = from.if_object();
  if (members == nullptr) {
    reader.problem("wrong_type", "an object");
    return false;
  }
  bool good = true;
  std::size_t found = 0;
  for (const auto& field : fields) {
    Reader::Step step(reader, field.name);
    if (const auto* value = members->if_contains(field.name)) {
      ++found;
      good = field.read(*value, reader, object) && good;
    } else if (!field.may_be_absent && reader.mode() == Mode::strict) {
      reader.problem("required", "this field");
      good = false;
    }
  }
  if (found != members->size() && reader.mode() == Mode::strict) {
    note_unknown_fields(*members, reader, fields);
    good = false;
  }
  return good;
}

bool scan_object(Scanner& scanner, void* object, std::span<const Field> fields) {
  if (!scanner.enter('{')) return false;
  std::uint64_t seen = 0;
  if (!scanner.is_empty('}')) {
    bool closed = false;
    std::size_t next = 0;  // what we wrote ourselves comes in our order
    do {
      std::string_view name;
      if (!scanner.name(name)) return false;
      std::size_t at = next;
      if (at >= fields.size() || fields[at].name != name) {
        for (at = 0; at < fields.size() && fields[at].name != name;) ++at;
      }
      if (at == fields.size()) {
        if (scanner.mode() == Mode::strict || !scanner.skip()) return false;
        continue;
      }
      const auto bit = std::uint64_t{1} << at;
      if ((seen & bit) != 0 || !fields[at].scan(scanner, object)) return false;
      seen |= bit;
      next = at + 1;
    } while (scanner.more('}', closed));
    if (!closed) return false;
  }
  if (scanner.mode() == Mode::lenient) return true;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].may_be_absent && (seen >> i & 1) == 0) return false;
  }
  return true;
}

}  // namespace internal
}  // namespace atelier::json
