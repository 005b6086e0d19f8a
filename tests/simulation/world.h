// Everything of one run: two regions (or one) with their processes, the provider, the courier, the people, and what goes wrong, all drawn
// from one seed.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "auditor.h"
#include "item_management/inventory/movements.h"
#include "process.h"
#include "scenario.h"

namespace atelier::simulation {

class World {
 public:
  World(std::uint64_t seed, const Scenario& scenario);
  ~World();

  // Plays it to the end, or to the first violation.
  void run();

  Scheduler scheduler;
  Faults faults;
  const Scenario scenario;
  GlobalTable table;
  Auditor auditor;
  Psp psp;
  CourierService courier;

  // A request to some process that serves the region's records. nullopt: no answer came. `handle` runs in the process and outlives this
  // call where that one is slow.
  template <class T>
  Task<std::optional<Result<T>>> ask(char region, std::function<Task<Result<T>>(Process&)> handle);

  // How many people are still at it.
  int people = 0;
  int journeys_done = 0;
  bool chaos_is_over() const { return healed_; }

 private:
  struct Stocked;
  void set_up_stock();
  void start_processes(char region);
  void add_process(const ProcessSetup& setup);
  Process* serving(char region);
  Process* some_process();  // nullptr: none, or a dead one
  void when_killed(Process& process);
  void bury();
  void plan_people();
  void plan_faults();
  void heal();
  // Fences of both regions, before anything else.
  void set_up_fences();
  // The region's records go over to processes beside the other replica; the old ones live on for a while and know nothing of it.
  Task<void> fail_over(char region);
  // Until the fence has this epoch in that replica.
  Task<void> raise_fence(char region, char in, int epoch);
  bool is_settled();
  void audit_the_end();
  bool ended_badly() const { return !auditor.violations().empty(); }
  void run_until(Micros until);
  std::string horizon() const;

  Micros begin_ = 0;
  bool healed_ = false;
  bool someone_died_ = false;
  std::vector<std::unique_ptr<Process>> processes_;
  std::map<char, char> held_by_{{'e', 'e'}, {'a', 'a'}};  // beside which replica a region's records are written now
  std::map<char, int> epochs_{{'e', 1}, {'a', 1}};
  bool failing_over_ = false;
};

// People; each ends by itself.
Task<void> customer(World& world, int number);
Task<void> clerk(World& world, int number);
Task<void> keeper(World& world, int number);
item_management::inventory::Place warehouse_of(char region);

template <class T>
Task<std::optional<Result<T>>> World::ask(char region, std::function<Task<Result<T>>(Process&)> handle) {
  struct Call {
    std::function<Task<Result<T>>(Process&)> handle;
    Completion<std::optional<Result<T>>> done;
    bool answered = false;
    void answer(std::optional<Result<T>> with) {
      if (answered) return;
      answered = true;
      done.resolver()(std::move(with));
    }
  };
  auto call = std::make_shared<Call>();
  call->handle = std::move(handle);
  const auto way = [this] {
    if (scheduler.fault(faults.delayed, "request or answer late")) return scheduler.chance.between(1, 15'000) * kMillisecond;
    return scheduler.chance.between(5, 60) * kMillisecond;
  };
  constexpr Micros kPatience = 20 * kSecond;
  scheduler.after(kPatience, kWorld, [call] { call->answer(std::nullopt); });
  if (!scheduler.fault(faults.request_lost, "request lost")) {
    scheduler.after(way(), kWorld, [this, region, call, way] {
      Process* process = serving(region);
      if (process == nullptr) return;
      ++process->busy;
      Executor::Scope scope(scheduler.executor(process->host.owner));
      spawn(call->handle(*process), [this, process, call, way](Result<T> result) {
        --process->busy;
        if (!process->alive() || scheduler.fault(faults.answer_lost, "answer lost")) return;
        scheduler.after(way(), kWorld, [call, result = std::make_shared<Result<T>>(std::move(result))] { call->answer(std::move(*result)); });
      });
    });
  }
  auto& done = call->done;
  co_return co_await done;
}

}  // namespace atelier::simulation
