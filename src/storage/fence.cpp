#include "storage/fence.h"

#include <algorithm>
#include <functional>
#include <string>

#include "base/planted.h"
#include "storage/tables.h"

namespace atelier::storage {
namespace {

Key fence_key(Region of, unsigned shard) { return {kFences, std::string("region/") + static_cast<char>(of), std::to_string(shard)}; }

// Any of them, but the same one for the same commit.
unsigned shard_of(const Commit& commit) {
  if (commit.operations.empty()) return 0;
  const Key& key = key_of(commit.operations.front());
  return static_cast<unsigned>((std::hash<std::string>{}(key.partition) ^ std::hash<std::string>{}(key.sort)) % kFenceShards);
}

class FencedStore final : public Store {
 public:
  FencedStore(Store& store, Region of, std::uint64_t epoch) : store_(store), of_(of), epoch_(epoch) {}

  Task<Result<std::optional<Item>>> get(Key key) override { return store_.get(std::move(key)); }
  Task<Result<Page>> query(Query query) override { return store_.query(std::move(query)); }
  Task<Result<ScanPage>> scan(Scan scan) override { return store_.scan(std::move(scan)); }
  Task<Result<FeedPage>> read_feed(FeedPosition from, std::size_t limit) override { return store_.read_feed(std::move(from), limit); }
  Task<Result<FeedPosition>> feed_end() override { return store_.feed_end(); }
  Task<void> feed_changed(FeedPosition from, Milliseconds at_most) override { return store_.feed_changed(std::move(from), at_most); }

  Task<CommitOutcome> commit(Commit commit) override {
    if constexpr (planted::kNoFencing) co_return co_await store_.commit(std::move(commit));
    const Key fence = fence_key(of_, shard_of(commit));
    commit.operations.insert(commit.operations.begin(), Check{.key = fence, .condition = VersionIs{epoch_}});
    auto outcome = co_await store_.commit(std::move(commit));
    auto* conflict = std::get_if<Conflict>(&outcome);
    if (conflict == nullptr) co_return outcome;
    if (conflict->operation > 0) {
      --conflict->operation;
      co_return outcome;
    }
    // The fence, or a conflict that a store reports without a reason.
    const auto now = co_await store_.get(fence);
    if (!now || (*now && (*now)->version == epoch_)) co_return outcome;  // who reads and decides again meets the fence again
    co_return Unavailable{{ErrorKind::unavailable, "store_fenced", "this region's records were taken over; this process must not write any more"}};
  }

 private:
  Store& store_;
  const Region of_;
  const std::uint64_t epoch_;
};

}  // namespace

Task<Result<std::uint64_t>> read_epoch(Store& store, Region of) {
  std::uint64_t epoch = UINT64_MAX;
  for (unsigned shard = 0; shard < kFenceShards; ++shard) {
    const auto item = co_await store.get(fence_key(of, shard));
    if (!item) co_return fail(item);
    epoch = std::min(epoch, *item ? (*item)->version : 0);
  }
  co_return epoch;
}

Task<Result<void>> raise_fence(Store& store, Region of, std::uint64_t epoch) {
  const auto now = co_await read_epoch(store, of);
  if (!now) co_return fail(now);
  if (*now == epoch) co_return Result<void>{};  // done before; the answer was lost
  if (*now + 1 != epoch) co_return fail(ErrorKind::conflict, "fence_epoch_taken", "the fence has epoch " + std::to_string(*now));
  Commit commit;
  for (unsigned shard = 0; shard < kFenceShards; ++shard) {
    Condition before = VersionIs{*now};
    if (*now == 0) before = Absent{};
    commit.add(Put{.key = fence_key(of, shard), .condition = before});
  }
  co_return to_result(co_await store.commit(std::move(commit)));
}

std::unique_ptr<Store> make_fenced_store(Store& store, Region of, std::uint64_t epoch) { return std::make_unique<FencedStore>(store, of, epoch); }

}  // namespace atelier::storage
