#include "events/parking.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/check.h"

namespace atelier::events {
namespace {

// Sort keys are positions with leading zeros, which parse_position reads as well.
Position position_of(const std::string& text) { return parse_position(text).value_or(Position{}); }

}  // namespace

storage::Key parked_key(const std::string& consumer, const std::string& subject) {
  return {storage::kConsumers, consumer + "/parked", subject};
}

storage::Key dead_letter_key(const std::string& consumer, Position at) {
  return {storage::kConsumers, consumer + "/dead", to_sort_key(at)};
}

void Parking::load(ParkedSubject parked) {
  Entry entry{.attempts = parked.attempts, .first_failed_at = parked.first_failed_at, .due_at = parked.due_at, .last_error = parked.last_error};
  for (const auto& at : parked.at) entry.at.insert(position_of(at));
  if (entry.at.empty()) return;
  events_ += entry.at.size();
  waiting_.emplace(entry.due_at, parked.subject);
  subjects_.emplace(std::move(parked.subject), std::move(entry));
}

std::size_t Parking::events_of(const std::string& subject) const {
  const auto found = subjects_.find(subject);
  return found == subjects_.end() ? 0 : found->second.at.size();
}

void Parking::park(const std::string& subject, const std::vector<Position>& at, int attempts, Time first_failed_at, Time due_at,
                   std::string error) {
  CHECK(!at.empty() && !holds(subject), "a subject is parked once, with its events");
  Entry made{.at = {at.begin(), at.end()}, .attempts = attempts, .first_failed_at = first_failed_at, .due_at = due_at,
             .last_error = std::move(error)};
  events_ += made.at.size();
  waiting_.emplace(due_at, subject);
  changed(subject, *made.at.begin());
  subjects_.emplace(subject, std::move(made));
}

void Parking::add(const std::string& subject, Position at) {
  if (!entry(subject).at.insert(at).second) return;
  ++events_;
  changed(subject, at);
}

std::optional<Parking::Turn> Parking::start_next(Time now) {
  if (waiting_.empty() || waiting_.begin()->first > now) return std::nullopt;
  const auto subject = waiting_.begin()->second;
  waiting_.erase(waiting_.begin());
  auto& held = entry(subject);
  held.in_flight = true;
  return Turn{subject, *held.at.begin(), held.attempts, held.first_failed_at};
}

std::optional<Time> Parking::next_due() const {
  if (waiting_.empty()) return std::nullopt;
  return waiting_.begin()->first;
}

void Parking::done(const Turn& turn) {
  events_ -= entry(turn.subject).at.erase(turn.at);
  next_of(turn.subject, Time{});
}

void Parking::postpone(const Turn& turn, Time due_at, std::string error, bool counts, Time now) {
  auto& held = entry(turn.subject);
  if (counts) {
    if (held.attempts++ == 0) held.first_failed_at = now;
  }
  held.last_error = std::move(error);
  held.due_at = due_at;
  held.in_flight = false;
  waiting_.emplace(due_at, turn.subject);
  changed(turn.subject);
}

void Parking::give_up(const Turn& turn, const EventRecord& event, std::string error, Time now, std::optional<Time> expires_at) {
  auto& held = entry(turn.subject);
  const auto key = to_sort_key(turn.at);
  letters_[key] = DeadLetter{.at = to_string(turn.at), .event = event.id, .type = event.type, .subject = event.subject, .time = event.time,
                             .attempts = held.attempts + 1, .first_failed_at = held.first_failed_at, .died_at = now, .last_error = std::move(error)};
  expiries_[key] = expires_at;
  done(turn);
}

// The first is gone: the next of the subject may go at once.
void Parking::next_of(const std::string& subject, Time due_at) {
  auto& held = entry(subject);
  held.in_flight = false;
  changed(subject);
  if (held.at.empty()) {
    subjects_.erase(subject);
    return;
  }
  held.attempts = 0;
  held.first_failed_at = {};
  held.last_error.clear();
  held.due_at = due_at;
  waiting_.emplace(due_at, subject);
}

void Parking::revive(const DeadLetter& letter, Time now) {
  const auto at = position_of(letter.at);
  letters_[to_sort_key(at)] = std::nullopt;
  if (!holds(letter.subject)) {
    park(letter.subject, {at}, 0, {}, now, {});
    return;
  }
  add(letter.subject, at);
  auto& held = entry(letter.subject);
  if (held.in_flight) return;
  waiting_.erase({held.due_at, letter.subject});
  held.due_at = now;
  waiting_.emplace(now, letter.subject);
}

void Parking::changed(const std::string& subject, std::optional<Position> added) {
  auto& oldest = changed_[subject];
  if (added && (!oldest || *added < *oldest)) oldest = added;
}

std::optional<Position> Parking::unsaved() const {
  std::optional<Position> oldest;
  for (const auto& [subject, added] : changed_) {
    if (added && (!oldest || *added < *oldest)) oldest = added;
  }
  return oldest;
}

Parking::Changes Parking::take_changes(std::size_t limit) {
  Changes taken;
  // Letters first: a subject's record without the event must not be stored before the letter is.
  while (!letters_.empty() && taken.operations.size() < limit) {
    auto node = letters_.extract(letters_.begin());
    const storage::Key key{storage::kConsumers, consumer_ + "/dead", node.key()};
    std::optional<Time> expires_at;
    if (const auto known = expiries_.find(node.key()); known != expiries_.end()) {
      expires_at = known->second;
      taken.expiries.insert(expiries_.extract(known));
    }
    if (node.mapped()) {
      taken.operations.push_back(storage::Put{.key = key, .body = json::write(*node.mapped()), .expires_at = expires_at});
    } else {
      taken.operations.push_back(storage::Delete{.key = key});
    }
    taken.letters.insert(std::move(node));
  }
  if (!letters_.empty()) return taken;
  while (!changed_.empty() && taken.operations.size() < limit) {
    auto node = changed_.extract(changed_.begin());
    const auto held = subjects_.find(node.key());
    if (held == subjects_.end()) {
      taken.operations.push_back(storage::Delete{.key = parked_key(consumer_, node.key())});
    } else {
      const auto& entry = held->second;
      ParkedSubject record{.subject = node.key(), .attempts = entry.attempts, .first_failed_at = entry.first_failed_at, .due_at = entry.due_at,
                           .last_error = entry.last_error};
      for (const auto at : entry.at) record.at.push_back(to_sort_key(at));
      taken.operations.push_back(storage::Put{.key = parked_key(consumer_, node.key()), .body = json::write(record)});
    }
    taken.subjects.insert(std::move(node));
  }
  return taken;
}

void Parking::put_back(Changes changes) {
  for (const auto& [subject, added] : changes.subjects) changed(subject, added);
  letters_.merge(changes.letters);  // what changed since is newer and stays
  expiries_.merge(changes.expiries);
}

}  // namespace atelier::events
