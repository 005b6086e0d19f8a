// Errors of operation, as values.
//
// Result<T> is std::expected<T, Error>. An Error says what kind of thing went wrong (what a caller may do about it), which
// stable code programs can compare, and one sentence for a person. Exceptions of libraries stop inside the
// adapter that meets them. Outcomes of business (OutOfStock) are not errors: they are values of their own types.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace atelier {

// What a caller can do about it.
enum class ErrorKind {
  invalid,      // the input is wrong; the same again fails again
  not_found,    // what was named does not exist
  denied,       // not signed in, or not allowed
  conflict,     // somebody else changed it; read again and decide again
  exhausted,    // a bound is reached (queue, size, rate); later, or less
  unavailable,  // nothing was done; try again later
  unknown,      // the answer was lost: it may have been done. Read, or ask again under the same key
  internal,     // a defect or a broken disk: a person has to look
};

std::string_view to_string(ErrorKind kind);

struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string code;    // stable, snake_case: "store_disk_full"
  std::string detail;  // one sentence: what, where, what was expected. Never a secret, never personal data
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorKind kind, std::string code, std::string detail = {}) {
  return std::unexpected<Error>(Error{kind, std::move(code), std::move(detail)});
}

// Passes an error up with another value type.
template <class T>
std::unexpected<Error> fail(const Result<T>& failed) {
  return std::unexpected<Error>(failed.error());
}

}  // namespace atelier
