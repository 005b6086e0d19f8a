#include "shopping/search/search.h"

#include <algorithm>
#include <unordered_set>

#include "markets/market.h"
#include "shopping/search/renamed.h"
#include "shopping/views.h"

namespace atelier::shopping {
namespace {

// What suggestions are made of.
bool same_titles(const item_management::Item& a, const item_management::Item& b) {
  return std::ranges::equal(a.texts, b.texts, [](const auto& x, const auto& y) { return x.first == y.first && x.second.title == y.second.title; });
}

}  // namespace

Result<std::unique_ptr<Search>> Search::create(Catalogue& catalogue, const std::string& folder) {
  auto search = std::make_unique<Search>();
  for (const auto& locale : markets::locales()) {
    auto index = SearchIndex::create(folder + "/" + locale, locale);
    if (!index) return fail(index);
    search->indexes_.emplace(locale, std::move(*index));
  }
  catalogue.listen([s = search.get()](const Snapshot& snapshot, const std::vector<std::string>& changed) { s->update(snapshot, changed); });
  return search;
}

void Search::update(const Snapshot& snapshot, const std::vector<std::string>& changed) {
  const bool other_words = words_ && words_ != snapshot.words;
  const Renamed renamed = other_words ? Renamed(*words_, *snapshot.words) : Renamed();
  words_ = snapshot.words;
  std::vector<std::string> ids = changed;
  // After the follower had to begin anew (its place in the feed was gone) nobody names the items that went meanwhile; the vocabulary is read then, too.
  if (other_words) {
    for (const auto& [id, item] : items_) {
      if (!snapshot.find_id(id)) ids.push_back(id);
    }
  }
  // A sale touches documents, too; what is searched changes only with the item itself.
  std::vector<std::string> edited, retitled;
  for (const auto& id : ids) {
    const auto doc = snapshot.find_id(id);
    auto& known = items_[id];
    if (!doc || known != doc->item) edited.push_back(id);
    if (!doc || !known || !same_titles(*known, *doc->item)) retitled.push_back(id);
    known = doc ? doc->item : nullptr;
    if (!doc) items_.erase(id);
  }
  if (renamed.any_of_items()) {
    const std::unordered_set<std::string_view> listed(edited.begin(), edited.end());
    std::vector<std::string> touched;
    for (const auto& doc : snapshot.docs) {
      if (renamed.touches(*doc->item) && !listed.contains(doc->item->id.text())) touched.push_back(doc->item->id.text());
    }
    edited.insert(edited.end(), touched.begin(), touched.end());
  }
  if (!edited.empty()) {
    for (auto& [locale, index] : indexes_) index->update(snapshot, edited);
  }
  for (const auto& locale : markets::locales()) {
    std::shared_ptr<const Suggestions> before;
    {
      std::lock_guard lock(mutex_);
      before = suggestions_[locale];
    }
    if (before && retitled.empty() && !renamed.categories()) continue;
    auto made = before ? std::make_shared<const Suggestions>(*before, retitled, snapshot, locale) : std::make_shared<const Suggestions>(snapshot, locale);
    std::lock_guard lock(mutex_);
    suggestions_[locale] = std::move(made);
  }
}

SearchHits Search::find(const Snapshot& snapshot, const std::string& locale, std::string_view query) const {
  const auto index = indexes_.find(locale);
  return index == indexes_.end() ? SearchHits{} : index->second->find(snapshot, query);
}

Suggestions::Found Search::suggest(const std::string& locale, std::string_view typed, std::size_t most) const {
  std::shared_ptr<const Suggestions> suggestions;
  {
    std::lock_guard lock(mutex_);
    const auto found = suggestions_.find(locale);
    if (found == suggestions_.end()) return {};
    suggestions = found->second;
  }
  return suggestions->find(typed, most);
}

}  // namespace atelier::shopping
