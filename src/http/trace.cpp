#include "http/trace.h"

namespace atelier::http {
namespace {

// Lower-case hex that is not all zero (W3C Trace Context §3.2.2.3).
bool is_trace_hex(std::string_view text) {
  bool zero = true;
  for (const char c : text) {
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
    zero = zero && c == '0';
  }
  return !zero;
}

bool is_hex_pair(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos && text.size() == 2;
}

std::string random_hex(std::size_t bytes, Random& random) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes * 2);
  while (text.size() < bytes * 2) {
    std::uint64_t chunk = random.next_u64() | 1;  // never all zero
    for (int i = 0; i < 16; ++i, chunk >>= 4) text += kHex[chunk & 15];
  }
  return text;
}

}  // namespace

std::string Trace::to_traceparent() const { return "00-" + trace_id + '-' + span_id + "-01"; }

Trace begin_trace(Random& random) { return {random_hex(16, random), random_hex(8, random), {}}; }

Trace child_of(const Trace& trace, Random& random) { return {trace.trace_id, random_hex(8, random), trace.span_id}; }

std::string_view trace_id_of(std::string_view traceparent) {
  // version "-" trace-id "-" parent-id "-" flags; later versions may append "-…", version ff is forbidden.
  if (traceparent.size() < 55) return {};
  const auto version = traceparent.substr(0, 2);
  const auto trace_id = traceparent.substr(3, 32);
  const bool dashes = traceparent[2] == '-' && traceparent[35] == '-' && traceparent[52] == '-';
  const bool length = traceparent.size() == 55 || (version != "00" && traceparent[55] == '-');
  const bool good = dashes && length && is_hex_pair(version) && version != "ff" && is_trace_hex(trace_id) &&
                    is_trace_hex(traceparent.substr(36, 16)) && is_hex_pair(traceparent.substr(53, 2));
  return good ? trace_id : std::string_view{};
}

std::optional<Trace> take_trace(std::string_view traceparent, Random& random) {
  const auto trace_id = trace_id_of(traceparent);
  if (trace_id.empty()) return std::nullopt;
  return Trace{std::string(trace_id), random_hex(8, random), std::string(traceparent.substr(36, 16))};
}

void write_trace_id(char (&to)[32], Random& random) {
  static constexpr char kHex[] = "0123456789abcdef";
  for (int half = 0; half < 2; ++half) {
    std::uint64_t chunk = random.next_u64() | 1;  // never all zero
    for (int i = 0; i < 16; ++i, chunk >>= 4) to[half * 16 + i] = kHex[chunk & 15];
  }
}

}  // namespace atelier::http
