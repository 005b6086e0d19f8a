// A process's way to its region's replica: the store port, with everything that can go wrong on the way.
//
// Calls take time. A commit may be refused without a reason, throttled, lost before it was done, lost after it, or done
// long after its caller was told "unknown". A process that was killed gets errors at once; a process that is cut
// off gets none of its calls through until the cut is mended.
#pragma once

#include "faults.h"
#include "global_table.h"

namespace atelier::simulation {

// What a process is to the parts around it.
struct Host {
  Owner owner = kWorld;
  std::string name;
  bool alive = true;
  bool cut_off = false;  // from its store
  Committer committer;
  std::function<void()> kill;
};

class SimStore final : public storage::Store {
 public:
  SimStore(Scheduler& scheduler, Replica& replica, Host& host, const Faults& faults)
      : scheduler_(scheduler), replica_(replica), host_(host), faults_(faults) {}

  Task<Result<std::optional<storage::Item>>> get(storage::Key key) override;
  Task<Result<storage::Page>> query(storage::Query query) override;
  Task<Result<storage::ScanPage>> scan(storage::Scan scan) override;
  Task<storage::CommitOutcome> commit(storage::Commit commit) override;
  Task<Result<storage::FeedPage>> read_feed(storage::FeedPosition from, std::size_t limit) override;
  Task<Result<storage::FeedPosition>> feed_end() override;
  Task<void> feed_changed(storage::FeedPosition from, Milliseconds at_most) override;

 private:
  Micros way();
  // Fails: the read does not get through.
  Task<bool> reach_for_reading();
  storage::CommitOutcome commit_now(storage::Commit commit);

  Scheduler& scheduler_;
  Replica& replica_;
  Host& host_;
  const Faults& faults_;
};

}  // namespace atelier::simulation
