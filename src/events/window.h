// The events that a subscription has read and not finished: which may be delivered now, so that each subject's stay in order while other
// subjects go on. No I/O, no clock; one thread.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "events/journal.h"

namespace atelier::events {

class Window {
 public:
  struct Slot {
    Position at;
    EventRecord event;
    int attempts = 0;       // that failed
    Time first_failed_at{};
    Time due_at{};
    bool in_flight = false;
  };

  // Positions must grow. Returns where the event stands until done() or remove_subject().
  void add(Position at, EventRecord event);
  // The one that is due for longest among the first of their subjects; it is in flight from now on. nullptr: none is due.
  Slot* start_next(Time now);
  // When the next one becomes due; nullopt: none waits for time.
  std::optional<Time> next_due() const;
  // Of one in flight: it is finished, and the next of its subject may go.
  void done(Slot& slot);
  // Of one in flight: not before `due_at` again; its subject waits with it.
  void postpone(Slot& slot, Time due_at);
  // All that wait become due.
  void make_due(Time now);
  // Takes out all of a subject, in order; `slot` of it may be in flight, no other is.
  std::vector<Slot> remove_subject(const std::string& subject);
  void clear();

  // Everything before it is finished; nullopt: everything is.
  std::optional<Position> oldest() const;
  std::optional<Time> oldest_time() const;  // of its event
  std::size_t size() const { return slots_.size(); }
  std::size_t bytes() const { return bytes_; }

 private:
  void erase(Slot& slot);

  std::map<Position, Slot> slots_;
  std::unordered_map<std::string, std::deque<Slot*>> by_subject_;
  std::set<std::pair<Time, Position>> waiting_;  // the first of each subject, unless in flight
  std::size_t bytes_ = 0;
};

}  // namespace atelier::events
