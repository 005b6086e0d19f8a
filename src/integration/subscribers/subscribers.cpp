#include "integration/subscribers/subscribers.h"

#include <algorithm>

#include "integration/subscribers/signature.h"

namespace atelier::integration {
namespace {

constexpr Milliseconds kSyncEvery{60'000};
constexpr Milliseconds kSyncAgain{1'000};

Result<void> other_region() {
  return fail(ErrorKind::conflict, "other_region", "the subscriber belongs to the other region: change it there");
}

}  // namespace

struct Subscribers::Running {
  Running(Subscribers& all, const Subscriber& one, events::From begin, std::shared_ptr<AttemptLog> kept)
      : updated_at(one.updated_at),
        log(std::move(kept)),
        sender(all.context_.clock, all.client_, all.options_.sender, one, *log),
        subscription(all.context_, all.journal_, all.executor_,
                     {.name = consumer_name(one.id), .begin = begin, .types = own_types(one.types).value_or(std::vector<std::string>{"none"}),
                      .max_in_flight = all.options_.max_in_flight, .failures = all.options_.failures},
                     [this](events::Message message) { return sender.send(std::move(message)); }) {}

  const Time updated_at;  // of the record it runs by
  std::shared_ptr<AttemptLog> log;
  Sender sender;
  events::Subscription subscription;
  bool ended = false;
};

Subscribers::Subscribers(events::Context& context, events::Journal& journal, Executor& executor, http::Client& client, Options options)
    : context_(context), journal_(journal), executor_(executor), client_(client), options_(std::move(options)) {}
Subscribers::~Subscribers() = default;

Task<void> Subscribers::run() {
  co_await resume_on(executor_);
  Time sync_at{};
  while (!stopping_) {
    if (context_.clock.now() >= sync_at) {
      const bool done = co_await sync();
      sync_at = context_.clock.now() + (done ? kSyncEvery : kSyncAgain);
    }
    co_await sleep_for(Milliseconds{100});
  }
  while (consumers_ > 0) co_await sleep_for(Milliseconds{20});
}

// Starts what the records say at first; later only what the other region changed (this region's changes are made here, by change() and the
// like). False: they could not be read.
Task<bool> Subscribers::sync() {
  const auto all = co_await read_subscribers(context_.store);
  if (!all) co_return false;
  const bool first = !std::exchange(loaded_, true);
  std::vector<SubscriberId> gone;
  {
    std::lock_guard lock(mutex_);
    for (const auto& [id, one] : running_) {
      const bool there = std::ranges::any_of(*all, [&](const auto& stored) { return stored.id == id && stored.state == SubscriberState::active; });
      if (!there && id.region() != context_.region) gone.push_back(id);
    }
  }
  for (const auto& id : gone) co_await end(id);
  for (const auto& stored : *all) {
    if (!first && stored.id.region() == context_.region) continue;
    if (const auto one = running(stored.id); one && one->updated_at != stored.updated_at) co_await end(stored.id);
    if (stored.state == SubscriberState::active) start(stored, events::End{});
  }
  co_return true;
}

void Subscribers::stop() {
  executor_.post([this] {
    stopping_ = true;
    std::lock_guard lock(mutex_);
    for (auto& [id, one] : running_) one->subscription.stop();
  });
}

// On the executor.
void Subscribers::start(const Subscriber& subscriber, events::From begin) {
  if (stopping_) return;
  std::shared_ptr<Running> made;
  {
    std::lock_guard lock(mutex_);
    if (running_.contains(subscriber.id)) return;  // made while run() was loading
    auto& log = logs_[subscriber.id];
    if (!log) log = std::make_shared<AttemptLog>();
    made = std::make_shared<Running>(*this, subscriber, begin, log);
    running_[subscriber.id] = made;
  }
  made->subscription.on_failure = [this, subscriber](const events::Message& message, const Error& error) { on_failure(subscriber, message, error); };
  ++consumers_;
  spawn([](Subscribers& all, std::shared_ptr<Running> one) -> Task<void> {
    co_await one->subscription.run();
    one->ended = true;
    --all.consumers_;
  }(*this, std::move(made)));
}

// The caller goes on on its own executor: a handler's coroutine belongs to its connection's loop.
Task<void> Subscribers::on_executor(std::function<Task<void>()> work) {
  Completion<bool> done;
  executor_.post([work = std::move(work), resolver = done.resolver()] {
    spawn([](std::function<Task<void>()> owned, Completion<bool>::Resolver ended) -> Task<void> {
      co_await owned();
      ended(true);
    }(work, resolver));
  });
  co_await done;
}

// On the executor.
Task<void> Subscribers::end(SubscriberId id) {
  std::shared_ptr<Running> one;
  {
    std::lock_guard lock(mutex_);
    auto node = running_.extract(id);
    if (node) one = node.mapped();
  }
  if (!one) co_return;
  one->subscription.stop();
  while (!one->ended) co_await sleep_for(Milliseconds{20});
}

Task<void> Subscribers::apply(Subscriber subscriber) {
  co_await end(subscriber.id);
  if (subscriber.state == SubscriberState::active && !running(subscriber.id)) start(subscriber, events::End{});
}

std::shared_ptr<Subscribers::Running> Subscribers::running(const SubscriberId& id) const {
  std::lock_guard lock(mutex_);
  const auto found = running_.find(id);
  return found == running_.end() ? nullptr : found->second;
}

// --- records ---

Task<Result<Subscribers::Checked<SubscriberWithSecret>>> Subscribers::create(NewSubscriber wanted) {
  if (auto problems = check_subscriber(wanted.name, wanted.url, wanted.types, options_.allow_private); !problems.empty()) co_return problems;
  auto others = co_await read_subscribers(context_.store);
  if (!others) co_return fail(others);
  if (others->size() >= kMaxSubscribers) {
    co_return fail(ErrorKind::exhausted, "too_many_subscribers", "there are as many subscribers as may be: " + std::to_string(kMaxSubscribers));
  }
  const Time now = context_.clock.now();
  Subscriber made{.id = SubscriberId::make(context_.region, now, context_.random), .name = std::move(wanted.name), .url = std::move(wanted.url),
                  .types = std::move(wanted.types), .created_at = now, .updated_at = now};
  // With its cursor, so that it begins where it was asked to even if we stop before it runs.
  auto begin = co_await journal_.find(wanted.from);
  if (!begin) co_return fail(begin);
  storage::Commit commit;
  commit.add(storage::Put{.key = subscriber_key(made.id), .body = json::write(made), .condition = storage::Absent{}});
  commit.add(storage::Put{.key = events::cursor_key(consumer_of(made.id)), .body = json::write(events::Cursor{begin->page, begin->index, now})});
  if (auto done = storage::to_result(co_await context_.store.commit(std::move(commit))); !done) co_return fail(done);
  co_await on_executor([this, &made, begin = *begin]() -> Task<void> {
    start(made, begin);
    co_return;
  });
  auto secret = write_secret(secret_of(options_.sender.secret_key, made.id, made.secret_number));
  co_return SubscriberWithSecret{std::move(made), std::move(secret)};
}

// Reads, edits and stores until it is stored; `decide` gives the problems of what it was asked.
template <class Decide>
Task<Result<Subscribers::Checked<Subscriber>>> Subscribers::edit(SubscriberId id, Decide decide) {
  if (id.region() != context_.region) co_return fail(other_region());
  for (int i = 0; i < events::kMaxAttempts; ++i) {
    auto stored = co_await read_subscriber(context_.store, id);
    if (!stored) co_return fail(stored);
    auto& subscriber = stored->subscriber;
    const Time now = context_.clock.now();
    if (auto problems = decide(subscriber, now); !problems.empty()) co_return problems;
    subscriber.updated_at = now;
    storage::Commit commit;
    commit.add(storage::Put{.key = subscriber_key(id), .body = json::write(subscriber), .condition = storage::VersionIs{stored->version}});
    const auto outcome = co_await context_.store.commit(std::move(commit));
    if (std::holds_alternative<storage::Conflict>(outcome)) continue;
    if (auto done = storage::to_result(outcome); !done) co_return fail(done);
    co_await on_executor([this, &subscriber] { return apply(subscriber); });
    co_return subscriber;
  }
  co_return fail(ErrorKind::conflict, "too_many_conflicts", "others kept changing the subscriber; try again");
}

Task<Result<Subscribers::Checked<Subscriber>>> Subscribers::change(SubscriberId id, SubscriberChange wanted) {
  co_return co_await edit(id, [&](Subscriber& subscriber, Time) {
    if (wanted.name) subscriber.name = *wanted.name;
    if (wanted.url) subscriber.url = *wanted.url;
    if (wanted.types) subscriber.types = *wanted.types;
    if (wanted.state) subscriber.state = *wanted.state;
    return check_subscriber(subscriber.name, subscriber.url, subscriber.types, options_.allow_private);
  });
}

Task<Result<SubscriberWithSecret>> Subscribers::rotate_secret(SubscriberId id) {
  auto changed = co_await edit(id, [](Subscriber& subscriber, Time now) {
    ++subscriber.secret_number;
    subscriber.old_secret_until = now + kOldSecretSigns;
    return json::Problems{};
  });
  if (!changed) co_return fail(changed);
  auto& subscriber = std::get<Subscriber>(*changed);
  auto secret = write_secret(secret_of(options_.sender.secret_key, id, subscriber.secret_number));
  co_return SubscriberWithSecret{std::move(subscriber), std::move(secret)};
}

Task<Result<void>> Subscribers::remove(SubscriberId id) {
  auto stored = co_await read_subscriber(context_.store, id);
  if (!stored) co_return fail(stored);
  if (id.region() != context_.region) co_return fail(other_region());
  co_await on_executor([this, &id] { return end(id); });
  const auto name = consumer_of(id);
  // What it was owed goes first, its record last: a removal that was cut short can be asked for again.
  for (const auto& partition : {events::parked_key(name, "").partition, events::dead_letter_key(name, {}).partition}) {
    while (true) {
      auto page = co_await context_.store.query({.table = storage::kConsumers, .partition = partition, .limit = storage::kMaxOperations});
      if (!page) co_return fail(page);
      if (page->items.empty()) break;
      storage::Commit commit;
      for (const auto& item : page->items) commit.add(storage::Delete{.key = item.key});
      if (auto done = storage::to_result(co_await context_.store.commit(std::move(commit))); !done) co_return fail(done);
    }
  }
  storage::Commit commit;
  commit.add(storage::Delete{.key = subscriber_key(id)});
  commit.add(storage::Delete{.key = events::cursor_key(name)});
  co_return storage::to_result(co_await context_.store.commit(std::move(commit)));
}

Task<Result<Subscriber>> Subscribers::find(SubscriberId id) {
  auto stored = co_await read_subscriber(context_.store, id);
  if (!stored) co_return fail(stored);
  co_return std::move(stored->subscriber);
}

Task<Result<std::vector<Subscriber>>> Subscribers::all() { return read_subscribers(context_.store); }

// --- what support sees and does ---

SubscriberStatus Subscribers::status(const SubscriberId& id) const {
  const auto one = running(id);
  if (!one) return {};
  return {true, one->subscription.status()};
}

std::vector<Attempt> Subscribers::attempts(const SubscriberId& id) const {
  std::lock_guard lock(mutex_);
  const auto found = logs_.find(id);
  return found == logs_.end() ? std::vector<Attempt>{} : found->second->newest_first();
}

Task<Result<LetterPage>> Subscribers::dead_letters(SubscriberId id, std::optional<std::string> after, std::size_t limit) {
  auto page = co_await context_.store.query({.table = storage::kConsumers,
                                             .partition = events::dead_letter_key(consumer_of(id), {}).partition,
                                             .after = std::move(after),
                                             .limit = limit});
  if (!page) co_return fail(page);
  LetterPage letters{.next = std::move(page->next)};
  for (const auto& item : page->items) {
    auto letter = json::read_record<events::DeadLetter>(item.body, "dead letter " + item.key.sort);
    if (!letter) co_return fail(letter);
    letters.letters.push_back(std::move(*letter));
  }
  co_return letters;
}

Task<Result<std::size_t>> Subscribers::resend(SubscriberId id, std::optional<events::Position> at) {
  const auto one = running(id);
  if (!one) co_return fail(ErrorKind::conflict, "subscriber_paused", "the subscriber is paused: make it active first");
  co_return co_await one->subscription.resend(at);
}

Task<Result<void>> Subscribers::replay(SubscriberId id, events::From from) {
  const auto one = running(id);
  if (!one) co_return fail(ErrorKind::conflict, "subscriber_paused", "the subscriber is paused: make it active first");
  co_return co_await one->subscription.move_to(from);
}

}  // namespace atelier::integration
