// The other reads of the shop: categories, collections, the home page, suggestions. Pure over a snapshot.
#pragma once

#include <string>
#include <vector>

#include "json/json.h"
#include "shopping/search/suggestions.h"
#include "shopping/views.h"

namespace atelier::shopping {

struct CategoryView {
  std::string path;
  std::string name;
  json::Nullable<std::string> description;
  int item_count = 0;
  std::vector<CategoryView> children;
};
BOOST_DESCRIBE_STRUCT(CategoryView, (), (path, name, description, item_count, children))

struct CollectionView {
  std::string handle;
  std::string name;
  json::Nullable<std::string> story;
  int item_count = 0;
  MaybePhoto photo;
};
BOOST_DESCRIBE_STRUCT(CollectionView, (), (handle, name, story, item_count, photo))

struct CategoryHeading {
  std::string path;
  std::string name;
  json::Nullable<std::string> description;
  std::vector<Breadcrumb> breadcrumbs;
};
BOOST_DESCRIBE_STRUCT(CategoryHeading, (), (path, name, description, breadcrumbs))

struct HomeLink {
  std::string kind;
  std::string target;
};
BOOST_DESCRIBE_STRUCT(HomeLink, (), (kind, target))
struct HomeHero {
  std::string title;
  std::string sentence;
  MaybePhoto photo;
  HomeLink link;
};
BOOST_DESCRIBE_STRUCT(HomeHero, (), (title, sentence, photo, link))
struct HomeStory {
  std::string title;
  std::string text;
  MaybePhoto photo;
  HomeLink link;
};
BOOST_DESCRIBE_STRUCT(HomeStory, (), (title, text, photo, link))
struct CategoryTile {
  std::string path;
  std::string name;
  MaybePhoto photo;
};
BOOST_DESCRIBE_STRUCT(CategoryTile, (), (path, name, photo))
struct HomeView {
  HomeHero hero;
  std::vector<ItemCard> featured;
  json::Nullable<HomeStory> story;
  std::vector<CategoryTile> categories;
};
BOOST_DESCRIBE_STRUCT(HomeView, (), (hero, featured, story, categories))

struct SuggestedItem {
  std::string handle;
  std::string title;
  Money price;
  MaybePhoto photo;
};
BOOST_DESCRIBE_STRUCT(SuggestedItem, (), (handle, title, price, photo))
struct SuggestionsView {
  std::vector<SuggestedItem> items;
  std::vector<Breadcrumb> categories;
  std::vector<std::string> queries;
};
BOOST_DESCRIBE_STRUCT(SuggestionsView, (), (items, categories, queries))

// Those with at least one item that is sold in the market.
std::vector<CategoryView> category_tree(const Snapshot& snapshot, const Audience& audience);
std::vector<CollectionView> collections(const Snapshot& snapshot, const Audience& audience);
// nullopt: no such category, or collection.
std::optional<CategoryHeading> category_heading(const Snapshot& snapshot, std::string_view path, const Audience& audience);
std::optional<CollectionView> collection(const Snapshot& snapshot, std::string_view handle, const Audience& audience);
HomeView home(const Snapshot& snapshot, const Audience& audience);
SuggestionsView suggestions(const Snapshot& snapshot, const Suggestions::Found& found, const Audience& audience);

}  // namespace atelier::shopping
