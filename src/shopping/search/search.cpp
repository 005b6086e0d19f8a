#include "shopping/search/search.h"

#include <algorithm>
#include <iterator>

#include "markets/market.h"
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
  // Words of the vocabulary stand in every document.
  const bool anew = snapshot.words_version != words_version_;
  words_version_ = snapshot.words_version;
  std::vector<std::string> all;
  if (anew) {
    for (const auto& doc : snapshot.docs) all.push_back(doc->item->id.text());
    std::ranges::copy_if(changed, std::back_inserter(all), [&](const auto& id) { return !snapshot.find_id(id); });  // they are gone
  }
  // A sale touches documents, too; what is searched changes only with the item itself.
  std::vector<std::string> edited, retitled;
  for (const auto& id : anew ? all : changed) {
    const auto doc = snapshot.find_id(id);
    auto& known = items_[id];
    if (anew || !doc || known != doc->item) edited.push_back(id);
    if (!doc || !known || !same_titles(*known, *doc->item)) retitled.push_back(id);
    known = doc ? doc->item : nullptr;
    if (!doc) items_.erase(id);
  }
  if (edited.empty() && !anew) return;
  for (auto& [locale, index] : indexes_) index->update(snapshot, edited);
  if (retitled.empty() && !anew) return;
  for (const auto& locale : markets::locales()) {
    std::shared_ptr<const Suggestions> before;
    {
      std::lock_guard lock(mutex_);
      before = suggestions_[locale];
    }
    auto made = anew || !before ? std::make_shared<const Suggestions>(snapshot, locale)
                                : std::make_shared<const Suggestions>(*before, retitled, snapshot, locale);
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
