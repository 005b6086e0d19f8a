#include "events/relay.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/planted.h"

namespace atelier::events {

Relay::Relay(Context& context, Executor& executor, Options options)
    : context_(context), executor_(executor), options_(options) {}

void Relay::handle(std::string kind, EffectHandler handler) {
  const bool added = handlers_.emplace(std::move(kind), std::move(handler)).second;
  CHECK(added, "one handler a kind of effect");
}

void Relay::handle_arrival(std::string kind, EffectHandler handler) {
  const bool added = arrival_handlers_.emplace(std::move(kind), std::move(handler)).second;
  CHECK(added, "one handler a kind of effect");
}

bool Relay::is_ours(const EffectRecord& effect) const {
  return planted::kBothRegions || !options_.own_region_only || effect.id.region() == context_.region;
}

void Relay::stop() {
  executor_.post([this] { stopping_ = true; });
}

Relay::Status Relay::status() const { return {waiting_count_, in_flight_, done_, failed_attempts_}; }

Task<void> Relay::run() {
  co_await resume_on(executor_);
  co_await follow();
  while (in_flight_ > 0 || flushing_) co_await sleep_for(Milliseconds{5});
}

Task<Result<void>> Relay::read_outbox(Time created_before) {
  const std::string horizon = to_rfc3339(context_.clock.now() + kHorizon);
  for (unsigned shard = 0; shard < kEffectShards; ++shard) {
    storage::Query query{.table = storage::kEffects, .partition = std::to_string(shard), .limit = 500};
    do {
      auto page = co_await context_.store.query(query);
      if (!page) co_return fail(page);
      for (const auto& item : page->items) take(item, created_before);
      query.after = std::move(page->next);
    } while (query.after && *query.after < horizon);
  }
  co_return Result<void>{};
}

Task<void> Relay::follow() {
  constexpr std::size_t kPage = 1000;
  storage::FeedPosition position;
  bool begun = false;
  Time rescan_at{};
  while (!stopping_) {
    if (!begun || context_.clock.now() >= rescan_at) {
      // The position is taken before the outbox is read, so nothing falls in between.
      if (auto end = co_await context_.store.feed_end(); end && !begun) {
        position = std::move(*end);
        begun = true;
      }
      // What is newer comes by the feed. Taken from both it would be done twice: harmless, but not wanted.
      const auto read = co_await read_outbox(context_.clock.now() - (rescan_at == Time{} ? Milliseconds{0} : kFeedLag));
      rescan_at = context_.clock.now() + (read ? Milliseconds{kRescan} : Milliseconds{1'000});
      start_due();
    }
    auto page = co_await context_.store.read_feed(position, kPage);
    if (!page) {
      begun = page.error().code != "feed_trimmed" && begun;
      rescan_at = begun ? rescan_at : Time{};
      co_await sleep_for(Milliseconds{200});
      continue;
    }
    for (const auto& change : page->changes) {
      if (change.key.table != storage::kEffects) continue;
      if (change.now) {
        take(*change.now, Time::max());
      } else if (const auto id = EffectId::parse(change.key.sort.substr(change.key.sort.rfind('/') + 1)); id && id->region() != context_.region) {
        known_.erase(id->text());  // its own region is done with it, or will ask again under another time
      }
    }
    position = std::move(page->next);
    start_due();
    if (page->changes.empty()) co_await context_.store.feed_changed(position, Milliseconds{250});
  }
}

void Relay::take(const storage::Item& item, Time created_before) {
  auto effect = json::read_record<EffectRecord>(item.body, "effect " + item.key.sort);
  if (!effect) {
    on_failure(EffectRecord{.kind = item.key.sort}, effect.error());
    return;
  }
  if (!is_ours(*effect) && !arrival_handlers_.contains(effect->kind)) return;
  if (effect->created_at > created_before || effect->due_at > context_.clock.now() + kHorizon) return;
  if (!known_.insert(effect->id.text()).second) return;
  const Time due = effect->due_at;
  wait_until(due, std::move(*effect));
}

void Relay::wait_until(Time at, EffectRecord effect) {
  waiting_.emplace(at, std::move(effect));
  waiting_count_ = waiting_.size() + parked_;
}

void Relay::start_due() {
  const Time now = context_.clock.now();
  while (!waiting_.empty() && waiting_.begin()->first <= now && !stopping_) {
    auto effect = std::move(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    Lane& lane = lanes_[effect.kind];
    lane.due.push_back(std::move(effect));
    ++parked_;
    fill(lane);
  }
  waiting_count_ = waiting_.size() + parked_;
  if (!waiting_.empty()) schedule_wake(waiting_.begin()->first);
}

void Relay::fill(Lane& lane) {
  // A handler that answers at once ends inside spawn() and comes back here: the loop below goes on with the next, however many there are, and
  // the stack does not grow.
  if (std::exchange(lane.filling, true)) return;
  while (!lane.due.empty() && lane.in_flight < options_.max_in_flight && !stopping_) {
    auto effect = std::move(lane.due.front());
    lane.due.pop_front();
    --parked_;
    ++lane.in_flight;
    ++in_flight_;
    spawn(attempt(lane, std::move(effect)));
  }
  lane.filling = false;
}

void Relay::schedule_wake(Time at) {
  const Time now = context_.clock.now();
  if (at >= next_wake_ && next_wake_ > now) return;
  next_wake_ = at;
  executor_.post_after(std::max(Milliseconds{1}, at - now), [this] {
    next_wake_ = Time::max();
    start_due();
  });
}

Task<void> Relay::attempt(Lane& lane, EffectRecord effect) {
  Result<void> answer;
  const auto& handlers = is_ours(effect) ? handlers_ : arrival_handlers_;
  if (const auto handler = handlers.find(effect.kind); handler != handlers.end()) {
    answer = co_await handler->second(effect);
  } else {
    answer = fail(ErrorKind::internal, "no_effect_handler", "nobody handles effects of kind " + effect.kind);
  }
  if (answer || planted::kEffectForgotten) {
    remove(std::move(effect));
  } else {
    co_await postpone(std::move(effect), std::move(answer.error()));
  }
  --lane.in_flight;
  --in_flight_;
  fill(lane);
  waiting_count_ = waiting_.size() + parked_;
}

// Deleted a little later, together with others that are done meanwhile: one commit for many. Where that fails the effect is done once more
// after a restart, which handlers take without harm.
void Relay::remove(EffectRecord effect) {
  ++done_;
  if (!is_ours(effect)) return;  // it stays known, so that it is not done again; its own region deletes it
  done_records_.push_back(std::move(effect));
  if (!std::exchange(flushing_, true)) spawn(flush_done());
}

Task<void> Relay::flush_done() {
  constexpr std::size_t kAtOnce = 50;  // of the 100 operations of a commit
  constexpr Milliseconds kGather{2};
  while (!done_records_.empty()) {
    if (done_records_.size() < kAtOnce) co_await sleep_for(kGather);
    std::vector<EffectRecord> gone = std::exchange(done_records_, {});
    for (std::size_t begin = 0; begin < gone.size(); begin += kAtOnce) {
      storage::Commit commit;
      for (std::size_t i = begin; i < std::min(begin + kAtOnce, gone.size()); ++i) commit.add(storage::Delete{.key = effect_key(gone[i])});
      co_await context_.store.commit(std::move(commit));
    }
    for (const auto& effect : gone) known_.erase(effect.id.text());
  }
  flushing_ = false;
}

Task<void> Relay::postpone(EffectRecord effect, Error error) {
  ++failed_attempts_;
  on_failure(effect, error);
  Milliseconds delay = options_.retry_first;
  for (int i = 0; i < effect.attempts && delay < options_.retry_most; ++i) delay *= 2;
  delay = std::min(delay, options_.retry_most);
  // Full delays would bring everything back at the same moment after an outage: half of it is by chance.
  delay = delay / 2 + Milliseconds{static_cast<std::int64_t>(context_.random.below(static_cast<std::uint64_t>(delay.count()) / 2 + 1))};
  const Time again = context_.clock.now() + delay;

  EffectRecord later = effect;
  ++later.attempts;
  later.last_error = error.code;
  if (!is_ours(effect)) {
    wait_until(again, std::move(later));
    schedule_wake(again);
    co_return;
  }
  later.due_at = again;
  storage::Commit commit;
  commit.add(storage::Delete{.key = effect_key(effect), .condition = storage::Exists{}});
  commit.add(storage::Put{.key = effect_key(later), .body = json::write(later)});
  const auto outcome = co_await context_.store.commit(std::move(commit));
  if (std::holds_alternative<storage::Conflict>(outcome)) {
    known_.erase(effect.id.text());  // its owner took it back meanwhile
    co_return;
  }
  // Where that was not written it is tried again all the same; the record tells of one attempt less.
  wait_until(again, storage::is_committed(outcome) ? std::move(later) : std::move(effect));
  schedule_wake(again);
}

}  // namespace atelier::events
