#include "shopping/search/search.h"

#include "markets/market.h"
#include "shopping/views.h"

namespace atelier::shopping {
namespace {

std::uint64_t digest_titles(const Snapshot& snapshot) {
  std::uint64_t digest = snapshot.words_version;
  for (const auto& doc : snapshot.docs) {
    for (const auto& [locale, texts] : doc->item->texts) digest = digest * 1'099'511'628'211u + std::hash<std::string>{}(texts.title);
  }
  return digest;
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
  std::vector<std::string> all;
  if (snapshot.words_version != words_version_) {
    for (const auto& doc : snapshot.docs) all.push_back(doc->item->id.text());
  }
  const auto& ids = snapshot.words_version != words_version_ ? all : changed;
  words_version_ = snapshot.words_version;
  // A sale touches documents, too; what is searched changes only with the item itself.
  std::vector<std::string> edited;
  for (const auto& id : ids) {
    const auto doc = snapshot.find_id(id);
    auto& known = items_[id];
    if (!all.empty() || !doc || known != doc->item) edited.push_back(id);
    known = doc ? doc->item : nullptr;
    if (!doc) items_.erase(id);
  }
  if (edited.empty()) return;
  for (auto& [locale, index] : indexes_) index->update(snapshot, edited);
  const auto titles = digest_titles(snapshot);
  if (titles == titles_digest_) return;
  titles_digest_ = titles;
  for (const auto& locale : markets::locales()) {
    auto made = std::make_shared<const Suggestions>(snapshot, locale);
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
