#include "storage/rocksdb/embedded_store.h"

#include <fmt/format.h>
#include <pthread.h>
#include <sys/statvfs.h>

#include "storage/rocksdb/reading.h"
#include "storage/rules.h"

namespace atelier::storage {
namespace rocksdb_store {
namespace {

// How often a store whose disk was full is opened anew, at most: opening reads the log.
constexpr std::chrono::milliseconds kBetweenTries{500};

}  // namespace

EmbeddedStore::EmbeddedStore(std::filesystem::path path, const RocksdbOptions& options, const Clock& clock)
    : path_(std::move(path)),
      options_(options),
      clock_(clock),
      feed_({.commits = options.feed_commits_kept, .bytes = options.feed_bytes_kept}),
      queue_({.commits = options.queue_commits, .bytes = options.queue_bytes}),
      cache_(options.item_cache_bytes),
      writer_(clock, feed_, cache_) {}

EmbeddedStore::~EmbeddedStore() {
  queue_.close();
  if (committer_.joinable()) committer_.join();
}

Result<void> EmbeddedStore::open() {
  auto engine = open_engine(path_, options_, clock_);
  if (!engine) return fail(engine);
  if (auto loaded = feed_.load(*engine); !loaded) return loaded;
  engine_ = std::make_unique<Engine>(std::move(*engine));
  signal_.announce(feed_.end());
  committer_ = std::thread([this] { run_committer(); });
  pthread_setname_np(committer_.native_handle(), "committer");
  return {};
}

// --- Reads ---

Task<Result<std::optional<Item>>> EmbeddedStore::get(Key key) {
  if (auto good = check_key(key); !good) co_return fail(good);
  const std::string row = encode_row(key);
  const auto known = cache_.find(row);
  std::shared_ptr<const Item> item = known.item;
  if (!item) {
    auto read = with_engine([&](const Engine& engine) { return read_item(engine, key, row); });
    if (!read || !*read) co_return std::move(read);
    item = std::make_shared<const Item>(std::move(**read));
    cache_.offer(row, item, known.stamp);
  }
  if (has_expired(item->expires_at, clock_.now())) co_return std::nullopt;
  co_return std::optional(*item);
}

Task<Result<Page>> EmbeddedStore::query(Query query) {
  if (auto good = check_query(query); !good) co_return fail(good);
  co_return with_engine([&](const Engine& engine) { return read_query(engine, query, clock_.now()); });
}

Task<Result<ScanPage>> EmbeddedStore::scan(Scan scan) {
  if (auto good = check_scan(scan); !good) co_return fail(good);
  co_return with_engine([&](const Engine& engine) { return read_scan(engine, scan, clock_.now()); });
}

Task<Result<FeedPage>> EmbeddedStore::read_feed(FeedPosition from, std::size_t limit) {
  const auto after = feed_sequence(from);
  if (!after) co_return fail(after);
  co_return with_engine([&](const Engine& engine) { return feed_.read(engine, *after, limit); });
}

Task<Result<FeedPosition>> EmbeddedStore::feed_end() {
  co_return feed_position(feed_.end());
}

Task<void> EmbeddedStore::feed_changed(FeedPosition from, Milliseconds at_most) {
  const auto after = feed_sequence(from);
  return signal_.wait(after && *after ? **after : 0, at_most);
}

// --- Commits ---

Task<CommitOutcome> EmbeddedStore::commit(Commit commit) {
  const auto bytes = check_limits(commit);
  if (!bytes) co_return Unavailable{bytes.error()};
  PendingCommit pending{.commit = std::move(commit), .bytes = *bytes};
  pending.rows.reserve(pending.commit.operations.size());
  for (const auto& operation : pending.commit.operations)
    pending.rows.push_back(encode_row(key_of(operation)));
  co_await CommitTurn{queue_, pending};
  co_return std::move(pending.outcome);
}

void EmbeddedStore::run_committer() {
  while (PendingCommit* const group = queue_.take()) {
    commit_group(group);
    const auto end = feed_.end();
    CommitQueue::answer(group);
    signal_.announce(end);
  }
}

void EmbeddedStore::commit_group(PendingCommit* group) {
  if (health_ == Health::good && !has_space()) {
    // Nothing is broken: as soon as there is space the next group goes on.
    const Error full{
        ErrorKind::unavailable, "store_disk_full",
        fmt::format(
            "less than {} MiB are free on the disk of {}; free some space and the store goes on by itself",
            options_.free_bytes_reserved >> 20, path_.string())};
    for (auto* one = group; one != nullptr; one = one->next) one->outcome = Unavailable{full};
    return;
  }
  if (health_ == Health::full) reopen_after_full_disk();
  if (health_ != Health::good) {
    for (auto* one = group; one != nullptr; one = one->next) one->outcome = Unavailable{trouble()};
    return;
  }
  if (const auto written = writer_.write(*engine_, group); !written) fall_ill(written.error());
}

bool EmbeddedStore::has_space() const {
  struct statvfs disk{};
  // Where the file system cannot say, the write will.
  if (statvfs(path_.c_str(), &disk) != 0) return true;
  return disk.f_bavail * disk.f_frsize >= options_.free_bytes_reserved;
}

void EmbeddedStore::fall_ill(const Error& error) {
  health_ = error.code == "store_disk_full" ? Health::full : Health::broken;
  next_try_ = std::chrono::steady_clock::now() + kBetweenTries;
  std::lock_guard lock(trouble_mutex_);
  trouble_ = error;
}

Error EmbeddedStore::trouble() const {
  std::lock_guard lock(trouble_mutex_);
  return trouble_;
}

// After a write that failed half-way the log's end is torn, and going on behind it would lose what follows at
// the next start. Opening anew reads what is whole, drops the torn end and begins a new log.
void EmbeddedStore::reopen_after_full_disk() {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_try_ || !has_space()) return;
  next_try_ = now + kBetweenTries;
  std::unique_lock lock(engine_mutex_);
  engine_.reset();
  auto engine = open_engine(path_, options_, clock_);
  const auto loaded = engine ? feed_.load(*engine) : Result<void>(std::unexpected(engine.error()));
  if (!loaded) {
    std::lock_guard trouble_lock(trouble_mutex_);
    trouble_ = loaded.error();
    return;
  }
  engine_ = std::make_unique<Engine>(std::move(*engine));
  cache_.clear();
  health_ = Health::good;
}

}  // namespace rocksdb_store

Result<std::unique_ptr<Store>> open_rocksdb_store(const std::filesystem::path& path,
                                                  const RocksdbOptions& options, const Clock& clock) {
  auto store = std::make_unique<rocksdb_store::EmbeddedStore>(path, options, clock);
  if (auto opened = store->open(); !opened) return fail(opened);
  return store;
}

}  // namespace atelier::storage
