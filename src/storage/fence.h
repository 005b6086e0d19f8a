// Fences: who may write a region's records, now.
//
// An item is written by one region only (design §4). When a region fails over, processes elsewhere take over its records, and what is left of
// the old ones (a process that was only cut off, a commit that is still on its way) must not write any more. So each process commits under
// the epoch it was started with: a store from make_fenced_store() adds one check to every commit, and the store itself refuses what
// comes under an older epoch, whenever it comes.
//
// raise_fence() begins the next epoch. It is called on the replica where the old processes commit; only when it has succeeded, and all that was
// committed there before it has been copied, may processes of the new epoch start on the other replica. What that gives and what it cannot
// give is in docs/decisions/0070-fencing.md.
//
// A fence is kFenceShards items with the same epoch (their version is the epoch), of which each commit checks one: DynamoDB lets two
// transactions that name the same item wait for each other, and one item for all would be hot.
//
// Where no fence is configured (one region) nothing of this is there, and nothing is paid.
#pragma once

#include <cstdint>
#include <memory>

#include "base/ids.h"
#include "base/result.h"
#include "base/task.h"
#include "storage/store.h"

namespace atelier::storage {

inline constexpr unsigned kFenceShards = 16;

// The epoch as this replica knows it: 0 where there is no fence yet; while it is being raised, the older one.
Task<Result<std::uint64_t>> read_epoch(Store& store, Region of);

// Makes it `epoch`, which is one more than it was (1: the fence is made). Repeating it after any error is harmless. Error conflict
// "fence_epoch_taken": somebody else has raised it further, or it was not raised one by one.
Task<Result<void>> raise_fence(Store& store, Region of, std::uint64_t epoch);

// A store whose commits are done only while the fence of `of` has this epoch; reads go through as they are. A commit that comes too late answers
// Unavailable "store_fenced": nothing was done, and this process will never write again. It has room for kMaxOperations - 1 operations.
// `store` is borrowed.
std::unique_ptr<Store> make_fenced_store(Store& store, Region of, std::uint64_t epoch);

}  // namespace atelier::storage
