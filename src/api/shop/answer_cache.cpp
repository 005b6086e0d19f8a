#include "api/shop/answer_cache.h"

#include <algorithm>

namespace atelier::api {
namespace {

std::size_t size_of(const http::RenderedAnswer& answer) {
  return answer.identity.bytes.size() + (answer.gzip ? answer.gzip->bytes.size() : 0) + (answer.brotli ? answer.brotli->bytes.size() : 0) + 512;
}

}  // namespace

AnswerCache::Shows AnswerCache::shows(const shopping::Snapshot& snapshot, const std::vector<shopping::DocPointer>& docs) {
  Shows shows{.words_version = snapshot.words_version};
  for (const auto& doc : docs) shows.items.emplace_back(doc->item->id.text(), doc->version);
  return shows;
}

AnswerCache::Table& AnswerCache::own() const {
  thread_local std::unordered_map<const AnswerCache*, Table> tables;
  return tables[this];
}

bool AnswerCache::is_right(Entry& entry, const shopping::Snapshot& snapshot, Day today, Listings listings) {
  if (entry.day != today) return false;
  if (entry.version == snapshot.version) return true;
  const Shows& shows = *entry.shows;
  if (shows.items.empty()) return listings == Listings::a_moment_old && Clock::now() - entry.made_at < kListingAge;
  if (shows.words_version != snapshot.words_version) return false;
  for (const auto& [id, version] : shows.items) {
    const auto doc = snapshot.find_id(id);
    if (!doc || doc->version != version) return false;
  }
  entry.version = snapshot.version;
  return true;
}

std::shared_ptr<const http::RenderedAnswer> AnswerCache::find(std::string_view target, const shopping::Snapshot& snapshot, Time now,
                                                              Listings listings) const {
  const auto today = std::chrono::floor<std::chrono::days>(now);
  Table& table = own();
  const auto mine = table.find(target);
  if (mine != table.end() && is_right(mine->second, snapshot, today, listings)) return mine->second.answer;
  std::lock_guard lock(mutex_);
  const auto shared = shared_.find(target);
  if (shared == shared_.end() || !is_right(shared->second, snapshot, today, listings)) return nullptr;
  if (table.size() >= kMostOfThread) table.clear();  // filled again from the shared one as it is asked for
  table.insert_or_assign(std::string(target), shared->second);
  return shared->second.answer;
}

void AnswerCache::put(std::string_view target, const shopping::Snapshot& snapshot, Shows shows, std::shared_ptr<const http::RenderedAnswer> answer,
                      Time now) {
  std::lock_guard lock(mutex_);
  auto& entry = shared_[std::string(target)];
  if (entry.answer) bytes_ -= size_of(*entry.answer);
  bytes_ += size_of(*answer);
  entry = {snapshot.version, Clock::now(), std::chrono::floor<std::chrono::days>(now), std::make_shared<const Shows>(std::move(shows)), std::move(answer)};
  if (bytes_ > kMostBytes) make_room();
}

void AnswerCache::make_room() {
  std::vector<Clock::time_point> ages;
  ages.reserve(shared_.size());
  for (const auto& [target, entry] : shared_) ages.push_back(entry.made_at);
  const auto middle = ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 2);
  std::ranges::nth_element(ages, middle);
  std::erase_if(shared_, [&](const auto& kept) {
    if (kept.second.made_at > *middle) return false;
    bytes_ -= size_of(*kept.second.answer);
    return true;
  });
}

}  // namespace atelier::api
