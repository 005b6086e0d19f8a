// Commits that wait for the committer, and their answers.
//
// push: any thread. take and answer: the committer's. A pending commit lives in its caller's coroutine, which
// is suspended until it is answered, so the queue owns nothing and allocates nothing.
#pragma once

#include <condition_variable>
#include <coroutine>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "base/executor.h"
#include "storage/store.h"

namespace atelier::storage::rocksdb_store {

struct PendingCommit {
  Commit commit;
  std::vector<std::string> rows;  // one an operation
  std::size_t bytes = 0;
  CommitOutcome outcome;

  std::coroutine_handle<> waiter;
  Executor* executor = nullptr;  // where the waiter resumes; nullptr: on the committer's thread
  PendingCommit* next = nullptr;
};

class CommitQueue {
 public:
  struct Bounds {
    std::size_t commits = 0;
    std::size_t bytes = 0;
  };
  explicit CommitQueue(Bounds bounds) : bounds_(bounds) {}

  // False: it is full or closed; the outcome says which, and the waiter is not resumed.
  bool push(PendingCommit& pending);

  // All that wait, up to a group's bound, the oldest first; blocks while there are none. nullptr: closed, and
  // nothing is left.
  PendingCommit* take();

  // Resumes the waiters of a list, each on its executor: one post an executor, however many there are.
  static void answer(PendingCommit* list);

  void close();

 private:
  PendingCommit* pop_group();

  const Bounds bounds_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool committer_sleeps_ = false;
  bool closed_ = false;
  PendingCommit* head_ = nullptr;
  PendingCommit* tail_ = nullptr;
  std::size_t commits_ = 0;
  std::size_t bytes_ = 0;
  std::size_t last_group_ = 0;
  std::size_t enough_ = 1;  // the committer wakes at so many
};

// co_await CommitTurn{queue, pending}: waits for the answer, which is then in pending.outcome.
struct CommitTurn {
  CommitQueue& queue;
  PendingCommit& pending;

  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> waiter) const {
    pending.waiter = waiter;
    pending.executor = Executor::current();
    // Once pushed, the coroutine may run on another thread before push returns: nothing of it is touched
    // after.
    return queue.push(pending);
  }
  void await_resume() const noexcept {}
};

}  // namespace atelier::storage::rocksdb_store
