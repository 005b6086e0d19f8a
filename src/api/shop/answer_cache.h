// Rendered answers, kept as long as they show what is.
//
// An answer is made at most once per version of what it shows and found by the request's target as it was sent. It names the items that it shows: while
// none of them changed it stays. Answers over the whole catalogue (listings) are made again after any change, but at most every
// kListingAge, so a storm of sales does not render every listing for each of them; an edit is seen well within a second. Item pages promise
// days of delivery, so no answer outlives its day (UTC, by which they are reckoned).
//
// A thread that has seen an answer finds it again without a lock: each keeps a table of its own. Bounds: kMostBytes in all, then the older
// half goes. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "http/message.h"
#include "shopping/snapshot.h"

namespace atelier::api {

class AnswerCache {
 public:
  static constexpr std::size_t kMostBytes = 512u << 20;  // some 40,000 answers of 12 KB with their codings
  static constexpr std::size_t kMostOfThread = 50'000;
  static constexpr std::chrono::milliseconds kListingAge{300};

  // The items an answer shows, with the versions it shows of them; empty: the whole catalogue.
  struct Shows {
    std::uint64_t words_version = 0;
    std::vector<std::pair<std::string, std::uint64_t>> items;  // by id
  };
  static Shows shows(const shopping::Snapshot& snapshot, const std::vector<shopping::DocPointer>& docs);

  // How old a listing may be. What is built from another answer and kept under this version must not be older than it.
  enum class Listings { a_moment_old, of_this_version };

  // nullptr: there is none that is still right.
  std::shared_ptr<const http::RenderedAnswer> find(std::string_view target, const shopping::Snapshot& snapshot, Time now,
                                                   Listings listings = Listings::a_moment_old) const;
  void put(std::string_view target, const shopping::Snapshot& snapshot, Shows shows, std::shared_ptr<const http::RenderedAnswer> answer, Time now);

 private:
  using Clock = std::chrono::steady_clock;
  using Day = std::chrono::sys_days;
  struct Entry {
    std::uint64_t version = 0;  // of the snapshot it was last found right for
    Clock::time_point made_at;
    Day day;  // it was made on
    std::shared_ptr<const Shows> shows;
    std::shared_ptr<const http::RenderedAnswer> answer;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Table = std::unordered_map<std::string, Entry, Hash, std::equal_to<>>;

  static bool is_right(Entry& entry, const shopping::Snapshot& snapshot, Day today, Listings listings);
  Table& own() const;
  void make_room();

  mutable std::mutex mutex_;
  mutable Table shared_;   // guarded by mutex_
  std::size_t bytes_ = 0;  // guarded by mutex_
};

}  // namespace atelier::api
