// Copies events from the store's change feed into the journal (journal.h).
//
// One writer a region. Pages and the feed's position go into one commit on the version of the journal's head, so two writers at once, a crash
// or a lost answer neither lose an event nor write one twice. While a commit is under way more events gather: under load a page holds
// hundreds, and the whole journal costs some 50 commits a second.
//
// Where the feed was trimmed before it was read (the writer was down for too long), or was never read, events since the last page are
// collected by a scan of storage::kEvents, resumable, in memory of one page; some may then come twice, with the same id.
//
// Other tables of the feed can become events without an added write: derive(). Those are told by their newest state (two quick changes of one
// item may be one event), and not repeated by a repair.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "events/journal.h"

namespace atelier::events {

class JournalWriter {
 public:
  struct Options {
    Milliseconds keep = std::chrono::days(90);  // then a page expires: longer than any subscriber may be down
    Milliseconds gather{10};                    // between two pages under load
    std::size_t page_events = 500;
    std::size_t page_bytes = 128u << 10;  // a third of what an item may have
  };
  // What a change of another table is to subscribers; nullopt: nothing.
  using Derive = std::function<std::optional<Event>(const storage::Change&)>;

  JournalWriter(Context& context, Journal& journal, Executor& executor, Options options)
      : context_(context), journal_(journal), executor_(executor), options_(options) {}

  // Before run().
  void derive(storage::Table table, Derive to_event);

  // Until stop(); any thread may call that.
  Task<void> run();
  void stop();

  std::uint64_t events_written() const { return events_written_; }

  // Told of what keeps it from writing; it tries again.
  std::function<void(const Error&)> on_failure = [](const auto&) {};

 private:
  Task<Result<bool>> step();
  Task<Result<bool>> follow();
  Task<Result<bool>> repair();
  Task<Result<bool>> begin_repair(Time since);
  std::vector<EventRecord> events_of(const storage::FeedPage& page);
  std::vector<std::string> to_pages(std::vector<EventRecord> events, Time written_at) const;
  Task<Result<void>> append(std::vector<EventRecord> events, JournalHead head);

  Context& context_;
  Journal& journal_;
  Executor& executor_;
  const Options options_;
  std::map<std::uint8_t, Derive> derived_;

  // Below: the executor's thread.
  std::optional<Journal::StoredHead> head_;
  storage::FeedPosition read_to_;  // as far as was read without finding events; saved with the next page
  Time saved_at_{};
  bool stopping_ = false;

  std::atomic<std::uint64_t> events_written_{0};
};

}  // namespace atelier::events
