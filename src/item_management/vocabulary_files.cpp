// Vocabulary files of a catalogue folder → words; and words → the store.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "item_management/vocabulary.h"

namespace atelier::item_management {
namespace {

namespace bj = boost::json;

// A file of words that people wrote; a larger one is something else.
constexpr std::uintmax_t kMaxVocabularyBytes = 16u << 20;

Result<std::optional<bj::value>> read_json(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::optional<bj::value>();
  if (std::filesystem::file_size(path, error) > kMaxVocabularyBytes) {
    return fail(ErrorKind::invalid, "bad_vocabulary", path.filename().string() + ": at most 16 MB");
  }
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  boost::system::error_code parse_error;
  auto value = bj::parse(text.str(), parse_error);
  if (!file || parse_error)
    return fail(ErrorKind::invalid, "bad_vocabulary", path.filename().string() + ": not JSON");
  return value;
}

// An array of objects, each with its code under `code_field`.
Result<void> take_list(std::vector<Term>& terms, const std::filesystem::path& folder, const char* file,
                       std::string_view kind, std::string_view code_field) {
  auto read = read_json(folder / file);
  if (!read) return fail(read);
  if (!*read) return {};
  auto* list = (*read)->if_array();
  if (list == nullptr)
    return fail(ErrorKind::invalid, "bad_vocabulary", std::string(file) + ": an array was expected");
  for (std::size_t i = 0; i < list->size(); ++i) {
    auto* object = (*list)[i].if_object();
    const auto* code = object == nullptr ? nullptr : object->if_contains(code_field);
    if (code == nullptr || !code->is_string() || code->get_string().empty()) {
      return fail(ErrorKind::invalid, "bad_vocabulary",
                  std::string(file) + ": entry " + std::to_string(i + 1) + " has no \"" +
                      std::string(code_field) + "\"");
    }
    std::string name(std::string_view(code->get_string()));  // a copy: the object may move when it grows
    (*object)["position"] = i;
    terms.push_back({std::string(kind), std::move(name), bj::serialize(*object)});
  }
  return {};
}

Result<void> take_whole(std::vector<Term>& terms, const std::filesystem::path& folder, const char* file,
                        std::string_view kind) {
  auto read = read_json(folder / file);
  if (!read) return fail(read);
  if (!*read) return {};
  if (!(*read)->is_object())
    return fail(ErrorKind::invalid, "bad_vocabulary", std::string(file) + ": an object was expected");
  terms.push_back({std::string(kind), "all", bj::serialize(**read)});
  return {};
}

// facets.json: a facet's object of code → value, but for size, which is an order.
Result<void> take_facets(std::vector<Term>& terms, const std::filesystem::path& folder) {
  auto read = read_json(folder / "facets.json");
  if (!read) return fail(read);
  if (!*read) return {};
  auto* facets = (*read)->if_object();
  if (facets == nullptr)
    return fail(ErrorKind::invalid, "bad_vocabulary", "facets.json: an object was expected");
  for (auto& facet : *facets) {
    auto* values = facet.value().if_object();
    const std::string kind(std::string_view(facet.key()));
    if (values == nullptr)
      return fail(ErrorKind::invalid, "bad_vocabulary", "facets.json: " + kind + " is no object");
    if (kind == "size") {
      terms.push_back({"size", "all", bj::serialize(*values)});
      continue;
    }
    std::size_t position = 0;
    for (auto& entry : *values) {
      const std::string code(std::string_view(entry.key()));
      auto* value = entry.value().if_object();
      if (value == nullptr)
        return fail(ErrorKind::invalid, "bad_vocabulary",
                    "facets.json: " + kind + "/" + code + " is no object");
      (*value)["code"] = code;
      (*value)["position"] = position++;
      terms.push_back({kind, code, bj::serialize(*value)});
    }
  }
  return {};
}

}  // namespace

Result<std::vector<Term>> read_vocabulary_files(const std::string& folder) {
  std::vector<Term> terms;
  const std::filesystem::path path(folder);
  for (auto& taken : {take_facets(terms, path), take_list(terms, path, "categories.json", "category", "path"),
                      take_list(terms, path, "collections.json", "collection", "handle"),
                      take_list(terms, path, "locations.json", "location", "code"),
                      take_whole(terms, path, "home.json", "home"),
                      take_whole(terms, path, "size_guides.json", "size_guide")}) {
    if (!taken) return fail(taken);
  }
  for (const auto& term : terms) {
    if (term.code.size() <= storage::kMaxSortBytes && term.body.size() <= storage::kMaxItemBytes) continue;
    return fail(ErrorKind::invalid, "bad_vocabulary",
                term.kind + "/" + term.code.substr(0, 60) + " is too large");
  }
  return terms;
}

Task<Result<std::size_t>> store_vocabulary(events::Context& context, std::vector<Term> terms) {
  std::size_t changed = 0;
  storage::Commit commit;
  std::size_t bytes = 0;
  const auto flush = [&]() -> Task<Result<void>> {
    if (commit.operations.empty()) co_return Result<void>{};
    const auto outcome = co_await context.store.commit(std::exchange(commit, {}));
    bytes = 0;
    co_return storage::to_result(outcome);
  };
  std::set<std::string> seen;
  for (auto& term : terms) {
    if (!seen.insert(term.kind + "\n" + term.code).second) {
      co_return fail(ErrorKind::invalid, "bad_vocabulary", term.kind + " " + term.code + " is there twice");
    }
    const auto stored = co_await context.store.get(vocabulary_key(term.kind, term.code));
    if (!stored) co_return fail(stored);
    if (*stored && (*stored)->body == term.body) continue;
    ++changed;
    bytes += term.body.size();
    commit.add(storage::Put{.key = vocabulary_key(term.kind, term.code), .body = std::move(term.body)});
    if (commit.operations.size() < storage::kMaxOperations && bytes < storage::kMaxCommitBytes / 2) continue;
    if (const auto flushed = co_await flush(); !flushed) co_return fail(flushed);
  }
  if (const auto flushed = co_await flush(); !flushed) co_return fail(flushed);
  co_return changed;
}

}  // namespace atelier::item_management
