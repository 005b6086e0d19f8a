// Sends one event to one subscriber, and remembers how that went.
//
// POST with the CloudEvent as body and Standard Webhooks' headers; webhook-id is the event's id, the same in every repeat, so a receiver
// can drop what it has. Success is any 2xx within the time. A redirect is none (redirect_not_followed): where a subscriber moves is for a person to
// say. Errors: unavailable or unknown for no answer, 408, 429 and 5xx; denied for any other status.
#pragma once

#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "events/subscription.h"
#include "http/client.h"
#include "integration/subscribers/cloud_event.h"
#include "integration/subscribers/subscriber.h"

namespace atelier::integration {

// One attempt, for support; the newest are kept in memory.
struct Attempt {
  Time at{};
  EventId event;
  std::string type;
  std::string subject;
  int attempt = 1;
  int status = 0;      // HTTP; 0: no answer
  std::string error;   // code; "" where it was taken
  std::int64_t took_ms = 0;
};
BOOST_DESCRIBE_STRUCT(Attempt, (), (at, event, type, subject, attempt, status, error, took_ms))

class AttemptLog {
 public:
  static constexpr std::size_t kKept = 200;
  void add(Attempt attempt);
  std::vector<Attempt> newest_first() const;

 private:
  mutable std::mutex mutex_;
  std::deque<Attempt> kept_;
};

class Sender {
 public:
  struct Options {
    EventSource source;
    std::string secret_key;         // the house's own, of which subscribers' secrets are derived
    Milliseconds timeout{15'000};   // Standard Webhooks recommends 15 to 30 s
  };
  Sender(const Clock& clock, http::Client& client, const Options& options, Subscriber subscriber, AttemptLog& log)
      : clock_(clock), client_(client), options_(options), subscriber_(std::move(subscriber)), log_(log) {}

  Task<Result<void>> send(events::Message message);

 private:
  const Clock& clock_;
  http::Client& client_;
  const Options& options_;
  const Subscriber subscriber_;
  AttemptLog& log_;
};

// By status; the code names it: "status_404".
Result<void> judge_answer(int status);

}  // namespace atelier::integration
