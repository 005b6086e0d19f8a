#include "storage/rocksdb/log_damage.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace atelier::storage::rocksdb_store {
namespace {

constexpr std::size_t kBlock = 32'768;
constexpr std::size_t kHeader = 7;
constexpr std::size_t kSector = 512;

enum RecordType : std::uint8_t { kZero = 0, kFull = 1, kFirst = 2, kMiddle = 3, kLast = 4, kCompression = 9 };

// CRC-32C (Castagnoli), bit by bit in a table: it runs only when something is broken.
std::uint32_t crc32c(std::string_view bytes) {
  static const auto table = [] {
    std::array<std::uint32_t, 256> made{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) ? 0x82f63b78u : 0u);
      made[i] = value;
    }
    return made;
  }();
  std::uint32_t crc = 0xffffffffu;
  for (const char byte : bytes) crc = table[(crc ^ static_cast<unsigned char>(byte)) & 255] ^ (crc >> 8);
  return ~crc;
}

std::uint32_t masked(std::uint32_t crc) {
  return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
}

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

struct Fragment {
  enum class State { whole, broken, cut, end } state = State::end;
  std::uint8_t type = kZero;
  std::size_t next = 0;  // where the next one begins, if the length is right
};

// The fragment at `at`; the rest of a block that is too short for a header is passed over.
Fragment read_fragment(std::string_view log, std::size_t at) {
  if (kBlock - at % kBlock < kHeader) at += kBlock - at % kBlock;
  if (at >= log.size()) return {.state = Fragment::State::end, .next = at};
  if (at + kHeader > log.size()) return {.state = Fragment::State::cut, .next = at};
  const auto length = little_endian(log.substr(at + 4, 2));
  const auto type = static_cast<std::uint8_t>(log[at + 6]);
  const auto next = at + kHeader + length;
  if (at % kBlock + kHeader + length > kBlock)
    return {.state = Fragment::State::broken, .type = type, .next = at};
  if (next > log.size()) return {.state = Fragment::State::cut, .type = type, .next = next};
  const bool good = type != kZero && type <= kCompression &&
                    masked(crc32c(log.substr(at + 6, length + 1))) == little_endian(log.substr(at, 4));
  return {.state = good ? Fragment::State::whole : Fragment::State::broken, .type = type, .next = next};
}

bool begins_record(const Fragment& fragment) {
  return fragment.state == Fragment::State::whole && (fragment.type == kFull || fragment.type == kFirst);
}

// A whole record that begins after the damage: behind the broken fragment, or in a later block.
bool has_later_record(std::string_view log, std::size_t damage, std::size_t next) {
  std::vector<std::size_t> starts;
  if (next > damage) starts.push_back(next);
  for (auto block = (damage / kBlock + 1) * kBlock; block < log.size(); block += kBlock)
    starts.push_back(block);
  for (auto at : starts) {
    for (;;) {
      const auto fragment = read_fragment(log, at);
      if (begins_record(fragment)) return true;
      if (fragment.state != Fragment::State::whole) break;
      at = fragment.next;
    }
  }
  return false;
}

bool has_zero_sector(std::string_view log, std::size_t from) {
  for (auto at = (from + kSector - 1) / kSector * kSector; at + kSector <= log.size(); at += kSector) {
    if (log.substr(at, kSector).find_first_not_of('\0') == std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::optional<LogDamage> find_damage(std::string_view log, bool newest) {
  std::size_t at = 0;
  for (;;) {
    const auto fragment = read_fragment(log, at);
    if (fragment.state == Fragment::State::end || fragment.state == Fragment::State::cut) return std::nullopt;
    if (fragment.state == Fragment::State::broken) {
      // Zeros to the end are space that was set aside and not written.
      if (log.find_first_not_of('\0', at) == std::string_view::npos) return std::nullopt;
      return LogDamage{
          .offset = at,
          .torn_end = newest && has_zero_sector(log, at) && !has_later_record(log, at, fragment.next)};
    }
    at = fragment.next;
  }
}

std::optional<LogDamage> find_log_damage(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> logs;
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder, error)) {
    if (file.path().extension() == ".log") logs.push_back(file.path());
  }
  std::ranges::sort(logs);
  // Logs that were begun and not written to do not count as newer.
  while (!logs.empty() && std::filesystem::file_size(logs.back(), error) == 0) logs.pop_back();
  for (const auto& path : logs) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (auto damage = find_damage(bytes, path == logs.back())) {
      damage->file = path;
      return damage;
    }
  }
  return std::nullopt;
}

}  // namespace atelier::storage::rocksdb_store
