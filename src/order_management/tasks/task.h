// A task: work that a parcel which nobody took makes for sales staff. Someone claims it, calls the customer, notes what was said, and ends it: another day or
// address (a new delivery takes the parcel again), or back to the house.
//
// Its life is a table; the picture in README.md is printed from it by a test. The open ones stand in an index, oldest first.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/task.h"
#include "events/decision.h"
#include "json/json.h"
#include "storage/tables.h"

namespace atelier::order_management {

enum class TaskState {
  open,
  claimed,  // somebody is at it
  done,
};
BOOST_DESCRIBE_ENUM(TaskState, open, claimed, done)

struct TaskTransition {
  TaskState from;
  TaskState to;
};
std::span<const TaskTransition> task_transitions();
bool may_become(TaskState from, TaskState to);

struct TaskNote {
  std::string text;  // 1 to 1000 characters
  std::string by;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(TaskNote, (), (text, by, at))

// A task is claimed by somebody for one call or two; more notes than this are a diary.
inline constexpr std::size_t kMostNotes = 50;

struct SalesTask {
  TaskId id;
  std::string kind = "delivery_failed";
  TaskState state = TaskState::open;
  OrderId order;
  std::string order_number;
  std::string market;
  DeliveryId delivery;
  std::string reason;      // what the courier said: "nobody_home"
  std::string claimed_by;  // a staff id
  std::vector<TaskNote> notes;
  std::string outcome;     // "rescheduled", "returned_to_sender", "settled" (the courier met the customer after all)
  Time opened_at{};
  Time updated_at{};
};
BOOST_DESCRIBE_STRUCT(SalesTask, (), (id, kind, state, order, order_number, market, delivery, reason, claimed_by, notes, outcome, opened_at, updated_at))

storage::Key task_key(const TaskId& id);
struct StoredTask {
  SalesTask task;
  std::uint64_t version = 0;
};
// Error not_found "task_not_found".
Task<Result<StoredTask>> read_task(storage::Store& store, TaskId id);

// A page of those that are not done, oldest first. `after`: the last id of the page before.
struct TaskPage {
  std::vector<SalesTask> tasks;
  std::optional<std::string> next;
};
Task<Result<TaskPage>> open_tasks(storage::Store& store, Region region, std::optional<std::string> after, std::size_t limit);

// --- decisions: what they add to a decision ---

void open_task(events::Decision& decision, const SalesTask& task);
// Claims, notes and ends keep the record and the index together.
void save_task(events::Decision& decision, const SalesTask& task, std::uint64_t version);

enum class TaskRefusal { task_claimed_by_another, task_not_claimed, task_done, too_many_notes };
BOOST_DESCRIBE_ENUM(TaskRefusal, task_claimed_by_another, task_not_claimed, task_done, too_many_notes)
using TaskOutcome = std::expected<SalesTask, TaskRefusal>;

TaskOutcome decide_claim(SalesTask task, const std::string& by, Time now);
// Given back: somebody else may take it.
TaskOutcome decide_release(SalesTask task, const std::string& by, Time now);
TaskOutcome decide_note(SalesTask task, const std::string& by, std::string text, Time now);
// Only by who claimed it.
TaskOutcome decide_done(SalesTask task, const std::string& by, std::string outcome, Time now);

}  // namespace atelier::order_management
