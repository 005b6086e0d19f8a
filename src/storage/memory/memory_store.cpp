#include "storage/memory/memory_store.h"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <tuple>

#include "storage/feed_signal.h"
#include "storage/rules.h"

namespace atelier::storage {
namespace {

using RowKey = std::tuple<std::uint8_t, std::string, std::string>;
using Rows = std::map<RowKey, Item>;

RowKey row_key(const Key& key) {
  return {key.table.id, key.partition, key.sort};
}

// Collects items until a page is full.
class PageFiller {
 public:
  PageFiller(std::size_t limit, Time now, std::vector<Item>& items)
      : limit_(limit), now_(now), items_(items) {}
  // False: it does not fit any more, and the page goes on here next time.
  bool take(const Item& item) {
    if (has_expired(item.expires_at, now_)) return true;
    const auto size = size_of(item);
    if (!items_.empty() && (items_.size() >= limit_ || bytes_ + size > kMaxPageBytes)) return false;
    items_.push_back(item);
    bytes_ += size;
    return true;
  }

 private:
  std::size_t limit_;
  Time now_;
  std::vector<Item>& items_;
  std::size_t bytes_ = 0;
};

std::unexpected<Error> injected() {
  return fail(ErrorKind::unavailable, "store_unavailable",
              "the store cannot be reached (planned by a simulation)");
}

class MemoryStore final : public Store {
 public:
  MemoryStore(const Clock& clock, MemoryOptions options) : clock_(clock), options_(std::move(options)) {}

  Task<Result<std::optional<Item>>> get(Key key) override {
    if (auto good = check_key(key); !good) co_return fail(good);
    co_await pause();
    if (read_fails()) co_return injected();
    auto found = find(key);
    co_await pause();
    co_return found;
  }

  Task<Result<Page>> query(Query query) override {
    if (auto good = check_query(query); !good) co_return fail(good);
    co_await pause();
    if (read_fails()) co_return injected();
    auto page = query.descending ? query_down(query) : query_up(query);
    co_await pause();
    co_return page;
  }

  Task<Result<ScanPage>> scan(Scan scan) override {
    if (auto good = check_scan(scan); !good) co_return fail(good);
    co_await pause();
    if (read_fails()) co_return injected();
    co_return scan_from(scan);
  }

  Task<CommitOutcome> commit(Commit commit) override {
    if (auto good = check_limits(commit); !good) co_return Unavailable{good.error()};
    co_await pause();
    auto outcome = commit_with_faults(commit);
    co_await pause();
    co_return outcome;
  }

  Task<Result<FeedPage>> read_feed(FeedPosition from, std::size_t limit) override {
    const auto sequence = feed_sequence(from);
    if (!sequence) co_return fail(sequence);
    co_await pause();
    if (read_fails()) co_return injected();
    co_return read_changes(*sequence, limit);
  }

  Task<Result<FeedPosition>> feed_end() override {
    std::lock_guard lock(mutex_);
    co_return feed_position(last_sequence_);
  }

  Task<void> feed_changed(FeedPosition from, Milliseconds at_most) override {
    const auto sequence = feed_sequence(from);
    return signal_.wait(sequence && *sequence ? **sequence : 0, at_most);
  }

 private:
  struct FeedCommit {
    std::uint64_t sequence = 0;
    std::vector<Change> changes;
  };
  // What one commit will do, once all its conditions hold.
  struct Step {
    RowKey row;
    Effect effect;
    bool in_feed = false;
    Key key;
  };

  Task<void> pause() {
    if (!options_.faults.delay) co_return;
    if (const auto delay = options_.faults.delay(); delay > Milliseconds{0}) co_await sleep_for(delay);
  }
  bool read_fails() { return options_.faults.on_read && options_.faults.on_read(); }

  std::optional<Item> find(const Key& key) {
    std::lock_guard lock(mutex_);
    const auto at = rows_.find(row_key(key));
    if (at == rows_.end() || has_expired(at->second.expires_at, clock_.now())) return std::nullopt;
    return at->second;
  }

  Page query_up(const Query& query) {
    std::lock_guard lock(mutex_);
    Page page;
    PageFiller filler(query.limit, clock_.now(), page.items);
    auto at = rows_.lower_bound({query.table.id, query.partition, query.sort_prefix});
    if (query.after && *query.after >= query.sort_prefix) {
      at = rows_.upper_bound({query.table.id, query.partition, *query.after});
    }
    for (; at != rows_.end() && in_range(*at, query); ++at) {
      if (!filler.take(at->second)) {
        page.next = page.items.back().key.sort;
        break;
      }
    }
    return page;
  }

  Page query_down(const Query& query) {
    std::lock_guard lock(mutex_);
    Page page;
    PageFiller filler(query.limit, clock_.now(), page.items);
    for (auto at = upper_end(query); at != rows_.begin();) {
      --at;
      if (!in_range(*at, query)) break;
      if (!filler.take(at->second)) {
        page.next = page.items.back().key.sort;
        break;
      }
    }
    return page;
  }

  static bool in_range(const Rows::value_type& row, const Query& query) {
    const auto& [table, partition, sort] = row.first;
    return table == query.table.id && partition == query.partition && sort.starts_with(query.sort_prefix);
  }

  // The first row that a descending query does not see.
  Rows::iterator upper_end(const Query& query) {
    const auto beyond = after_prefix(query.sort_prefix);
    if (query.after && (!beyond || *query.after < *beyond)) {
      return rows_.lower_bound({query.table.id, query.partition, *query.after});
    }
    if (beyond) return rows_.lower_bound({query.table.id, query.partition, *beyond});
    // The next partition begins where this one's name has grown by a zero byte.
    return rows_.lower_bound({query.table.id, query.partition + '\0', ""});
  }

  ScanPage scan_from(const Scan& scan) {
    std::lock_guard lock(mutex_);
    ScanPage page;
    PageFiller filler(scan.limit, clock_.now(), page.items);
    auto at = rows_.lower_bound({scan.table.id, "", ""});
    if (scan.cursor.size() > 2) {
      // The cursor: two bytes with the partition's length, then partition and sort key of the last item
      // given.
      const auto byte = [&](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(scan.cursor[i]));
      };
      const auto length = std::min(byte(0) * 256 + byte(1), scan.cursor.size() - 2);
      at = rows_.upper_bound({scan.table.id, scan.cursor.substr(2, length), scan.cursor.substr(2 + length)});
    }
    for (; at != rows_.end() && std::get<0>(at->first) == scan.table.id; ++at) {
      if (!filler.take(at->second)) {
        const auto& last = page.items.back().key;
        const auto length = last.partition.size();
        page.next = std::string{static_cast<char>(length >> 8), static_cast<char>(length & 255)} +
                    last.partition + last.sort;
        break;
      }
    }
    return page;
  }

  CommitOutcome commit_with_faults(Commit& commit) {
    const auto fault = options_.faults.on_commit ? options_.faults.on_commit(commit) : Fault::none;
    switch (fault) {
      case Fault::none:
        break;
      case Fault::conflict:
        return Conflict{0};
      case Fault::throttled:
        return Throttled{};
      case Fault::unavailable:
        return Unavailable{injected().error()};
      case Fault::unknown_not_done:
        return Unknown{};
      case Fault::unknown_done: {
        (void)commit_now(commit);
        return Unknown{};
      }
    }
    return commit_now(commit);
  }

  CommitOutcome commit_now(Commit& commit) {
    std::uint64_t end = 0;
    {
      std::lock_guard lock(mutex_);
      const Time now = clock_.now();
      std::vector<Step> steps;
      for (std::size_t i = 0; i < commit.operations.size(); ++i) {
        auto& operation = commit.operations[i];
        Step step{.row = row_key(key_of(operation)), .effect = Keep{}, .key = key_of(operation)};
        const auto at = rows_.find(step.row);
        const bool seen = at != rows_.end() && !has_expired(at->second.expires_at, now);
        step.effect = decide(seen ? &at->second : nullptr, operation);
        if (std::holds_alternative<Refuse>(step.effect)) return Conflict{i};
        steps.push_back(std::move(step));
      }
      apply(steps);
      end = last_sequence_;
    }
    signal_.announce(end);
    return Committed{};
  }

  void apply(std::vector<Step>& steps) {
    std::vector<Change> changes;
    for (auto& step : steps) {
      if (std::holds_alternative<Keep>(step.effect)) continue;
      auto* item = std::get_if<Item>(&step.effect);
      if (step.key.table.in_feed) {
        changes.push_back({.key = step.key, .now = item ? std::optional(*item) : std::nullopt});
      }
      if (item) {
        rows_.insert_or_assign(std::move(step.row), std::move(*item));
      } else {
        rows_.erase(step.row);
      }
    }
    if (changes.empty()) return;
    changes_kept_ += changes.size();
    feed_.push_back({.sequence = ++last_sequence_, .changes = std::move(changes)});
    while (changes_kept_ > options_.feed_changes_kept && feed_.size() > 1) {
      changes_kept_ -= feed_.front().changes.size();
      feed_.pop_front();
    }
  }

  Result<FeedPage> read_changes(std::optional<std::uint64_t> from, std::size_t limit) {
    std::lock_guard lock(mutex_);
    const auto trimmed = feed_.empty() ? last_sequence_ : feed_.front().sequence - 1;
    const auto after = from.value_or(trimmed);
    if (after < trimmed || after > last_sequence_) {
      return fail(ErrorKind::not_found, "feed_trimmed",
                  "changes after this position are not kept; rebuild from a scan");
    }
    FeedPage page{.changes = {}, .next = feed_position(after)};
    for (auto i = static_cast<std::size_t>(after - trimmed); i < feed_.size() && page.changes.size() < limit;
         ++i) {
      page.changes.insert(page.changes.end(), feed_[i].changes.begin(), feed_[i].changes.end());
      page.next = feed_position(feed_[i].sequence);
    }
    return page;
  }

  const Clock& clock_;
  MemoryOptions options_;
  FeedSignal signal_;
  std::mutex mutex_;
  Rows rows_;
  std::deque<FeedCommit> feed_;
  std::size_t changes_kept_ = 0;
  std::uint64_t last_sequence_ = 0;
};

}  // namespace

std::unique_ptr<Store> make_memory_store(const Clock& clock, MemoryOptions options) {
  return std::make_unique<MemoryStore>(clock, std::move(options));
}

}  // namespace atelier::storage
