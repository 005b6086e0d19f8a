// The journal: every event of this region, in the order of commits, readable from any point for as long as it is kept.
//
// The store's change feed is short-lived (DynamoDB Streams keep 24 hours, the embedded store two million commits), and a subscriber may be
// down for days. So one follower of the feed (journal_writer.h) copies events into numbered pages: 1, 2, 3 … without gaps, each up to some
// hundred events, each a partition of its own, so there is no hot one and a page is found without an index. Nothing is added to the commit of an
// order (docs/decisions/0060).
//
// A region's journal holds its own events only; each is in it at least once, usually exactly once (twice at most around a repair, with the
// same id). Events of one subject are in the order of their commits.
//
// Threads: any; the answer comes on the caller's executor.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "events/decision.h"
#include "events/records.h"
#include "storage/feed_signal.h"

namespace atelier::events {

// Where the next event to read is. Ordered.
struct Position {
  std::uint64_t page = 1;
  std::uint32_t index = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};
std::string to_string(Position position);                        // "17.3"; for people and APIs
std::optional<Position> parse_position(std::string_view text);   // nullopt: none of ours
// Sixteen digits each, so that bytes sort as positions do: for sort keys.
std::string to_sort_key(Position position);

// Any point to begin from.
struct Beginning {};  // the oldest that is kept
struct End {};        // what comes from now on
using From = std::variant<Beginning, End, Time, Position>;  // Time: every event of that time or later, perhaps some before it

struct JournalPage {
  Time written_at{};  // not before the time of any event in it; never less than the page before
  std::vector<EventRecord> events;
};
BOOST_DESCRIBE_STRUCT(JournalPage, (), (written_at, events))

// The newest state of the journal; the writer's alone to write.
struct JournalHead {
  std::uint64_t next = 1;  // number of the next page
  Time written_at{};
  std::string feed;        // position of the change feed that the pages have reached (base64url)
  bool repairing = false;  // the feed was trimmed (or never read): events are collected by a scan
  std::string repair_cursor;
  Time repair_since{};
};
BOOST_DESCRIBE_STRUCT(JournalHead, (), (next, written_at, feed, repairing, repair_cursor, repair_since))

storage::Key journal_head_key(Region region);
storage::Key journal_page_key(Region region, std::uint64_t number);

class Journal {
 public:
  explicit Journal(Context& context) : context_(context) {}

  // nullptr: not written yet. Error not_found "journal_trimmed": it was, and is not kept any longer.
  // The newest pages are kept in memory, so that many who read in step cost the store one read.
  Task<Result<std::shared_ptr<const JournalPage>>> read(std::uint64_t number);
  Task<Result<Position>> find(From from);
  // Answers when there may be a page of this number, or after `at_most`.
  Task<void> changed(std::uint64_t number, Milliseconds at_most);

  struct StoredHead {
    JournalHead head;
    std::uint64_t version = 0;  // 0: there is none yet
  };
  Task<Result<StoredHead>> head();
  // The writer says so after its commit; pages below `next` can be read.
  void announce(std::uint64_t next);

 private:
  static constexpr std::size_t kCachedPages = 32;  // some 4 MB

  Task<Result<std::shared_ptr<const JournalPage>>> read_stored(std::uint64_t number);
  Task<Result<std::uint64_t>> first_page(Time written_since);

  Context& context_;
  storage::FeedSignal signal_;
  std::mutex mutex_;
  std::deque<std::pair<std::uint64_t, std::shared_ptr<const JournalPage>>> cache_;
};

}  // namespace atelier::events
