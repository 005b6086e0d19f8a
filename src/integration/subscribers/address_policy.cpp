#include "integration/subscribers/address_policy.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <boost/url/parse.hpp>
#include <cstdint>
#include <cstring>

namespace atelier::integration {
namespace {

using V6 = std::array<std::uint8_t, 16>;

struct RangeV4 {
  std::uint32_t first;
  int bits;
};
constexpr std::uint32_t v4(int a, int b, int c, int d) {
  return static_cast<std::uint32_t>(a) << 24 | static_cast<std::uint32_t>(b) << 16 | static_cast<std::uint32_t>(c) << 8 | static_cast<std::uint32_t>(d);
}
constexpr RangeV4 kNotPublicV4[] = {
    {v4(0, 0, 0, 0), 8},       // this network
    {v4(10, 0, 0, 0), 8},      // private
    {v4(100, 64, 0, 0), 10},   // shared by carriers
    {v4(127, 0, 0, 0), 8},     // this host
    {v4(169, 254, 0, 0), 16},  // link; clouds' metadata
    {v4(172, 16, 0, 0), 12},   // private
    {v4(192, 0, 0, 0), 24},    // protocol assignments
    {v4(192, 0, 2, 0), 24},    // documentation
    {v4(192, 88, 99, 0), 24},  // 6to4 relays, withdrawn
    {v4(192, 168, 0, 0), 16},  // private
    {v4(198, 18, 0, 0), 15},   // benchmarks
    {v4(198, 51, 100, 0), 24}, // documentation
    {v4(203, 0, 113, 0), 24},  // documentation
    {v4(224, 0, 0, 0), 3},     // multicast, reserved, broadcast
};

bool is_public(std::uint32_t address) {
  return std::ranges::none_of(kNotPublicV4, [&](const RangeV4& range) { return (address ^ range.first) >> (32 - range.bits) == 0; });
}

std::uint32_t v4_at(const V6& address, std::size_t at) { return v4(address[at], address[at + 1], address[at + 2], address[at + 3]); }

bool begins_with(const V6& address, std::initializer_list<int> bytes) {
  return std::equal(bytes.begin(), bytes.end(), address.begin(), [](int expected, std::uint8_t is) { return expected == is; });
}

bool is_public(const V6& address) {
  if (begins_with(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff})) return is_public(v4_at(address, 12));  // IPv4, mapped
  if (begins_with(address, {0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) return is_public(v4_at(address, 12));  // IPv4, translated
  // Global unicast is 2000::/3; of it the first /23 is for protocols, one /32 for documentation, 2002::/16 holds IPv4 addresses (6to4).
  if ((address[0] & 0xe0) != 0x20) return false;
  if (begins_with(address, {0x20, 0x01}) && (address[2] & 0xfe) == 0) return false;
  return !begins_with(address, {0x20, 0x01, 0x0d, 0xb8}) && !begins_with(address, {0x20, 0x02}) && !begins_with(address, {0x3f, 0xff});
}

}  // namespace

bool is_public_address(const std::string& address) {
  in_addr four{};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) return is_public(ntohl(four.s_addr));
  in6_addr six{};
  if (inet_pton(AF_INET6, address.c_str(), &six) != 1) return false;
  V6 bytes;
  std::memcpy(bytes.data(), six.s6_addr, bytes.size());
  return is_public(bytes);
}

Result<void> check_target(std::string_view url, bool allow_private) {
  const auto bad = [](std::string expected) { return fail(ErrorKind::invalid, "bad_url", std::move(expected)); };
  const auto parsed = boost::urls::parse_uri({url.data(), url.size()});
  if (!parsed || url.size() > 2000) return bad("expected a URL of at most 2,000 characters");
  if (parsed->scheme() != "https" && !(allow_private && parsed->scheme() == "http")) return bad("expected https://");
  if (parsed->has_userinfo()) return bad("a name and password do not stand in a URL");
  if (parsed->has_fragment()) return bad("a fragment is not sent: leave it out");
  const std::string host = parsed->host_address();
  if (host.empty()) return bad("it names no host");
  // A name is checked when it is connected to; an address can be refused at once.
  const bool is_address = parsed->host_type() == boost::urls::host_type::ipv4 || parsed->host_type() == boost::urls::host_type::ipv6;
  if (is_address && !allow_private && !is_public_address(host)) return bad("expected a public address");
  return {};
}

}  // namespace atelier::integration
