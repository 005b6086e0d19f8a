#include "events/subscription.h"

#include <algorithm>

#include "base/check.h"
#include "events/backoff.h"

namespace atelier::events {
namespace {

constexpr Milliseconds kSaveEvery{200};
constexpr Milliseconds kAskAgain{500};  // where nobody in this process says that there is more

}  // namespace

storage::Key cursor_key(const std::string& consumer) { return {storage::kConsumers, consumer, "cursor"}; }

Subscription::Subscription(Context& context, Journal& journal, Executor& executor, Options options, Handler handler)
    : context_(context), journal_(journal), executor_(executor), options_(std::move(options)), handler_(std::move(handler)) {
  CHECK(!options_.name.empty(), "a consumer has a name");
  status_.cursor = read_to_;
}

void Subscription::stop() {
  executor_.post([this] {
    stopping_ = true;
    wake();
  });
}

Subscription::Status Subscription::status() const {
  std::lock_guard lock(mutex_);
  return status_;
}

Task<Result<void>> Subscription::move_to(From from) {
  Completion<Result<void>> done;
  executor_.post([this, from, resolver = done.resolver()] {
    moves_.push_back({from, resolver});
    wake();
  });
  co_return co_await done;
}

Task<void> Subscription::run() {
  co_await resume_on(executor_);
  while (!stopping_) {
    const auto seen = progress_;
    if (!moves_.empty()) co_await do_moves();
    Result<void> ready;
    if (!saved_) ready = co_await load_cursor();
    if (ready) {
      auto more = co_await fill();
      start_due();
      co_await save_cursor();
      if (!more) ready = fail(more);
      if (more && *more) continue;
    }
    if (!ready) note_failure({}, ready.error());
    co_await wait(seen);
  }
  while (in_flight_ > 0) co_await progressed_.wait(progress_, kAskAgain);
  saved_at_ = {};
  if (saved_) co_await save_cursor();
}

Task<Result<void>> Subscription::load_cursor() {
  auto item = co_await context_.store.get(cursor_key(options_.name));
  if (!item) co_return fail(item);
  if (*item) {
    auto stored = json::read_record<Cursor>((*item)->body, "cursor of " + options_.name);
    if (!stored) co_return fail(stored);
    read_to_ = {stored->page, stored->index};
    saved_ = read_to_;
  } else {
    auto begin = co_await journal_.find(options_.begin);
    if (!begin) co_return fail(begin);
    read_to_ = *begin;
    saved_at_ = {};
    saved_ = Position{0, 0};  // so that "from now on" is kept, even where nothing comes before the next restart
    co_await save_cursor();
  }
  note_status();
  co_return Result<void>{};
}

// Reads one page into the window, if there is room. True: ask again at once.
Task<Result<bool>> Subscription::fill() {
  at_end_ = false;
  if (window_.size() >= options_.window || window_.bytes() >= options_.window_bytes) co_return false;
  auto page = co_await journal_.read(read_to_.page);
  if (!page) {
    if (page.error().code != "journal_trimmed") co_return fail(page);
    note_failure({}, page.error());
    auto oldest = co_await journal_.find(Beginning{});
    if (!oldest) co_return fail(oldest);
    read_to_ = *oldest;
    co_return true;
  }
  if (!*page) {
    at_end_ = true;
    co_return false;
  }
  const auto& events = (*page)->events;
  while (read_to_.index < events.size()) {
    if (window_.size() >= options_.window || window_.bytes() >= options_.window_bytes) co_return false;
    const auto& event = events[read_to_.index];
    if (wants(event.type)) window_.add(read_to_, event);
    ++read_to_.index;
  }
  read_to_ = {read_to_.page + 1, 0};
  co_return true;
}

bool Subscription::wants(const std::string& type) const {
  return options_.types.empty() || std::ranges::any_of(options_.types, [&](const auto& prefix) { return type.starts_with(prefix); });
}

void Subscription::start_due() {
  // A handler that answers at once comes back here; the outer call goes on with the next.
  if (std::exchange(starting_, true)) return;
  const Time now = context_.clock.now();
  while (in_flight_ < options_.max_in_flight && !stopping_ && moves_.empty()) {
    auto* slot = window_.start_next(now);
    if (slot == nullptr) break;
    ++in_flight_;
    spawn(deliver(*slot));
  }
  starting_ = false;
  note_status();
}

Task<void> Subscription::deliver(Window::Slot& slot) {
  const Message message{slot.event, slot.at, slot.attempts + 1};
  auto answer = co_await handler_(message);
  co_await resume_on(executor_);
  --in_flight_;
  if (!answer) note_failure(message, answer.error());
  finish(slot, std::move(answer));
  start_due();
  wake();
}

void Subscription::finish(Window::Slot& slot, Result<void> answer) {
  if (answer) {
    window_.done(slot);
    std::lock_guard lock(mutex_);
    ++status_.delivered;
    status_.last_error.clear();
    return;
  }
  ++slot.attempts;
  window_.postpone(slot, context_.clock.now() + backoff(slot.attempts, options_.retry_first, options_.retry_most, context_.random));
}

Position Subscription::cursor() const { return window_.oldest().value_or(read_to_); }

Task<void> Subscription::save_cursor() {
  const Time now = context_.clock.now();
  const auto at = cursor();
  if (at == *saved_ || now - saved_at_ < kSaveEvery) co_return;
  storage::Commit commit;
  commit.add(storage::Put{.key = cursor_key(options_.name), .body = json::write(Cursor{at.page, at.index, now})});
  saved_at_ = now;
  // Not saved: it is tried again, and a restart before repeats a little more.
  if (storage::is_committed(co_await context_.store.commit(std::move(commit)))) saved_ = at;
  note_status();
}

Task<void> Subscription::do_moves() {
  while (in_flight_ > 0) co_await progressed_.wait(progress_, kAskAgain);
  auto moves = std::exchange(moves_, {});
  for (auto& move : moves) {
    auto to = co_await journal_.find(move.from);
    if (!to) {
      move.done(fail(to));
      continue;
    }
    window_.clear();
    read_to_ = *to;
    saved_ = Position{0, 0};
    saved_at_ = {};
    co_await save_cursor();
    move.done(*saved_ == read_to_ ? Result<void>{} : fail(ErrorKind::unavailable, "store_unavailable", "the cursor could not be stored"));
  }
}

// For a new page, a handler's answer, an event whose time has come, or the cursor's turn to be saved.
Task<void> Subscription::wait(std::uint64_t seen) {
  auto at_most = kAskAgain;
  const Time now = context_.clock.now();
  if (saved_ && *saved_ != cursor()) at_most = kSaveEvery;
  if (const auto due = window_.next_due(); due && in_flight_ < options_.max_in_flight) at_most = std::clamp(*due - now, Milliseconds{1}, at_most);
  if (stopping_ || !moves_.empty()) co_return;
  if (at_end_) {
    co_await journal_.changed(read_to_.page, at_most);
  } else {
    co_await progressed_.wait(seen, at_most);
  }
}

void Subscription::wake() { progressed_.announce(++progress_); }

void Subscription::note_failure(const Message& message, const Error& error) {
  on_failure(message, error);
  std::lock_guard lock(mutex_);
  ++status_.failed_attempts;
  status_.last_error = error.code;
}

void Subscription::note_status() {
  std::lock_guard lock(mutex_);
  status_.cursor = cursor();
  status_.waiting = window_.size();
  status_.in_flight = in_flight_;
}

}  // namespace atelier::events
