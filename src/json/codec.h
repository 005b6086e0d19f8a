// How each type is written and read: what stands behind json.h. Others include that.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <concepts>
#include <expected>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/money.h"
#include "json/scanner.h"
#include "json/values.h"

namespace atelier::json {

// What reading knows about where it is.
class Reader {
 public:
  Reader(Mode mode, Problems& problems) : mode_(mode), problems_(problems) {}
  Mode mode() const { return mode_; }
  void problem(std::string code, std::string expected);

  class Step {  // one level down the pointer, for a scope
   public:
    Step(Reader& reader, std::string_view name);
    Step(Reader& reader, std::size_t index);
    ~Step() { reader_.pointer_.resize(size_before_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Reader& reader_;
    std::size_t size_before_;
  };

 private:
  Mode mode_;
  Problems& problems_;
  std::string pointer_;
};

namespace internal {

// A value for each type stands twice below: read() takes it from a tree and names everything that is wrong; scan() takes it straight from the
// text and only gives up. Records and requests are nearly always right, and then no tree is made.
std::expected<boost::json::value, Problems> parse(std::string_view text);
std::string serialize(const boost::json::value& value);
std::string nearest(std::string_view name, const std::vector<std::string>& known);

template <class T>
concept Described = boost::describe::has_describe_members<T>::value && std::is_class_v<T>;
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <class T>
concept WholeNumber = std::integral<T> && !std::same_as<T, bool>;

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_nullable : std::false_type {};
template <class T>
struct is_nullable<Nullable<T>> : std::true_type {};

constexpr std::string_view field_name(std::string_view member) {
  if (member.ends_with('_')) member.remove_suffix(1);
  return member;
}

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

// The one place that knows each type. `false` from read: the problem is noted, `out` is not to be used. `false` from scan: ask read.
template <class T>
struct Codec;

template <>
struct Codec<bool> {
  static void append(std::string& out, bool value) { out += value ? "true" : "false"; }
  static bool read(const boost::json::value& from, Reader& reader, bool& out);
  static bool scan(Scanner& scanner, bool& out) { return scanner.boolean(out); }
};

bool read_integer(const boost::json::value& from, Reader& reader, std::int64_t low, std::uint64_t high, std::int64_t& out);

template <WholeNumber T>
struct Codec<T> {
  static void append(std::string& out, T value) {
    char text[24];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
  }
  static bool read(const boost::json::value& from, Reader& reader, T& out) {
    std::int64_t wide = 0;
    if (!read_integer(from, reader, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), wide)) return false;
    out = static_cast<T>(wide);
    return true;
  }
  static bool scan(Scanner& scanner, T& out) {
    std::int64_t wide = 0;
    if (!scanner.integer(std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), wide)) return false;
    out = static_cast<T>(wide);
    return true;
  }
};

template <>
struct Codec<double> {
  static void append(std::string& out, double value);
  static bool read(const boost::json::value& from, Reader& reader, double& out);
  static bool scan(Scanner& scanner, double& out) { return scanner.number(out); }
};
template <>
struct Codec<std::string> {
  static void append(std::string& out, const std::string& value) { append_string(out, value); }
  static bool read(const boost::json::value& from, Reader& reader, std::string& out);
  static bool scan(Scanner& scanner, std::string& out) { return scanner.string(out); }
};
template <>
struct Codec<Raw> {
  static void append(std::string& out, const Raw& value) { out += value.text; }
  static bool read(const boost::json::value& from, Reader&, Raw& out) {
    out.text = internal::serialize(from);
    return true;
  }
  static bool scan(Scanner& scanner, Raw& out) { return scanner.raw(out.text); }
};
template <>
struct Codec<Time> {
  static void append(std::string& out, Time value) { append_string(out, to_rfc3339(value)); }
  static bool read(const boost::json::value& from, Reader& reader, Time& out);
  static bool scan(Scanner& scanner, Time& out);
};
template <>
struct Codec<Region> {
  static void append(std::string& out, Region value) { append_string(out, atelier::to_string(value)); }
  static bool read(const boost::json::value& from, Reader& reader, Region& out);
  static bool scan(Scanner& scanner, Region& out);
};
template <>
struct Codec<Currency> {
  static void append(std::string& out, Currency value) { append_string(out, value.code()); }
  static bool read(const boost::json::value& from, Reader& reader, Currency& out);
  static bool scan(Scanner& scanner, Currency& out);
};
template <>
struct Codec<Money> {
  static void append(std::string& out, Money value);
  static bool read(const boost::json::value& from, Reader& reader, Money& out);
  static bool scan(Scanner& scanner, Money& out);
};


template <class Tag>
struct Codec<Id<Tag>> {
  static void append(std::string& out, const Id<Tag>& value) { append_string(out, value.text()); }
  static bool read(const boost::json::value& from, Reader& reader, Id<Tag>& out) {
    std::string held;
    if (!Codec<std::string>::read(from, reader, held)) return false;
    if (held.empty() && reader.mode() == Mode::lenient) return true;
    auto id = Id<Tag>::parse(held);
    if (!id) {
      reader.problem("bad_value", "an id that starts with " + std::string(Tag::prefix) + "_");
      return false;
    }
    out = std::move(*id);
    return true;
  }
  static bool scan(Scanner& scanner, Id<Tag>& out) {
    std::string_view text;
    if (!scanner.plain_string(text)) return false;
    if (text.empty()) return scanner.mode() == Mode::lenient;
    auto id = Id<Tag>::parse(text);
    if (!id) return false;
    out = std::move(*id);
    return true;
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static void append(std::string& out, const std::optional<T>& value) {
    if (value) {
      Codec<T>::append(out, *value);
    } else {
      out += "null";
    }
  }
  static bool read(const boost::json::value& from, Reader& reader, std::optional<T>& out) {
    out.reset();
    if (from.is_null()) return true;
    return Codec<T>::read(from, reader, out.emplace());
  }
  static bool scan(Scanner& scanner, std::optional<T>& out) {
    out.reset();
    return scanner.null() || Codec<T>::scan(scanner, out.emplace());
  }
};

template <class T>
struct Codec<Nullable<T>> {
  static void append(std::string& out, const Nullable<T>& value) { Codec<std::optional<T>>::append(out, value); }
  static bool read(const boost::json::value& from, Reader& reader, Nullable<T>& out) {
    return Codec<std::optional<T>>::read(from, reader, out);
  }
  static bool scan(Scanner& scanner, Nullable<T>& out) { return Codec<std::optional<T>>::scan(scanner, out); }
};

template <class T>
struct Codec<std::vector<T>> {
  static void append(std::string& out, const std::vector<T>& values) {
    out += '[';
    for (bool first = true; const auto& value : values) {
      if (!std::exchange(first, false)) out += ',';
      Codec<T>::append(out, value);
    }
    out += ']';
  }
  static bool read(const boost::json::value& from, Reader& reader, std::vector<T>& out) {
    const auto* array = from.if_array();
    if (array == nullptr) {
      reader.problem("wrong_type", "an array");
      return false;
    }
    bool good = true;
    out.clear();
    out.reserve(array->size());
    for (std::size_t i = 0; i < array->size(); ++i) {
      Reader::Step step(reader, i);
      T value{};
      good = Codec<T>::read((*array)[i], reader, value) && good;
      out.push_back(std::move(value));
    }
    return good;
  }
  static bool scan(Scanner& scanner, std::vector<T>& out) {
    out.clear();
    if (!scanner.enter('[')) return false;
    if (scanner.is_empty(']')) return true;
    bool closed = false;
    do {
      T value{};
      if (!Codec<T>::scan(scanner, value)) return false;
      out.push_back(std::move(value));
    } while (scanner.more(']', closed));
    return closed;
  }
};

template <class T>
struct Codec<std::map<std::string, T>> {
  static void append(std::string& out, const std::map<std::string, T>& values) {
    out += '{';
    for (bool first = true; const auto& [name, value] : values) {
      if (!std::exchange(first, false)) out += ',';
      append_string(out, name);
      out += ':';
      Codec<T>::append(out, value);
    }
    out += '}';
  }
  static bool read(const boost::json::value& from, Reader& reader, std::map<std::string, T>& out) {
    const auto* object = from.if_object();
    if (object == nullptr) {
      reader.problem("wrong_type", "an object");
      return false;
    }
    bool good = true;
    out.clear();
    for (const auto& member : *object) {
      Reader::Step step(reader, std::string_view(member.key()));
      good = Codec<T>::read(member.value(), reader, out[std::string(std::string_view(member.key()))]) && good;
    }
    return good;
  }
  static bool scan(Scanner& scanner, std::map<std::string, T>& out) {
    out.clear();
    if (!scanner.enter('{')) return false;
    if (scanner.is_empty('}')) return true;
    bool closed = false;
    do {
      std::string_view name;
      if (!scanner.name(name)) return false;
      const auto [at, is_new] = out.try_emplace(std::string(name));
      if (!is_new || !Codec<T>::scan(scanner, at->second)) return false;
    } while (scanner.more('}', closed));
    return closed;
  }
};

// Names of an enum's values, in the order they are declared.
template <DescribedEnum T>
inline constexpr auto kEnumerators = []<template <class...> class L, class... D>(L<D...>*) {
  return std::array<std::pair<std::string_view, T>, sizeof...(D)>{std::pair<std::string_view, T>{D::name, D::value}...};
}(static_cast<boost::describe::describe_enumerators<T>*>(nullptr));

void note_bad_enumerator(const boost::json::value& from, Reader& reader, std::span<const std::string_view> names);

template <DescribedEnum T>
struct Codec<T> {
  static void append(std::string& out, T value) {
    append_string(out, boost::describe::enum_to_string(value, "unknown"));
  }
  static bool read(const boost::json::value& from, Reader& reader, T& out) {
    if (const auto* text = from.if_string(); text != nullptr && find(std::string_view(*text), out)) return true;
    std::array<std::string_view, kEnumerators<T>.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = kEnumerators<T>[i].first;
    note_bad_enumerator(from, reader, names);
    return false;
  }
  static bool scan(Scanner& scanner, T& out) {
    std::string_view text;
    return scanner.plain_string(text) && find(text, out);
  }

 private:
  static bool find(std::string_view text, T& out) {
    for (const auto& [name, value] : kEnumerators<T>) {
      if (name != text) continue;
      out = value;
      return true;
    }
    return false;
  }
};

// A described struct's members as a table, so that objects are read and written by code that is compiled once.
struct Field {
  std::string_view name;
  bool may_be_absent = false;                   // std::optional, Nullable
  bool (*is_left_out)(const void* object) = nullptr;  // an empty std::optional
  void (*append)(std::string& out, const void* object) = nullptr;
  bool (*read)(const boost::json::value& from, Reader& reader, void* object) = nullptr;
  bool (*scan)(Scanner& scanner, void* object) = nullptr;
};
void append_object(std::string& out, const void* object, std::span<const Field> fields);
bool read_object(const boost::json::value& from, Reader& reader, void* object, std::span<const Field> fields);
bool scan_object(Scanner& scanner, void* object, std::span<const Field> fields);

template <class T, class D>
struct FieldOf {
  using Member = std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>;
  static const Member& in(const void* object) { return static_cast<const T*>(object)->*D::pointer; }
  static Member& in(void* object) { return static_cast<T*>(object)->*D::pointer; }

  static bool is_left_out(const void* object) {
    if constexpr (is_optional<Member>::value) return !in(object).has_value();
    return false;
  }
  static void append(std::string& out, const void* object) { Codec<Member>::append(out, in(object)); }
  static bool read(const boost::json::value& from, Reader& reader, void* object) { return Codec<Member>::read(from, reader, in(object)); }
  static bool scan(Scanner& scanner, void* object) { return Codec<Member>::scan(scanner, in(object)); }

  static constexpr Field make() {
    return {.name = field_name(D::name),
            .may_be_absent = is_optional<Member>::value || is_nullable<Member>::value,
            .is_left_out = is_optional<Member>::value ? &is_left_out : nullptr,
            .append = &append,
            .read = &read,
            .scan = &scan};
  }
};

template <Described T>
struct Codec<T> {
  static std::span<const Field> fields() {
    static constexpr auto table = []<template <class...> class L, class... D>(L<D...>*) {
      static_assert(sizeof...(D) <= 64, "scan_object() keeps one bit a field");
      return std::array<Field, sizeof...(D)>{FieldOf<T, D>::make()...};
    }(static_cast<Members<T>*>(nullptr));
    return table;
  }
  static void append(std::string& out, const T& value) { append_object(out, &value, fields()); }
  static bool read(const boost::json::value& from, Reader& reader, T& out) { return read_object(from, reader, &out, fields()); }
  static bool scan(Scanner& scanner, T& out) { return scan_object(scanner, &out, fields()); }
};

// All of `text` as a T, or nullopt: ask read_tree().
template <class T>
std::optional<T> read_quickly(std::string_view text, Mode mode) {
  Scanner scanner(text, mode);
  std::optional<T> value(std::in_place);
  if (!Codec<T>::scan(scanner, *value) || !scanner.at_end()) value.reset();
  return value;
}

template <class T>
std::expected<T, Problems> read_tree(std::string_view text, Mode mode) {
  auto tree = parse(text);
  if (!tree) return std::unexpected(std::move(tree.error()));
  Problems problems;
  Reader reader(mode, problems);
  T value{};
  if (!Codec<T>::read(*tree, reader, value)) return std::unexpected(std::move(problems));
  return value;
}

}  // namespace internal

}  // namespace atelier::json
