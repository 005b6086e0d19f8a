#include "item_management/import/internal/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace atelier::item_management::internal {

bool is_utf8(std::string_view text) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = at + text.size();
  while (at < end) {
    std::uint64_t eight = 0;
    if (end - at >= 8) {  // ASCII, eight at a time
      std::memcpy(&eight, at, 8);
      if ((eight & 0x8080808080808080u) == 0) {
        at += 8;
        continue;
      }
    }
    if (*at < 0x80) {
      ++at;
      continue;
    }
    const int length = *at >= 0xF0 ? 4 : *at >= 0xE0 ? 3 : 2;
    if (*at < 0xC2 || *at > 0xF4 || end - at < length) return false;
    for (int i = 1; i < length; ++i) {
      if ((at[i] & 0xC0) != 0x80) return false;
    }
    if (*at == 0xE0 && at[1] < 0xA0) return false;
    if (*at == 0xED && at[1] > 0x9F) return false;
    if (*at == 0xF0 && at[1] < 0x90) return false;
    if (*at == 0xF4 && at[1] > 0x8F) return false;
    at += length;
  }
  return true;
}

bool is_utf8(const std::vector<std::string_view>& fields) {
  return std::ranges::all_of(fields, [](std::string_view field) { return is_utf8(field); });
}

}  // namespace atelier::item_management::internal
