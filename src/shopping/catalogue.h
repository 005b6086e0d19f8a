// The read side: follows the store's change feed and always has a snapshot for readers. Thrown away and rebuilt at every start.
//
// An edit is seen within a few milliseconds of its commit. Readers take no lock: each thread keeps the snapshot it saw last and asks one
// atomic number whether there is a newer one.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/thread_executor.h"
#include "shopping/builder.h"
#include "shopping/snapshot.h"
#include "storage/store.h"

namespace atelier::shopping {

class Catalogue {
 public:
  // Told on the follower's thread of each new snapshot and the ids of the items that changed in it; before readers see it.
  using Listener = std::function<void(const Snapshot&, const std::vector<std::string>& changed)>;

  explicit Catalogue(storage::Store& store) : store_(store) {}
  ~Catalogue();

  void listen(Listener listener) { listeners_.push_back(std::move(listener)); }  // before start()
  // Reads everything, then follows the feed on a thread of its own. Returns when the first snapshot stands; an Error where the store cannot be read.
  Result<void> start();

  // The newest snapshot. Any thread; no lock but in the moment when it changed.
  std::shared_ptr<const Snapshot> current() const;
  std::uint64_t version() const { return version_.load(std::memory_order_acquire); }

 private:
  Task<Result<void>> bootstrap();
  Task<void> follow();
  void publish();

  storage::Store& store_;
  std::vector<Listener> listeners_;
  std::unique_ptr<Builder> builder_;
  storage::FeedPosition position_;
  std::atomic<bool> stopping_{false};
  Completion<bool> ended_;
  bool started_ = false;

  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_ = std::make_shared<Snapshot>();  // guarded by mutex_
  std::atomic<std::uint64_t> version_{0};
  std::unique_ptr<ThreadExecutor> thread_;
};

}  // namespace atelier::shopping
