// Decides a group of commits one after another and writes it as one batch with one sync.
//
// One thread: the committer's. The engine is handed in with each group, because it may be opened anew after a
// full disk.
#pragma once

#include <rocksdb/write_batch.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "storage/rocksdb/commit_queue.h"
#include "storage/rocksdb/engine.h"
#include "storage/rocksdb/feed_log.h"
#include "storage/rocksdb/item_cache.h"
#include "storage/rules.h"

namespace atelier::storage::rocksdb_store {

class GroupWriter {
 public:
  GroupWriter(const Clock& clock, FeedLog& feed, ItemCache& cache) : clock_(clock), feed_(feed), cache_(cache) {}

  // Sets the outcome of each commit in the list. On success everything that is Committed is durable.
  // Otherwise the write itself failed and all outcomes are Unknown.
  Result<void> write(const Engine& engine, PendingCommit* group);

 private:
  // An item as it is after the commits that were accepted so far in this group.
  struct Slot {
    ItemCache::Shared item;  // nullptr: there is none
    bool written = false;
  };
  using Overlay = std::unordered_map<std::string, Slot>;
  struct Step {
    Overlay::value_type* at;
    storage::Effect effect;
    bool in_feed;
  };

  CommitOutcome decide_commit(const Engine& engine, PendingCommit& pending, Time now);
  Result<Overlay::value_type*> find(const Engine& engine, std::string row, const Key& key);
  void accept(const Engine& engine);
  void add_items(const Engine& engine);
  void remember();

  const Clock& clock_;
  FeedLog& feed_;
  ItemCache& cache_;
  Overlay overlay_;
  std::vector<Step> steps_;  // of the commit that is being decided
  FeedEntryWriter entry_;
  rocksdb::WriteBatch batch_;
  std::string record_;
};

}  // namespace atelier::storage::rocksdb_store
