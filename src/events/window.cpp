#include "events/window.h"

#include <algorithm>

#include "base/check.h"

namespace atelier::events {
namespace {

std::size_t size_of(const EventRecord& event) { return event.data.text.size() + event.subject.size() + event.type.size() + 200; }

}  // namespace

void Window::add(Position at, EventRecord event) {
  CHECK(slots_.empty() || slots_.rbegin()->first < at, "positions grow");
  bytes_ += size_of(event);
  auto& queue = by_subject_[event.subject];
  auto& slot = slots_.emplace(at, Slot{.at = at, .event = std::move(event)}).first->second;
  queue.push_back(&slot);
  if (queue.size() == 1) waiting_.emplace(slot.due_at, at);
}

Window::Slot* Window::start_next(Time now) {
  if (waiting_.empty() || waiting_.begin()->first > now) return nullptr;
  auto& slot = slots_.at(waiting_.begin()->second);
  waiting_.erase(waiting_.begin());
  slot.in_flight = true;
  return &slot;
}

std::optional<Time> Window::next_due() const {
  if (waiting_.empty()) return std::nullopt;
  return waiting_.begin()->first;
}

void Window::done(Slot& slot) {
  CHECK(slot.in_flight, "only what is in flight can be done");
  auto& queue = by_subject_.at(slot.event.subject);
  queue.pop_front();
  if (queue.empty()) {
    by_subject_.erase(slot.event.subject);
  } else {
    waiting_.emplace(queue.front()->due_at, queue.front()->at);
  }
  erase(slot);
}

void Window::postpone(Slot& slot, Time due_at) {
  CHECK(slot.in_flight, "only what is in flight can be postponed");
  slot.in_flight = false;
  slot.due_at = due_at;
  waiting_.emplace(due_at, slot.at);
}

void Window::make_due(Time now) {
  std::set<std::pair<Time, Position>> due;
  for (const auto& [at, position] : waiting_) {
    auto& slot = slots_.at(position);
    slot.due_at = std::min(slot.due_at, now);
    due.emplace(slot.due_at, position);
  }
  waiting_ = std::move(due);
}

std::vector<Window::Slot> Window::remove_subject(const std::string& subject) {
  std::vector<Slot> removed;
  const auto found = by_subject_.find(subject);
  if (found == by_subject_.end()) return removed;
  for (auto* slot : found->second) {
    waiting_.erase({slot->due_at, slot->at});
    removed.push_back(*slot);
  }
  by_subject_.erase(found);
  for (const auto& slot : removed) erase(slots_.at(slot.at));
  return removed;
}

void Window::clear() {
  slots_.clear();
  by_subject_.clear();
  waiting_.clear();
  bytes_ = 0;
}

std::optional<Position> Window::oldest() const {
  if (slots_.empty()) return std::nullopt;
  return slots_.begin()->first;
}

std::optional<Time> Window::oldest_time() const {
  if (slots_.empty()) return std::nullopt;
  return slots_.begin()->second.event.time;
}

void Window::erase(Slot& slot) {
  bytes_ -= size_of(slot.event);
  slots_.erase(Position{slot.at});
}

}  // namespace atelier::events
