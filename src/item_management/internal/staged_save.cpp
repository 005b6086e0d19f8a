#include "item_management/internal/staged_save.h"

#include "item_management/internal/save_plan.h"

namespace atelier::item_management::internal {
namespace {

// True: committed. False: conflict or a lost answer. Throttled and unavailable are errors of the caller's.
Task<Result<bool>> commit(events::Context& context, events::Decision decision, Time now) {
  bool again = false;
  const auto done = co_await events::commit_decision(context, std::move(decision), now, again);
  if (done) co_return true;
  if (again) co_return false;
  co_return std::unexpected(done.error());
}

void append(events::Decision& to, events::Decision from) {
  for (auto& write : from.writes) to.writes.push_back(std::move(write));
  for (auto& event : from.events) to.events.push_back(std::move(event));
  for (auto& effect : from.effects) to.effects.push_back(std::move(effect));
}

// Small decisions that may be committed apart, in the order given: each of the parts whole.
Task<Result<bool>> commit_parts(events::Context& context, std::vector<events::Decision> parts, Time now) {
  events::Decision group;
  for (auto& part : parts) {
    if (operations_of(group) + operations_of(part) > storage::kMaxOperations) {
      const auto done = co_await commit(context, std::exchange(group, {}), now);
      if (!done || !*done) co_return done;
    }
    append(group, std::move(part));
  }
  if (operations_of(group) == 0) co_return true;
  co_return co_await commit(context, std::move(group), now);
}

Task<Result<bool>> is_there(storage::Store& store, storage::Key key) {
  const auto item = co_await store.get(std::move(key));
  if (!item) co_return fail(item);
  co_return item->has_value();
}

// Words and opening balances. One part holds all places of a SKU: their counters meet in the region's.
Task<Result<std::vector<events::Decision>>> extras(events::Context& context, const SaveOptions& options,
                                                   bool careful, Time now) {
  std::vector<events::Decision> parts;
  for (const auto& term : options.terms) {
    if (careful) {
      const auto there = co_await is_there(context.store, vocabulary_key(term.kind, term.code));
      if (!there) co_return fail(there);
      if (*there) continue;
    }
    parts.emplace_back().write(put_term(term));
  }
  std::string sku;
  for (const auto& opening : options.stock) {
    if (careful) {
      const auto key =
          inventory::movement_key(inventory::opening_balance(opening.place, opening.goods, {}, now));
      const auto there = co_await is_there(context.store, key);
      if (!there) co_return fail(there);
      if (*there) continue;
    }
    if (opening.goods.sku != sku || parts.empty()) parts.emplace_back();
    sku = opening.goods.sku;
    add_opening(parts.back(), opening, options.reference, now);
  }
  co_return parts;
}

Task<Result<bool>> claim_names(events::Context& context, const StoredItem* before, const Item& item,
                               bool careful, Time now) {
  std::vector<events::Decision> parts;
  for (const auto& name : names_added(before == nullptr ? nullptr : &before->item, item)) {
    storage::Put put = put_name(name, item.id);
    put.expires_at = now + kClaimHeld;
    if (careful) {
      const auto entry = co_await context.store.get(name.key);
      if (!entry) co_return fail(entry);
      if (*entry && (*entry)->body == put.body) put.condition = storage::VersionIs{(*entry)->version};
    }
    parts.emplace_back().write(std::move(put));
  }
  co_return co_await commit_parts(context, std::move(parts), now);
}

// After the item's record: the names it had and has no longer.
Task<Result<void>> drop_names(events::Context& context, const StoredItem* before, const Item& item,
                              Time now) {
  std::vector<events::Decision> parts;
  for (const auto& name : names_dropped(before == nullptr ? nullptr : &before->item, item)) {
    parts.emplace_back().write(storage::Delete{.key = name.key});
  }
  const auto done = co_await commit_parts(context, std::move(parts), now);
  if (!done) co_return fail(done);
  co_return Result<void>{};
}

Task<Result<bool>> commit_in_stages(events::Context& context, const StoredItem* before, const Item& item,
                                    bool careful, Time now) {
  auto done = co_await claim_names(context, before, item, careful, now);
  if (!done || !*done) co_return done;
  const std::string data = index_body(item.id);
  events::Decision record;
  record.write(put_item(item, before == nullptr ? 0 : before->version));
  record.events.push_back(event_of(item, before == nullptr));
  record.effects.push_back({.kind = "item.settle_names", .key = item.id.text(), .data = data});
  done = co_await commit(context, std::move(record), now);
  if (!done || !*done) co_return done;
  // From here on the item is stored; what fails now, the effect does later.
  (void)co_await settle_names(context, data);
  (void)co_await drop_names(context, before, item, now);
  co_return true;
}

}  // namespace

storage::Put put_term(const Term& term) {
  return {.key = vocabulary_key(term.kind, term.code), .body = term.body, .condition = storage::Absent{}};
}

void add_opening(events::Decision& decision, const OpeningStock& opening, const std::string& reference,
                 Time now) {
  inventory::decide_opening_balance(decision, opening.place, opening.goods,
                                    {.reason = "opening balance", .reference = reference, .by = ""}, now);
}

Task<Result<json::Problems>> names_taken(events::Context& context, const StoredItem* before,
                                         const Item& after) {
  json::Problems problems;
  for (const auto& name : names_added(before == nullptr ? nullptr : &before->item, after)) {
    const auto entry = co_await context.store.get(name.key);
    if (!entry) co_return fail(entry);
    if (!*entry) continue;
    const auto owner = json::read_record<IndexEntry>((*entry)->body, "index entry " + name.key.partition);
    if (!owner) co_return fail(owner);
    if (owner->item == after.id) continue;
    if (!(*entry)->expires_at) {  // lasting: its item has it, or had it
      const auto item = co_await find_item(context.store, owner->item);
      if (!item) co_return fail(item);
      const auto names = *item ? names_of((*item)->item) : std::vector<Name>{};
      if (std::ranges::none_of(names, [&](const Name& other) { return other.key == name.key; })) {
        storage::Commit remove;
        remove.add(storage::Delete{.key = name.key, .condition = storage::VersionIs{(*entry)->version}});
        (void)co_await context.store.commit(std::move(remove));
        continue;
      }
    }
    if (problems.size() < json::kMaxProblems)
      problems.push_back({name.field, name.taken, "one that no other item has"});
  }
  co_return problems;
}

Task<Result<bool>> commit_item(events::Context& context, const StoredItem* before, const Item& item,
                               const SaveOptions& options, bool careful, Time now) {
  auto parts = co_await extras(context, options, careful, now);
  if (!parts) co_return fail(parts);
  events::Decision record = plan(before, item);
  std::size_t all = operations_of(record);
  for (const auto& part : *parts) all += operations_of(part);
  if (all <= storage::kMaxOperations) {
    for (auto& part : *parts) append(record, std::move(part));
    co_return co_await commit(context, std::move(record), now);
  }
  // Stock of an item that does not exist yet is seen by nobody, so it goes first.
  const auto done = co_await commit_parts(context, std::move(*parts), now);
  if (!done || !*done) co_return done;
  if (operations_of(record) <= storage::kMaxOperations)
    co_return co_await commit(context, std::move(record), now);
  co_return co_await commit_in_stages(context, before, item, careful, now);
}

}  // namespace atelier::item_management::internal

namespace atelier::item_management {

Task<Result<void>> settle_names(events::Context& context, std::string data) {
  const auto effect = json::read<internal::IndexEntry>(data);
  if (!effect) co_return fail(ErrorKind::invalid, "bad_effect", json::to_string(effect.error()));
  const auto stored = co_await find_item(context.store, effect->item);
  if (!stored) co_return fail(stored);
  if (!*stored) co_return Result<void>{};
  storage::Commit commit;
  for (const auto& name : internal::names_of((*stored)->item)) {
    const auto entry = co_await context.store.get(name.key);
    if (!entry) co_return fail(entry);
    storage::Put put = internal::put_name(name, effect->item);
    if (*entry) {
      if (!(*entry)->expires_at || (*entry)->body != put.body) continue;
      put.condition = storage::VersionIs{(*entry)->version};
    }
    commit.add(std::move(put));
    if (commit.operations.size() < storage::kMaxOperations) continue;
    const auto done = storage::to_result(co_await context.store.commit(std::exchange(commit, {})));
    if (!done) co_return done;
  }
  if (commit.operations.empty()) co_return Result<void>{};
  co_return storage::to_result(co_await context.store.commit(std::move(commit)));
}

}  // namespace atelier::item_management
