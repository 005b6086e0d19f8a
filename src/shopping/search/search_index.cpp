#include "shopping/search/search_index.h"

#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "observability/log.h"
#include "shopping/collation.h"
#include "shopping/views.h"

namespace atelier::shopping {
namespace {

using item_management::Item;

// Fields weigh as people mean them: who types a title's word wants the title.
constexpr Xapian::termcount kTitleWeight = 6;
constexpr Xapian::termcount kNameWeight = 3;
constexpr Xapian::termcount kTextWeight = 1;

bool is_cjk(const std::string& locale) { return locale == "ja" || locale == "zh-Hans" || locale == "ko"; }

// Xapian's stemmers are Snowball's; "none" for languages without.
Xapian::Stem stemmer(const std::string& locale) {
  return is_cjk(locale) ? Xapian::Stem("none") : Xapian::Stem(locale);
}

std::string id_term(std::string_view id) { return "Q" + std::string(id); }

// Katakana is searched as hiragana, accents do not matter: both sides are folded the same way. Stemmers of French want their accents,
// folded words still meet because both sides are.
void index_text(Xapian::TermGenerator& generator, std::string_view text, Xapian::termcount weight) {
  generator.index_text(fold(text), weight);
  generator.increase_termpos();
}

Xapian::Document to_document(const Snapshot& snapshot, const ItemDoc& doc, const std::string& locale, Xapian::TermGenerator& generator) {
  const Item& item = *doc.item;
  const Words& words = *snapshot.words;
  const auto& texts = texts_of(item, locale);
  Xapian::Document document;
  document.set_data(item.id.text());
  document.add_boolean_term(id_term(item.id.text()));
  generator.set_document(document);
  index_text(generator, texts.title, kTitleWeight);
  index_text(generator, texts.summary, kNameWeight);
  for (const auto& crumb : breadcrumbs_of(words, item.category, locale)) index_text(generator, crumb.name, kNameWeight);
  if (const auto* material = words.material(item.cloth)) index_text(generator, in_locale(material->names, locale), kNameWeight);
  std::vector<std::string_view> colours;
  for (const auto& variant : item.variants) {
    const auto colour = variant.options.find("colour");
    if (colour != variant.options.end() && std::ranges::find(colours, colour->second) == colours.end()) {
      colours.push_back(colour->second);
      if (const auto* word = words.colour(colour->second)) index_text(generator, in_locale(word->names, locale), kNameWeight);
    }
    // Numbers are whole words: what a customer copies from a label.
    document.add_term(fold(variant.sku));
    if (!variant.ean.empty()) document.add_term(variant.ean);
  }
  for (const auto& text : {texts.description, texts.material, texts.care, texts.fit}) index_text(generator, text, kTextWeight);
  for (const auto& tag : item.tags) index_text(generator, tag, kTextWeight);
  return document;
}

// The whole query as one term: a SKU or an EAN, which the parser would take apart at its hyphens. Empty where it is several words.
Xapian::Query number_query(std::string_view folded) {
  const auto begin = folded.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  folded = folded.substr(begin, folded.find_last_not_of(" \t") - begin + 1);
  constexpr std::size_t kLongestTerm = 200;  // Xapian's own bound is 245 bytes
  if (folded.size() > kLongestTerm || folded.find_first_of(" \t") != std::string_view::npos) return {};
  return Xapian::Query(std::string(folded));
}

// Another spelling, where it finds more than `found`. The last word is finished here, or it would never be corrected.
std::optional<std::string> corrected(Xapian::QueryParser& parser, Xapian::Database& database, const std::string& folded, std::size_t found) {
  parser.parse_query(folded, Xapian::QueryParser::FLAG_SPELLING_CORRECTION);
  const auto spelling = parser.get_corrected_query_string();
  if (spelling.empty()) return std::nullopt;
  Xapian::Enquire enquire(database);
  enquire.set_query(parser.parse_query(spelling, Xapian::QueryParser::FLAG_PARTIAL));
  return enquire.get_mset(0, static_cast<Xapian::doccount>(found + 1)).size() > found ? std::optional(spelling) : std::nullopt;
}

struct Reader {
  std::uint64_t revision = 0;
  std::unique_ptr<Xapian::Database> database;
};

// This thread's reader of an index, as new as the index.
Xapian::Database& reader_of(std::uint64_t serial, const std::string& folder, std::uint64_t revision) {
  thread_local std::map<std::uint64_t, Reader> readers;
  auto& reader = readers[serial];
  if (!reader.database) {
    reader.database = std::make_unique<Xapian::Database>(folder);
  } else if (reader.revision != revision) {
    reader.database->reopen();
  }
  reader.revision = revision;
  return *reader.database;
}

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> serial{0};
  return ++serial;
}

}  // namespace

struct SearchIndex::Writer {
  Xapian::WritableDatabase database;
  Xapian::TermGenerator generator;
};

SearchIndex::SearchIndex(std::string folder, std::string locale)
    : folder_(std::move(folder)), locale_(std::move(locale)), serial_(next_serial()) {}
SearchIndex::~SearchIndex() = default;

Result<std::unique_ptr<SearchIndex>> SearchIndex::create(const std::string& folder, std::string locale) {
  std::unique_ptr<SearchIndex> index(new SearchIndex(folder, std::move(locale)));
  try {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    index->writer_ = std::make_unique<Writer>();
    // Derived data needs no sync: it is made anew after a crash.
    index->writer_->database = Xapian::WritableDatabase(folder, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
    auto& generator = index->writer_->generator;
    generator.set_stemmer(stemmer(index->locale_));
    generator.set_stemming_strategy(Xapian::TermGenerator::STEM_SOME);
    generator.set_database(index->writer_->database);
    generator.set_flags(is_cjk(index->locale_) ? Xapian::TermGenerator::FLAG_CJK_NGRAM : Xapian::TermGenerator::FLAG_SPELLING);
    index->writer_->database.commit();
  } catch (const Xapian::Error& error) {
    return fail(ErrorKind::unavailable, "search_index", folder + ": " + error.get_description());
  } catch (const std::filesystem::filesystem_error& error) {
    return fail(ErrorKind::unavailable, "search_index", error.what());
  }
  return index;
}

void SearchIndex::update(const Snapshot& snapshot, const std::vector<std::string>& ids) {
  try {
    for (const auto& id : ids) {
      const auto doc = snapshot.find_id(id);
      if (!doc) {
        writer_->database.delete_document(id_term(id));
        continue;
      }
      writer_->database.replace_document(id_term(id), to_document(snapshot, *doc, locale_, writer_->generator));
    }
    writer_->database.commit();
    revision_.fetch_add(1, std::memory_order_release);
  } catch (const Xapian::Error& error) {
    log::error("search_index_update_failed", {{"locale", locale_}, {"detail", error.get_description()}});
  }
}

SearchHits SearchIndex::find(const Snapshot& snapshot, std::string_view query) const {
  SearchHits hits;
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      auto& database = reader_of(serial_, folder_, revision_.load(std::memory_order_acquire) + static_cast<std::uint64_t>(attempt) * (1ull << 40));
      Xapian::QueryParser parser;
      parser.set_database(database);
      parser.set_stemmer(stemmer(locale_));
      parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
      parser.set_default_op(Xapian::Query::OP_AND);
      parser.set_max_expansion(100, Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT, Xapian::QueryParser::FLAG_PARTIAL);
      const std::string folded = fold(query);
      const auto parsed = parser.parse_query(folded, is_cjk(locale_) ? Xapian::QueryParser::FLAG_CJK_NGRAM : Xapian::QueryParser::FLAG_PARTIAL);
      Xapian::Enquire enquire(database);
      enquire.set_query(parsed | number_query(folded));
      const auto matches = enquire.get_mset(0, kMostHits);
      hits.docs.clear();
      for (auto match = matches.begin(); match != matches.end(); ++match) {
        if (auto doc = snapshot.find_id(match.get_document().get_data())) hits.docs.push_back(std::move(doc));
      }
      if (!is_cjk(locale_) && hits.docs.size() < 3) hits.did_you_mean = corrected(parser, database, folded, hits.docs.size());
      return hits;
    } catch (const Xapian::DatabaseModifiedError&) {
      continue;  // the writer overtook this reader: open again
    } catch (const Xapian::Error& error) {
      log::warn("search_failed", {{"locale", locale_}, {"detail", error.get_description()}});
      return hits;
    }
  }
  return hits;
}

}  // namespace atelier::shopping
