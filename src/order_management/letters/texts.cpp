#include "order_management/letters/texts.h"

#include <boost/mp11/algorithm.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "markets/market.h"

namespace atelier::order_management::letters {
namespace {

std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> found;
  for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const auto end = text.find('}', at);
    if (end != std::string_view::npos) found.emplace(text.substr(at, end - at + 1));
  }
  return found;
}

// Every text with its place in the file.
template <class T, class F>
void for_each_text(const T& object, const std::string& at, F look) {
  boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
    const auto& value = object.*member.pointer;
    const std::string here = at + "/" + member.name;
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>) {
      look(here, value);
    } else {
      for_each_text(value, here, look);
    }
  });
}

std::map<std::string, std::string> all_texts(const Texts& texts) {
  std::map<std::string, std::string> found;
  for_each_text(texts, "", [&](const std::string& at, const std::string& text) { found.emplace(at, text); });
  return found;
}

}  // namespace

Result<TextsByLanguage> load_texts(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return fail(ErrorKind::invalid, "letters_unreadable", path + " cannot be read");
  auto texts = json::read<TextsByLanguage>(text.str());
  if (!texts) return fail(ErrorKind::invalid, "letters_invalid", path + ": " + json::to_string(texts.error()));
  for (const auto& locale : markets::locales()) {
    if (!texts->contains(locale)) return fail(ErrorKind::invalid, "letters_invalid", path + ": expected the language " + locale);
  }
  const auto english = all_texts(texts->at("en"));
  for (const auto& [language, own] : *texts) {
    for (const auto& [at, words] : all_texts(own)) {
      if (words.empty()) return fail(ErrorKind::invalid, "letters_invalid", path + ": /" + language + at + " is empty");
      if (placeholders(words) != placeholders(english.at(at))) {
        return fail(ErrorKind::invalid, "letters_invalid", path + ": /" + language + at + ": expected the placeholders of English: " + english.at(at));
      }
    }
  }
  return std::move(*texts);
}

const Texts& texts_in(const TextsByLanguage& texts, std::string_view locale) {
  const auto found = texts.find(std::string(locale));
  return found != texts.end() ? found->second : texts.at("en");
}

std::string fill(std::string_view text, const std::vector<std::pair<std::string_view, std::string>>& values) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text[at] == '{' ? text.find('}', at) : std::string_view::npos;
    const auto name = end == std::string_view::npos ? std::string_view() : text.substr(at + 1, end - at - 1);
    const auto* found = [&]() -> const std::string* {
      for (const auto& [key, value] : values) {
        if (!name.empty() && key == name) return &value;
      }
      return nullptr;
    }();
    if (found != nullptr) {
      out += *found;
      at = end + 1;
    } else {
      out += text[at++];
    }
  }
  return out;
}

}  // namespace atelier::order_management::letters
