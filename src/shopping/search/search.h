// Search and suggestions for all locales, kept up with the catalogue.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "shopping/catalogue.h"
#include "shopping/search/search_index.h"
#include "shopping/search/suggestions.h"

namespace atelier::shopping {

class Search {
 public:
  // Indexes lie below `folder`, which is emptied. Before the catalogue starts: it listens to it.
  static Result<std::unique_ptr<Search>> create(Catalogue& catalogue, const std::string& folder);

  // Any thread.
  SearchHits find(const Snapshot& snapshot, const std::string& locale, std::string_view query) const;
  Suggestions::Found suggest(const std::string& locale, std::string_view typed, std::size_t most) const;

 private:
  void update(const Snapshot& snapshot, const std::vector<std::string>& changed);

  std::map<std::string, std::unique_ptr<SearchIndex>> indexes_;  // by locale; not changed after create()
  // Below: the follower's thread only.
  std::map<std::string, std::shared_ptr<const item_management::Item>> items_;  // as they were indexed, by id
  std::shared_ptr<const Words> words_;  // as items were indexed by; null before the first update
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Suggestions>> suggestions_;  // guarded by mutex_
};

}  // namespace atelier::shopping
