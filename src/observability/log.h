// Structured logs: one JSON object a line.
//
//   log::info("order_placed", {{"order", order.id.text()}, {"lines", order.lines.size()}});
//   {"time":"2026-11-23T09:30:00.000Z","level":"info","event":"order_placed","order":"ord_…","lines":3}
//
// The event is a stable snake_case name, never a sentence. Never blocks: lines go through a bounded queue to one writing
// thread; where it is full the oldest are dropped and counted (a shop that waits for its log sells nothing). Any thread.
// Redaction: the values of fields with telling names (token, cookie, password, card, …) and of such parameters inside texts
// ("…?token=…") never reach the queue. Bodies are not logged at all: do not hand them in.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace atelier::log {

enum class Level { debug, info, warn, error };

struct Field {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;

  Field(std::string_view field, std::string_view text) : name(field), value(text) {}
  Field(std::string_view field, const char* text) : name(field), value(std::string_view(text)) {}
  Field(std::string_view field, const std::string& text) : name(field), value(std::string_view(text)) {}
  Field(std::string_view field, bool truth) : name(field), value(truth) {}
  Field(std::string_view field, double number) : name(field), value(number) {}
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  Field(std::string_view field, T number) : name(field), value(static_cast<std::int64_t>(number)) {}
};
using Fields = std::initializer_list<Field>;

struct Options {
  Level level = Level::info;
  std::string file;                  // empty: standard error
  std::size_t queue_lines = 16'384;  // about 4 MB of lines: half a second of everything at 30,000/s
};

// Before it is called, warnings and errors go to standard error at once and the rest nowhere: tests are quiet.
// CHECKs that the file can be opened; call it once, from main.
void start(const Options& options);
// Writes what is queued and stops the thread.
void stop();
std::uint64_t dropped_lines();
bool is_on(Level level);

void write(Level level, std::string_view event, Fields fields);
inline void debug(std::string_view event, Fields fields = {}) { write(Level::debug, event, fields); }
inline void info(std::string_view event, Fields fields = {}) { write(Level::info, event, fields); }
inline void warn(std::string_view event, Fields fields = {}) { write(Level::warn, event, fields); }
inline void error(std::string_view event, Fields fields = {}) { write(Level::error, event, fields); }

// --- how it works ---
// Is the field's whole value a secret by its name?
bool is_secret_name(std::string_view name);
// "…?token=abc&x=1" → "…?token=[redacted]&x=1"
std::string redact(std::string_view text);
// The line, without its newline. `time` as RFC 3339.
std::string render(std::string_view time, Level level, std::string_view event, Fields fields);

}  // namespace atelier::log
