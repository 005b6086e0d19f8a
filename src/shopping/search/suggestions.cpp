#include "shopping/search/suggestions.h"

#include <algorithm>

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

Suggestions::Suggestions(const Snapshot& snapshot, const std::string& locale) {
  for (const auto& category : snapshot.words->categories()) add(Kind::category, category.path, in_locale(category.names, locale));
  for (const auto& doc : snapshot.docs) add(Kind::item, doc->item->id.text(), texts_of(*doc->item, locale).title);
  std::ranges::sort(entries_, [](const Entry& a, const Entry& b) { return a.start != b.start ? a.start < b.start : a.index < b.index; });
}

void Suggestions::add(Kind kind, std::string key, std::string_view text) {
  const auto index = static_cast<std::uint32_t>(names_.size());
  names_.push_back({std::move(key), std::string(text)});
  const std::string folded = fold(text);
  for (std::size_t at = 0; at < folded.size(); ++at) {
    if (begins_word(folded, at)) entries_.push_back({folded.substr(at), kind, index});
  }
}

Suggestions::Found Suggestions::find(std::string_view typed, std::size_t most) const {
  Found found;
  const std::string start = fold(typed);
  if (start.empty()) return found;
  auto entry = std::ranges::lower_bound(entries_, start, {}, &Entry::start);
  const auto add_once = [&](std::vector<std::string>& list, const std::string& value) {
    if (list.size() < most && std::ranges::find(list, value) == list.end()) list.push_back(value);
  };
  for (std::size_t looked = 0; entry != entries_.end() && looked < kMostLooked && entry->start.starts_with(start); ++entry, ++looked) {
    const Name& name = names_[entry->index];
    add_once(entry->kind == Kind::item ? found.items : found.categories, name.key);
    // A completion: from what was typed to the end of the next word.
    const auto end = std::min(entry->start.find(' ', start.size()), entry->start.size());
    if (found.queries.size() < most) add_once(found.queries, entry->start.substr(0, end));
  }
  return found;
}

}  // namespace atelier::shopping
