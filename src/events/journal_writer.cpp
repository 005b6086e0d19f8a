#include "events/journal_writer.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "base/check.h"
#include "base/encoding.h"

namespace atelier::events {
namespace {

constexpr std::size_t kFeedPage = 1000;
constexpr std::chrono::minutes kSavePositionEvery{1};  // a quiet feed of other tables must not run away from the saved position
// Tokens of the store are bytes, records are text.
std::string to_text(const std::string& token) { return base::to_base64url(token); }
std::string to_token(const std::string& text) { return base::from_base64url(text).value_or(""); }
// A commit takes less than this from the moment it was decided at; what is older was before the last page.
constexpr std::chrono::minutes kRepairOverlap{10};

}  // namespace

void JournalWriter::derive(storage::Table table, Derive to_event) {
  CHECK(table.in_feed, "only tables of the feed can be followed");
  const bool added = derived_.emplace(table.id, std::move(to_event)).second;
  CHECK(added, "one derivation a table");
}

void JournalWriter::stop() {
  executor_.post([this] { stopping_ = true; });
}

Task<void> JournalWriter::run() {
  co_await resume_on(executor_);
  while (!stopping_) {
    auto wrote = co_await step();
    if (!wrote) {
      on_failure(wrote.error());
      head_.reset();  // what is stored decides
      co_await sleep_for(Milliseconds{200});
    } else if (*wrote) {
      co_await sleep_for(options_.gather);
    }
  }
}

// True: something was written.
Task<Result<bool>> JournalWriter::step() {
  if (!head_) {
    auto stored = co_await journal_.head();
    if (!stored) co_return fail(stored);
    head_ = std::move(*stored);
    read_to_.token = to_token(head_->head.feed);
    saved_at_ = context_.clock.now();
    journal_.announce(head_->head.next);
    if (head_->version == 0) co_return co_await begin_repair(Time{});
  }
  if (head_->head.repairing) co_return co_await repair();
  co_return co_await follow();
}

Task<Result<bool>> JournalWriter::follow() {
  auto page = co_await context_.store.read_feed(read_to_, kFeedPage);
  if (!page) {
    if (page.error().code == "feed_trimmed") co_return co_await begin_repair(head_->head.written_at - kRepairOverlap);
    co_return fail(page);
  }
  read_to_ = page->next;
  auto events = events_of(*page);
  const bool save = !events.empty() || (context_.clock.now() - saved_at_ >= kSavePositionEvery && to_text(read_to_.token) != head_->head.feed);
  if (save) {
    auto head = head_->head;
    head.feed = to_text(read_to_.token);
    if (auto done = co_await append(std::move(events), std::move(head)); !done) co_return fail(done);
    co_return true;
  }
  if (page->changes.empty()) co_await context_.store.feed_changed(read_to_, Milliseconds{1'000});
  co_return false;
}

Task<Result<bool>> JournalWriter::begin_repair(Time since) {
  // The position is taken before the scan begins, so nothing falls in between.
  auto end = co_await context_.store.feed_end();
  if (!end) co_return fail(end);
  auto head = head_->head;
  head.feed = to_text(end->token);
  head.repairing = true;
  head.repair_cursor.clear();
  head.repair_since = since;
  if (auto done = co_await append({}, std::move(head)); !done) co_return fail(done);
  co_return true;
}

Task<Result<bool>> JournalWriter::repair() {
  auto page = co_await context_.store.scan({.table = storage::kEvents, .cursor = to_token(head_->head.repair_cursor)});
  if (!page) co_return fail(page);
  std::vector<EventRecord> events;
  for (const auto& item : page->items) {
    auto event = json::read_record<EventRecord>(item.body, "event " + item.key.sort);
    if (!event) {
      on_failure(event.error());  // one damaged record must not hold back all others
    } else if (event->id.region() == context_.region && event->time >= head_->head.repair_since) {
      events.push_back(std::move(*event));
    }
  }
  auto head = head_->head;
  head.repairing = page->next.has_value();
  head.repair_cursor = to_text(page->next.value_or(""));
  if (auto done = co_await append(std::move(events), std::move(head)); !done) co_return fail(done);
  read_to_.token = to_token(head_->head.feed);
  co_return true;
}

std::vector<EventRecord> JournalWriter::events_of(const storage::FeedPage& page) {
  std::vector<EventRecord> events;
  std::unordered_map<std::string, std::size_t> newest;  // of derived ones, by their item
  for (const auto& change : page.changes) {
    if (change.key.table == storage::kEvents) {
      if (!change.now) continue;
      auto event = json::read_record<EventRecord>(change.now->body, "event " + change.key.sort);
      if (!event) {
        on_failure(event.error());
      } else if (event->id.region() == context_.region) {
        events.push_back(std::move(*event));
      }
      continue;
    }
    const auto derive = derived_.find(change.key.table.id);
    if (derive == derived_.end()) continue;
    auto told = derive->second(change);
    if (!told) continue;
    const Time now = context_.clock.now();
    EventRecord record{.id = EventId::make(context_.region, now, context_.random), .type = std::move(told->type),
                       .subject = std::move(told->subject), .time = now, .data = {std::move(told->data)}};
    const auto [at, first] = newest.try_emplace(fmt::format("{}/{}/{}", change.key.table.id, change.key.partition, change.key.sort), events.size());
    if (first) {
      events.push_back(std::move(record));
    } else {
      events[at->second] = std::move(record);
    }
  }
  return events;
}

// One body a page.
std::vector<std::string> JournalWriter::to_pages(std::vector<EventRecord> events, Time written_at) const {
  std::vector<std::string> bodies;
  JournalPage page{.written_at = written_at};
  std::size_t bytes = 0;
  const auto close = [&] {
    if (!page.events.empty()) bodies.push_back(json::write(page));
    page.events.clear();
    bytes = 0;
  };
  for (auto& event : events) {
    // An event that fills an item by itself fits no page; its aggregate can still be asked for.
    if (event.data.text.size() > storage::kMaxItemBytes - (8u << 10)) event.data.text = R"({"left_out":"too_large"})";
    const auto size = event.data.text.size() + event.subject.size() + event.type.size() + 150;
    if (page.events.size() >= options_.page_events || bytes + size > options_.page_bytes) close();
    bytes += size;
    page.events.push_back(std::move(event));
  }
  close();
  return bodies;
}

Task<Result<void>> JournalWriter::append(std::vector<EventRecord> events, JournalHead head) {
  const Time now = context_.clock.now();
  const auto count = events.size();
  head.written_at = std::max(head.written_at, now);
  for (const auto& event : events) head.written_at = std::max(head.written_at, event.time);
  storage::Commit commit;
  for (auto& body : to_pages(std::move(events), head.written_at)) {
    commit.add(storage::Put{.key = journal_page_key(context_.region, head.next++), .body = std::move(body), .expires_at = now + options_.keep,
                            .condition = storage::Absent{}});
  }
  storage::Condition unchanged = storage::Absent{};
  if (head_->version > 0) unchanged = storage::VersionIs{head_->version};
  commit.add(storage::Put{.key = journal_head_key(context_.region), .body = json::write(head), .condition = unchanged});
  // A page of the feed has at most about 1 MB: a dozen pages here, far below a commit's bounds.
  const auto outcome = co_await context_.store.commit(std::move(commit));
  if (!storage::is_committed(outcome)) co_return storage::to_result(outcome);
  head_ = Journal::StoredHead{std::move(head), head_->version + 1};
  saved_at_ = now;
  events_written_ += count;
  journal_.announce(head_->head.next);
  co_return Result<void>{};
}

}  // namespace atelier::events
