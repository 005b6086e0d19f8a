// CHECK: a programmer's error stops the process, in release too.
//
// CHECK(condition) or CHECK(condition, "what was expected"): if the condition is false, prints file, line, the
// condition and the message to stderr and aborts. It is for what cannot happen unless the code is wrong; input that is wrong
// is answered with an Error (result.h), an outcome of business is a value.
#pragma once

#include <string_view>

namespace atelier::base {

[[noreturn]] void check_failed(const char* file, int line, const char* condition, std::string_view message);

// Inside a catch: an exception came where none may. Prints its type and message, then aborts as CHECK does.
[[noreturn]] void exception_left_task();

}  // namespace atelier::base

#define CHECK(condition, ...)                                                                          \
  (static_cast<bool>(condition)                                                                        \
       ? static_cast<void>(0)                                                                          \
       : ::atelier::base::check_failed(__FILE__, __LINE__, #condition, std::string_view{__VA_ARGS__}))
