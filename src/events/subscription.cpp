#include "events/subscription.h"

#include <algorithm>

#include "base/check.h"

namespace atelier::events {
namespace {

constexpr Milliseconds kSaveEvery{200};
constexpr Milliseconds kAskAgain{500};  // where nobody in this process says that there is more
constexpr std::size_t kSaveOperations = 90;  // below a commit's bound, with the cursor

}  // namespace

std::string consumer_key(Region region, const std::string& name) { return std::string(to_string(region)) + "/" + name; }

storage::Key cursor_key(const std::string& consumer) { return {storage::kConsumers, consumer, "cursor"}; }

Subscription::Subscription(Context& context, Journal& journal, Executor& executor, Options options, Handler handler)
    : context_(context), journal_(journal), executor_(executor), options_(std::move(options)),
      consumer_(consumer_key(context.region, options_.name)), handler_(std::move(handler)), parking_(consumer_) {
  CHECK(!options_.name.empty(), "a consumer has a name");
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

Task<void> Subscription::run() {
  co_await resume_on(executor_);
  while (!stopping_) {
    const auto seen = progress_;
    Result<void> ready;
    if (!saved_) ready = co_await load();
    if (ready && !commands_.empty()) co_await do_commands();
    if (ready) {
      auto more = co_await fill();
      start_due();
      co_await save(false);
      if (!more) ready = fail(more);
      if (more && *more) continue;
    }
    if (!ready) note_failure({}, ready.error());
    co_await wait(seen);
  }
  while (in_flight_ > 0) co_await progressed_.wait(progress_, kAskAgain);
  if (saved_) co_await save(true);
  ended_ = true;
  co_await do_commands();
}

// --- reading ---

Task<Result<void>> Subscription::load() {
  if (auto parked = co_await load_parked(); !parked) co_return parked;
  auto item = co_await context_.store.get(cursor_key(consumer_));
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
    saved_ = Position{0, 0};  // so that "from now on" is kept, even where nothing comes before the next restart
    co_await save(true);
  }
  note_status();
  co_return Result<void>{};
}

Task<Result<void>> Subscription::load_parked() {
  parking_ = Parking(consumer_);
  storage::Query query{.table = storage::kConsumers, .partition = parked_key(consumer_, "").partition, .limit = 500};
  do {
    auto page = co_await context_.store.query(query);
    if (!page) co_return fail(page);
    for (const auto& item : page->items) {
      auto parked = json::read_record<ParkedSubject>(item.body, "parked subject " + item.key.sort);
      if (!parked) co_return fail(parked);
      parking_.load(std::move(*parked));
    }
    query.after = std::move(page->next);
  } while (query.after);
  co_return Result<void>{};
}

bool Subscription::is_full() const {
  return window_.size() >= options_.window || window_.bytes() >= options_.window_bytes || parking_.subjects() >= options_.parked_subjects;
}

// Reads one page into the window, if there is room. True: ask again at once.
Task<Result<bool>> Subscription::fill() {
  at_end_ = false;
  if (is_full()) co_return false;
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
    if (is_full()) co_return false;
    const auto& event = events[read_to_.index];
    if (wants(event.type)) take(read_to_, event);
    ++read_to_.index;
  }
  read_to_ = {read_to_.page + 1, 0};
  co_return true;
}

void Subscription::take(Position at, const EventRecord& event) {
  if (parking_.holds(event.subject)) {
    parking_.add(event.subject, at);
  } else {
    window_.add(at, event);
  }
}

bool Subscription::wants(const std::string& type) const {
  return options_.types.empty() || std::ranges::any_of(options_.types, [&](const auto& prefix) { return type.starts_with(prefix); });
}

// --- delivering ---

void Subscription::start_due() {
  // A handler that answers at once comes back here; the outer call goes on with the next.
  if (std::exchange(starting_, true)) return;
  const Time now = context_.clock.now();
  while (!stopping_ && commands_.empty() && start_one(now)) {
  }
  starting_ = false;
  note_status();
}

bool Subscription::start_one(Time now) {
  if (in_flight_ >= options_.max_in_flight) return false;
  // Is the receiver back? One asks.
  if (health_.down() && (in_flight_ > 0 || now < health_.next_probe())) return false;
  // Those who fail may take a quarter of the places; where nothing else waits they are who asks.
  const auto places = health_.down() ? std::size_t{window_.size() == 0} : std::max<std::size_t>(1, options_.max_in_flight / 4);
  if (parked_in_flight_ < places) {
    if (auto turn = parking_.start_next(now)) {
      ++in_flight_;
      ++parked_in_flight_;
      spawn(deliver_parked(std::move(*turn)));
      return true;
    }
  }
  auto* slot = window_.start_next(now);
  if (slot == nullptr) return false;
  ++in_flight_;
  spawn(deliver(*slot));
  return true;
}

Task<Result<void>> Subscription::call(const Message& message) {
  auto answer = co_await handler_(message);
  co_await resume_on(executor_);
  const Time now = context_.clock.now();
  if (answer) {
    if (health_.down()) window_.make_due(now);
    health_.succeeded(now);
    std::lock_guard lock(mutex_);
    ++status_.delivered;
    status_.last_error.clear();
  } else {
    health_.failed(message.event.subject, is_answer(answer.error()), now, context_.random);
    note_failure(message, answer.error());
  }
  co_return answer;
}

Task<void> Subscription::deliver(Window::Slot& slot) {
  const Message message{slot.event, slot.at, slot.attempts + 1};
  auto answer = co_await call(message);
  --in_flight_;
  if (answer) {
    window_.done(slot);
  } else {
    failed(slot, answer.error());
  }
  start_due();
  wake();
}

void Subscription::failed(Window::Slot& slot, const Error& error) {
  const Time now = context_.clock.now();
  if (health_.down()) return window_.postpone(slot, now);  // behind the others: the next one who asks is another
  if (slot.attempts++ == 0) slot.first_failed_at = now;
  const FailedAttempt attempt{.attempts = slot.attempts, .first_failed_at = slot.first_failed_at, .answered = is_answer(error)};
  const Time due = now + backoff(slot.attempts, options_.retry_first, options_.failures.retry_most, context_.random);
  if (decide_after_failure(attempt, health_, options_.failures, now) == AfterFailure::again) return window_.postpone(slot, due);
  const auto first_failed_at = slot.first_failed_at;
  const auto attempts = slot.attempts;
  const auto subject = slot.event.subject;
  std::vector<Position> at;
  for (const auto& one : window_.remove_subject(subject)) at.push_back(one.at);
  parking_.park(subject, at, attempts, first_failed_at, due, error.code);
}

Task<void> Subscription::deliver_parked(Parking::Turn turn) {
  auto page = co_await journal_.read(turn.at.page);
  co_await resume_on(executor_);
  if (page && *page && turn.at.index < (*page)->events.size()) {
    const Message message{(*page)->events[turn.at.index], turn.at, turn.attempts + 1};
    auto answer = co_await call(message);
    if (answer) {
      parking_.done(turn);
    } else {
      failed_parked(turn, message.event, answer.error());
    }
  } else if (!page && page.error().code != "journal_trimmed") {
    parking_.postpone(turn, context_.clock.now() + options_.retry_first, page.error().code, false, context_.clock.now());
  } else {
    note_failure({}, Error{ErrorKind::not_found, "journal_trimmed", "an event that was set aside is not kept any longer: " + to_string(turn.at)});
    parking_.done(turn);
  }
  --in_flight_;
  --parked_in_flight_;
  start_due();
  wake();
}

void Subscription::failed_parked(const Parking::Turn& turn, const EventRecord& event, const Error& error) {
  const Time now = context_.clock.now();
  const bool down = health_.down();
  const FailedAttempt attempt{.attempts = turn.attempts + 1, .first_failed_at = turn.attempts == 0 ? now : turn.first_failed_at,
                              .answered = is_answer(error), .parked = true};
  const bool too_many = parking_.events_of(turn.subject) > options_.parked_events;
  if (too_many || decide_after_failure(attempt, health_, options_.failures, now) == AfterFailure::give_up) {
    // A dead letter lives as long as the page that has its event.
    return parking_.give_up(turn, event, error.code, now, event.time + options_.letters_kept);
  }
  const auto delay = backoff(attempt.attempts, options_.retry_first, options_.failures.parked_retry_most, context_.random);
  parking_.postpone(turn, down ? now : now + delay, error.code, !down, now);
}

// --- the cursor ---

Position Subscription::cursor() const {
  auto at = window_.oldest().value_or(read_to_);
  if (const auto unsaved = parking_.unsaved()) at = std::min(at, *unsaved);
  return at;
}

// What is parked, the dead letters and the cursor in one commit: whatever it passes is delivered or written down.
Task<void> Subscription::save(bool now_please) {
  const Time now = context_.clock.now();
  if (!now_please && now - saved_at_ < kSaveEvery) co_return;
  for (bool more = true; more;) {
    auto changes = parking_.take_changes(kSaveOperations);
    more = changes.operations.size() >= kSaveOperations;
    const auto at = cursor();
    if (changes.operations.empty() && at == *saved_) co_return;
    storage::Commit commit{.operations = changes.operations};
    commit.add(storage::Put{.key = cursor_key(consumer_), .body = json::write(Cursor{at.page, at.index, now})});
    saved_at_ = now;
    if (!storage::is_committed(co_await context_.store.commit(std::move(commit)))) {
      parking_.put_back(std::move(changes));  // tried again; a restart before repeats a little more
      co_return;
    }
    saved_ = at;
  }
  note_status();
}

// --- commands ---

Task<Result<void>> Subscription::move_to(From from) {
  Completion<Result<void>> done;
  post([this, from, resolver = done.resolver()]() -> Task<void> { resolver(co_await do_move(from)); });
  co_return co_await done;
}

Task<Result<std::size_t>> Subscription::resend(std::optional<Position> at) {
  Completion<Result<std::size_t>> done;
  post([this, at, resolver = done.resolver()]() -> Task<void> { resolver(co_await do_resend(at)); });
  co_return co_await done;
}

void Subscription::post(Command command) {
  executor_.post([this, command = std::move(command)]() mutable {
    commands_.push_back(std::move(command));
    if (ended_) spawn(do_commands());  // who asked is answered: it was stopped
    wake();
  });
}

Task<void> Subscription::do_commands() {
  while (in_flight_ > 0) co_await progressed_.wait(progress_, kAskAgain);
  auto commands = std::exchange(commands_, {});
  for (auto& command : commands) co_await command();
}

Task<Result<void>> Subscription::do_move(From from) {
  if (stopping_) co_return fail(ErrorKind::unavailable, "consumer_stopped", "the consumer was stopped");
  auto to = co_await journal_.find(from);
  if (!to) co_return fail(to);
  window_.clear();
  read_to_ = *to;
  saved_ = Position{0, 0};
  co_await save(true);
  if (*saved_ == Position{0, 0}) co_return fail(ErrorKind::unavailable, "store_unavailable", "the cursor could not be stored");
  co_return Result<void>{};
}

Task<Result<std::size_t>> Subscription::do_resend(std::optional<Position> at) {
  if (stopping_) co_return fail(ErrorKind::unavailable, "consumer_stopped", "the consumer was stopped");
  std::size_t count = 0;
  storage::Query query{.table = storage::kConsumers, .partition = dead_letter_key(consumer_, {}).partition, .limit = 500};
  if (at) query.sort_prefix = to_sort_key(*at);
  do {
    auto page = co_await context_.store.query(query);
    if (!page) co_return fail(page);
    for (const auto& item : page->items) {
      if (parking_.subjects() >= options_.parked_subjects) co_return count;  // the rest when these are done
      auto letter = json::read_record<DeadLetter>(item.body, "dead letter " + item.key.sort);
      if (!letter) co_return fail(letter);
      parking_.revive(*letter, context_.clock.now());
      ++count;
    }
    query.after = std::move(page->next);
  } while (query.after);
  co_await save(true);
  co_return count;
}

// For a new page, a handler's answer, an event whose time has come, or the cursor's turn to be saved.
Task<void> Subscription::wait(std::uint64_t seen) {
  if (stopping_ || !commands_.empty()) co_return;
  auto at_most = kAskAgain;
  const Time now = context_.clock.now();
  if (saved_ && (*saved_ != cursor() || parking_.has_changes())) at_most = kSaveEvery;
  for (const auto due : {window_.next_due(), parking_.next_due()}) {
    if (!due || in_flight_ >= options_.max_in_flight) continue;
    const auto from = health_.down() ? std::max(*due, health_.next_probe()) : *due;
    at_most = std::clamp(from - now, Milliseconds{1}, at_most);
  }
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
  status_.parked_subjects = parking_.subjects();
  status_.parked_events = parking_.events();
  status_.behind_since = window_.oldest_time();
  status_.down_since = health_.down_since();
}

}  // namespace atelier::events
