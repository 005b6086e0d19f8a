// All subscribers: their records, and one durable consumer of the journal for each that is active (events/subscription.h).
//
// A subscriber that is down for days loses nothing and slows nobody down: its queue is its cursor; the connections it may use are its own.
//
// Each region tells its own events to every subscriber. A record is changed in the region it was made in (conflict "other_region" elsewhere); the
// other one takes the change up within a minute. Dead letters, replays and attempts are the region's own.
//
// Dead letters, replays and the rest of its life go through here. A change of a subscriber stops its consumer and starts another from the same cursor.
//
// Threads: sending on the executor; every function may be called on any thread, after run() has begun, and goes on on its caller's executor.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "events/subscription.h"
#include "integration/subscribers/sender.h"

namespace atelier::integration {

struct NewSubscriber {
  std::string name;
  std::string url;
  std::vector<std::string> types;
  events::From from = events::End{};
};
struct SubscriberChange {
  std::optional<std::string> name;
  std::optional<std::string> url;
  std::optional<std::vector<std::string>> types;
  std::optional<SubscriberState> state;
};

struct SubscriberWithSecret {
  Subscriber subscriber;
  std::string secret;  // "whsec_…", shown this once
};

// One that runs, and how it does.
struct SubscriberStatus {
  bool running = false;
  events::Subscription::Status consumer;
};

struct LetterPage {
  std::vector<events::DeadLetter> letters;
  std::optional<std::string> next;
};

class Subscribers {
 public:
  struct Options {
    Sender::Options sender;
    bool allow_private = false;      // http and private addresses: for development, or a warehouse in the house's own network
    std::size_t max_in_flight = 32;  // calls at once to one subscriber
    events::FailurePolicy failures;
  };

  Subscribers(events::Context& context, events::Journal& journal, Executor& executor, http::Client& client, Options options);
  ~Subscribers();

  // Starts every active subscriber's consumer, and keeps up with their records; ends after stop(), when all have ended.
  Task<void> run();
  void stop();

  // Problems of fields are business outcomes; errors: exhausted "too_many_subscribers", and the store's.
  template <class T>
  using Checked = std::variant<T, json::Problems>;
  Task<Result<Checked<SubscriberWithSecret>>> create(NewSubscriber wanted);
  Task<Result<Checked<Subscriber>>> change(SubscriberId id, SubscriberChange change);
  Task<Result<SubscriberWithSecret>> rotate_secret(SubscriberId id);
  // With its cursor, what is parked and its dead letters.
  Task<Result<void>> remove(SubscriberId id);
  Task<Result<Subscriber>> find(SubscriberId id);
  Task<Result<std::vector<Subscriber>>> all();

  SubscriberStatus status(const SubscriberId& id) const;
  std::vector<Attempt> attempts(const SubscriberId& id) const;
  Task<Result<LetterPage>> dead_letters(SubscriberId id, std::optional<std::string> after, std::size_t limit);
  // Errors: conflict "subscriber_paused" where it does not run.
  Task<Result<std::size_t>> resend(SubscriberId id, std::optional<events::Position> at);
  Task<Result<void>> replay(SubscriberId id, events::From from);

  // Told of each failed attempt.
  std::function<void(const Subscriber&, const events::Message&, const Error&)> on_failure = [](const auto&, const auto&, const auto&) {};

 private:
  struct Running;
  template <class Decide>
  Task<Result<Checked<Subscriber>>> edit(SubscriberId id, Decide decide);
  Task<void> on_executor(std::function<Task<void>()> work);
  void start(const Subscriber& subscriber, events::From begin);
  // Ends the consumer; nothing where none runs.
  Task<void> end(SubscriberId id);
  Task<void> apply(Subscriber subscriber);
  std::shared_ptr<Running> running(const SubscriberId& id) const;
  Task<bool> sync();
  std::string consumer_of(const SubscriberId& id) const { return events::consumer_key(context_.region, consumer_name(id)); }

  events::Context& context_;
  events::Journal& journal_;
  Executor& executor_;
  http::Client& client_;
  const Options options_;

  mutable std::mutex mutex_;  // of the map; consumers have their own
  std::map<SubscriberId, std::shared_ptr<Running>> running_;
  std::map<SubscriberId, std::shared_ptr<AttemptLog>> logs_;
  bool stopping_ = false;  // the executor's
  bool loaded_ = false;
  std::size_t consumers_ = 0;
};

}  // namespace atelier::integration
