#include "shopping/pages.h"

#include <algorithm>

namespace atelier::shopping {
namespace {

constexpr std::size_t kMostTiles = 6;

json::Nullable<std::string> text_or_null(const LocalText& texts, const std::string& locale) {
  const auto text = in_locale(texts, locale);
  return text.empty() ? json::Nullable<std::string>() : json::Nullable<std::string>(std::optional<std::string>(text));
}

bool is_below(std::string_view path, std::string_view category) {
  return path == category || (path.size() > category.size() && path.starts_with(category) && path[category.size()] == '/');
}

// The first item of a category or collection that is sold in the market and has a picture.
template <class Fits>
MaybePhoto first_photo(const Snapshot& snapshot, const Audience& audience, Fits fits) {
  for (const auto& doc : snapshot.docs) {
    if (!fits(*doc->item) || doc->item->photos.empty() || !price_of(*doc, *audience.market)) continue;
    return photo_of(*doc->item, "", "", audience.locale);
  }
  return {};
}

bool is_in(const item_management::Item& item, std::string_view collection) {
  return std::ranges::find(item.collections, collection) != item.collections.end();
}

CollectionView collection_view(const Snapshot& snapshot, const CollectionWord& word, const Audience& audience) {
  CollectionView view{.handle = word.handle,
                      .name = std::string(in_locale(word.names, audience.locale)),
                      .story = text_or_null(word.story, audience.locale)};
  for (const auto& doc : snapshot.docs) {
    if (is_in(*doc->item, word.handle) && price_of(*doc, *audience.market)) ++view.item_count;
  }
  view.photo = first_photo(snapshot, audience, [&](const auto& item) { return is_in(item, word.handle); });
  return view;
}

std::vector<CategoryView> children_of(const Snapshot& snapshot, const Audience& audience, std::string_view parent,
                                      const std::map<std::string, int, std::less<>>& counts) {
  std::vector<CategoryView> children;
  for (const auto& word : snapshot.words->categories()) {
    const auto slash = word.path.rfind('/');
    const auto above = slash == std::string::npos ? std::string_view() : std::string_view(word.path).substr(0, slash);
    const auto count = counts.find(word.path);
    if (above != parent || count == counts.end()) continue;
    children.push_back({.path = word.path,
                        .name = std::string(in_locale(word.names, audience.locale)),
                        .description = text_or_null(word.description, audience.locale),
                        .item_count = count->second,
                        .children = children_of(snapshot, audience, word.path, counts)});
  }
  return children;
}

// The house's own picture, else the item's that the merchant chose, else any of that item.
MaybePhoto chosen_photo(const Snapshot& snapshot, const PictureWord& picture, const Audience& audience) {
  if (!picture.hash.empty()) {
    return MaybePhoto(std::optional(PhotoView{.hash = picture.hash, .width = picture.width, .height = picture.height,
                                              .alt = std::string(in_locale(picture.alt, audience.locale)), .view = picture.view}));
  }
  const auto doc = snapshot.find(picture.handle);
  if (!doc) return {};
  auto photo = photo_of(*doc->item, picture.colour, picture.view, audience.locale);
  return photo ? photo : photo_of(*doc->item, "", "", audience.locale);
}

}  // namespace

std::vector<CategoryView> category_tree(const Snapshot& snapshot, const Audience& audience) {
  std::map<std::string, int, std::less<>> counts;
  for (const auto& doc : snapshot.docs) {
    if (!price_of(*doc, *audience.market)) continue;
    const std::string_view path = doc->item->category;
    for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
      ++counts[std::string(path.substr(0, end))];
      if (end == std::string_view::npos) break;
    }
  }
  return children_of(snapshot, audience, "", counts);
}

std::vector<CollectionView> collections(const Snapshot& snapshot, const Audience& audience) {
  std::vector<CollectionView> views;
  for (const auto& word : snapshot.words->collections()) {
    auto view = collection_view(snapshot, word, audience);
    if (view.item_count > 0) views.push_back(std::move(view));
  }
  return views;
}

std::optional<CategoryHeading> category_heading(const Snapshot& snapshot, std::string_view path, const Audience& audience) {
  const CategoryWord* word = snapshot.words->category(path);
  if (word == nullptr) return std::nullopt;
  return CategoryHeading{word->path, std::string(in_locale(word->names, audience.locale)), text_or_null(word->description, audience.locale),
                         breadcrumbs_of(*snapshot.words, path, audience.locale)};
}

std::optional<CollectionView> collection(const Snapshot& snapshot, std::string_view handle, const Audience& audience) {
  const CollectionWord* word = snapshot.words->collection(handle);
  if (word == nullptr) return std::nullopt;
  return collection_view(snapshot, *word, audience);
}

HomeView home(const Snapshot& snapshot, const Audience& audience) {
  const HomeWord& word = snapshot.words->home();
  HomeView view;
  const auto& season = snapshot.words->collections();
  view.hero = {.title = season.empty() ? "" : std::string(in_locale(season.front().names, audience.locale)),
               .sentence = std::string(in_locale(word.sentence, audience.locale)),
               .photo = chosen_photo(snapshot, word.picture, audience),
               .link = season.empty() ? HomeLink{"item", word.picture.handle} : HomeLink{"collection", season.front().handle}};
  for (const auto& handle : word.season_six) {
    const auto doc = snapshot.find(handle);
    if (doc && price_of(*doc, *audience.market)) view.featured.push_back(card_of(snapshot, *doc, audience));
  }
  if (!word.story.headline.empty()) {
    view.story = HomeStory{.title = std::string(in_locale(word.story.headline, audience.locale)),
                           .text = std::string(in_locale(word.story.text, audience.locale)),
                           .photo = chosen_photo(snapshot, word.story.picture, audience),
                           .link = {"item", word.story.picture.handle}};
  }
  for (const auto& category : category_tree(snapshot, audience)) {
    if (view.categories.size() >= kMostTiles) break;
    view.categories.push_back({category.path, category.name,
                               first_photo(snapshot, audience, [&](const auto& item) { return is_below(item.category, category.path); })});
  }
  return view;
}

SuggestionsView suggestions(const Snapshot& snapshot, const Suggestions::Found& found, const Audience& audience) {
  SuggestionsView view{.queries = found.queries};
  for (const auto& id : found.items) {
    const auto doc = snapshot.find_id(id);
    const auto price = doc ? price_of(*doc, *audience.market) : std::nullopt;
    if (!price) continue;
    view.items.push_back({doc->item->handle, texts_of(*doc->item, audience.locale).title, price->price, photo_of(*doc->item, "", "", audience.locale)});
  }
  for (const auto& path : found.categories) {
    if (const CategoryWord* word = snapshot.words->category(path)) {
      view.categories.push_back({path, std::string(in_locale(word->names, audience.locale))});
    }
  }
  return view;
}

}  // namespace atelier::shopping
