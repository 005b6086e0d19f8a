#include "storage/rocksdb/group_writer.h"

#include "storage/rocksdb/status.h"

namespace atelier::storage::rocksdb_store {

Result<void> GroupWriter::write(const Engine& engine, PendingCommit* group) {
  const Time now = clock_.now();
  overlay_.clear();
  batch_.Clear();
  for (auto* one = group; one != nullptr; one = one->next) one->outcome = decide_commit(engine, *one, now);
  add_items(engine);
  if (batch_.Count() == 0) return {};
  feed_.trim(engine, batch_);

  rocksdb::WriteOptions durable;
  durable.sync = true;
  const auto status = engine.db->Write(durable, &batch_);
  if (!status.ok()) {
    feed_.dropped();
    cache_.clear();
    for (auto* one = group; one != nullptr; one = one->next) one->outcome = Unknown{};
    return std::unexpected(to_error(status, "writing a commit"));
  }
  // Before the feed shows it: who follows the feed and then gets the item sees the new one.
  remember();
  feed_.committed();
  return {};
}

CommitOutcome GroupWriter::decide_commit(const Engine& engine, PendingCommit& pending, Time now) {
  steps_.clear();
  auto& operations = pending.commit.operations;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const bool in_feed = key_of(operations[i]).table.in_feed;
    const auto at = find(engine, std::move(pending.rows[i]), key_of(operations[i]));
    if (!at) return Unavailable{at.error()};
    const auto& item = (*at)->second.item;
    const bool seen = item && !has_expired(item->expires_at, now);
    steps_.push_back({*at, decide(seen ? item.get() : nullptr, operations[i]), in_feed});
    if (std::holds_alternative<Refuse>(steps_.back().effect)) return Conflict{i};
  }
  accept(engine);
  return Committed{};
}

// The slot of a row: from this group's overlay, from the cache, or from RocksDB.
Result<GroupWriter::Overlay::value_type*> GroupWriter::find(const Engine& engine, std::string row,
                                                            const Key& key) {
  const auto [at, is_new] = overlay_.try_emplace(std::move(row));
  if (!is_new) return &*at;
  if (auto known = cache_.find(at->first).item) {
    at->second.item = std::move(known);
    return &*at;
  }
  rocksdb::PinnableSlice value;
  const auto status = engine.db->Get({}, engine.items, at->first, &value);
  if (status.IsNotFound()) return &*at;
  Result<Item> item = status.ok() ? decode_record(key, {value.data(), value.size()})
                                  : std::unexpected(to_error(status, "reading an item before a commit"));
  if (!item) {
    overlay_.erase(at);
    return fail(item);
  }
  at->second.item = std::make_shared<const Item>(std::move(*item));
  return &*at;
}

// All conditions hold: what the commit writes is what the next one in the group sees.
void GroupWriter::accept(const Engine& engine) {
  for (auto& step : steps_) {
    if (std::holds_alternative<Keep>(step.effect)) continue;
    auto& slot = step.at->second;
    slot.written = true;
    if (auto* item = std::get_if<Item>(&step.effect)) {
      if (step.in_feed) entry_.put(step.at->first, *item);
      slot.item = std::make_shared<const Item>(std::move(*item));
    } else {
      if (step.in_feed) entry_.remove(step.at->first);
      slot.item.reset();
    }
  }
  if (!entry_.empty()) feed_.append(engine, batch_, entry_);
}

// Each row once, as it is after the whole group: 64 sales of one item are one write.
void GroupWriter::add_items(const Engine& engine) {
  for (const auto& [row, slot] : overlay_) {
    if (!slot.written) continue;
    if (!slot.item) {
      (void)batch_.Delete(engine.items, row);
      continue;
    }
    record_.clear();
    encode_record(*slot.item, record_);
    (void)batch_.Put(engine.items, row, record_);
  }
}

void GroupWriter::remember() {
  for (auto& [row, slot] : overlay_) {
    if (!slot.written) continue;
    cache_.store(row, std::move(slot.item));
  }
}

}  // namespace atelier::storage::rocksdb_store
