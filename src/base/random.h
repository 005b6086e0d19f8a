// Chance is handed in. Domain code takes a Random&; a simulation gives it a seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace atelier {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> bytes) = 0;

  std::uint64_t next_u64();
  // Uniform in [0, bound); bound must be > 0.
  std::uint64_t below(std::uint64_t bound);
};

// The kernel's cryptographic generator (getrandom), read ahead in a buffer of each thread. Any thread.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> bytes) override;
};

// Repeatable from its seed (xoshiro256**, Blackman and Vigna 2018). Never for secrets. One thread.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<std::byte> bytes) override;

 private:
  std::uint64_t step();
  std::uint64_t state_[4];
};

}  // namespace atelier
