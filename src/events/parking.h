// Subjects whose event keeps failing while others succeed: set aside, so that the cursor can move on and their own events still come in order.
//
// A parked subject is a list of positions in the journal, stored beside the cursor (storage::kConsumers). Its first event is asked again later and
// later; new events of that subject are added behind. One that failed for too long becomes a dead letter, and the next of its subject goes.
//
// No I/O, no clock; one thread. What changed is collected as operations for the consumer's next commit; until that is done the cursor must
// not pass unsaved().
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "events/journal.h"

namespace atelier::events {

struct ParkedSubject {
  std::string subject;
  std::vector<std::string> at;  // sort keys of positions, in order
  int attempts = 0;             // of the first, that failed
  Time first_failed_at{};
  Time due_at{};
  std::string last_error;
};
BOOST_DESCRIBE_STRUCT(ParkedSubject, (), (subject, at, attempts, first_failed_at, due_at, last_error))

struct DeadLetter {
  std::string at;  // where it stands in the journal, as to_string(Position)
  EventId event;
  std::string type;
  std::string subject;
  Time time{};
  int attempts = 0;
  Time first_failed_at{};
  Time died_at{};
  std::string last_error;
};
BOOST_DESCRIBE_STRUCT(DeadLetter, (), (at, event, type, subject, time, attempts, first_failed_at, died_at, last_error))

storage::Key parked_key(const std::string& consumer, const std::string& subject);
storage::Key dead_letter_key(const std::string& consumer, Position at);

class Parking {
 public:
  explicit Parking(std::string consumer) : consumer_(std::move(consumer)) {}

  // As it was stored.
  void load(ParkedSubject parked);

  bool holds(const std::string& subject) const { return subjects_.contains(subject); }
  std::size_t subjects() const { return subjects_.size(); }
  std::size_t events() const { return events_; }
  std::size_t events_of(const std::string& subject) const;

  // The first of `at` has failed `attempts` times.
  void park(const std::string& subject, const std::vector<Position>& at, int attempts, Time first_failed_at, Time due_at, std::string error);
  // One more, in its place by position; nothing where it is there already. Of a subject that is held.
  void add(const std::string& subject, Position at);

  struct Turn {
    std::string subject;
    Position at;
    int attempts = 0;
    Time first_failed_at{};
  };
  // The first event of the subject that is due for longest; that subject is in flight until one of the next three.
  std::optional<Turn> start_next(Time now);
  std::optional<Time> next_due() const;
  void done(const Turn& turn);  // delivered, or there no longer
  void postpone(const Turn& turn, Time due_at, std::string error, bool counts, Time now);
  void give_up(const Turn& turn, const EventRecord& event, std::string error, Time now, std::optional<Time> expires_at);

  // A dead letter is to be sent again, at once.
  void revive(const DeadLetter& letter, Time now);

  // What is not stored yet, at most about `limit` operations; put_back() where the commit was not done.
  struct Changes {
    std::vector<storage::Operation> operations;
    std::map<std::string, std::optional<Position>> subjects;
    std::map<std::string, std::optional<DeadLetter>> letters;
    std::map<std::string, std::optional<Time>> expiries;
  };
  Changes take_changes(std::size_t limit);
  void put_back(Changes changes);
  bool has_changes() const { return !changed_.empty() || !letters_.empty(); }
  // The oldest position that is parked in memory only, apart from what take_changes() gave.
  std::optional<Position> unsaved() const;

 private:
  struct Entry {
    std::set<Position> at;
    int attempts = 0;
    Time first_failed_at{};
    Time due_at{};
    std::string last_error;
    bool in_flight = false;
  };
  Entry& entry(const std::string& subject) { return subjects_.at(subject); }
  void changed(const std::string& subject, std::optional<Position> added = std::nullopt);
  void next_of(const std::string& subject, Time due_at);

  std::string consumer_;
  std::map<std::string, Entry> subjects_;
  std::set<std::pair<Time, std::string>> waiting_;
  std::size_t events_ = 0;
  // By subject: the oldest position that was added since it was stored.
  std::map<std::string, std::optional<Position>> changed_;
  // By sort key of the position: a letter to store, or none: to delete.
  std::map<std::string, std::optional<DeadLetter>> letters_;
  std::map<std::string, std::optional<Time>> expiries_;
};

}  // namespace atelier::events
