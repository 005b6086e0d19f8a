#include "world.h"

#include "base/check.h"
#include "catalogue.h"
#include "item_management/inventory/movements.h"
#include "storage/fence.h"

namespace atelier::simulation {
namespace {

namespace inventory = item_management::inventory;

inventory::Place shop(char region) {
  return {kShopOf[region == 'e' ? 0 : 1], inventory::PlaceKind::shop, region == 'e' ? Region::europe : Region::asia};
}

constexpr Micros kLongest = 60 * kHour;  // of virtual time after healing: what is not settled then never is
constexpr Micros kFarFuture = 48 * kHour;  // effects due later (an order's close after 14 days) may wait

}  // namespace

Scenario scenario_of(std::uint64_t seed) {
  Chance chance(seed ^ 0x5ce7a210);
  Scenario scenario;
  scenario.two_regions = chance.percent(70);
  scenario.journeys = static_cast<int>(chance.between(20, 150));
  scenario.till_sales = static_cast<int>(chance.between(0, 8));
  scenario.processes_per_region = static_cast<int>(chance.between(1, 3));
  scenario.chaos = chance.between(5, 30) * kMinute;
  scenario.faults = chance.percent(95);
  return scenario;
}

World::World(std::uint64_t seed, const Scenario& with)
    : scheduler(seed), scenario(with), table(scheduler, with.two_regions), psp(scheduler, faults), courier(scheduler, faults) {
  table.observer = [this](const Committer& who, char, const std::vector<RawWrite>& writes) { auditor.on_commit(who.process, who.acts_for, who.epoch, writes); };
  table.lag = [this] {
    if (scheduler.fault(faults.lag_long, "an item copied very late")) return faults.lag_most * scheduler.chance.between(5, 40);
    return scheduler.chance.between(kMillisecond, faults.lag_most);
  };
  auditor.on_violation = [this](const std::string& what) { scheduler.trace("AUDITOR", what); };
  psp.deliver = [this](const PspMessage& message, std::function<void(bool)> done) {
    const auto id = PaymentId::parse(message.payment);
    CHECK(id.has_value());
    spawn(ask<payment::Payment>(static_cast<char>(id->region()),
                                [id = *id, status = message.status](Process& p) { return payment::apply_status(p.context, id, "simulated", status); }),
          [done](std::optional<Result<payment::Payment>> answer) { done(answer && answer->has_value()); });
  };
  courier.deliver = [this](const integration::CourierNotice& notice, std::function<void(bool)> done) {
    spawn(ask<bool>(static_cast<char>(notice.delivery->region()),
                    [notice](Process& p) -> Task<Result<bool>> {
                      auto taken = co_await p.orders.courier_notice(notice);
                      if (!taken) co_return fail(taken);
                      co_return true;
                    }),
          [done](std::optional<Result<bool>> answer) { done(answer && answer->has_value()); });
  };
}

World::~World() {
  // What is left is a violation's: its coroutines are dropped where they stand.
  for (auto& process : processes_) {
    if (process->alive()) process->host.kill();
  }
  const Micros now = scheduler.now();
  for (int i = 0; i < 100'000 && !processes_.empty(); ++i) {
    if (!scheduler.step(now)) break;
    bury();
  }
}

void World::set_up_stock() {
  ProcessRandom random(scheduler.chance.next());
  const auto put = [&](char region, const std::function<void(events::Decision&, Time)>& decide) {
    events::Decision decision;
    const Time now = from_unix_ms(scheduler.now() / 1000);
    decide(decision, now);
    const Region owner = region == 'e' ? Region::europe : Region::asia;
    const auto outcome = table.in(region).commit(events::to_commit(std::move(decision), owner, now, random), {"setup", region, 1});
    CHECK(storage::is_committed(outcome), "the set-up of stock");
  };
  for (const auto& row : catalogue_rows()) {
    table.in('e').load(row);
    if (scenario.two_regions) table.in('a').load(row);
  }
  for (const char region : {'e', 'a'}) {
    if (region == 'a' && !scenario.two_regions) break;
    for (const auto* sku : kSkus) {
      // Some pieces are scarce: more people want them than there are.
      const int pieces = static_cast<int>(scheduler.chance.percent(40) ? scheduler.chance.between(1, 6) : scheduler.chance.between(20, 200));
      put(region, [&](events::Decision& d, Time now) { (void)inventory::decide_receipt(d, warehouse_of(region), {sku, pieces}, {}, now, random); });
      put(region, [&](events::Decision& d, Time now) { (void)inventory::decide_receipt(d, shop(region), {sku, pieces / 4 + 1}, {}, now, random); });
    }
  }
}

void World::add_process(const ProcessSetup& setup) {
  processes_.push_back(std::make_unique<Process>(scheduler, table.in(setup.region), psp, courier, faults, setup, [this](Process& p) { when_killed(p); }));
  processes_.back()->start();
}

void World::start_processes(char region) {
  for (int i = 0; i < scenario.processes_per_region; ++i) {
    const Micros skew = scenario.faults ? scheduler.chance.between(-2000, 2000) * kMillisecond : 0;
    std::string name = std::string(region == 'e' ? "europe-" : "asia-") + std::to_string(i + 1);
    if (epochs_[region] > 1) name += "/" + std::to_string(epochs_[region]);
    add_process({.name = std::move(name),
                 .region = held_by_[region],
                 .acts_for = region,
                 .epoch = epochs_[region],
                 .clock_skew = skew,
                 .two_regions = scenario.two_regions,
                 .with_relay = i == 0 || scheduler.chance.percent(15)});
  }
}

Task<void> World::raise_fence(char region, char in, int epoch) {
  Host host{.name = "operator", .committer = {"operator", region, epoch}};
  SimStore store(scheduler, table.in(in), host, faults);
  for (;;) {
    auto raised = co_await storage::raise_fence(store, region_of(region), static_cast<std::uint64_t>(epoch));
    if (raised) co_return;
    co_await wait_micros(scheduler, kWorld, kSecond);
  }
}

void World::set_up_fences() {
  if (!scenario.two_regions) return;
  for (const char region : {'e', 'a'}) spawn(raise_fence(region, region, 1));
  run_until(scheduler.now() + 10 * kSecond);
}

Task<void> World::fail_over(char region) {
  if (failing_over_) co_return;
  failing_over_ = true;
  const char from = held_by_[region];
  const int epoch = ++epochs_[region];
  scheduler.happened("a region is failed over");
  scheduler.trace("operator", std::string("fails over region ") + region);
  co_await raise_fence(region, from, epoch);
  // Nothing is written under the old epoch any more. What was, has to be there before the new processes look.
  const Micros raised_at = scheduler.now();
  while (!table.has_copied(from, raised_at)) co_await wait_micros(scheduler, kWorld, kSecond);
  co_await wait_micros(scheduler, kWorld, kSecond);  // more than the stores' clocks differ: the newer write must look newer
  held_by_[region] = from == 'e' ? 'a' : 'e';
  scheduler.trace("operator", std::string("starts region ") + region + " anew");
  for (auto& process : processes_) {
    if (process->setup.acts_for != region || !process->alive()) continue;
    scheduler.after(scheduler.chance.between(0, 600) * kSecond, kWorld, [this, owner = process->host.owner] {
      for (auto& old : processes_) {
        if (old->host.owner == owner && old->alive()) old->host.kill();
      }
    });
  }
  start_processes(region);
  failing_over_ = false;
}

Process* World::serving(char region) {
  std::array<Process*, 8> found{};
  std::size_t count = 0;
  for (auto& process : processes_) {
    if (process->setup.acts_for == region && process->alive() && count < found.size()) found[count++] = process.get();
  }
  return count == 0 ? nullptr : found[scheduler.chance.index(count)];
}

Process* World::some_process() {
  if (processes_.empty()) return nullptr;
  Process* process = processes_[scheduler.chance.index(processes_.size())].get();
  return process->alive() ? process : nullptr;
}

void World::when_killed(Process& process) {
  someone_died_ = true;
  if (!ended_badly()) scheduler.happened("a process dies");
  if (ended_badly()) return;
  // Somebody starts it again.
  const Micros after = healed_ ? kSecond : scheduler.chance.between(1, 90) * kSecond;
  scheduler.after(after, kWorld, [this, setup = process.setup]() mutable {
    if (setup.epoch != epochs_[setup.acts_for]) return;  // others have its work now
    setup.clock_skew = scenario.faults ? scheduler.chance.between(-2000, 2000) * kMillisecond : 0;
    scheduler.trace(setup.name, "starts again");
    add_process(setup);
  });
}

void World::bury() {
  if (!someone_died_) return;
  bool dying = false;
  std::erase_if(processes_, [&](const std::unique_ptr<Process>& process) {
    if (process->alive()) return false;
    if (!process->has_ended()) {
      dying = true;
      return false;
    }
    scheduler.forget(process->host.owner);
    return true;
  });
  someone_died_ = dying;
}

void World::plan_people() {
  for (int i = 0; i < scenario.journeys; ++i) {
    ++people;
    scheduler.after(scheduler.chance.between(0, scenario.chaos), kWorld, [this, i] { spawn(customer(*this, i)); });
  }
  for (int i = 0; i < 2; ++i) {
    ++people;
    scheduler.after(scheduler.chance.between(0, scenario.chaos / 2), kWorld, [this, i] { spawn(keeper(*this, i)); });
  }
  if (scenario.till_sales == 0) return;
  for (int i = 0; i < (scenario.two_regions ? 4 : 2); ++i) {
    ++people;
    scheduler.after(scheduler.chance.between(0, kMinute), kWorld, [this, i] { spawn(clerk(*this, i)); });
  }
}

void World::plan_faults() {
  if (!scenario.faults) return;
  faults = draw_faults(scheduler.chance);
  // Processes are killed at any moment, beside those that die at a commit.
  const auto kills = scheduler.chance.between(0, 6);
  for (int i = 0; i < kills; ++i) {
    scheduler.after(scheduler.chance.between(0, scenario.chaos), kWorld, [this] {
      Process* process = some_process();
      if (!healed_ && process != nullptr) process->host.kill();
    });
  }
  // Processes lose their store for a while.
  const auto cuts = scheduler.chance.between(0, 4);
  for (int i = 0; i < cuts; ++i) {
    scheduler.after(scheduler.chance.between(0, scenario.chaos), kWorld, [this] {
      Process* process = some_process();
      if (healed_ || process == nullptr) return;
      process->host.cut_off = true;
      scheduler.happened("a process loses its store");
      scheduler.trace(process->host.name, "is cut off from its store");
      scheduler.after(scheduler.chance.between(1, 120) * kSecond, kWorld, [this, owner = process->host.owner] {
        for (auto& p : processes_) {
          if (p->host.owner == owner) p->host.cut_off = false;
        }
      });
    });
  }
  // The regions lose each other.
  if (scenario.two_regions) {
    table.in('e').clock_skew = scheduler.chance.between(-50, 50) * kMillisecond;
    table.in('a').clock_skew = scheduler.chance.between(-50, 50) * kMillisecond;
    const auto failovers = scenario.fail_overs && scheduler.chance.percent(40) ? scheduler.chance.between(1, 3) : 0;
    for (int i = 0; i < failovers; ++i) {
      const char region = scheduler.chance.percent(50) ? 'e' : 'a';
      scheduler.after(scheduler.chance.between(0, scenario.chaos), kWorld, [this, region] { spawn(fail_over(region)); });
    }
    const auto partitions = scheduler.chance.between(0, 2);
    for (int i = 0; i < partitions; ++i) {
      scheduler.after(scheduler.chance.between(0, scenario.chaos), kWorld, [this] {
        if (healed_) return;
        scheduler.trace("world", "the regions are cut from each other");
        table.cut();
        scheduler.happened("the regions are cut from each other");
        scheduler.after(scheduler.chance.between(1, 400) * kSecond, kWorld, [this] { table.mend(); });
      });
    }
  }
}

void World::heal() {
  healed_ = true;
  faults = Faults{};
  table.mend();
  for (auto& process : processes_) {
    process->host.cut_off = false;
    process->clock.set_skew(0);
  }
  scheduler.trace("world", "is whole again");
}

std::string World::horizon() const { return to_rfc3339(from_unix_ms((scheduler.now() + kFarFuture) / 1000)); }

bool World::is_settled() {
  return people == 0 && !failing_over_ && psp.messages_waiting() == 0 && courier.messages_waiting() == 0 && table.on_the_way_from('e') == 0 && table.on_the_way_from('a') == 0 &&
         auditor.effects_due_before(horizon()) == 0;
}

void World::run_until(Micros until) {
  while (!ended_badly() && scheduler.step(until)) bury();
}

void World::run() {
  begin_ = scheduler.now();
  set_up_fences();
  set_up_stock();
  start_processes('e');
  if (scenario.two_regions) start_processes('a');
  plan_people();
  plan_faults();
  run_until(begin_ + scenario.chaos);
  heal();
  const Micros healed_at = scheduler.now();
  while (!ended_badly() && !is_settled() && scheduler.now() < healed_at + kLongest) run_until(scheduler.now() + 2 * kMinute);
  // What was just done may still be on its way to the other region.
  run_until(scheduler.now() + kMinute);
  if (!ended_badly()) audit_the_end();
}

void World::audit_the_end() {
  if (people != 0) auditor.violation(std::to_string(people) + " people still wait for an answer");
  std::vector<ProviderEntry> provider;
  for (const auto& [reference, session] : psp.books()) provider.push_back({session.payment, session.amount, session.captured, session.refunded});
  std::vector<CourierEntry> parcels;
  for (const auto& [key, parcel] : courier.books()) {
    parcels.push_back({key, parcel.delivery, parcel.order_number, !parcel.steps.empty() && parcel.steps.back() == "failed"});
  }
  auditor.settled(horizon(), provider, parcels);
  for (const char region : {'e', 'a'}) {
    if (region == 'a' && !scenario.two_regions) break;
    table.in(region).for_each([&](const storage::Item& item) {
      std::vector<std::pair<std::string, std::int64_t>> counters;
      for (const auto& counter : item.counters) counters.emplace_back(counter.name, counter.value);
      auditor.compare_replica_row(region, item.key.table.name, item.key.partition, item.key.sort, item.body, counters);
    });
    auditor.finish_replica(region);
  }
}

}  // namespace atelier::simulation
