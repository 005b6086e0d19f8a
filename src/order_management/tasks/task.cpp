#include "order_management/tasks/task.h"

#include <algorithm>

#include "base/check.h"

namespace atelier::order_management {
namespace {

using enum TaskState;

constexpr TaskTransition kTransitions[] = {
    {open, claimed},
    {open, done},  // the courier met the customer after all
    {claimed, open},
    {claimed, done},
};

storage::Key index_key(const TaskId& id) {
  return {storage::kTaskIndex, "open/" + std::string(to_string(id.region())), id.text()};
}

// What only the one who claimed it may do.
std::optional<TaskRefusal> refuse_others(const SalesTask& task, const std::string& by) {
  if (task.state == done) return TaskRefusal::task_done;
  if (task.state != claimed) return TaskRefusal::task_not_claimed;
  if (task.claimed_by != by) return TaskRefusal::task_claimed_by_another;
  return std::nullopt;
}

}  // namespace

std::span<const TaskTransition> task_transitions() { return kTransitions; }

bool may_become(TaskState from, TaskState to) {
  return std::ranges::any_of(kTransitions, [&](const auto& t) { return t.from == from && t.to == to; });
}

storage::Key task_key(const TaskId& id) { return {storage::kTasks, id.text(), ""}; }

Task<Result<StoredTask>> read_task(storage::Store& store, TaskId id) {
  auto item = co_await store.get(task_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::not_found, "task_not_found", "there is no such task");
  auto task = json::read_record<SalesTask>((*item)->body, "task " + id.text());
  if (!task) co_return fail(task);
  co_return StoredTask{std::move(*task), (*item)->version};
}

Task<Result<TaskPage>> open_tasks(storage::Store& store, Region region, std::optional<std::string> after, std::size_t limit) {
  storage::Query query{.table = storage::kTaskIndex, .partition = "open/" + std::string(to_string(region)), .limit = limit};
  query.after = std::move(after);
  auto page = co_await store.query(std::move(query));
  if (!page) co_return fail(page);
  TaskPage found{.next = page->next};
  for (const auto& entry : page->items) {
    const auto id = TaskId::parse(entry.key.sort);
    if (!id) continue;
    auto task = co_await read_task(store, *id);
    if (task) found.tasks.push_back(std::move(task->task));
  }
  co_return found;
}

void open_task(events::Decision& decision, const SalesTask& task) {
  decision.write(storage::Put{.key = task_key(task.id), .body = json::write(task), .condition = storage::Absent{}});
  decision.write(storage::Put{.key = index_key(task.id), .body = task.order_number});
}

void save_task(events::Decision& decision, const SalesTask& task, std::uint64_t version) {
  decision.write(storage::Put{.key = task_key(task.id), .body = json::write(task), .condition = storage::VersionIs{version}});
  if (task.state == done) decision.write(storage::Delete{.key = index_key(task.id)});
}

TaskOutcome decide_claim(SalesTask task, const std::string& by, Time now) {
  if (task.state == done) return std::unexpected(TaskRefusal::task_done);
  if (task.state == claimed) {
    if (task.claimed_by != by) return std::unexpected(TaskRefusal::task_claimed_by_another);
    return task;
  }
  task.state = claimed;
  task.claimed_by = by;
  task.updated_at = now;
  return task;
}

TaskOutcome decide_release(SalesTask task, const std::string& by, Time now) {
  if (task.state == open) return task;
  if (const auto refused = refuse_others(task, by)) return std::unexpected(*refused);
  task.state = open;
  task.claimed_by.clear();
  task.updated_at = now;
  return task;
}

TaskOutcome decide_note(SalesTask task, const std::string& by, std::string text, Time now) {
  if (const auto refused = refuse_others(task, by)) return std::unexpected(*refused);
  if (task.notes.size() >= kMostNotes) return std::unexpected(TaskRefusal::too_many_notes);
  task.notes.push_back({std::move(text), by, now});
  task.updated_at = now;
  return task;
}

TaskOutcome decide_done(SalesTask task, const std::string& by, std::string outcome, Time now) {
  if (const auto refused = refuse_others(task, by)) return std::unexpected(*refused);
  task.state = done;
  task.outcome = std::move(outcome);
  task.updated_at = now;
  return task;
}

}  // namespace atelier::order_management
