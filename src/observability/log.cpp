#include "observability/log.h"

#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <cmath>

#include "base/check.h"
#include "base/clock.h"
#include "json/json.h"

namespace atelier::log {
namespace {

constexpr std::string_view kRedacted = "[redacted]";
// A word of these anywhere in a name makes its value a secret.
constexpr std::string_view kSecretWords[] = {"token",  "cookie", "password", "secret",    "authorization",
                                             "card",   "cvc",    "iban",     "signature", "api_key",
                                             "session_key", "hmac"};

struct Machine {
  std::shared_ptr<spdlog::details::thread_pool> pool;
  std::shared_ptr<spdlog::async_logger> logger;
};
Machine machine;
std::atomic<Level> lowest{Level::warn};
std::atomic<spdlog::async_logger*> running{nullptr};

std::string_view to_string(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warn: return "warn";
    case Level::error: return "error";
  }
  return "";
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

bool is_secret_name(std::string_view name) {
  std::string folded(name);
  for (char& c : folded) c = c == '-' ? '_' : lower(c);
  for (const auto word : kSecretWords) {
    if (folded.find(word) != std::string::npos) return true;
  }
  return false;
}

std::string redact(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t word = 0;  // where the name of a parameter may have begun
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    out += c;
    if (c == '?' || c == '&' || c == ';' || c == ' ' || c == ',') word = i + 1;
    if (c != '=' || !is_secret_name(text.substr(word, i - word))) continue;
    out += kRedacted;
    const auto end = text.find_first_of("&; ,", i + 1);
    if (end == std::string_view::npos) return out;
    i = end - 1;
  }
  return out;
}

std::string render(std::string_view time, Level level, std::string_view event, Fields fields) {
  std::string line;
  line.reserve(192);
  line += R"({"time":")";
  line += time;
  line += R"(","level":")";
  line += to_string(level);
  line += R"(","event":)";
  json::append_string(line, event);
  for (const auto& field : fields) {
    line += ',';
    json::append_string(line, field.name);
    line += ':';
    if (const auto* text = std::get_if<std::string_view>(&field.value)) {
      json::append_string(line, is_secret_name(field.name) ? std::string(kRedacted) : redact(*text));
    } else if (const auto* whole = std::get_if<std::int64_t>(&field.value)) {
      json::append(line, *whole);
    } else if (const auto* number = std::get_if<double>(&field.value)) {
      if (std::isfinite(*number)) {
        json::append(line, *number);
      } else {
        line += "null";
      }
    } else {
      line += std::get<bool>(field.value) ? "true" : "false";
    }
  }
  line += '}';
  return line;
}

bool is_on(Level level) { return level >= lowest.load(std::memory_order_relaxed); }

void write(Level level, std::string_view event, Fields fields) {
  if (!is_on(level)) return;
  const std::string line = render(to_rfc3339(SystemClock{}.now()), level, event, fields);
  if (auto* logger = running.load(std::memory_order_acquire)) {
    // Our level is in the line and was asked already; an error is on the disk at once, the rest within a second.
    logger->log(level == Level::error ? spdlog::level::critical : spdlog::level::info, line);
  } else {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
}

void start(const Options& options) {
  CHECK(running.load() == nullptr, "the log is started once");
  spdlog::sink_ptr sink;
  try {
    if (options.file.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.file);
    }
  } catch (const spdlog::spdlog_ex& problem) {
    CHECK(false, problem.what());
  }
  sink->set_pattern("%v");
  machine.pool = std::make_shared<spdlog::details::thread_pool>(options.queue_lines, 1);
  machine.logger = std::make_shared<spdlog::async_logger>("atelier", sink, machine.pool,
                                                          spdlog::async_overflow_policy::overrun_oldest);
  machine.logger->flush_on(spdlog::level::critical);
  spdlog::register_logger(machine.logger);
  spdlog::flush_every(std::chrono::seconds(1));
  lowest.store(options.level);
  running.store(machine.logger.get(), std::memory_order_release);
}

void stop() {
  if (running.exchange(nullptr) == nullptr) return;
  spdlog::shutdown();    // the flusher and the registry's reference
  machine.pool.reset();  // the logger holds it weakly: the last reference writes what is queued and joins
  machine.logger.reset();
  lowest.store(Level::warn);
}

std::uint64_t dropped_lines() { return machine.pool ? machine.pool->overrun_counter() : 0; }

}  // namespace atelier::log
