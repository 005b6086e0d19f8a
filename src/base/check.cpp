#include "base/check.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <typeinfo>

namespace atelier::base {

void check_failed(const char* file, int line, const char* condition, std::string_view message) {
  std::fprintf(stderr, "%s:%d: CHECK(%s) failed%s%.*s\n", file, line, condition, message.empty() ? "" : ": ",
               static_cast<int>(message.size()), message.data());
  std::fflush(stderr);
  std::abort();
}

void exception_left_task() {
  try {
    throw;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "an exception left a task: %s: %s\n", typeid(error).name(), error.what());
  } catch (...) {
    std::fprintf(stderr, "an exception of no standard type left a task\n");
  }
  std::fflush(stderr);
  std::abort();
}

}  // namespace atelier::base
