// /v1/office/vocabulary: the house's words for the office's pickers.
#include <algorithm>

#include "api/office/office.h"
#include "api/office/shared.h"
#include "item_management/vocabulary.h"
#include "json/json.h"

namespace atelier::api {
namespace {

using item_management::LocalText;

// Some hundreds of words; a house with more has made a mistake in an import, and pickers of that length help nobody.
constexpr std::size_t kMostWords = 5000;

// What the records of all kinds have in common (item_management/item.h).
struct WordRecord {
  LocalText names;
  int position = 0;
  std::string swatch;
  std::string kind;
  std::string region;
  std::string country;
  std::vector<std::string> order;  // of sizes
};
BOOST_DESCRIBE_STRUCT(WordRecord, (), (names, position, swatch, kind, region, country, order))

struct PickerWord {
  std::string code;
  LocalText names;
};
BOOST_DESCRIBE_STRUCT(PickerWord, (), (code, names))
struct PickerColour {
  std::string code;
  LocalText names;
  std::string swatch;
};
BOOST_DESCRIBE_STRUCT(PickerColour, (), (code, names, swatch))
struct PickerLocation {
  std::string code;
  LocalText names;
  std::string kind;
  std::string region;
  std::string country;
};
BOOST_DESCRIBE_STRUCT(PickerLocation, (), (code, names, kind, region, country))
struct OfficeVocabulary {
  std::vector<PickerWord> categories;
  std::vector<PickerWord> collections;
  std::vector<PickerColour> colours;
  std::vector<PickerWord> materials;
  std::vector<std::string> sizes;
  std::vector<PickerLocation> locations;
};
BOOST_DESCRIBE_STRUCT(OfficeVocabulary, (), (categories, collections, colours, materials, sizes, locations))

struct CodedWord {
  std::string code;
  WordRecord word;
};

// In the order of the house's files.
Task<Result<std::vector<CodedWord>>> words_of(storage::Store& store, std::string kind) {
  std::vector<CodedWord> words;
  storage::Query query{.table = storage::kVocabulary, .partition = kind};
  for (;;) {
    auto page = co_await store.query(query);
    if (!page) co_return fail(page);
    for (const auto& item : page->items) {
      auto word = json::read_record<WordRecord>(item.body, kind + " " + item.key.sort);
      if (!word) co_return fail(word);
      words.push_back({item.key.sort, std::move(*word)});
    }
    if (!page->next || words.size() >= kMostWords) break;
    query.after = page->next;
  }
  std::ranges::stable_sort(words, {}, [](const CodedWord& one) { return one.word.position; });
  co_return words;
}

Task<Result<OfficeVocabulary>> read_vocabulary(storage::Store& store) {
  OfficeVocabulary all;
  for (const auto& [kind, list] : {std::pair{"category", &all.categories}, {"collection", &all.collections}, {"material", &all.materials}}) {
    auto words = co_await words_of(store, kind);
    if (!words) co_return fail(words);
    for (auto& [code, word] : *words) list->push_back({code, std::move(word.names)});
  }
  auto colours = co_await words_of(store, "colour");
  if (!colours) co_return fail(colours);
  for (auto& [code, word] : *colours) all.colours.push_back({code, std::move(word.names), std::move(word.swatch)});
  auto sizes = co_await words_of(store, "size");
  if (!sizes) co_return fail(sizes);
  for (auto& [code, word] : *sizes) all.sizes = std::move(word.order);
  auto locations = co_await words_of(store, "location");
  if (!locations) co_return fail(locations);
  for (auto& [code, word] : *locations) {
    all.locations.push_back({code, std::move(word.names), std::move(word.kind), std::move(word.region), std::move(word.country)});
  }
  co_return all;
}

}  // namespace

void register_office_vocabulary(http::Router& router, const OfficeDependencies& dependencies) {
  router.add(http::Method::get, "/v1/office/vocabulary", [dependencies](http::Request& request) -> Task<http::Response> {
    const auto who = co_await dependencies.authorize(request, "items.read");
    if (!who) co_return who.error();
    const auto words = co_await read_vocabulary(dependencies.context.store);
    if (!words) co_return http::problem(words.error());
    auto response = http::Response::json(200, json::write(*words));
    response.set("Cache-Control", "no-store");
    co_return response;
  });
}

}  // namespace atelier::api
