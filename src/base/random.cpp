#include "base/random.h"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <array>
#include <bit>
#include <cstring>

#include "base/check.h"

namespace atelier {

std::uint64_t Random::next_u64() {
  std::array<std::byte, 8> bytes;
  fill(bytes);
  return std::bit_cast<std::uint64_t>(bytes);
}

std::uint64_t Random::below(std::uint64_t bound) {
  CHECK(bound > 0);
  // Numbers under `skip` would make the low values a little likelier: drawn again.
  const std::uint64_t skip = (0 - bound) % bound;
  for (;;) {
    const std::uint64_t drawn = next_u64();
    if (drawn >= skip) return drawn % bound;
  }
}

void SystemRandom::fill(std::span<std::byte> bytes) {
  // 512 bytes make some 50 ids for one system call. A byte given out is wiped: it is never given twice nor left in memory.
  thread_local std::array<std::byte, 512> buffer;
  thread_local std::size_t left = 0;
  while (!bytes.empty()) {
    if (left == 0) {
      for (std::size_t got = 0; got < buffer.size();) {
        const auto n = ::getrandom(buffer.data() + got, buffer.size() - got, 0);
        CHECK(n > 0 || errno == EINTR, "getrandom");
        if (n > 0) got += static_cast<std::size_t>(n);
      }
      left = buffer.size();
    }
    const std::size_t take = std::min(bytes.size(), left);
    auto* from = buffer.data() + (left - take);
    std::memcpy(bytes.data(), from, take);
    std::memset(from, 0, take);
    left -= take;
    bytes = bytes.subspan(take);
  }
}

SeededRandom::SeededRandom(std::uint64_t seed) {
  for (auto& word : state_) {  // splitmix64, as the authors of xoshiro advise for seeding
    seed += 0x9e3779b97f4a7c15u;
    std::uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    word = z ^ (z >> 31);
  }
}

std::uint64_t SeededRandom::step() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

void SeededRandom::fill(std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const std::uint64_t word = step();
    const std::size_t take = std::min(bytes.size(), sizeof word);
    std::memcpy(bytes.data(), &word, take);
    bytes = bytes.subspan(take);
  }
}

}  // namespace atelier
