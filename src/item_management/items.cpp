#include "item_management/items.h"

#include "item_management/internal/save_plan.h"
#include "item_management/internal/staged_save.h"
#include "item_management/validation.h"

namespace atelier::item_management {
namespace {

using internal::IndexEntry;

bool has_name(const Item& item, const storage::Key& name) {
  const std::string_view text = name.partition;
  if (text.starts_with("handle/")) return name.sort == item.handle;
  for (const auto& variant : item.variants) {
    if (text.starts_with("sku/") ? text.substr(4) == variant.sku : text.substr(4) == variant.ean) return true;
  }
  return false;
}

Task<Result<std::optional<StoredItem>>> find_by(storage::Store& store, storage::Key name) {
  const auto entry = co_await store.get(name);
  if (!entry) co_return fail(entry);
  if (!*entry) co_return std::optional<StoredItem>();
  const auto id = json::read_record<IndexEntry>((*entry)->body, "index entry " + name.partition);
  if (!id) co_return fail(id);
  auto stored = co_await find_item(store, id->item);
  // A claim whose item was never finished, or an item that gave the name up since.
  if (stored && *stored && !has_name((*stored)->item, name)) co_return std::optional<StoredItem>();
  co_return stored;
}

// What differs only in times is the same.
bool same(const Item& stored, Item made, const ItemId& id) {
  made.id = id;
  made.created_at = stored.created_at;
  made.updated_at = stored.updated_at;
  return json::write(stored) == json::write(made);
}

// A Task that asks for what is there now.
using Lookup = std::function<Task<Result<std::optional<StoredItem>>>()>;
// nullopt: go on with `item`; otherwise the outcome.
using Judge = std::function<std::optional<SaveOutcome>(const std::optional<StoredItem>& stored)>;

Task<Result<SaveOutcome>> save(events::Context& context, Lookup lookup, Judge judge,
                               std::function<Item(const Item*)> make, SaveOptions options) {
  // One id for all attempts, so that names claimed by an earlier one are ours.
  const ItemId new_id = ItemId::make(context.region, context.clock.now(), context.random);
  for (int attempt = 0; attempt < events::kMaxAttempts; ++attempt) {
    const Time now = context.clock.now();
    const auto stored = co_await lookup();
    if (!stored) co_return fail(stored);
    if (auto outcome = judge(*stored)) co_return std::move(*outcome);
    const StoredItem* before = *stored ? &**stored : nullptr;
    Item item = make(before == nullptr ? nullptr : &before->item);
    item.id = before == nullptr ? new_id : before->item.id;
    item.created_at = before == nullptr ? now : before->item.created_at;
    item.updated_at = now;
    if (auto problems = validate(item); !problems.empty()) {
      co_return SaveOutcome{.result = SaveResult::invalid, .problems = std::move(problems)};
    }
    if (before != nullptr && same(before->item, item, item.id))
      co_return SaveOutcome{.result = SaveResult::unchanged, .saved = *before};
    // A second time round somebody may have a name we want; the first time the commit itself will tell.
    if (attempt > 0) {
      auto problems = co_await internal::names_taken(context, before, item);
      if (!problems) co_return fail(problems);
      if (!problems->empty())
        co_return SaveOutcome{.result = SaveResult::taken, .problems = std::move(*problems)};
    }
    const auto done = co_await internal::commit_item(context, before, item, options, attempt > 0, now);
    if (!done) co_return fail(done);
    if (*done) {
      co_return SaveOutcome{
          .result = before == nullptr ? SaveResult::created : SaveResult::updated,
          .saved = StoredItem{std::move(item), before == nullptr ? 1 : before->version + 1}};
    }
  }
  co_return fail(ErrorKind::conflict, "too_many_conflicts", "others kept changing the same item; try again");
}

}  // namespace

Task<Result<std::optional<StoredItem>>> find_item(storage::Store& store, ItemId id) {
  const auto record = co_await store.get(item_key(id));
  if (!record) co_return fail(record);
  if (!*record) co_return std::optional<StoredItem>();
  auto item = json::read_record<Item>((*record)->body, "item " + id.text());
  if (!item) co_return fail(item);
  co_return StoredItem{std::move(*item), (*record)->version};
}

Task<Result<std::optional<StoredItem>>> find_by_handle(storage::Store& store, std::string handle) {
  co_return co_await find_by(store, handle_key(handle));
}

Task<Result<HandlePage>> list_handles(storage::Store& store, std::string after, std::size_t limit) {
  constexpr std::string_view first_characters = "0123456789abcdefghijklmnopqrstuvwxyz";
  HandlePage page;
  auto at = after.empty() ? 0 : first_characters.find(after[0]);
  for (; at < first_characters.size(); ++at) {
    storage::Query query{.table = storage::kItemIndex,
                         .partition = "handle/" + std::string(first_characters.substr(at, 1)),
                         .limit = std::min(limit - page.entries.size(), storage::kMaxPageItems)};
    if (!after.empty() && after[0] == first_characters[at]) query.after = after;
    const auto found = co_await store.query(query);
    if (!found) co_return fail(found);
    for (const auto& entry : found->items) {
      const auto id = json::read_record<IndexEntry>(entry.body, "index entry " + entry.key.sort);
      if (!id) co_return fail(id);
      page.entries.push_back({entry.key.sort, id->item});
    }
    if (page.entries.size() >= limit) break;
    if (found->next) --at;  // a page was full of bytes: the same character goes on
    if (found->next) after = *found->next;
  }
  page.more = page.entries.size() >= limit;
  co_return page;
}

Task<Result<std::optional<StoredItem>>> find_by_sku(storage::Store& store, std::string sku) {
  co_return co_await find_by(store, sku_key(sku));
}

Task<Result<std::optional<StoredItem>>> find_by_code(storage::Store& store, std::string code) {
  auto found = co_await find_by(store, ean_key(code));
  if (!found || *found) co_return found;
  co_return co_await find_by(store, sku_key(code));
}

Task<Result<SaveOutcome>> create_item(events::Context& context, Item item, SaveOptions options) {
  // The first attempt takes whatever has the handle for another item; later ones may find what we wrote
  // ourselves, its answer being lost.
  int lookups = 0;
  Lookup lookup = [&context, &lookups, handle = item.handle]() {
    ++lookups;
    return find_by_handle(context.store, handle);
  };
  Judge judge = [&lookups, &item](const std::optional<StoredItem>& stored) -> std::optional<SaveOutcome> {
    if (!stored) return std::nullopt;
    if (lookups > 1 && same(stored->item, item, stored->item.id))
      return SaveOutcome{.result = SaveResult::created, .saved = *stored};
    return SaveOutcome{.result = SaveResult::taken,
                       .problems = {{"/handle", "handle_taken", "a handle that no other item has"}}};
  };
  auto make = [&item](const Item*) { return item; };
  co_return co_await save(context, std::move(lookup), std::move(judge), std::move(make), std::move(options));
}

Task<Result<SaveOutcome>> replace_item(events::Context& context, ItemId id, std::uint64_t version,
                                       Item item) {
  Lookup lookup = [&context, &id]() { return find_item(context.store, id); };
  Judge judge = [version, &item, &id](const std::optional<StoredItem>& stored) -> std::optional<SaveOutcome> {
    if (!stored) return SaveOutcome{.result = SaveResult::not_found};
    if (stored->version == version) return std::nullopt;
    // The answer to our own write was lost, or somebody made the very same edit.
    if (stored->version == version + 1 && same(stored->item, item, id)) {
      return SaveOutcome{.result = SaveResult::updated, .saved = *stored};
    }
    return SaveOutcome{.result = SaveResult::version_mismatch, .saved = *stored};
  };
  auto make = [&item](const Item*) { return item; };
  co_return co_await save(context, std::move(lookup), std::move(judge), std::move(make), {});
}

Task<Result<SaveOutcome>> upsert_item(events::Context& context, std::string handle,
                                      std::function<Item(const Item*)> make, SaveOptions options) {
  Lookup lookup = [&context, handle]() { return find_by_handle(context.store, handle); };
  Judge judge = [](const std::optional<StoredItem>&) -> std::optional<SaveOutcome> { return std::nullopt; };
  co_return co_await save(context, std::move(lookup), std::move(judge), std::move(make), std::move(options));
}

}  // namespace atelier::item_management
