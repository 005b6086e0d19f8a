// Two replicas of the store, one a region, as DynamoDB's global tables keep them: a commit is whole in its own
// region; then its items are copied to the other one by one, late and in any order, and for each item the last
// writer (by the clock of the store that took the write) wins.
//
// No faults here but the lag: those of the way between a process and its region's replica are in sim_store.h.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "raw_write.h"
#include "scheduler.h"
#include "storage/store.h"

namespace atelier::simulation {

// Who commits, as the auditor sees it.
struct Committer {
  std::string process;
  char acts_for = 'e';  // the region whose records it may write
  int epoch = 0;
};

class GlobalTable;

class Replica {
 public:
  Replica(Scheduler& scheduler, char region) : scheduler_(scheduler), region_(region) {}

  std::optional<storage::Item> get(const storage::Key& key) const;
  storage::Page query(const storage::Query& query) const;
  storage::ScanPage scan(const storage::Scan& scan) const;
  // Committed or Conflict.
  storage::CommitOutcome commit(storage::Commit commit, const Committer& who);
  Result<storage::FeedPage> read_feed(const storage::FeedPosition& from, std::size_t limit) const;
  storage::FeedPosition feed_end() const;

  // Called once at the next change of the feed.
  void on_next_change(std::function<void()> wake) { waiting_.push_back(std::move(wake)); }

  char region() const { return region_; }
  Micros clock_skew = 0;  // of the store's own clock
  const Clock* clock = nullptr;  // the store's own clock where it is not the scheduler's (a test of the store alone)

  // Puts a row there from the beginning.
  void load(const storage::Item& item);
  // Every row as it is: for the auditor's comparison of the replicas.
  void for_each(const std::function<void(const storage::Item& item)>& visit) const;
  std::size_t changes_kept = 50'000;

 private:
  friend GlobalTable;
  struct Row {
    storage::Item item;
    bool present = false;
    Micros stamp = 0;
    char stamp_region = 0;
  };
  using Partition = std::map<std::string, Row, std::less<>>;
  struct FeedCommit {
    std::uint64_t sequence = 0;
    std::vector<storage::Change> changes;
  };

  Time store_time() const { return clock != nullptr ? clock->now() : from_unix_ms((scheduler_.now() + clock_skew) / 1000); }
  const Row* find(const storage::Key& key) const;
  Row& row(const storage::Key& key);
  void announce(std::vector<storage::Change> changes);
  // A copy from the other region.
  void arrive(const storage::Key& key, const Row& copy);

  Scheduler& scheduler_;
  const char region_;
  GlobalTable* table_ = nullptr;
  std::array<std::unordered_map<std::string, Partition>, 256> tables_;
  std::deque<FeedCommit> feed_;
  std::size_t kept_ = 0;
  std::uint64_t sequence_ = 0;
  Micros last_stamp_ = 0;
  std::vector<std::function<void()>> waiting_;
};

class GlobalTable {
 public:
  GlobalTable(Scheduler& scheduler, bool two_regions);

  Replica& in(char region) { return region == 'e' ? europe_ : asia_; }
  bool two_regions() const { return two_regions_; }

  // How long the next item's copy takes.
  std::function<Micros()> lag = [] { return Micros{0}; };
  // While it is cut, copies wait; they go on when it is whole again.
  void cut() { cut_ = true; }
  void mend();
  // Copies from `region` that have not arrived.
  std::size_t on_the_way_from(char region) const { return on_the_way_[region == 'e' ? 0 : 1].size(); }
  // Everything that `region` committed until then is in the other replica.
  bool has_copied(char region, Micros until) const {
    const auto& waiting = on_the_way_[region == 'e' ? 0 : 1];
    return waiting.empty() || *waiting.begin() > until;
  }

  // Told of every commit, after it.
  std::function<void(const Committer&, char region, const std::vector<RawWrite>&)> observer;

 private:
  friend Replica;
  void copy(Replica& from, const storage::Key& key, const Replica::Row& row);
  void send(Replica& to, storage::Key key, std::shared_ptr<const Replica::Row> row, Micros committed_at);

  Scheduler& scheduler_;
  const bool two_regions_;
  Replica europe_;
  Replica asia_;
  bool cut_ = false;
  std::array<std::multiset<Micros>, 2> on_the_way_;  // when each copy was committed
  std::vector<std::function<void()>> held_;
};

}  // namespace atelier::simulation
