#include "base/result.h"

namespace atelier {

std::string_view to_string(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid: return "invalid";
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::denied: return "denied";
    case ErrorKind::conflict: return "conflict";
    case ErrorKind::exhausted: return "exhausted";
    case ErrorKind::unavailable: return "unavailable";
    case ErrorKind::unknown: return "unknown";
    case ErrorKind::internal: return "internal";
  }
  return "internal";
}

}  // namespace atelier
