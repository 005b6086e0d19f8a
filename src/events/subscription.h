// A named, durable consumer of the journal: mail, webhooks to one subscriber, a warehouse export.
//
//   Subscription mail(context, journal, executor, {.name = "mail", .types = {"order.", "delivery."}},
//                     [&](Message message) { return send_mail(std::move(message)); });
//   spawn(mail.run());
//
// Every event whose type begins with one of `types` is given to the handler at least once, those of one subject in order, one at a time; those of
// different subjects side by side. The cursor (storage::kConsumers, under region and name) follows behind what is finished, so a
// restart goes on where it was, and repeats at most what the last fifth of a second finished.
//
// A handler that answers an Error is asked again, later and later (with jitter); meanwhile that subject waits and others go on. Errors of kind
// unavailable, unknown or exhausted say that the receiver is away, others that it refuses this event. While everything fails the cursor stays
// and one event at a time asks whether the receiver is back (health.h). While others succeed a failing event is set aside with its
// subject (parking.h); after `give_up_after` it becomes a dead letter, which is kept, shown, and sent again when somebody asks for it.
//
// A consumer that is away for days has no queue anywhere: its cursor is its queue. Memory is bounded by the window, whatever waits. Hundreds of idle
// consumers cost next to nothing: one that has nothing to do asks twice a second.
//
// One process of a region runs a name; two would each deliver everything.
// Threads: all of it on the executor; move_to(), stop() and status() may be called on any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "events/health.h"
#include "events/journal.h"
#include "events/parking.h"
#include "events/window.h"

namespace atelier::events {

struct Message {
  EventRecord event;
  Position at;      // grows with time; a receiver may use it to see a gap or an old repeat
  int attempt = 1;  // 1 the first time, as far as this process knows
};

// Beside its name, where a consumer is.
struct Cursor {
  std::uint64_t page = 1;
  std::uint32_t index = 0;
  Time saved_at{};
};
BOOST_DESCRIBE_STRUCT(Cursor, (), (page, index, saved_at))
// Who it is in the store: "eu/mail". A region's cursor is that region's to write, and of that region's journal.
std::string consumer_key(Region region, const std::string& name);
storage::Key cursor_key(const std::string& consumer);

class Subscription {
 public:
  using Handler = std::function<Task<Result<void>>(Message)>;

  struct Options {
    std::string name;
    From begin = Beginning{};        // where there is no cursor yet
    std::vector<std::string> types;  // prefixes, "order." or "order.paid"; empty: every event
    std::size_t max_in_flight = 32;  // handlers at once, each of another subject
    std::size_t window = 1'000;      // events read and not finished: bounds memory and what a restart repeats
    std::size_t window_bytes = 4u << 20;
    Milliseconds retry_first{1'000};
    FailurePolicy failures;
    std::size_t parked_subjects = 10'000;  // set aside at once; with more the cursor waits
    std::size_t parked_events = 1'000;     // of one subject; with more its oldest is given up
    Milliseconds letters_kept = std::chrono::days(90);  // from the event's time: as long as the journal has it
  };

  Subscription(Context& context, Journal& journal, Executor& executor, Options options, Handler handler);

  // Until stop(); the task ends when handlers in flight have answered.
  Task<void> run();
  void stop();

  // Goes on from there, after handlers in flight have answered: forward or back. Success once the cursor is stored.
  Task<Result<void>> move_to(From from);
  // Sends the dead letter at this position again, or all of them; how many. Theirs may come after later events of their subjects.
  Task<Result<std::size_t>> resend(std::optional<Position> at);

  struct Status {
    Position cursor;
    std::size_t waiting = 0;  // in the window
    std::size_t in_flight = 0;
    std::size_t parked_subjects = 0;
    std::size_t parked_events = 0;
    std::optional<Time> behind_since;  // time of the oldest event that was read and waits
    std::optional<Time> down_since;    // the receiver is away
    std::uint64_t delivered = 0;
    std::uint64_t failed_attempts = 0;
    std::string last_error;  // "" after a success
  };
  Status status() const;

  // Told of each failed attempt, and of what keeps the consumer from reading (then with an empty event).
  std::function<void(const Message&, const Error&)> on_failure = [](const auto&, const auto&) {};

 private:
  // A command of another thread, done between two reads.
  using Command = std::function<Task<void>()>;

  Task<Result<void>> load();
  Task<Result<void>> load_parked();
  Task<Result<bool>> fill();
  bool is_full() const;
  void take(Position at, const EventRecord& event);
  void start_due();
  bool start_one(Time now);
  Task<void> deliver(Window::Slot& slot);
  void failed(Window::Slot& slot, const Error& error);
  Task<void> deliver_parked(Parking::Turn turn);
  void failed_parked(const Parking::Turn& turn, const EventRecord& event, const Error& error);
  Task<Result<void>> call(const Message& message);
  Task<void> save(bool now_please);
  Task<void> wait(std::uint64_t seen);
  void post(Command command);
  Task<void> do_commands();
  Task<Result<void>> do_move(From from);
  Task<Result<std::size_t>> do_resend(std::optional<Position> at);
  bool wants(const std::string& type) const;
  Position cursor() const;
  void wake();
  void note_failure(const Message& message, const Error& error);
  void note_status();

  Context& context_;
  Journal& journal_;
  Executor& executor_;
  const Options options_;
  const std::string consumer_;
  const Handler handler_;

  // The executor's.
  Window window_;
  Parking parking_;
  Health health_;
  Position read_to_;  // the next event to read
  std::optional<Position> saved_;
  Time saved_at_{};
  std::size_t in_flight_ = 0;
  std::size_t parked_in_flight_ = 0;
  bool at_end_ = false;  // of the journal
  bool starting_ = false;
  bool stopping_ = false;
  bool ended_ = false;
  std::vector<Command> commands_;
  std::uint64_t progress_ = 0;
  storage::FeedSignal progressed_;

  mutable std::mutex mutex_;
  Status status_;
};

}  // namespace atelier::events
