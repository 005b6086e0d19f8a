#include "base/task.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "base/thread_executor.h"

namespace atelier {
namespace {

Task<int> one() { co_return 1; }
Task<int> sum(int n) {
  int total = 0;
  for (int i = 0; i < n; ++i) total += co_await one();
  co_return total;
}

TEST(Task, a_deep_chain_gives_its_value) { EXPECT_EQ(run_until_done(sum(100'000)), 100'000); }

TEST(Task, a_completion_of_another_thread_resumes_on_the_waiters_executor) {
  ThreadExecutor other;
  auto wait = [&]() -> Task<bool> {
    const auto here = std::this_thread::get_id();
    Completion<std::string> completion;
    other.post([resolve = completion.resolver()] { resolve("answered"); });
    const std::string answer = co_await completion;
    co_return answer == "answered" && std::this_thread::get_id() == here;
  };
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(run_until_done(wait()));
}

TEST(Task, a_completion_resolved_before_it_is_awaited_goes_straight_on) {
  auto wait = []() -> Task<int> {
    Completion<int> completion;
    completion.resolver()(7);
    co_return co_await completion;
  };
  EXPECT_EQ(run_until_done(wait()), 7);
}

TEST(Task, sleeping_lets_others_run) {
  std::string order;
  auto sleeper = [&]() -> Task<bool> {
    co_await sleep_for(Milliseconds{5});
    order += "late";
    co_return true;
  };
  LoopExecutor loop;
  bool done = false;
  loop.post([&] { spawn(sleeper(), [&](bool) { done = true; }); });
  loop.post([&] { order += "early "; });
  loop.run_until([&] { return done; });
  EXPECT_EQ(order, "early late");
}

}  // namespace
}  // namespace atelier
