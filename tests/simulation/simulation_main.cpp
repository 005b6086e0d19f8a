// The simulation from the command line. README.md beside it tells how it works.
//
//   simulation                      the fixed seeds, then new ones for $ATELIER_SIMULATION_SECONDS (180)
//   simulation --seconds 20         other than that
//   simulation --seed 42 --trace    one seed again, with everything that happens
//   --one-region, --no-faults       less of everything, to look at
//   simulation --fail-over          regions are failed over to each other, too
//   simulation --expect-caught      for planted bugs: succeeds where the auditor finds something within the time
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>

#include "world.h"

namespace atelier::simulation {
namespace {

struct Options {
  std::optional<std::uint64_t> seed;
  std::uint64_t fixed = 200;  // seeds 1 to this many in every run
  double seconds = 180;
  bool trace = false;
  bool expect_caught = false;
  bool one_region = false;
  bool no_faults = false;
  bool fail_overs = false;
};
Options options;

struct Totals {
  std::uint64_t runs = 0;
  std::uint64_t journeys = 0;
  std::uint64_t orders = 0;
  std::uint64_t commits = 0;
  std::uint64_t events = 0;
  std::map<std::string, std::size_t> orders_by_state;
  std::map<std::string, std::uint64_t> happened;
};

volatile std::uint64_t current_seed = 0;

void say_the_seed(int) {
  char text[200];
  const int size = std::snprintf(text, sizeof text, "\nsimulation: a CHECK stopped seed %llu; again with: simulation --seed %llu --trace\n",
                                 static_cast<unsigned long long>(current_seed), static_cast<unsigned long long>(current_seed));
  (void)!::write(STDERR_FILENO, text, static_cast<std::size_t>(size));
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

Scenario with_options(Scenario scenario) {
  if (options.one_region) scenario.two_regions = false;
  if (options.no_faults) scenario.faults = false;
  scenario.fail_overs = options.fail_overs;
  return scenario;
}

// True: nothing was found.
bool play(std::uint64_t seed, bool trace, Totals& totals, std::uint64_t* hash = nullptr) {
  current_seed = seed;
  World world(seed, with_options(scenario_of(seed)));
  world.scheduler.tracing = trace;
  world.run();
  ++totals.runs;
  totals.journeys += static_cast<std::uint64_t>(world.journeys_done);
  totals.orders += world.auditor.orders();
  totals.commits += world.auditor.commits();
  totals.events += world.scheduler.events_run();
  for (const auto& [state, count] : world.auditor.orders_by_state()) totals.orders_by_state[state] += count;
  for (const auto& [what, times] : world.scheduler.what_happened()) totals.happened[std::string(what)] += times;
  if (hash != nullptr) *hash = world.scheduler.trace_hash();
  if (world.auditor.violations().empty()) return true;
  std::printf("seed %llu: %zu violations\n", static_cast<unsigned long long>(seed), world.auditor.violations().size());
  for (const auto& what : world.auditor.violations()) std::printf("  %s\n", what.c_str());
  return false;
}

int replay(std::uint64_t seed, bool trace) {
  Totals totals;
  std::uint64_t hash = 0;
  const bool good = play(seed, trace, totals, &hash);
  std::printf("seed %llu: %s; %llu journeys, %llu orders, %llu commits, %llu events, trace %016llx\n", static_cast<unsigned long long>(seed), good ? "good" : "BAD",
              static_cast<unsigned long long>(totals.journeys), static_cast<unsigned long long>(totals.orders), static_cast<unsigned long long>(totals.commits),
              static_cast<unsigned long long>(totals.events), static_cast<unsigned long long>(hash));
  return good ? 0 : 1;
}

int search() {
  const auto begin = std::chrono::steady_clock::now();
  const double cpu_begin = cpu_seconds();
  const auto elapsed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); };
  Totals totals;
  std::uint64_t failed = 0;
  std::uint64_t seeds_failed = 0;
  const auto one = [&](std::uint64_t seed) {
    if (play(seed, false, totals)) return;
    failed = seed;
    ++seeds_failed;
    std::printf("again with: simulation --seed %llu --trace\n", static_cast<unsigned long long>(seed));
    std::fflush(stdout);
  };
  constexpr std::uint64_t kEnough = 5;  // failures: more would say the same
  for (std::uint64_t seed = 1; seed <= options.fixed && seeds_failed < (options.expect_caught ? 1 : kEnough); ++seed) one(seed);
  std::random_device device;
  while (elapsed() < options.seconds && seeds_failed < (options.expect_caught ? 1 : kEnough)) one((static_cast<std::uint64_t>(device()) << 20) ^ device());

  const double cpu = cpu_seconds() - cpu_begin;
  std::printf("%llu seeds, %llu journeys, %llu orders, %llu commits, %llu events in %.1f s (%.1f s of CPU): %.0f journeys/s, %.0f journeys per second of CPU\n",
              static_cast<unsigned long long>(totals.runs), static_cast<unsigned long long>(totals.journeys), static_cast<unsigned long long>(totals.orders),
              static_cast<unsigned long long>(totals.commits), static_cast<unsigned long long>(totals.events), elapsed(), cpu,
              static_cast<double>(totals.journeys) / elapsed(), static_cast<double>(totals.journeys) / cpu);
  for (const auto& [state, count] : totals.orders_by_state) std::printf("  %zu orders ended %s\n", count, state.c_str());
  for (const auto& [what, times] : totals.happened) std::printf("  %llu × %s\n", static_cast<unsigned long long>(times), what.c_str());
  if (options.expect_caught) {
    std::printf(seeds_failed > 0 ? "caught with seed %llu\n" : "NOT CAUGHT\n", static_cast<unsigned long long>(failed));
    return seeds_failed > 0 ? 0 : 1;
  }
  return seeds_failed == 0 ? 0 : 1;
}

int main_of(int argc, char** argv) {
  if (const char* seconds = std::getenv("ATELIER_SIMULATION_SECONDS")) options.seconds = std::atof(seconds);
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const bool has_value = i + 1 < argc;
    if (argument == "--seed" && has_value) options.seed = std::strtoull(argv[++i], nullptr, 10);
    else if (argument == "--seeds" && has_value) options.fixed = std::strtoull(argv[++i], nullptr, 10);
    else if (argument == "--seconds" && has_value) options.seconds = std::atof(argv[++i]);
    else if (argument == "--config" && has_value) set_config_folder(argv[++i]);
    else if (argument == "--one-region") options.one_region = true;
    else if (argument == "--no-faults") options.no_faults = true;
    else if (argument == "--fail-over") options.fail_overs = true;
    else if (argument == "--trace") options.trace = true;
    else if (argument == "--expect-caught") options.expect_caught = true;
    else {
      std::fprintf(stderr, "usage: simulation [--seeds N] [--seconds S] [--seed N [--trace]] [--expect-caught] [--fail-over] [--one-region] [--no-faults] [--config FOLDER]\n");
      return 2;
    }
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  struct sigaction action{};
  action.sa_handler = say_the_seed;
  action.sa_flags = SA_RESETHAND;
  sigaction(SIGABRT, &action, nullptr);
  return options.seed ? replay(*options.seed, options.trace) : search();
}

}  // namespace
}  // namespace atelier::simulation

int main(int argc, char** argv) { return atelier::simulation::main_of(argc, argv); }
