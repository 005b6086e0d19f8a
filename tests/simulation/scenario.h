// How much of everything a run has.
#pragma once

#include "scheduler.h"

namespace atelier::simulation {

struct Scenario {
  bool two_regions = true;
  int journeys = 60;
  int till_sales = 5;  // a clerk; 0: the shops are shut
  int processes_per_region = 2;
  Micros chaos = 20 * kMinute;  // then everything is mended and must settle
  bool faults = true;
  bool fail_overs = false;  // a region's records go over to the other region's side, and back
};

// What a seed plays: it follows from the seed alone.
Scenario scenario_of(std::uint64_t seed);

}  // namespace atelier::simulation
