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

std::string_view cut_text(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  // A byte 10xxxxxx goes on with a character that began before it.
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace atelier::api
