#include "item_management/import/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace atelier::item_management {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

constexpr std::array kBlocks{
    std::string_view("p"),          std::string_view("div"),     std::string_view("h1"),
    std::string_view("h2"),         std::string_view("h3"),      std::string_view("h4"),
    std::string_view("h5"),         std::string_view("h6"),      std::string_view("ul"),
    std::string_view("ol"),         std::string_view("li"),      std::string_view("table"),
    std::string_view("tr"),         std::string_view("section"), std::string_view("article"),
    std::string_view("blockquote"), std::string_view("hr"),      std::string_view("dl"),
    std::string_view("dt"),         std::string_view("dd")};

constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""}, {"apos", "'"},   {"nbsp", "\xC2\xA0"},
    {"ndash", "–"},  {"mdash", "—"},  {"lsquo", "‘"},  {"rsquo", "’"}, {"ldquo", "“"},  {"rdquo", "”"},
    {"hellip", "…"}, {"bull", "•"},   {"middot", "·"}, {"deg", "°"},   {"eacute", "é"}, {"egrave", "è"},
    {"agrave", "à"}, {"ccedil", "ç"}, {"ouml", "ö"},   {"auml", "ä"},  {"uuml", "ü"},   {"szlig", "ß"},
    {"euro", "€"},   {"pound", "£"},  {"copy", "©"},   {"reg", "®"},   {"trade", "™"},  {"times", "×"},
    {"frac12", "½"}, {"laquo", "«"},  {"raquo", "»"}};

void append_utf8(std::string& out, std::uint32_t code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) ||
      (code < 0x20 && code != '\n' && code != '\t'))
    return;
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 63));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 63));
    out += static_cast<char>(0x80 | (code & 63));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 63));
    out += static_cast<char>(0x80 | ((code >> 6) & 63));
    out += static_cast<char>(0x80 | (code & 63));
  }
}

// Decodes the entity at the beginning of `rest` into `out`; gives how many bytes it had, 0 where it is none.
std::size_t take_entity(std::string_view rest, std::string& out) {
  const auto end = rest.substr(0, 12).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  std::string_view name = rest.substr(1, end - 1);
  if (name[0] == '#') {
    name.remove_prefix(1);
    const bool hex = !name.empty() && lower(name[0]) == 'x';
    if (hex) name.remove_prefix(1);
    std::uint32_t code = 0;
    const auto [last, error] = std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
    if (error != std::errc() || last != name.data() + name.size()) return 0;
    append_utf8(out, code);
    return end + 1;
  }
  for (const auto& [known, text] : kEntities) {
    if (known != name) continue;
    out += text;
    return end + 1;
  }
  return 0;
}

struct Tag {
  std::string name;  // lower case, without "/"
  bool closing = false;
  std::size_t size = 0;  // bytes of the whole tag; 0: this "<" begins none
};

Tag take_tag(std::string_view rest) {
  Tag tag;
  std::size_t at = 1;
  if (at < rest.size() && rest[at] == '/') {
    tag.closing = true;
    ++at;
  }
  if (at >= rest.size() || !(is_letter(rest[at]) || rest[at] == '!' || rest[at] == '?')) return tag;
  if (rest.starts_with("<!--")) {
    const auto end = rest.find("-->", 4);
    tag.size = end == std::string_view::npos ? rest.size() : end + 3;
    return tag;
  }
  while (at < rest.size() && (is_letter(rest[at]) || (rest[at] >= '0' && rest[at] <= '9')))
    tag.name += lower(rest[at++]);
  char quote = 0;
  for (; at < rest.size(); ++at) {
    if (quote != 0) {
      if (rest[at] == quote) quote = 0;
    } else if (rest[at] == '"' || rest[at] == '\'') {
      quote = rest[at];
    } else if (rest[at] == '>') {
      tag.size = at + 1;
      return tag;
    }
  }
  tag.size = rest.size();  // a tag that never ends swallows the rest, as in a browser
  return tag;
}

// Writes text with folded white space and paragraph breaks.
class Writer {
 public:
  explicit Writer(bool keep_lines) : keep_lines_(keep_lines) {}
  void character(char c) {
    if (is_space(c)) {
      if (keep_lines_ && c == '\n')
        line_break();
      else
        space_ = true;
      return;
    }
    text(std::string_view(&c, 1));
  }
  void text(std::string_view part) {
    if (!out_.empty()) {
      if (breaks_ > 0)
        out_.append(static_cast<std::size_t>(std::min(breaks_, 2)), '\n');
      else if (space_)
        out_ += ' ';
    }
    breaks_ = 0;
    space_ = false;
    out_ += part;
  }
  void line_break() { ++breaks_; }
  void paragraph() { breaks_ = 2; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  int breaks_ = 0;
  bool space_ = false;
  bool keep_lines_;
};

bool has_tag(std::string_view html) {
  for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    if (take_tag(html.substr(at)).size > 0) return true;
  }
  return false;
}

}  // namespace

std::string html_to_text(std::string_view html) {
  Writer writer(!has_tag(html));
  std::string decoded;
  while (!html.empty()) {
    const char c = html.front();
    if (c == '<') {
      const Tag tag = take_tag(html);
      if (tag.size > 0) {
        html.remove_prefix(tag.size);
        if (tag.name == "br") writer.line_break();
        if (std::ranges::find(kBlocks, tag.name) != kBlocks.end()) writer.paragraph();
        if ((tag.name == "script" || tag.name == "style") && !tag.closing) {
          const std::string end = "</" + tag.name;
          const auto at = std::ranges::search(html, end, {}, lower).begin();
          html.remove_prefix(static_cast<std::size_t>(at - html.begin()));
        }
        continue;
      }
    }
    if (c == '&') {
      decoded.clear();
      if (const auto size = take_entity(html, decoded); size > 0) {
        html.remove_prefix(size);
        // A decoded newline or blank is white space as any other.
        for (const char d : decoded) writer.character(d);
        continue;
      }
    }
    writer.character(c);
    html.remove_prefix(1);
  }
  return writer.take();
}

std::string text_to_html(std::string_view text) {
  if (text.empty()) return "";
  std::string html = "<p>";
  while (!text.empty()) {
    const char c = text.front();
    if (text.starts_with("\n\n")) {
      html += "</p><p>";
      while (text.starts_with('\n')) text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(1);
    if (c == '\n')
      html += "<br>";
    else if (c == '&')
      html += "&amp;";
    else if (c == '<')
      html += "&lt;";
    else if (c == '>')
      html += "&gt;";
    else
      html += c;
  }
  return html + "</p>";
}

}  // namespace atelier::item_management
