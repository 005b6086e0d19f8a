#include "storage/rocksdb/feed_log.h"

#include <algorithm>

#include "storage/rocksdb/status.h"
#include "storage/rules.h"

namespace atelier::storage::rocksdb_store {
namespace {

std::string_view view(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

// What the feed had before the entry at the iterator; needs its own size, which is the difference to the
// total.
Result<std::uint64_t> bytes_up_to(const Engine& engine, std::uint64_t sequence) {
  rocksdb::PinnableSlice value;
  const auto status = engine.db->Get({}, engine.feed, encode_sequence(sequence), &value);
  if (!status.ok()) return std::unexpected(to_error(status, "reading the change feed"));
  return peek_feed_bytes(view(value));
}

}  // namespace

Result<void> FeedLog::load(const Engine& engine) {
  const std::unique_ptr<rocksdb::Iterator> at(engine.db->NewIterator({}, engine.feed));
  State state;
  at->SeekToFirst();
  if (at->Valid()) {
    const auto first = decode_sequence(view(at->key()));
    const auto first_bytes = peek_feed_bytes(view(at->value()));
    at->SeekToLast();
    const auto last = at->Valid() ? decode_sequence(view(at->key())) : first;
    const auto bytes = at->Valid() ? peek_feed_bytes(view(at->value())) : first_bytes;
    if (!first || !last) return fail(!first ? first : last);
    if (!first_bytes || !bytes) return fail(!first_bytes ? first_bytes : bytes);
    state = {.first = *first, .last = *last, .bytes_before_first = *first_bytes, .bytes = *bytes};
  }
  if (!at->status().ok()) return std::unexpected(to_error(at->status(), "reading the change feed"));
  durable_ = pending_ = state;
  end_.store(state.last, std::memory_order_release);
  return {};
}

void FeedLog::append(const Engine& engine, rocksdb::WriteBatch& batch, FeedEntryWriter& entry) {
  const auto value = entry.finish(pending_.bytes);
  pending_.last += 1;
  pending_.bytes = *peek_feed_bytes(value);
  (void)batch.Put(engine.feed, encode_sequence(pending_.last), rocksdb::Slice(value));
}

void FeedLog::trim(const Engine& engine, rocksdb::WriteBatch& batch) {
  // An eighth above the bound, so that a removal is rare and takes many at once.
  const auto above = [](std::uint64_t bound) { return bound + bound / 8; };
  auto first = pending_.first;
  if (durable_.last - pending_.first + 1 > above(bounds_.commits) && durable_.last >= bounds_.commits) {
    first = durable_.last - bounds_.commits + 1;
  }
  if (durable_.bytes - pending_.bytes_before_first > above(bounds_.bytes)) {
    first = std::max(first, first_within_bytes(engine));
  }
  if (first == pending_.first) return;
  const auto before = bytes_up_to(engine, first);
  if (!before) return;  // the next group tries again; who reads the feed will hear of the damage
  (void)batch.DeleteRange(engine.feed, encode_sequence(0), encode_sequence(first));
  pending_.first = first;
  pending_.bytes_before_first = *before;
}

std::uint64_t FeedLog::first_within_bytes(const Engine& engine) const {
  // The totals grow with the numbers: the first entry after which at most `bytes` are left, by halving.
  auto low = pending_.first;
  auto high = durable_.last;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    const auto total = bytes_up_to(engine, middle);
    if (!total) return pending_.first;
    if (durable_.bytes - *total > bounds_.bytes) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::uint64_t FeedLog::committed() {
  durable_ = pending_;
  end_.store(durable_.last, std::memory_order_release);
  return durable_.last;
}

void FeedLog::dropped() {
  pending_ = durable_;
}

Result<FeedPage> FeedLog::read(const Engine& engine, std::optional<std::uint64_t> after,
                               std::size_t limit) const {
  const auto trimmed = [] {
    return fail(ErrorKind::not_found, "feed_trimmed",
                "changes after this position are not kept; rebuild from a scan");
  };
  const std::unique_ptr<rocksdb::Iterator> at(engine.db->NewIterator({}, engine.feed));
  if (after) {
    at->Seek(encode_sequence(*after + 1));
  } else {
    at->SeekToFirst();
  }
  if (!at->status().ok()) return std::unexpected(to_error(at->status(), "reading the change feed"));
  if (!at->Valid()) {
    // A position after the end is none of this feed's: the store was restored from a backup.
    if (after && *after > end()) return trimmed();
    return FeedPage{.changes = {}, .next = feed_position(after.value_or(end()))};
  }
  FeedPage page{.changes = {}, .next = feed_position(after.value_or(0))};
  std::size_t bytes = 0;
  for (auto expected = after ? *after + 1 : 0; at->Valid(); at->Next()) {
    const auto sequence = decode_sequence(view(at->key()));
    if (!sequence) return fail(sequence);
    if (expected != 0 && *sequence != expected) return trimmed();
    expected = *sequence + 1;
    auto entry = decode_feed_entry(view(at->value()));
    if (!entry) return fail(entry);
    std::ranges::move(entry->changes, std::back_inserter(page.changes));
    page.next = feed_position(*sequence);
    bytes += at->value().size();
    if (page.changes.size() >= limit || bytes >= kMaxPageBytes) break;
  }
  if (!at->status().ok()) return std::unexpected(to_error(at->status(), "reading the change feed"));
  return page;
}

}  // namespace atelier::storage::rocksdb_store
