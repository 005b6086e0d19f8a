#include "integration/erp/batches.h"

#include <map>
#include <set>

#include "base/check.h"
#include "item_management/inventory/movements.h"
#include "item_management/items.h"
#include "storage/blobs.h"
#include "storage/tables.h"

namespace atelier::integration::erp {
namespace {

namespace inventory = item_management::inventory;
using item_management::Item;
using item_management::SaveResult;
using item_management::Vocabulary;

constexpr std::size_t kSideBySide = 16;  // the committer joins them into one sync

struct Note {
  std::string digest;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (digest, at))

// Of a record that cannot be read otherwise, so that its sender finds it.
struct OnlyId {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(OnlyId, (), (id))

storage::Key note_key(const std::string& id) { return {storage::kIdempotency, "erp/" + id, ""}; }

storage::Put note_put(const Record& record, const std::string& digest, Time now) {
  return {.key = note_key(record.id), .body = json::write(Note{digest, now}), .expires_at = now + kNotesKept, .condition = storage::Absent{}};
}

RecordResult refused(const Record& record, json::Problems problems) { return {record.id, RecordOutcome::refused, std::move(problems)}; }
RecordResult refused(const Record& record, std::string field, std::string code, std::string expected) {
  return refused(record, {{std::move(field), std::move(code), std::move(expected)}});
}

json::Problems below(json::Problems problems, const std::string& prefix) {
  for (auto& problem : problems) problem.field = prefix + problem.field;
  return problems;
}

bool is_only_warehouse(const Vocabulary& words, const inventory::Place& place) {
  std::size_t count = 0;
  for (const auto& [code, other] : words.places()) {
    count += other.kind == inventory::PlaceKind::warehouse && other.region == place.region ? 1 : 0;
  }
  return count == 1;
}

}  // namespace

// Chains of records with the same key, taken by workers one after another.
struct Batches::Work {
  const Vocabulary& words;
  std::vector<std::string> texts;
  std::vector<std::optional<Record>> records;
  std::vector<RecordResult> results;
  std::vector<std::vector<std::size_t>> chains;
  std::size_t next_chain = 0;
  std::size_t workers = 0;
  Completion<bool> done;
};

Task<Result<std::vector<RecordResult>>> Batches::apply(std::vector<std::string> texts) {
  CHECK(texts.size() <= kMaxRecords, "the caller bounds a batch");
  const auto words = co_await item_management::load_vocabulary(context_.store);
  if (!words) co_return fail(words);
  Work work{.words = *words, .texts = std::move(texts)};
  work.records.resize(work.texts.size());
  work.results.resize(work.texts.size());
  std::map<std::string, std::vector<std::size_t>> chains;
  for (std::size_t i = 0; i < work.texts.size(); ++i) {
    auto record = read_record(work.texts[i]);
    if (auto* problems = std::get_if<json::Problems>(&record)) {
      const auto named = json::read<OnlyId>(work.texts[i], json::Mode::lenient);
      work.results[i] = {.id = named ? named->id : "", .problems = below(std::move(*problems), "/records/" + std::to_string(i))};
      continue;
    }
    work.records[i] = std::move(std::get<Record>(record));
    chains[order_key(*work.records[i])].push_back(i);
  }
  for (auto& [key, chain] : chains) work.chains.push_back(std::move(chain));
  work.workers = std::min(kSideBySide, work.chains.size());
  if (work.workers > 0) {
    for (std::size_t left = work.workers; left > 0; --left) spawn(worker(work));
    co_await work.done;
  }
  co_return std::move(work.results);
}

Task<void> Batches::worker(Work& work) {
  while (work.next_chain < work.chains.size()) {
    const auto& chain = work.chains[work.next_chain++];
    for (const auto i : chain) {
      auto result = co_await apply_one(work.words, *work.records[i], storage::content_hash(work.texts[i]));
      result.problems = below(std::move(result.problems), "/records/" + std::to_string(i));
      work.results[i] = std::move(result);
    }
  }
  if (--work.workers == 0) work.done.resolver()(true);
}

Task<RecordResult> Batches::apply_one(const Vocabulary& words, const Record& record, std::string digest) {
  Result<RecordResult> result = fail(ErrorKind::internal, "not_reached");
  switch (record.kind) {
    case RecordKind::receipt:
    case RecordKind::count:
    case RecordKind::correction: result = co_await apply_stock(words, record, digest); break;
    case RecordKind::price: result = co_await apply_price(record, digest); break;
    case RecordKind::item: result = co_await apply_item(words, record, digest); break;
  }
  if (result) co_return std::move(*result);
  co_return RecordResult{record.id, RecordOutcome::not_done, {{"", result.error().code, "send the batch again"}}};
}

Task<Result<std::optional<RecordResult>>> Batches::done_before(const Record& record, const std::string& digest) {
  const auto kept = co_await context_.store.get(note_key(record.id));
  if (!kept) co_return fail(kept);
  if (!*kept) co_return std::optional<RecordResult>{};
  const auto before = json::read_record<Note>((*kept)->body, "note of record " + record.id);
  if (!before) co_return fail(before);
  if (before->digest != digest) co_return refused(record, "/id", "id_reused", "an id that was not used for another record");
  co_return RecordResult{record.id, RecordOutcome::repeated, {}};
}

Task<Result<void>> Batches::note(const Record& record, const std::string& digest) {
  storage::Commit commit;
  commit.add(note_put(record, digest, context_.clock.now()));
  const auto outcome = co_await context_.store.commit(std::move(commit));
  if (std::holds_alternative<storage::Conflict>(outcome)) co_return Result<void>{};  // sent twice at once
  co_return storage::to_result(outcome);
}

Task<Result<std::int64_t>> Batches::on_hand(const inventory::Place& place, const std::string& sku) {
  const auto key = place.kind == inventory::PlaceKind::warehouse ? inventory::region_stock_key(sku, place.region)
                                                                 : inventory::location_stock_key(sku, place.code);
  const auto level = co_await context_.store.get(key);
  if (!level) co_return fail(level);
  co_return *level ? (*level)->counter("on_hand") : 0;
}

Task<Result<RecordResult>> Batches::apply_stock(const Vocabulary& words, const Record& record, const std::string& digest) {
  const auto found = words.places().find(*record.location);
  if (found == words.places().end()) co_return refused(record, "/location", "not_found", "a location of the house");
  const auto& place = found->second;
  const bool is_count = record.kind == RecordKind::count;
  if (is_count && place.kind == inventory::PlaceKind::warehouse && !is_only_warehouse(words, place)) {
    co_return refused(record, "/location", "count_not_possible", "a shop, or the only warehouse of its region: use corrections");
  }
  const auto item = co_await item_management::find_by_sku(context_.store, *record.sku);
  if (!item) co_return fail(item);
  if (!*item) co_return refused(record, "/sku", "not_found", "a SKU of the house");
  const inventory::Note why{.reason = record.reason.value_or(is_count ? "stock count" : "receipt"),
                            .reference = record.reference.value_or(record.id), .by = "erp"};
  for (int attempt = 0; attempt < events::kMaxAttempts; ++attempt) {
    auto before = co_await done_before(record, digest);
    if (!before) co_return fail(before);
    if (*before) co_return std::move(**before);
    int quantity = *record.quantity;
    if (is_count) {
      const auto is = co_await on_hand(place, *record.sku);
      if (!is) co_return fail(is);
      quantity -= static_cast<int>(*is);
    }
    const Time now = context_.clock.now();
    events::Decision decision;
    if (record.kind == RecordKind::receipt) {
      CHECK(decide_receipt(decision, place, {*record.sku, quantity}, why, now, context_.random).has_value(), "the record was checked");
    } else if (quantity != 0) {
      const auto corrected = decide_correction(decision, place, *record.sku, quantity, why, now, context_.random);
      if (!corrected) co_return refused(record, "/quantity", "out_of_range", "a difference of at most 100000 pieces");
    }
    decision.write(note_put(record, digest, now));
    const auto note_at = decision.writes.size() - 1;
    const auto outcome = co_await context_.store.commit(events::to_commit(std::move(decision), context_.region, now, context_.random));
    if (storage::is_committed(outcome)) co_return RecordResult{record.id, RecordOutcome::applied, {}};
    if (const auto* conflict = std::get_if<storage::Conflict>(&outcome)) {
      // Of the note: somebody sends it at the same time. Of a counter, and again: it must not go below 0.
      if (conflict->operation != note_at && attempt > 0) {
        co_return refused(record, "/quantity", "not_so_many", "pieces that are there and not reserved");
      }
      continue;
    }
    if (!std::holds_alternative<storage::Unknown>(outcome)) co_return fail(storage::to_result(outcome));
  }
  co_return fail(ErrorKind::conflict, "too_many_conflicts", "others kept changing the same stock");
}

Task<Result<RecordResult>> Batches::apply_price(const Record& record, const std::string& digest) {
  for (int attempt = 0; attempt < events::kMaxAttempts; ++attempt) {
    auto before = co_await done_before(record, digest);
    if (!before) co_return fail(before);
    if (*before) co_return std::move(**before);
    auto stored = co_await item_management::find_by_handle(context_.store, *record.handle);
    if (!stored) co_return fail(stored);
    if (!*stored) co_return refused(record, "/handle", "not_found", "an item of the house");
    auto item = (*stored)->item;
    for (const auto& [key, price] : *record.prices) item.prices[key] = price;
    auto saved = co_await item_management::replace_item(context_, item.id, (*stored)->version, std::move(item));
    if (!saved) co_return fail(saved);
    if (saved->result == SaveResult::version_mismatch) continue;
    if (saved->result != SaveResult::updated && saved->result != SaveResult::unchanged) co_return refused(record, std::move(saved->problems));
    if (auto noted = co_await note(record, digest); !noted) co_return fail(noted);
    co_return RecordResult{record.id, RecordOutcome::applied, {}};
  }
  co_return fail(ErrorKind::conflict, "too_many_conflicts", "others kept changing the same item");
}

Task<Result<RecordResult>> Batches::apply_item(const Vocabulary& words, const Record& record, const std::string& digest) {
  auto before = co_await done_before(record, digest);
  if (!before) co_return fail(before);
  if (*before) co_return std::move(**before);
  auto stored = co_await item_management::find_by_handle(context_.store, record.item->handle);
  if (!stored) co_return fail(stored);
  // What is wrong is said before anything is stored; upsert_item merges again over what is there by then.
  json::Problems problems;
  const auto wanted = merged(*stored ? &(*stored)->item : nullptr, *record.item, problems);
  for (auto& problem : item_management::check_references(words, tax_classes_, wanted)) problems.push_back(std::move(problem));
  if (!problems.empty()) co_return refused(record, below(std::move(problems), "/item"));
  auto saved = co_await item_management::upsert_item(context_, record.item->handle, [&record](const Item* there) {
    json::Problems ignored;  // they were said
    return merged(there, *record.item, ignored);
  });
  if (!saved) co_return fail(saved);
  if (saved->result == SaveResult::invalid || saved->result == SaveResult::taken) co_return refused(record, below(std::move(saved->problems), "/item"));
  if (auto noted = co_await note(record, digest); !noted) co_return fail(noted);
  co_return RecordResult{record.id, RecordOutcome::applied, {}};
}

}  // namespace atelier::integration::erp
