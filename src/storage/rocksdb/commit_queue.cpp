#include "storage/rocksdb/commit_queue.h"

#include <chrono>

namespace atelier::storage::rocksdb_store {
namespace {

// A group's bounds keep one commit's wait short (a few ms of work) and the batch's memory small.
constexpr std::size_t kGroupCommits = 2048;
constexpr std::size_t kGroupBytes = 8u << 20;

// Callers who were just answered come back within this time. Going on without them would make every second
// group a tiny one, each with a whole sync; a sync costs more than this.
constexpr std::chrono::microseconds kGather{60};

}  // namespace

bool CommitQueue::push(PendingCommit& pending) {
  std::lock_guard lock(mutex_);
  if (closed_) {
    pending.outcome = Unavailable{{ErrorKind::unavailable, "store_closed", "the store is closing"}};
    return false;
  }
  if (commits_ >= bounds_.commits || bytes_ + pending.bytes > bounds_.bytes) {
    pending.outcome = Throttled{};
    return false;
  }
  pending.next = nullptr;
  (head_ == nullptr ? head_ : tail_->next) = &pending;
  tail_ = &pending;
  ++commits_;
  bytes_ += pending.bytes;
  if (committer_sleeps_ && commits_ >= enough_) {
    committer_sleeps_ = false;
    // Under the lock: once it is answered, the caller may close the store.
    wake_.notify_one();
  }
  return true;
}

PendingCommit* CommitQueue::take() {
  std::unique_lock lock(mutex_);
  while (head_ == nullptr && !closed_) {
    enough_ = 1;
    committer_sleeps_ = true;
    wake_.wait(lock);
    committer_sleeps_ = false;
  }
  if (commits_ < last_group_ / 2 && !closed_) {
    enough_ = last_group_ / 2;
    committer_sleeps_ = true;
    wake_.wait_for(lock, kGather);
    committer_sleeps_ = false;
  }
  return pop_group();
}

PendingCommit* CommitQueue::pop_group() {
  PendingCommit* const first = head_;
  last_group_ = 0;
  std::size_t bytes = 0;
  PendingCommit* last = nullptr;
  while (head_ != nullptr && last_group_ < kGroupCommits &&
         (last == nullptr || bytes + head_->bytes <= kGroupBytes)) {
    last = head_;
    bytes += head_->bytes;
    ++last_group_;
    head_ = head_->next;
  }
  if (last != nullptr) last->next = nullptr;
  if (head_ == nullptr) tail_ = nullptr;
  commits_ -= last_group_;
  bytes_ -= bytes;
  return first;
}

void CommitQueue::answer(PendingCommit* list) {
  struct Share {
    Executor* executor;
    PendingCommit* head;
    PendingCommit* tail;
  };
  std::vector<Share> shares;  // as many as there are event loops: few
  while (list != nullptr) {
    PendingCommit* const one = list;
    list = list->next;
    one->next = nullptr;
    auto share = shares.begin();
    while (share != shares.end() && share->executor != one->executor) ++share;
    if (share == shares.end()) {
      shares.push_back({one->executor, one, one});
    } else {
      share->tail->next = one;
      share->tail = one;
    }
  }
  for (const auto& share : shares) {
    const auto resume_all = [head = share.head] {
      for (PendingCommit* one = head; one != nullptr;) {
        PendingCommit* const next = one->next;  // `one` ends with its coroutine
        one->waiter.resume();
        one = next;
      }
    };
    if (share.executor == nullptr) {
      resume_all();
    } else {
      share.executor->post(resume_all);
    }
  }
}

void CommitQueue::close() {
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }
  wake_.notify_one();
}

}  // namespace atelier::storage::rocksdb_store
