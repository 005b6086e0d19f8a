// How events and effects lie in the store. Read by the relay and by consumers of the feed.
#pragma once

#include <string>

#include "base/ids.h"
#include "json/json.h"
#include "storage/tables.h"

namespace atelier::events {

struct EventRecord {
  EventId id;
  std::string type;
  std::string subject;
  Time time{};
  json::Raw data;
};
BOOST_DESCRIBE_STRUCT(EventRecord, (), (id, type, subject, time, data))

struct EffectRecord {
  EffectId id;
  std::string kind;
  std::string key;
  Time created_at{};
  Time due_at{};
  int attempts = 0;
  std::string last_error;  // code of the last failed attempt
  json::Raw data;
};
BOOST_DESCRIBE_STRUCT(EffectRecord, (), (id, kind, key, created_at, due_at, attempts, last_error, data))

// Effects lie in 16 partitions, so that no one partition takes all writes (DynamoDB: 1,000 writes/s a partition).
inline constexpr unsigned kEffectShards = 16;
// In order of the time they are due, so that reading what is due soon passes nothing that is due in a fortnight.
inline storage::Key effect_key(const EffectId& id, Time due_at) {
  // The last character is random.
  const auto shard = static_cast<unsigned char>(id.text().back()) % kEffectShards;
  return {storage::kEffects, std::to_string(shard), to_rfc3339(due_at) + '/' + id.text()};
}
inline storage::Key effect_key(const EffectRecord& effect) { return effect_key(effect.id, effect.due_at); }

}  // namespace atelier::events
