// Time is handed in. Domain code takes a Time or a Clock&, never the system's.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace atelier {

using Milliseconds = std::chrono::milliseconds;
// UTC, in milliseconds since 1970 (leap seconds are not counted, as POSIX has it).
using Time = std::chrono::sys_time<Milliseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  // Any thread.
  virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override;
};

// Stands still until it is moved. Any thread.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start) : now_(start) {}
  Time now() const override { return now_.load(); }
  void advance(Milliseconds by) { now_.store(now_.load() + by); }
  void set(Time to) { now_.store(to); }

 private:
  std::atomic<Time> now_;
};

inline std::int64_t to_unix_ms(Time time) { return time.time_since_epoch().count(); }
inline Time from_unix_ms(std::int64_t ms) { return Time{Milliseconds{ms}}; }

// RFC 3339 in UTC with milliseconds: "2026-11-23T09:30:00.000Z".
std::string to_rfc3339(Time time);
// The same, read back; offsets ("+09:00") are accepted. nullopt where it is not RFC 3339.
std::optional<Time> parse_rfc3339(std::string_view text);

}  // namespace atelier
