// Full-text search, one index a locale, with Xapian: stemming for en de fr it, n-grams for Chinese, Japanese and Korean, spelling.
//
// Follows the catalogue's changes on the follower's thread; readers see a change when it was committed to the index, shortly after the
// snapshot. The index lies in a folder that is thrown away and made anew at every start: it is derived.
//
// Threads: update() on one thread; find() on any, each thread has its own reader.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "shopping/snapshot.h"

namespace atelier::shopping {

struct SearchHits {
  std::vector<DocPointer> docs;             // best first; of the snapshot given
  std::optional<std::string> did_you_mean;  // another spelling, where it is likely meant
};

class SearchIndex {
 public:
  // `folder` is emptied.
  static Result<std::unique_ptr<SearchIndex>> create(const std::string& folder, std::string locale);
  ~SearchIndex();

  // Brings the documents of `ids` up to the snapshot's.
  void update(const Snapshot& snapshot, const std::vector<std::string>& ids);

  // Every word must be there, the last one may be unfinished. At most kMostHits. Never an error: a query nobody can read finds nothing.
  SearchHits find(const Snapshot& snapshot, std::string_view query) const;

  static constexpr std::size_t kMostHits = 5'000;  // facets are counted over these; nobody pages further

 private:
  struct Writer;
  SearchIndex(std::string folder, std::string locale);
  const std::string folder_;
  const std::string locale_;
  const std::uint64_t serial_;  // names this index among all that a thread ever read
  std::unique_ptr<Writer> writer_;
  std::atomic<std::uint64_t> revision_{0};
};

}  // namespace atelier::shopping
