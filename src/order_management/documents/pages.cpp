#include "order_management/documents/pages.h"

#include <algorithm>
#include <array>

#include "markets/format/format.h"
#include "order_management/documents/sheet.h"

namespace atelier::order_management::documents {
namespace {

using paper::Align;
using paper::Ink;

struct Column {
  double x;
  double width;
  Align align;
};
// description · quantity · unit price without tax · rate · without tax · with tax
constexpr double kCell = kInner / 24;
constexpr std::array<Column, 6> kColumns = {{{kLeft, kCell * 8.6 - 8, Align::left},
                                             {kLeft + kCell * 8.6, kCell * 1.4, Align::right},
                                             {kLeft + kCell * 10, kCell * 4.5, Align::right},
                                             {kLeft + kCell * 14.5, kCell * 2, Align::right},
                                             {kLeft + kCell * 16.5, kCell * 3.7, Align::right},
                                             {kLeft + kCell * 20.2, kCell * 3.8, Align::right}}};

void draw_cells(Ink& ink, double y, const std::array<std::string, 6>& cells, const paper::Style& style, std::size_t from = 0) {
  for (std::size_t i = from; i < cells.size(); ++i) ink.text(kColumns[i].x, y, kColumns[i].width, cells[i], style, kColumns[i].align);
}

// Draws a document, or only counts its pages: the count stands on every page.
class DocumentPages {
 public:
  DocumentPages(const Document& document, const Words& words, int pages)
      : document_(document),
        words_(words),
        ink_({.width = kWidth, .height = kHeight, .title = title_of(document, words) + " " + document.number, .language = document.locale}),
        sheet_(ink_, document.seller, words,
               {.title = title_of(document, words), .native_title = document.seller.native_title, .number = document.number, .facts = facts()},
               document.locale, pages) {}

  int draw() {
    sheet_.open(document_.buyer, words_.billed_to, document_.receiver, words_.delivered_to);
    head_of_table();
    for (const auto& line : document_.lines) draw_line(line);
    if (document_.shipping) draw_shipping(*document_.shipping);
    draw_totals();
    sheet_.close();
    return sheet_.page();
  }
  std::string finish() { return ink_.finish(to_unix_ms(document_.issued_at) / 1000); }

 private:
  std::string money(Money amount) const { return markets::format_money(amount, document_.locale); }
  std::string day(const std::string& iso) const { return markets::format_day(iso, document_.locale); }
  std::string percent(const std::string& rate) const { return markets::format_percent(rate, document_.locale); }

  std::vector<std::pair<std::string, std::string>> facts() const {
    const bool credit = document_.kind == Kind::credit_note;
    std::vector<std::pair<std::string, std::string>> facts = {{words_.number, document_.number}, {words_.issued_on, day(document_.issued_on)}};
    facts.emplace_back(credit ? words_.refunded_on : words_.paid_on, day(document_.paid_on));
    facts.emplace_back(words_.order, document_.order_number);
    if (credit) facts.emplace_back(words_.refers_to, document_.refers_to + "\n" + day(document_.refers_to_date));
    return facts;
  }

  void head_of_table() {
    draw_cells(ink_, sheet_.y, {words_.description, words_.quantity, words_.unit_net, words_.tax_rate, words_.net, words_.gross}, kCaption);
    sheet_.y += 12;
    sheet_.rule(paper::kInk, 0.5);
    sheet_.y += 7;
  }

  void make_room(double height, bool with_head) {
    if (sheet_.has_room(height)) return;
    sheet_.next_page();
    if (with_head) head_of_table();
  }

  void draw_line(const DocumentLine& line) {
    const double width = kColumns[0].width;
    const std::string below = line.details.empty() ? line.sku : line.details + " · " + line.sku;
    const double title = ink_.measure(line.title, kText, width).height;
    const double details = ink_.measure(below, kQuiet, width).height;
    make_room(title + details + 10, true);
    draw_cells(ink_, sheet_.y,
               {"", std::to_string(line.quantity), markets::format_each(line.net, line.quantity, document_.locale), percent(line.rate_percent), money(line.net), money(line.gross)},
               kFigures, 1);
    ink_.text(kLeft, sheet_.y, width, line.title, kText);
    ink_.text(kLeft, sheet_.y + title + 1, width, below, kQuiet);
    sheet_.y += title + details + 6;
    sheet_.rule();
    sheet_.y += 6;
  }

  void draw_shipping(const Charge& charge) {
    make_room(22, true);
    draw_cells(ink_, sheet_.y, {charge.name.empty() ? words_.shipping : words_.shipping + " · " + charge.name, "", "", percent(charge.rate_percent), money(charge.net), money(charge.gross)}, kFigures);
    sheet_.y += 17;
    sheet_.rule();
    sheet_.y += 6;
  }

  // Taxes by rate at the left, totals at the right, on one page together.
  void draw_totals() {
    std::size_t rows = 0;
    for (const auto& tax : document_.taxes) rows += std::max<std::size_t>(1, tax.parts.size());
    const double notes = notes_height();
    make_room(std::max(34 + static_cast<double>(rows) * 13, 88.0) + notes + 12, false);
    sheet_.y += 12;
    const double top = sheet_.y;
    double left = draw_taxes(top);
    const double right = draw_sum(top);
    sheet_.y = std::max(left, right) + 16;
    for (const auto& note : notes_of()) sheet_.y += ink_.text(kLeft, sheet_.y, kInner * 0.75, note, kQuiet) + 4;
  }

  double draw_taxes(double y) {
    const double width = kInner * 0.46;
    const std::array<double, 3> right_edges = {width * 0.44, width * 0.74, width};
    const auto row = [&](double at, const std::array<std::string, 3>& cells, const paper::Style& first, const paper::Style& rest) {
      ink_.text(kLeft, at, -1, cells[0], first);
      for (std::size_t i = 1; i < 3; ++i) ink_.text(kLeft, at, right_edges[i], cells[i], rest, Align::right);
    };
    row(y, {words_.rate, words_.taxable, words_.tax}, kCaption, kCaption);
    y += 12;
    ink_.rule(kLeft, y, width);
    y += 5;
    for (const auto& tax : document_.taxes) {
      if (tax.parts.empty()) {
        row(y, {tax.name.empty() ? words_.untaxed : tax.name + " " + percent(tax.rate_percent), money(tax.net), money(tax.tax)}, kText, kFigures);
        y += 13;
      }
      for (std::size_t i = 0; i < tax.parts.size(); ++i) {
        row(y, {tax.parts[i].name + " " + percent(tax.parts[i].rate_percent), i == 0 ? money(tax.net) : "", money(tax.parts[i].tax)}, kText, kFigures);
        y += 13;
      }
    }
    return y;
  }

  double draw_sum(double y) {
    const double x = kLeft + kInner * 0.56;
    const double width = kRight - x;
    const auto row = [&](const std::string& name, const std::string& value, const paper::Style& style) {
      ink_.text(x, y, width * 0.6, name, kText);
      ink_.text(x, y, width, value, style, Align::right);
      y += 14;
    };
    row(words_.total_net, money(document_.net), kFigures);
    row(words_.total_tax, money(document_.tax), kFigures);
    y += 2;
    ink_.rule(x, y, width, paper::kInk, 0.7);
    y += 7;
    ink_.text(x, y + 8, width * 0.5, words_.total, kStrong);
    y += ink_.text(x, y, width, money(document_.total), kTotal, Align::right) + 2;
    ink_.text(x, y, width, document_.kind == Kind::invoice ? words_.paid : words_.refunded, kQuiet, Align::right);
    return y + 12;
  }

  std::vector<std::string> notes_of() const {
    std::vector<std::string> notes;
    if (!document_.reason.empty()) notes.push_back(words_.reason + ": " + document_.reason);
    const bool untaxed = std::ranges::any_of(document_.taxes, [](const DocumentTax& tax) { return tax.name.empty(); });
    if (untaxed && document_.seller.e_invoice) notes.push_back(words_.export_note);
    if (!document_.seller.notice.empty()) notes.push_back(document_.seller.notice);
    return notes;
  }
  double notes_height() {
    double height = 16;
    for (const auto& note : notes_of()) height += ink_.measure(note, kQuiet, kInner * 0.75).height + 4;
    return height;
  }

  const Document& document_;
  const Words& words_;
  Ink ink_;
  Sheet sheet_;
};

}  // namespace

std::string title_of(const Document& document, const Words& words) {
  if (document.kind == Kind::credit_note) return words.credit_note;
  return document.seller.tax_invoice ? words.tax_invoice : words.invoice;
}

std::string draw_document(const Document& document, const Words& words) {
  const int pages = DocumentPages(document, words, 1).draw();
  DocumentPages drawn(document, words, pages);
  drawn.draw();
  return drawn.finish();
}

}  // namespace atelier::order_management::documents
