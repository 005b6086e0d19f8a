#include "global_table.h"

#include <algorithm>

#include "storage/rules.h"

namespace atelier::simulation {
namespace {

using storage::Change;
using storage::CommitOutcome;
using storage::Item;

RawWrite raw_of(const storage::Key& key, const Item* item) {
  RawWrite raw{.table = key.table.name, .partition = key.partition, .sort = key.sort, .deleted = item == nullptr};
  if (item != nullptr) {
    raw.body = item->body;
    for (const auto& counter : item->counters) raw.counters.emplace_back(counter.name, counter.value);
  }
  return raw;
}

}  // namespace

const Replica::Row* Replica::find(const storage::Key& key) const {
  const auto& table = tables_[key.table.id];
  const auto partition = table.find(key.partition);
  if (partition == table.end()) return nullptr;
  const auto row = partition->second.find(key.sort);
  if (row == partition->second.end() || !row->second.present) return nullptr;
  return storage::has_expired(row->second.item.expires_at, store_time()) ? nullptr : &row->second;
}

Replica::Row& Replica::row(const storage::Key& key) {
  return tables_[key.table.id][key.partition][key.sort];
}

std::optional<Item> Replica::get(const storage::Key& key) const {
  const Row* row = find(key);
  return row == nullptr ? std::nullopt : std::optional(row->item);
}

storage::Page Replica::query(const storage::Query& query) const {
  storage::Page page;
  const auto& table = tables_[query.table.id];
  const auto partition = table.find(query.partition);
  if (partition == table.end()) return page;
  const auto& rows = partition->second;
  std::size_t bytes = 0;
  const Time now = store_time();
  // False: the page is full.
  const auto take = [&](const Row& row) {
    if (!row.present || storage::has_expired(row.item.expires_at, now)) return true;
    const auto size = storage::size_of(row.item);
    if (!page.items.empty() && (page.items.size() >= query.limit || bytes + size > storage::kMaxPageBytes)) {
      page.next = page.items.back().key.sort;
      return false;
    }
    bytes += size;
    page.items.push_back(row.item);
    return true;
  };
  if (query.descending) {
    auto end = rows.end();
    const auto beyond = storage::after_prefix(query.sort_prefix);
    if (beyond) end = rows.lower_bound(*beyond);
    if (query.after && (!beyond || *query.after < *beyond)) end = rows.lower_bound(*query.after);
    while (end != rows.begin()) {
      --end;
      if (!end->first.starts_with(query.sort_prefix) || !take(end->second)) break;
    }
    return page;
  }
  auto at = rows.lower_bound(query.sort_prefix);
  if (query.after && *query.after >= query.sort_prefix) at = rows.upper_bound(*query.after);
  for (; at != rows.end() && at->first.starts_with(query.sort_prefix); ++at) {
    if (!take(at->second)) break;
  }
  return page;
}

storage::ScanPage Replica::scan(const storage::Scan& scan) const {
  // In order of partition and sort key; the cursor is the last item's, its partition's length in front.
  std::vector<const Row*> rows;
  for (const auto& [name, partition] : tables_[scan.table.id]) {
    for (const auto& [sort, row] : partition) {
      if (row.present && !storage::has_expired(row.item.expires_at, store_time())) rows.push_back(&row);
    }
  }
  const auto order = [](const Row* row) { return std::pair(row->item.key.partition, row->item.key.sort); };
  std::ranges::sort(rows, {}, order);
  storage::ScanPage page;
  std::size_t bytes = 0;
  for (const auto* row : rows) {
    if (!scan.cursor.empty()) {
      const auto length = static_cast<std::size_t>(std::stoul(scan.cursor));
      const auto text = scan.cursor.substr(scan.cursor.find('/') + 1);
      if (order(row) <= std::pair(text.substr(0, length), text.substr(length))) continue;
    }
    const auto size = storage::size_of(row->item);
    if (!page.items.empty() && (page.items.size() >= scan.limit || bytes + size > storage::kMaxPageBytes)) {
      const auto& last = page.items.back().key;
      page.next = std::to_string(last.partition.size()) + "/" + last.partition + last.sort;
      break;
    }
    bytes += size;
    page.items.push_back(row->item);
  }
  return page;
}

CommitOutcome Replica::commit(storage::Commit commit, const Committer& who) {
  struct Step {
    storage::Key key;
    storage::Effect effect;
  };
  std::vector<Step> steps;
  steps.reserve(commit.operations.size());
  for (std::size_t i = 0; i < commit.operations.size(); ++i) {
    auto& operation = commit.operations[i];
    const Row* current = find(storage::key_of(operation));
    storage::Key key = storage::key_of(operation);
    auto effect = storage::decide(current != nullptr ? &current->item : nullptr, operation);
    if (std::holds_alternative<storage::Refuse>(effect)) return storage::Conflict{i};
    steps.push_back({std::move(key), std::move(effect)});
  }
  last_stamp_ = std::max(last_stamp_ + 1, scheduler_.now() + clock_skew);
  std::vector<Change> changes;
  std::vector<RawWrite> raws;
  for (auto& step : steps) {
    if (std::holds_alternative<storage::Keep>(step.effect)) continue;
    Row& written = row(step.key);
    auto* item = std::get_if<Item>(&step.effect);
    written.present = item != nullptr;
    if (item != nullptr) {
      written.item = std::move(*item);
    } else {
      written.item.key = step.key;
    }
    written.stamp = last_stamp_;
    written.stamp_region = region_;
    if (step.key.table.in_feed) changes.push_back({step.key, item != nullptr ? std::optional(written.item) : std::nullopt});
    if (table_->observer) raws.push_back(raw_of(step.key, written.present ? &written.item : nullptr));
    scheduler_.mix(step.key.partition);
    table_->copy(*this, step.key, written);
  }
  announce(std::move(changes));
  if (table_->observer && !raws.empty()) table_->observer(who, region_, raws);
  return storage::Committed{};
}

void Replica::announce(std::vector<Change> changes) {
  if (changes.empty()) return;
  kept_ += changes.size();
  feed_.push_back({++sequence_, std::move(changes)});
  while (kept_ > changes_kept && feed_.size() > 1) {
    kept_ -= feed_.front().changes.size();
    feed_.pop_front();
  }
  auto waiting = std::move(waiting_);
  waiting_.clear();
  for (auto& wake : waiting) wake();
}

Result<storage::FeedPage> Replica::read_feed(const storage::FeedPosition& position, std::size_t limit) const {
  const auto from = storage::feed_sequence(position);
  if (!from) return fail(from);
  const auto trimmed = feed_.empty() ? sequence_ : feed_.front().sequence - 1;
  const auto after = from->value_or(trimmed);
  if (after < trimmed || after > sequence_) {
    return fail(ErrorKind::not_found, "feed_trimmed", "changes after this position are not kept; rebuild from a scan");
  }
  storage::FeedPage page{.changes = {}, .next = storage::feed_position(after)};
  for (auto i = static_cast<std::size_t>(after - trimmed); i < feed_.size() && page.changes.size() < limit; ++i) {
    page.changes.insert(page.changes.end(), feed_[i].changes.begin(), feed_[i].changes.end());
    page.next = storage::feed_position(feed_[i].sequence);
  }
  return page;
}

storage::FeedPosition Replica::feed_end() const { return storage::feed_position(sequence_); }

void Replica::arrive(const storage::Key& key, const Row& copy) {
  Row& mine = row(key);
  if (std::pair(mine.stamp, mine.stamp_region) >= std::pair(copy.stamp, copy.stamp_region)) return;  // the last writer wins
  mine = copy;
  if (!key.table.in_feed) return;
  std::vector<Change> changes;
  changes.push_back({key, copy.present ? std::optional(copy.item) : std::nullopt});
  announce(std::move(changes));
}

void Replica::load(const Item& item) {
  Row& loaded = row(item.key);
  loaded.item = item;
  loaded.present = true;
}

void Replica::for_each(const std::function<void(const Item&)>& visit) const {
  for (const auto& table : tables_) {
    for (const auto& [name, partition] : table) {
      for (const auto& [sort, row] : partition) {
        if (row.present) visit(row.item);
      }
    }
  }
}

GlobalTable::GlobalTable(Scheduler& scheduler, bool two_regions)
    : scheduler_(scheduler), two_regions_(two_regions), europe_(scheduler, 'e'), asia_(scheduler, 'a') {
  europe_.table_ = this;
  asia_.table_ = this;
}

void GlobalTable::copy(Replica& from, const storage::Key& key, const Replica::Row& row) {
  if (!two_regions_) return;
  const Micros now = scheduler_.now();
  on_the_way_[from.region() == 'e' ? 0 : 1].insert(now);
  Replica& to = in(from.region() == 'e' ? 'a' : 'e');
  scheduler_.after(lag(), kWorld, [this, &to, key, now, copied = std::make_shared<const Replica::Row>(row)]() mutable {
    send(to, std::move(key), std::move(copied), now);
  });
}

void GlobalTable::send(Replica& to, storage::Key key, std::shared_ptr<const Replica::Row> row, Micros committed_at) {
  if (cut_) {
    held_.push_back([this, &to, committed_at, key = std::move(key), row = std::move(row)]() mutable { send(to, std::move(key), std::move(row), committed_at); });
    return;
  }
  auto& waiting = on_the_way_[to.region() == 'e' ? 1 : 0];
  waiting.erase(waiting.find(committed_at));
  to.arrive(key, *row);
}

void GlobalTable::mend() {
  cut_ = false;
  auto held = std::move(held_);
  held_.clear();
  for (auto& go_on : held) scheduler_.after(lag(), kWorld, std::move(go_on));
}

}  // namespace atelier::simulation
