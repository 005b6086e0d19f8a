#include "events/journal.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace atelier::events {
namespace {

template <class Number>
bool read_number(std::string_view text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string to_string(Position position) { return fmt::format("{}.{}", position.page, position.index); }

std::string to_sort_key(Position position) { return fmt::format("{:016}.{:06}", position.page, position.index); }

std::optional<Position> parse_position(std::string_view text) {
  const auto dot = text.find('.');
  Position position;
  if (dot == std::string_view::npos || !read_number(text.substr(0, dot), position.page) || position.page == 0 ||
      !read_number(text.substr(dot + 1), position.index)) {
    return std::nullopt;
  }
  return position;
}

storage::Key journal_head_key(Region region) { return {storage::kJournal, std::string(to_string(region)), "head"}; }

storage::Key journal_page_key(Region region, std::uint64_t number) {
  return {storage::kJournal, fmt::format("{}/{:016}", to_string(region), number), ""};
}

Task<Result<Journal::StoredHead>> Journal::head() {
  auto item = co_await context_.store.get(journal_head_key(context_.region));
  if (!item) co_return fail(item);
  if (!*item) co_return StoredHead{};
  auto head = json::read_record<JournalHead>((*item)->body, "the journal's head");
  if (!head) co_return fail(head);
  co_return StoredHead{std::move(*head), (*item)->version};
}

Task<Result<std::shared_ptr<const JournalPage>>> Journal::read(std::uint64_t number) {
  {
    std::lock_guard lock(mutex_);
    const auto cached = std::ranges::find(cache_, number, [](const auto& one) { return one.first; });
    if (cached != cache_.end()) co_return cached->second;
  }
  auto page = co_await read_stored(number);
  if (!page) co_return fail(page);
  if (*page) {
    std::lock_guard lock(mutex_);
    cache_.emplace_back(number, *page);
    if (cache_.size() > kCachedPages) cache_.pop_front();
    co_return *page;
  }
  // Not there: not yet, or no longer?
  auto now = co_await head();
  if (!now) co_return fail(now);
  if (now->head.next <= number) co_return std::shared_ptr<const JournalPage>{};
  // It may have been written between the two reads.
  page = co_await read_stored(number);
  if (!page || *page) co_return page;
  co_return fail(ErrorKind::not_found, "journal_trimmed", fmt::format("page {} of the journal is not kept any longer", number));
}

Task<Result<std::shared_ptr<const JournalPage>>> Journal::read_stored(std::uint64_t number) {
  auto item = co_await context_.store.get(journal_page_key(context_.region, number));
  if (!item) co_return fail(item);
  if (!*item) co_return std::shared_ptr<const JournalPage>{};
  auto page = json::read_record<JournalPage>((*item)->body, fmt::format("page {} of the journal", number));
  if (!page) co_return fail(page);
  co_return std::make_shared<const JournalPage>(std::move(*page));
}

// Pages are there from some number on, and their times grow: halving finds the first in some 25 reads.
Task<Result<std::uint64_t>> Journal::first_page(Time written_since) {
  auto now = co_await head();
  if (!now) co_return fail(now);
  std::uint64_t low = 1;
  std::uint64_t high = now->head.next;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    auto page = co_await read_stored(middle);
    if (!page) co_return fail(page);
    if (*page && (*page)->written_at >= written_since) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  co_return low;
}

Task<Result<Position>> Journal::find(From from) {
  if (const auto* position = std::get_if<Position>(&from)) co_return *position;
  if (std::holds_alternative<End>(from)) {
    auto now = co_await head();
    if (!now) co_return fail(now);
    co_return Position{now->head.next, 0};
  }
  const auto* time = std::get_if<Time>(&from);
  auto first = co_await first_page(time != nullptr ? *time : Time::min());
  if (!first) co_return fail(first);
  co_return Position{*first, 0};
}

Task<void> Journal::changed(std::uint64_t number, Milliseconds at_most) { return signal_.wait(number, at_most); }

void Journal::announce(std::uint64_t next) { signal_.announce(next); }

}  // namespace atelier::events
