#include "events/decision.h"

#include <algorithm>

#include "events/records.h"
#include "storage/tables.h"

namespace atelier::events {

storage::Commit to_commit(Decision decision, Region region, Time now, Random& random) {
  storage::Commit commit{.operations = std::move(decision.writes)};
  // One moment, so chance alone would order them: sorted, the events of a subject lie in the decision's order.
  std::vector<EventId> ids;
  for (std::size_t i = 0; i < decision.events.size(); ++i) ids.push_back(EventId::make(region, now, random));
  std::ranges::sort(ids);
  auto next_id = ids.begin();
  for (auto& event : decision.events) {
    const auto id = *next_id++;
    EventRecord record{.id = id, .type = std::move(event.type), .subject = event.subject, .time = now,
                       .data = {std::move(event.data)}};
    commit.add(storage::Put{.key = {storage::kEvents, std::move(event.subject), id.text()}, .body = json::write(record)});
  }
  for (auto& effect : decision.effects) {
    EffectRecord record{.id = effect.id.empty() ? EffectId::make(region, now, random) : std::move(effect.id), .kind = std::move(effect.kind), .key = std::move(effect.key), .created_at = now,
                        .due_at = now + effect.delay, .attempts = 0, .data = {std::move(effect.data)}};
    commit.add(storage::Put{.key = effect_key(record), .body = json::write(record)});
  }
  return commit;
}

Task<Result<void>> commit_decision(Context& context, Decision decision, Time now, bool& retry) {
  retry = false;
  auto commit = to_commit(std::move(decision), context.region, now, context.random);
  if (commit.operations.empty()) co_return Result<void>{};
  const auto outcome = co_await context.store.commit(std::move(commit));
  // After an unknown answer the next attempt reads: where the commit was done, its own conditions or the idempotency record say so.
  retry = std::holds_alternative<storage::Conflict>(outcome) || std::holds_alternative<storage::Unknown>(outcome);
  co_return storage::to_result(outcome);
}

}  // namespace atelier::events
