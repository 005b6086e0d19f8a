// The house's words on the read side: categories, collections, colours, materials, sizes, shops, the home page. Immutable once built.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.h"
#include "storage/store.h"

namespace atelier::shopping {

using LocalText = std::map<std::string, std::string>;

// The text of the locale, else English, else "".
std::string_view in_locale(const LocalText& texts, const std::string& locale);

struct CategoryWord {
  std::string path;
  LocalText names;
  LocalText description;
  int position = 0;
};
BOOST_DESCRIBE_STRUCT(CategoryWord, (), (path, names, description, position))

struct CollectionWord {
  std::string handle;
  LocalText names;
  LocalText story;
  int position = 0;
};
BOOST_DESCRIBE_STRUCT(CollectionWord, (), (handle, names, story, position))

struct ValueWord {  // a colour or a material
  std::string code;
  LocalText names;
  std::string swatch;  // "#B58B5A", or empty
  int position = 0;
};
BOOST_DESCRIBE_STRUCT(ValueWord, (), (code, names, swatch, position))

struct ShopAddress {
  std::string city;
};
BOOST_DESCRIBE_STRUCT(ShopAddress, (), (city))

struct LocationWord {
  std::string code;
  std::string kind;
  std::string region;
  std::string country;
  LocalText names;
  ShopAddress address;
  int position = 0;
};
BOOST_DESCRIBE_STRUCT(LocationWord, (), (code, kind, region, country, names, address, position))

// A picture of an item, which is also where it leads; or with a hash the house's own.
struct PictureWord {
  std::string handle;
  std::string colour;
  std::string view;
  std::string hash;
  int width = 0;
  int height = 0;
  LocalText alt;
};
BOOST_DESCRIBE_STRUCT(PictureWord, (), (handle, colour, view, hash, width, height, alt))
struct StoryWord {
  PictureWord picture;
  LocalText headline;
  LocalText text;
};
BOOST_DESCRIBE_STRUCT(StoryWord, (), (picture, headline, text))
struct HomeWord {
  LocalText sentence;
  PictureWord picture;
  std::vector<std::string> season_six;
  StoryWord story;
};
BOOST_DESCRIBE_STRUCT(HomeWord, (), (sentence, picture, season_six, story))

struct SizeWord {
  std::vector<std::string> order;
};
BOOST_DESCRIBE_STRUCT(SizeWord, (), (order))

class Words {
 public:
  // Takes a record of storage::kVocabulary in; `removed`: out. What is not readable is passed over (item management checks what it writes).
  void apply(const storage::Key& key, const std::string* body);
  // After the last apply(): orders by position.
  void settle();

  const CategoryWord* category(std::string_view path) const;
  const CollectionWord* collection(std::string_view handle) const;
  const ValueWord* colour(std::string_view code) const;
  const ValueWord* material(std::string_view code) const;
  const LocationWord* location(std::string_view code) const;
  // Place in the order of sizes; unknown ones come after all others.
  int size_position(std::string_view size) const;

  const std::vector<CategoryWord>& categories() const { return ordered_categories_; }
  const std::vector<CollectionWord>& collections() const { return ordered_collections_; }
  const HomeWord& home() const { return home_; }

  // By code.
  const std::map<std::string, CategoryWord, std::less<>>& all_categories() const { return categories_; }
  const std::map<std::string, ValueWord, std::less<>>& all_colours() const { return colours_; }
  const std::map<std::string, ValueWord, std::less<>>& all_materials() const { return materials_; }

 private:
  std::map<std::string, CategoryWord, std::less<>> categories_;
  std::map<std::string, CollectionWord, std::less<>> collections_;
  std::map<std::string, ValueWord, std::less<>> colours_;
  std::map<std::string, ValueWord, std::less<>> materials_;
  std::map<std::string, LocationWord, std::less<>> locations_;
  std::map<std::string, int, std::less<>> sizes_;
  HomeWord home_;
  std::vector<CategoryWord> ordered_categories_;
  std::vector<CollectionWord> ordered_collections_;
};

}  // namespace atelier::shopping
