// What a decision gives, and the runner that makes it durable.
//
// A write is decide(state, command, now) → {writes, events, effects}: a pure function. The runner reads the state, decides, and puts
// writes, events, effects and the idempotency record into the same commit. On a conflict it reads and decides again; an
// unknown outcome is read again, too: conditions in the writes (a version, an absent record) tell whether it was done.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/random.h"
#include "base/result.h"
#include "base/task.h"
#include "storage/store.h"

namespace atelier::events {

// Something that happened, told to other rooms and to subscribers. CloudEvents 1.0's attributes: id is made by the runner, source is the
// region, time is the decision's.
struct Event {
  std::string type;     // "order.placed"
  std::string subject;  // the aggregate's id; events of one subject are kept in order
  std::string data;     // JSON
};

// Something to be done outside after the commit, at least once, by the relay: a charge, a delivery request, a mail.
struct Effect {
  std::string kind;  // "payment.create": names the relay's handler
  std::string key;   // makes a repeat harmless; given to the outside as its idempotency key
  std::string data;  // JSON
  Milliseconds delay{0};  // not before now + delay: a sweep, an expiry
  EffectId id{};          // empty: the runner makes one. Who knows it may take the effect back: Delete{effect_key(id, due)}
};

struct Decision {
  std::vector<storage::Operation> writes;
  std::vector<Event> events;
  std::vector<Effect> effects;

  Decision& write(storage::Operation operation) {
    writes.push_back(std::move(operation));
    return *this;
  }
};

// The whole commit of a decision: its writes, one kEvents item an event (partition = subject, sort = event id), one kEffects item an effect.
storage::Commit to_commit(Decision decision, Region region, Time now, Random& random);

// What every runner needs. Owned by main, borrowed by components.
struct Context {
  storage::Store& store;
  const Clock& clock;
  Random& random;  // used on the calling thread only where the implementation says so; SystemRandom is for any thread
  Region region = Region::europe;
};

// Reads, decides and commits until it is committed, at most kMaxAttempts times.
//   attempt: Task<Result<std::pair<Decision, T>>>(Time now): reads what it needs and decides; an Error ends the run. It is called again after a
//   conflict, so it must read again and must not change anything itself.
// Success: the T of the attempt that was committed. An empty decision commits nothing and succeeds.
// Errors: those of the attempt; conflict "too_many_conflicts"; unavailable; exhausted "store_throttled"; unknown "store_unknown" only where
// reading again did not tell.
inline constexpr int kMaxAttempts = 24;  // on one hot item 64 callers need a few; beyond this the item is a design error

Task<Result<void>> commit_decision(Context& context, Decision decision, Time now, bool& retry);

template <class T, class Attempt>
Task<Result<T>> run(Context& context, Attempt attempt) {
  for (int i = 0; i < kMaxAttempts; ++i) {
    const Time now = context.clock.now();
    Result<std::pair<Decision, T>> decided = co_await attempt(now);
    if (!decided) co_return fail(decided);
    bool retry = false;
    Result<void> committed = co_await commit_decision(context, std::move(decided->first), now, retry);
    if (committed) co_return std::move(decided->second);
    if (!retry) co_return std::unexpected(committed.error());
  }
  co_return fail(ErrorKind::conflict, "too_many_conflicts", "others kept changing the same record; try again");
}

}  // namespace atelier::events
