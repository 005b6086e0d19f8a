#include "sim_store.h"

#include "storage/rules.h"

namespace atelier::simulation {
namespace {

using namespace storage;

std::unexpected<Error> unreachable() { return fail(ErrorKind::unavailable, "store_unavailable", "the store cannot be reached (simulated)"); }
Unavailable refused() { return {Error{ErrorKind::unavailable, "store_unavailable", "the store cannot be reached (simulated)"}}; }

constexpr Micros kClientTimeout = 5 * kSecond;

}  // namespace

Micros SimStore::way() {
  if (scheduler_.fault(faults_.slow, "store: a slow call")) return scheduler_.chance.between(100, 8000) * kMillisecond;
  return scheduler_.chance.between(200, 2500);
}

Task<bool> SimStore::reach_for_reading() {
  if (!host_.alive) co_return false;
  if (host_.cut_off) {
    co_await wait_micros(scheduler_, host_.owner, kClientTimeout);
    co_return false;
  }
  const bool fails = scheduler_.fault(faults_.read_fails, "store: a read fails");
  co_await wait_micros(scheduler_, host_.owner, way());
  co_return host_.alive && !fails;
}

// What is read is what was there before the answer's way back.
Task<Result<std::optional<Item>>> SimStore::get(Key key) {
  if (auto good = check_key(key); !good) co_return fail(good);
  auto found = replica_.get(key);
  const bool reached = co_await reach_for_reading();
  if (!reached) co_return unreachable();
  co_return found;
}

Task<Result<Page>> SimStore::query(Query query) {
  if (auto good = check_query(query); !good) co_return fail(good);
  auto page = replica_.query(query);
  const bool reached = co_await reach_for_reading();
  if (!reached) co_return unreachable();
  co_return page;
}

Task<Result<ScanPage>> SimStore::scan(Scan scan) {
  if (auto good = check_scan(scan); !good) co_return fail(good);
  auto page = replica_.scan(scan);
  const bool reached = co_await reach_for_reading();
  if (!reached) co_return unreachable();
  co_return page;
}

CommitOutcome SimStore::commit_now(Commit commit) {
  auto outcome = replica_.commit(std::move(commit), host_.committer);
  if (scheduler_.tracing) {
    scheduler_.trace(host_.name, is_committed(outcome) ? "  committed" : "  refused");
  }
  return outcome;
}

Task<CommitOutcome> SimStore::commit(Commit commit) {
  if (auto good = check_limits(commit); !good) co_return Unavailable{good.error()};
  if (!host_.alive) co_return refused();
  Chance& chance = scheduler_.chance;
  if (scheduler_.tracing) {
    std::string keys = "commit";
    for (const auto& operation : commit.operations) {
      const auto& key = key_of(operation);
      if (!std::holds_alternative<Check>(operation)) keys += " " + std::string(key.table.name) + ":" + key.partition + (key.sort.empty() ? "" : "/" + key.sort);
    }
    scheduler_.trace(host_.name, keys);
  }
  if (host_.cut_off) {
    co_await wait_micros(scheduler_, host_.owner, kClientTimeout);
    co_return Unknown{};
  }
  if (scheduler_.fault(faults_.crash, "a process dies at a commit")) {
    if (chance.percent(50)) (void)commit_now(std::move(commit));
    scheduler_.trace(host_.name, "dies at this commit");
    host_.kill();
    co_return Unknown{};
  }
  if (scheduler_.fault(faults_.conflict, "store: refused without a reason")) {
    co_await wait_micros(scheduler_, host_.owner, way());
    co_return Conflict{0};
  }
  if (scheduler_.fault(faults_.throttled, "store: throttled")) {
    co_await wait_micros(scheduler_, host_.owner, way());
    co_return Throttled{};
  }
  if (scheduler_.fault(faults_.unavailable, "store: unavailable")) {
    co_await wait_micros(scheduler_, host_.owner, way());
    co_return refused();
  }
  if (scheduler_.fault(faults_.unknown_not_done, "store: answer lost, not done")) {
    co_await wait_micros(scheduler_, host_.owner, kClientTimeout);
    co_return Unknown{};
  }
  if (scheduler_.fault(faults_.unknown_late, "store: answer lost, done later")) {
    // The request is somewhere on the way, and its caller has given up waiting.
    const Micros later = chance.between(1, 20'000) * kMillisecond;
    scheduler_.after(later, kWorld, [this_replica = &replica_, who = host_.committer, late = std::make_shared<Commit>(std::move(commit))] {
      (void)this_replica->commit(std::move(*late), who);
    });
    co_await wait_micros(scheduler_, host_.owner, kClientTimeout);
    co_return Unknown{};
  }
  co_await wait_micros(scheduler_, host_.owner, way());
  if (!host_.alive) co_return refused();
  const bool lost = scheduler_.fault(faults_.unknown_done, "store: answer lost, done");
  auto outcome = commit_now(std::move(commit));
  co_await wait_micros(scheduler_, host_.owner, lost ? kClientTimeout : way());
  if (lost || !host_.alive) co_return Unknown{};
  co_return outcome;
}

Task<Result<FeedPage>> SimStore::read_feed(FeedPosition from, std::size_t limit) {
  auto page = replica_.read_feed(from, limit);
  const bool reached = co_await reach_for_reading();
  if (!reached) co_return unreachable();
  co_return page;
}

Task<Result<FeedPosition>> SimStore::feed_end() {
  auto end = replica_.feed_end();
  const bool reached = co_await reach_for_reading();
  if (!reached) co_return unreachable();
  co_return end;
}

Task<void> SimStore::feed_changed(FeedPosition from, Milliseconds at_most) {
  if (!host_.alive || host_.cut_off) {
    co_await wait_micros(scheduler_, host_.owner, kSecond);
    co_return;
  }
  if (from != replica_.feed_end()) co_return;
  // A quiet night is days long in virtual time: asking four times a second would be all that happens.
  const Micros patience = std::max<Micros>(at_most.count() * 1000, 30 * kSecond);
  Completion<bool> changed;
  auto answered = std::make_shared<bool>(false);
  const auto answer = [answered, resolve = changed.resolver()] {
    if (*answered) return;
    *answered = true;
    resolve(true);
  };
  // Woken in the owner's own time, not inside of somebody's commit.
  replica_.on_next_change([answer, owner = host_.owner, &scheduler = scheduler_] { scheduler.after(500, owner, answer); });
  scheduler_.after(patience, host_.owner, answer);
  co_await changed;
}

}  // namespace atelier::simulation
