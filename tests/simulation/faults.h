// What goes wrong, and how often. A seed draws one of these; healing sets all of it to nothing.
#pragma once

#include "scheduler.h"

namespace atelier::simulation {

// Chances are one in so many; 0: never.
struct Faults {
  // the store, each call
  std::int64_t read_fails = 0;
  std::int64_t conflict = 0;          // refused though its conditions hold
  std::int64_t throttled = 0;
  std::int64_t unavailable = 0;
  std::int64_t unknown_done = 0;      // committed, and the answer is lost
  std::int64_t unknown_not_done = 0;  // not committed, and the answer is lost
  std::int64_t unknown_late = 0;      // the answer is lost, and the commit is done later
  std::int64_t slow = 0;              // a call that takes seconds
  std::int64_t crash = 0;             // the process dies at this commit: before it, or after it and before its answer
  // between people and processes, each message
  std::int64_t request_lost = 0;
  std::int64_t answer_lost = 0;
  std::int64_t delayed = 0;           // by seconds
  // the provider and the courier, each call of ours
  std::int64_t outside_fails = 0;     // not done, and said so
  std::int64_t outside_silent = 0;    // not done, no answer
  std::int64_t outside_done_silent = 0;  // done (charged, booked), and no answer
  // their messages
  std::int64_t message_twice = 0;
  std::int64_t message_late = 0;      // by minutes, so that others overtake it
  std::int64_t message_lost = 0;      // this try; they try again
  // replication
  Micros lag_most = 200 * kMillisecond;
  std::int64_t lag_long = 0;          // an item that takes many times as long
};

inline Faults draw_faults(Chance& chance) {
  Faults f;
  // A seed has some kinds of fault and not others, each seldom or often: all at once would hide one behind the other.
  const auto rate = [&](std::int64_t often, std::int64_t seldom) -> std::int64_t {
    if (chance.percent(40)) return 0;
    return chance.between(often, seldom);
  };
  f.read_fails = rate(50, 1000);
  f.conflict = rate(20, 300);
  f.throttled = rate(50, 500);
  f.unavailable = rate(50, 500);
  f.unknown_done = rate(15, 200);
  f.unknown_not_done = rate(30, 300);
  f.unknown_late = rate(30, 300);
  f.slow = rate(50, 500);
  f.crash = rate(150, 1500);
  f.request_lost = rate(20, 200);
  f.answer_lost = rate(10, 100);
  f.delayed = rate(20, 200);
  f.outside_fails = rate(5, 50);
  f.outside_silent = rate(10, 100);
  f.outside_done_silent = rate(5, 50);
  f.message_twice = rate(3, 20);
  f.message_late = rate(3, 20);
  f.message_lost = rate(5, 50);
  f.lag_most = chance.between(100, 3000) * kMillisecond;
  f.lag_long = rate(20, 200);
  return f;
}

}  // namespace atelier::simulation
