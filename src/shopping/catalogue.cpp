#include "shopping/catalogue.h"

#include "storage/tables.h"

namespace atelier::shopping {

Catalogue::~Catalogue() {
  stopping_ = true;
  if (started_) run_until_done([](const Completion<bool>& ended) -> Task<void> { co_await ended; }(ended_));
}

Result<void> Catalogue::start() {
  auto read = run_until_done(bootstrap());
  if (!read) return read;
  started_ = true;
  thread_ = std::make_unique<ThreadExecutor>();
  thread_->post([this] { spawn(follow()); });
  return {};
}

std::shared_ptr<const Snapshot> Catalogue::current() const {
  struct Seen {
    const Catalogue* owner = nullptr;
    std::shared_ptr<const Snapshot> snapshot;
    std::uint64_t version = 0;
  };
  thread_local Seen seen;
  const auto version = version_.load(std::memory_order_acquire);
  if (seen.owner != this || seen.version != version) {
    std::lock_guard lock(mutex_);
    seen = {this, snapshot_, version_.load(std::memory_order_relaxed)};
  }
  return seen.snapshot;
}

Task<Result<void>> Catalogue::bootstrap() {
  // The position comes first: what is committed while we scan is seen again in the feed, and the newest record wins.
  auto end = co_await store_.feed_end();
  if (!end) co_return fail(end);
  position_ = std::move(*end);
  builder_ = std::make_unique<Builder>(version_.load() + 1);
  for (const auto& table : {storage::kVocabulary, storage::kItems, storage::kStock}) {
    std::optional<std::string> cursor = "";
    while (cursor) {
      auto page = co_await store_.scan({.table = table, .cursor = *cursor});
      if (!page) co_return fail(page);
      for (const auto& item : page->items) builder_->apply(item.key, &item);
      cursor = std::move(page->next);
    }
  }
  publish();
  co_return Result<void>{};
}

Task<void> Catalogue::follow() {
  constexpr std::size_t kPage = 2000;
  while (!stopping_) {
    auto page = co_await store_.read_feed(position_, kPage);
    if (!page) {
      if (page.error().code == "feed_trimmed") co_await bootstrap();
      co_await sleep_for(Milliseconds{200});
      continue;
    }
    for (const auto& change : page->changes) builder_->apply(change.key, change.now ? &*change.now : nullptr);
    position_ = std::move(page->next);
    if (!page->changes.empty()) {
      publish();
    } else {
      co_await store_.feed_changed(position_, Milliseconds{250});
    }
  }
  ended_.resolver()(true);
}

void Catalogue::publish() {
  std::vector<std::string> changed;
  auto next = builder_->build(&changed);
  if (next->version == version_.load(std::memory_order_relaxed)) return;
  for (const auto& listener : listeners_) listener(*next, changed);
  std::lock_guard lock(mutex_);
  snapshot_ = std::move(next);
  version_.store(snapshot_->version, std::memory_order_release);
}

}  // namespace atelier::shopping
