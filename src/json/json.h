// Typed JSON: structs described with Boost.Describe, written without a tree and read with one clear Problem for each way the
// input can be wrong.
//
//   struct AddLine { std::string sku; int quantity = 1; std::optional<std::string> note; };
//   BOOST_DESCRIBE_STRUCT(AddLine, (), (sku, quantity, note))
//
//   auto line = json::read<AddLine>(body);          // std::expected<AddLine, json::Problems>
//   std::string text = json::write(*line);          // {"sku":"…","quantity":1}
//
// A member's name is the field's; one underscore at its end is left out (float_ is "float").
//
// Types: bool, integers (whole numbers in range only), double, std::string (valid UTF-8), std::optional (absent or null; not written
// where empty), json::Nullable (the same, but written as null), std::vector, std::map<std::string, T>, described structs, described enums (by name), Id, Time (RFC 3339), Currency,
// Money ({"amount", "currency"}), Raw (any JSON, kept as it is).
//
// Strict (what people and programs send): every field that is not std::optional must be there, a field nobody knows is refused.
// Lenient (our own records, perhaps written by an older or newer version): absent fields keep their defaults, unknown ones are passed over.
//
// Bounds: 64 levels deep; the caller bounds the bytes. At most kMaxProblems problems are collected.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "json/codec.h"
#include "json/values.h"

namespace atelier::json {

template <class T>
std::expected<T, Problems> read(std::string_view text, Mode mode = Mode::strict);
template <class T>
std::string write(const T& value);
template <class T>
void append(std::string& out, const T& value);

// A stored record, read leniently; an Error{internal, "record_corrupt"} that names `what` where it is not one.
template <class T>
Result<T> read_record(std::string_view text, std::string_view what);

template <class T>
void append(std::string& out, const T& value) {
  internal::Codec<T>::append(out, value);
}

template <class T>
std::string write(const T& value) {
  std::string out;
  out.reserve(512);  // most records: few steps of growing
  append(out, value);
  return out;
}

template <class T>
std::expected<T, Problems> read(std::string_view text, Mode mode) {
  if (auto value = internal::read_quickly<T>(text, mode)) return std::move(*value);
  return internal::read_tree<T>(text, mode);
}

template <class T>
Result<T> read_record(std::string_view text, std::string_view what) {
  auto value = read<T>(text, Mode::lenient);
  if (!value) return fail(ErrorKind::internal, "record_corrupt", std::string(what) + ": " + to_string(value.error()));
  return std::move(*value);
}

}  // namespace atelier::json
