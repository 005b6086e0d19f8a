#include "api/pages/html.h"

namespace atelier::api {

std::string escape_script(std::string_view json) {
  std::string out;
  out.reserve(json.size() + 64);
  for (std::size_t i = 0; i < json.size(); ++i) {
    // "</" ends a script, "<!--" begins a comment in one.
    if (json[i] == '<' && i + 1 < json.size() && (json[i + 1] == '/' || json[i + 1] == '!')) {
      out += json[i + 1] == '/' ? "<\\/" : "\\u003c!";
      ++i;
    } else {
      out += json[i];
    }
  }
  return out;
}

void replace_marker(std::string& html, std::string_view marker, std::string_view by) {
  if (const auto at = html.find(marker); at != std::string::npos) html.replace(at, marker.size(), by);
}

}  // namespace atelier::api
