#include "shopping/search/suggestions.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_set>

#include "shopping/collation.h"
#include "shopping/views.h"

namespace atelier::shopping {
namespace {

constexpr std::size_t kMostLooked = 400;  // entries walked for one answer: one letter matches a tenth of the catalogue

// A word begins at the text's start, after a blank or a hyphen; in scripts without blanks at every character.
bool begins_word(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if ((byte & 0xC0) == 0x80) return false;  // inside a character
  if (at == 0 || text[at - 1] == ' ' || text[at - 1] == '-') return true;
  return byte >= 0xE3 && byte <= 0xED;  // kana, Han, hangul in UTF-8
}

}  // namespace

void Suggestions::add_categories(const Words& words, const std::string& locale) {
  std::uint32_t position = 0;
  for (const auto& category : words.categories()) {
    names_.push_back(std::make_shared<const Name>(false, position++, category.path, fold(in_locale(category.names, locale))));
  }
}

Suggestions::Suggestions(const Snapshot& snapshot, const std::string& locale) {
  add_categories(*snapshot.words, locale);
  for (const auto& doc : snapshot.docs) {
    names_.push_back(std::make_shared<const Name>(true, 0u, doc->item->id.text(), fold(texts_of(*doc->item, locale).title)));
  }
  for (const auto& name : names_) add_entries(*name, entries_);
  std::ranges::sort(entries_, comes_before);
}

Suggestions::Suggestions(const Suggestions& before, const std::vector<std::string>& changed, const Snapshot& snapshot, const std::string& locale) {
  const std::unordered_set<std::string_view> stale(changed.begin(), changed.end());
  const auto is_stale = [&](const Name& name) { return !name.is_item || stale.contains(name.key); };
  add_categories(*snapshot.words, locale);
  std::vector<Entry> fresh;
  for (const auto& name : names_) add_entries(*name, fresh);
  std::ranges::copy_if(before.names_, std::back_inserter(names_), [&](const NamePointer& name) { return !is_stale(*name); });
  for (const auto id : stale) {
    const auto doc = snapshot.find_id(id);
    if (!doc) continue;
    names_.push_back(std::make_shared<const Name>(true, 0u, std::string(id), fold(texts_of(*doc->item, locale).title)));
    add_entries(*names_.back(), fresh);
  }
  std::ranges::sort(fresh, comes_before);
  std::vector<Entry> kept;
  kept.reserve(before.entries_.size());
  std::ranges::copy_if(before.entries_, std::back_inserter(kept), [&](const Entry& entry) { return !is_stale(*entry.name); });
  entries_.reserve(kept.size() + fresh.size());
  std::ranges::merge(kept, fresh, std::back_inserter(entries_), comes_before);
}

bool Suggestions::comes_before(const Entry& a, const Entry& b) {
  const auto x = a.start(), y = b.start();
  if (x != y) return x < y;
  return std::tie(a.name->is_item, a.name->position, a.name->key, a.from) < std::tie(b.name->is_item, b.name->position, b.name->key, b.from);
}

void Suggestions::add_entries(const Name& name, std::vector<Entry>& entries) {
  for (std::size_t at = 0; at < name.folded.size(); ++at) {
    if (begins_word(name.folded, at)) entries.push_back({&name, static_cast<std::uint32_t>(at)});
  }
}

Suggestions::Found Suggestions::find(std::string_view typed, std::size_t most) const {
  Found found;
  const std::string start = fold(typed);
  if (start.empty()) return found;
  auto entry = std::ranges::lower_bound(entries_, std::string_view(start), {}, &Entry::start);
  const auto add_once = [&](std::vector<std::string>& list, std::string_view value) {
    if (list.size() < most && std::ranges::find(list, value) == list.end()) list.emplace_back(value);
  };
  for (std::size_t looked = 0; entry != entries_.end() && looked < kMostLooked; ++entry, ++looked) {
    const auto text = entry->start();
    if (!text.starts_with(start)) break;
    add_once(entry->name->is_item ? found.items : found.categories, entry->name->key);
    // A completion: from what was typed to the end of the next word.
    add_once(found.queries, text.substr(0, std::min(text.find(' ', start.size()), text.size())));
  }
  return found;
}

}  // namespace atelier::shopping
