#include "base/ids.h"

#include <array>
#include <cstdint>

namespace atelier {

std::string_view to_string(Region region) { return region == Region::europe ? "eu" : "ap"; }

std::optional<Region> parse_region(std::string_view text) {
  if (text == "eu") return Region::europe;
  if (text == "ap") return Region::asia;
  return std::nullopt;
}

namespace base {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kTimeCharacters = 10;
constexpr std::size_t kRandomCharacters = 16;

}  // namespace

std::string make_id_body(Region region, Time now, Random& random) {
  std::string body(1 + kTimeCharacters + kRandomCharacters, static_cast<char>(region));
  auto ms = static_cast<std::uint64_t>(to_unix_ms(now));
  for (std::size_t i = kTimeCharacters; i > 0; --i) {
    body[i] = kCrockford[ms & 31];
    ms >>= 5;
  }
  std::array<std::byte, kRandomCharacters> bytes;
  random.fill(bytes);
  for (std::size_t i = 0; i < kRandomCharacters; ++i) {
    body[1 + kTimeCharacters + i] = kCrockford[std::to_integer<std::size_t>(bytes[i]) & 31];
  }
  return body;
}

bool is_id_body(std::string_view body) {
  if (body.size() != 1 + kTimeCharacters + kRandomCharacters) return false;
  if (body[0] != static_cast<char>(Region::europe) && body[0] != static_cast<char>(Region::asia)) return false;
  return body.find_first_not_of(kCrockford, 1) == std::string_view::npos;
}

}  // namespace base
}  // namespace atelier
