#include "item_management/vocabulary.h"

#include <openssl/sha.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/encoding.h"
#include "item_management/validation.h"

namespace atelier::item_management {
namespace {

// One record each, code "all"; they name nothing.
bool is_single(std::string_view kind) {
  return kind == "size" || kind == "home" || kind == "size_guide";
}

// Kinds whose codes are made of what people write; other options (sizes) keep what is a code already: "XL"
// stays "XL".
bool is_named(std::string_view kind) {
  return kind == "category" || kind == "collection" || kind == "colour" || kind == "material" ||
         kind == "location";
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) out += lower(c);
  return out;
}

void check_word(json::Problems& problems, const Vocabulary& vocabulary, std::string_view kind,
                const std::string& code, std::string field) {
  if (code.empty() || vocabulary.has(kind, code) || problems.size() >= json::kMaxProblems) return;
  problems.push_back({std::move(field), "not_found", "a " + std::string(kind) + " of the house"});
}

std::string code_of_part(std::string_view text) {
  std::string code;
  for (const char raw : text) {
    const char c = lower(raw);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      code += c;
    } else if ((c == '.' || c == '_' || c == '+') && !code.empty()) {
      code += c;  // sizes: "38.5"
    } else if (!code.empty() && code.back() != '-') {
      code += '-';
    }
  }
  while (!code.empty() && (code.back() == '-' || code.back() == '.')) code.pop_back();
  if (code.size() > 60) code.resize(60);
  // What has no Latin letters, or accents that were dropped and could meet another word, is told apart by its
  // hash.
  bool plain = true;
  for (const char c : text) plain = plain && static_cast<unsigned char>(c) < 128;
  if (plain && !code.empty()) return code;
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash);
  const std::string tail = base::to_hex(std::string_view(reinterpret_cast<const char*>(hash), 4));
  return code.empty() ? "v-" + tail : code.substr(0, 50) + "-" + tail;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "Apparel > Coats" and "women/coats" as a path of handles.
std::string path_code(std::string_view text) {
  std::string path;
  while (true) {
    const auto cut = text.find_first_of(">/");
    const auto part = trimmed(text.substr(0, cut));
    if (!part.empty()) {
      auto code = code_of_part(part);
      for (char& c : code) c = (c == '.' || c == '_' || c == '+') ? '-' : c;
      path += (path.empty() ? "" : "/") + code;
    }
    if (cut == std::string_view::npos) return path;
    text.remove_prefix(cut + 1);
  }
}

}  // namespace

bool Vocabulary::has(std::string_view kind, std::string_view code) const {
  const auto found = kinds_.find(kind);
  return found != kinds_.end() && found->second.names.contains(code);
}

std::string Vocabulary::name_of(std::string_view kind, std::string_view code) const {
  if (const auto found = kinds_.find(kind); found != kinds_.end()) {
    const auto name = found->second.names.find(code);
    if (name != found->second.names.end() && !name->second.empty()) return name->second;
  }
  return std::string(code);
}

std::string Vocabulary::resolve(std::string_view kind, std::string_view text) const {
  text = trimmed(text);
  if (const auto found = kinds_.find(kind); found != kinds_.end()) {
    if (found->second.names.contains(text)) return std::string(text);
    // By its name, the first of those that share it.
    const auto named = found->second.by_name.find(folded(text));
    if (named != found->second.by_name.end()) return named->second;
  }
  if (kind == "category") return path_code(text);
  return !is_named(kind) && is_value_code(text) ? std::string(text) : make_code(text);
}

std::size_t Vocabulary::size(std::string_view kind) const {
  const auto found = kinds_.find(kind);
  return found == kinds_.end() ? 0 : found->second.names.size();
}

void Vocabulary::add(const Term& term) {
  std::string name;
  boost::system::error_code error;
  const auto body = boost::json::parse(term.body, error);
  const auto* object = error ? nullptr : body.if_object();
  if (object != nullptr) {
    const auto* names = object->if_contains("names");
    const auto* english =
        names != nullptr && names->is_object() ? names->get_object().if_contains("en") : nullptr;
    if (english != nullptr && english->is_string()) name = std::string_view(english->get_string());
    if (term.kind == "location") {
      const auto text = [&](std::string_view field) {
        const auto* value = object->if_contains(field);
        return value != nullptr && value->is_string() ? std::string(std::string_view(value->get_string()))
                                                      : std::string();
      };
      places_[term.code] = {
          term.code, text("kind") == "shop" ? inventory::PlaceKind::shop : inventory::PlaceKind::warehouse,
          parse_region(text("region")).value_or(Region::europe)};
    }
  }
  auto& kind = kinds_[term.kind];
  if (!name.empty()) kind.by_name.emplace(folded(name), term.code);
  kind.names[term.code] = std::move(name);
}

std::string make_code(std::string_view text) {
  return code_of_part(trimmed(text));
}

Term make_term(std::string_view kind, std::string_view code, std::string_view name, std::size_t position) {
  boost::json::object body;
  body[kind == "category" ? "path" : kind == "collection" ? "handle" : "code"] = code;
  body["names"] = boost::json::object{{"en", name}};
  body["position"] = position;
  return {std::string(kind), std::string(code), boost::json::serialize(body)};
}

Task<Result<Vocabulary>> load_vocabulary(storage::Store& store) {
  Vocabulary vocabulary;
  storage::Scan scan{.table = storage::kVocabulary, .cursor = ""};
  for (;;) {
    auto page = co_await store.scan(scan);
    if (!page) co_return fail(page);
    for (auto& item : page->items) {
      if (!is_single(item.key.partition))
        vocabulary.add({item.key.partition, item.key.sort, std::move(item.body)});
    }
    if (!page->next) break;
    scan.cursor = *page->next;
  }
  co_return vocabulary;
}

json::Problems check_references(const Vocabulary& vocabulary, const TaxClasses& tax_classes,
                                const Item& item) {
  json::Problems problems;
  if (std::ranges::find(tax_classes, item.tax_class) == tax_classes.end()) {
    std::string expected = "one of";
    for (const auto& one : tax_classes) expected += " " + one;
    problems.push_back({"/tax_class", "bad_value", std::move(expected)});
  }
  check_word(problems, vocabulary, "category", item.category, "/category");
  check_word(problems, vocabulary, "material", item.cloth, "/cloth");
  for (std::size_t i = 0; i < item.collections.size(); ++i) {
    check_word(problems, vocabulary, "collection", item.collections[i], "/collections/" + std::to_string(i));
  }
  std::set<std::string_view> asked;  // a coat in three colours and thirty variants asks three times
  for (std::size_t i = 0; i < item.variants.size(); ++i) {
    const auto colour = item.variants[i].options.find("colour");
    if (colour == item.variants[i].options.end() || !asked.insert(colour->second).second) continue;
    check_word(problems, vocabulary, "colour", colour->second,
               "/variants/" + std::to_string(i) + "/options/colour");
  }
  return problems;
}

}  // namespace atelier::item_management
