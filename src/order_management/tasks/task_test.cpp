#include "order_management/tasks/task.h"

#include <gtest/gtest.h>

#include "order_management/testing.h"

namespace atelier::order_management {
namespace {

using enum TaskState;
const Time kNow = from_unix_ms(1'795'000'000'000);

std::string outcome(const TaskOutcome& changed) {
  return changed ? boost::describe::enum_to_string(changed->state, "") : boost::describe::enum_to_string(changed.error(), "");
}

TEST(Tasks, who_may_do_what) {
  const SalesTask waiting{.state = open};
  const SalesTask mine{.state = claimed, .claimed_by = "ines"};
  const SalesTask ended{.state = TaskState::done, .claimed_by = "ines"};
  EXPECT_EQ(outcome(decide_claim(waiting, "ines", kNow)), "claimed");
  EXPECT_EQ(outcome(decide_claim(mine, "ines", kNow)), "claimed");
  EXPECT_EQ(outcome(decide_claim(mine, "luc", kNow)), "task_claimed_by_another");
  EXPECT_EQ(outcome(decide_claim(ended, "ines", kNow)), "task_done");
  EXPECT_EQ(outcome(decide_release(waiting, "ines", kNow)), "open");
  EXPECT_EQ(outcome(decide_release(mine, "ines", kNow)), "open");
  EXPECT_EQ(outcome(decide_release(mine, "luc", kNow)), "task_claimed_by_another");
  EXPECT_EQ(outcome(decide_note(waiting, "ines", "x", kNow)), "task_not_claimed");
  EXPECT_EQ(outcome(decide_note(mine, "ines", "x", kNow)), "claimed");
  EXPECT_EQ(outcome(decide_note(mine, "luc", "x", kNow)), "task_claimed_by_another");
  EXPECT_EQ(outcome(decide_done(waiting, "ines", "rescheduled", kNow)), "task_not_claimed");
  EXPECT_EQ(outcome(decide_done(mine, "ines", "rescheduled", kNow)), "done");
  EXPECT_EQ(outcome(decide_done(ended, "ines", "rescheduled", kNow)), "task_done");
  SalesTask diary = mine;
  diary.notes.resize(kMostNotes);
  EXPECT_EQ(outcome(decide_note(diary, "ines", "x", kNow)), "too_many_notes");
}

TEST(Tasks, open_ones_come_oldest_first_a_page_at_a_time) {
  testing::Shop shop;
  std::vector<TaskId> ids;
  for (int i = 0; i < 5; ++i) {
    shop.clock.advance(std::chrono::seconds{1});
    ids.push_back(TaskId::make(Region::europe, shop.clock.now(), shop.random));
    events::Decision decision;
    open_task(decision, {.id = ids.back(), .order_number = "MV"});
    ASSERT_TRUE(shop.commit(std::move(decision)));
  }
  auto stored = run_until_done(read_task(shop.store, ids[1])).value();
  events::Decision decision;
  auto ended = decide_done(*decide_claim(stored.task, "ines", kNow), "ines", "rescheduled", kNow);
  save_task(decision, *ended, stored.version);
  ASSERT_TRUE(shop.commit(std::move(decision)));
  std::vector<TaskId> seen;
  std::optional<std::string> after;
  do {
    auto page = run_until_done(open_tasks(shop.store, Region::europe, after, 2)).value();
    for (const auto& task : page.tasks) seen.push_back(task.id);
    after = page.next;
  } while (after);
  EXPECT_EQ(seen, (std::vector<TaskId>{ids[0], ids[2], ids[3], ids[4]}));
  EXPECT_TRUE(run_until_done(open_tasks(shop.store, Region::asia, {}, 2)).value().tasks.empty());
}

}  // namespace
}  // namespace atelier::order_management
