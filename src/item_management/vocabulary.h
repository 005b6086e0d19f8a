// The house's words: categories, collections, colours, materials, locations, home page and size guides.
//
// A Vocabulary is a copy in memory for the time of an import or an edit (some hundreds of words). One thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.h"
#include "item_management/inventory/movements.h"
#include "item_management/item.h"

namespace atelier::item_management {

// One word as it lies in the store.
struct Term {
  std::string kind;  // "category", "colour", …
  std::string code;
  std::string body;  // JSON, see item.h
};

class Vocabulary {
 public:
  bool has(std::string_view kind, std::string_view code) const;
  // The English name, or the code where it has none.
  std::string name_of(std::string_view kind, std::string_view code) const;
  // What a person wrote ("Camel", "camel", "Coats & Jackets") as a code: a code as it is, else the word with
  // that English name, else a code made of it: lower case, letters and digits, "/" kept in paths. The same
  // text gives the same code, whatever came before.
  std::string resolve(std::string_view kind, std::string_view text) const;
  std::size_t size(std::string_view kind) const;
  // Where goods lie, by code.
  const std::map<std::string, inventory::Place>& places() const { return places_; }

  // Takes a word in (from the store, or after it was committed). A body that is not JSON of its kind has no
  // name.
  void add(const Term& term);

 private:
  struct Kind {
    std::map<std::string, std::string, std::less<>> names;    // code → English name
    std::map<std::string, std::string, std::less<>> by_name;  // folded English name → the first code with it
  };
  std::map<std::string, Kind, std::less<>> kinds_;
  std::map<std::string, inventory::Place> places_;
};

// A code for a text that is none: "Coats & Jackets" → "coats-jackets"; text without Latin letters or digits →
// "v-" and eight hex digits of its hash.
std::string make_code(std::string_view text);
// The body of a word that an import brought: only an English name.
Term make_term(std::string_view kind, std::string_view code, std::string_view name, std::size_t position);

Task<Result<Vocabulary>> load_vocabulary(storage::Store& store);

// The kinds of goods that taxes know: configuration (config/tax_rates.toml), a handful.
using TaxClasses = std::vector<std::string>;
inline const TaxClasses kOnlyStandard{"standard"};

// The words an item uses that the house does not have: category, collections, colours, cloth, tax class.
// Fields as in validate().
json::Problems check_references(const Vocabulary& vocabulary, const TaxClasses& tax_classes,
                                const Item& item);

// Reads the vocabulary files of a catalogue folder (facets.json, categories.json, collections.json,
// locations.json, home.json, size_guides.json; those that are there). Error invalid "bad_vocabulary" names
// the file and what is wrong.
Result<std::vector<Term>> read_vocabulary_files(const std::string& folder);
// Puts what is new or different; gives how many. Words that are in the store but not in `terms` stay.
Task<Result<std::size_t>> store_vocabulary(events::Context& context, std::vector<Term> terms);

}  // namespace atelier::item_management
