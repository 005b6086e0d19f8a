#include "shopping/words.h"

#include <algorithm>

namespace atelier::shopping {
namespace {

// Puts the record into `map`, or takes it out.
template <class Word, class Map>
void put(Map& map, const std::string& code, const std::string* body) {
  map.erase(code);
  if (body == nullptr) return;
  if (auto word = json::read<Word>(*body, json::Mode::lenient)) map.emplace(code, std::move(*word));
}

template <class Map>
auto find(const Map& map, std::string_view code) -> const typename Map::mapped_type* {
  const auto found = map.find(code);
  return found == map.end() ? nullptr : &found->second;
}

template <class Word, class Map>
std::vector<Word> by_position(const Map& map) {
  std::vector<Word> words;
  for (const auto& [code, word] : map) words.push_back(word);
  std::ranges::sort(words, {}, &Word::position);
  return words;
}

}  // namespace

std::string_view in_locale(const LocalText& texts, const std::string& locale) {
  if (const auto own = texts.find(locale); own != texts.end()) return own->second;
  const auto english = texts.find("en");
  return english != texts.end() ? std::string_view(english->second) : std::string_view();
}

void Words::apply(const storage::Key& key, const std::string* body) {
  const auto& kind = key.partition;
  const auto& code = key.sort;
  if (kind == "category") put<CategoryWord>(categories_, code, body);
  if (kind == "collection") put<CollectionWord>(collections_, code, body);
  if (kind == "colour") put<ValueWord>(colours_, code, body);
  if (kind == "material") put<ValueWord>(materials_, code, body);
  if (kind == "location") put<LocationWord>(locations_, code, body);
  if (kind == "home" && body != nullptr) home_ = json::read<HomeWord>(*body, json::Mode::lenient).value_or(HomeWord{});
  if (kind == "size" && body != nullptr) {
    sizes_.clear();
    const auto sizes = json::read<SizeWord>(*body, json::Mode::lenient).value_or(SizeWord{});
    for (const auto& size : sizes.order) sizes_.emplace(size, static_cast<int>(sizes_.size()));
  }
}

void Words::settle() {
  ordered_categories_ = by_position<CategoryWord>(categories_);
  ordered_collections_ = by_position<CollectionWord>(collections_);
}

const CategoryWord* Words::category(std::string_view path) const { return find(categories_, path); }
const CollectionWord* Words::collection(std::string_view handle) const { return find(collections_, handle); }
const ValueWord* Words::colour(std::string_view code) const { return find(colours_, code); }
const ValueWord* Words::material(std::string_view code) const { return find(materials_, code); }
const LocationWord* Words::location(std::string_view code) const { return find(locations_, code); }

int Words::size_position(std::string_view size) const {
  const int* position = find(sizes_, size);
  return position != nullptr ? *position : 1'000'000;
}

}  // namespace atelier::shopping
