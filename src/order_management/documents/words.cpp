#include "order_management/documents/words.h"

#include <fstream>
#include <sstream>

#include "markets/market.h"

namespace atelier::order_management::documents {

Result<WordsByLanguage> load_words(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return fail(ErrorKind::invalid, "words_unreadable", path + " cannot be read");
  auto words = json::read<WordsByLanguage>(text.str());
  if (!words) return fail(ErrorKind::invalid, "words_invalid", path + ": " + json::to_string(words.error()));
  for (const auto& locale : markets::locales()) {
    if (!words->contains(locale)) return fail(ErrorKind::invalid, "words_invalid", path + ": expected the language " + locale);
  }
  return std::move(*words);
}

const Words& words_in(const WordsByLanguage& words, std::string_view locale) {
  const auto found = words.find(std::string(locale));
  return found != words.end() ? found->second : words.at("en");
}

}  // namespace atelier::order_management::documents
