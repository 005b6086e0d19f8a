#include "order_management/documents/sheet.h"

#include <algorithm>

#include "markets/format/format.h"

namespace atelier::order_management::documents {

using paper::Align;

std::vector<std::string> address_of(const Seller& seller, const std::string& locale) {
  std::vector<std::string> lines;
  const bool largest_first = seller.country == "JP" || seller.country == "CN" || seller.country == "KR";
  if (largest_first) {
    std::string line = (seller.country == "JP" ? "〒" : "") + seller.postal_code + " " + seller.city;
    for (const auto& street : seller.lines) line += (seller.country == "KR" ? " " : "") + street;
    lines.push_back(std::move(line));
  } else {
    lines = seller.lines;
    const bool code_last = seller.country == "GB" || seller.country == "SG" || seller.country == "IN" || seller.country == "TH" || seller.country == "HK";
    std::string place = code_last ? seller.city + " " + seller.postal_code : seller.postal_code + " " + seller.city;
    while (place.ends_with(' ')) place.pop_back();
    if (!seller.region.empty()) place += ", " + seller.region;
    lines.push_back(std::move(place));
  }
  lines.push_back(markets::country_name(seller.country, locale));
  return lines;
}

Sheet::Sheet(paper::Ink& ink, const Seller& seller, const Words& words, SheetHead head, std::string locale, int pages)
    : y(kTop), ink_(ink), seller_(seller), words_(words), head_(std::move(head)), locale_(std::move(locale)), pages_(pages) {}

void Sheet::rule(const paper::Colour& colour, double thickness) { ink_.rule(kLeft, y, kInner, colour, thickness); }

void Sheet::caption(double x, double width, const std::string& text, Align align) { ink_.text(x, y, width, text, kCaption, align); }

double Sheet::party(double x, double width, double from, const Party& party, const std::string& caption) {
  double at = from + ink_.text(x, from, width, caption, kCaption) + 4;
  at += ink_.text(x, at, width, party.name, {.size = 9.2, .weight = 500}) + 1.5;
  for (const auto& line : party.lines) at += ink_.text(x, at, width, line, kText) + 1.5;
  at += ink_.text(x, at, width, markets::country_name(party.country, locale_), kText);
  return at;
}

void Sheet::open(const Party& left, const std::string& left_caption, const Party& right, const std::string& right_caption) {
  const double name_height = ink_.text(kLeft, y - 8, -1, "Maison Verrane", kDisplay);
  // Title and number share the name's base line, at the right.
  const double title_height = ink_.measure(head_.title, kTitle).height;
  ink_.text(kLeft, y - 8 + name_height - title_height - 1.5, kInner, head_.title, kTitle, Align::right);
  y += name_height - 2;
  if (!head_.native_title.empty()) {
    ink_.text(kLeft, y - 4, kInner, head_.native_title, kQuiet, Align::right);
  }
  y += 10;
  rule(paper::kInk, 0.7);
  y += 16;
  const double top = y;
  const double column = kInner / 12;
  double below = party(kLeft, column * 4 - 10, top, left, left_caption);
  below = std::max(below, party(kLeft + column * 4, column * 4 - 10, top, right, right_caption));
  constexpr double kLabel = 58;
  const double facts_x = kLeft + column * 7.8;
  double at = top;
  for (const auto& [name, value] : head_.facts) {
    const double value_width = kRight - facts_x - kLabel;
    ink_.text(facts_x, at + 1, kLabel, name, kCaption);
    const double height = ink_.text(facts_x + kLabel, at - 1.2, value_width, value, kFigures, Align::right);
    at += std::max(height, 11.0) + 2.2;
  }
  y = std::max(below, at) + 24;
}

void Sheet::foot() {
  double at = kHeight - 26 * paper::kMm;
  ink_.rule(kLeft, at, kInner);
  at += 7;
  const paper::Style small{.size = 6.6, .colour = paper::kStone, .tabular = true};
  std::string address = seller_.name;
  for (const auto& line : address_of(seller_, locale_)) address += " · " + line;
  std::string numbers = seller_.legal;
  for (const auto& number : seller_.tax_numbers) numbers += (numbers.empty() ? "" : " · ") + number.label + " " + number.number;
  const double width = kInner - 50;
  at += ink_.text(kLeft, at, width, address, small) + 1.5;
  at += ink_.text(kLeft, at, width, numbers, small) + 1.5;
  ink_.text(kLeft, at, width, seller_.email + " · " + seller_.phone, small);
  std::string number = words_.page;
  const auto put = [&](const std::string& name, int value) {
    if (const auto found = number.find(name); found != std::string::npos) number.replace(found, name.size(), std::to_string(value));
  };
  put("{pages}", pages_);
  put("{page}", page_);
  ink_.text(kLeft, kHeight - 26 * paper::kMm + 7, kInner, number, small, Align::right);
}

void Sheet::next_page() {
  foot();
  ink_.new_page();
  ++page_;
  y = kTop - 6;
  ink_.text(kLeft, y, -1, "Maison Verrane", {.family = kDisplay.family, .size = 13});
  ink_.text(kLeft, y + 3, kInner, head_.title + "  " + head_.number, kQuietFigures, Align::right);
  y += 22;
  rule();
  y += 14;
}

}  // namespace atelier::order_management::documents
