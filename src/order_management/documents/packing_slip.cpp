#include "markets/addresses/address_lines.h"
#include "markets/format/format.h"
#include "order_management/documents/pages.h"
#include "order_management/documents/sheet.h"

namespace atelier::order_management::documents {
namespace {

using paper::Align;
using paper::Ink;

class SlipPages {
 public:
  SlipPages(const PackingSlip& slip, const Words& words, int pages)
      : slip_(slip),
        words_(words),
        ink_({.width = kWidth, .height = kHeight, .title = words.packing_slip + " " + slip.order_number, .language = slip.locale}),
        sheet_(ink_, slip.seller, words, {.title = words.packing_slip, .number = slip.order_number, .facts = facts()}, slip.locale, pages) {}

  int draw() {
    const Party sender{.name = slip_.seller.name, .lines = sender_lines(), .country = slip_.seller.country};
    sheet_.open(slip_.receiver, words_.delivered_to, sender, words_.sent_by);
    head_of_table();
    for (const auto& line : slip_.lines) draw_line(line);
    draw_end();
    sheet_.close();
    return sheet_.page();
  }
  std::string finish() { return ink_.finish(slip_.made_at); }

 private:
  static constexpr double kBox = 9;  // to tick what was packed
  static constexpr double kText0 = kLeft + 22;
  static constexpr double kSku = kLeft + kInner * 0.62;

  std::vector<std::string> sender_lines() const {
    auto lines = address_of(slip_.seller, slip_.locale);
    lines.pop_back();  // the country is written by itself
    return lines;
  }
  std::vector<std::pair<std::string, std::string>> facts() const {
    int pieces = 0;
    for (const auto& line : slip_.lines) pieces += line.quantity;
    return {{words_.order, slip_.order_number},
            {words_.issued_on, markets::format_day(slip_.placed_on, slip_.locale)},
            {words_.method, slip_.method},
            {words_.pieces, std::to_string(pieces)},
            {words_.weight, markets::format_weight(slip_.weight_g, slip_.locale)}};
  }

  void head_of_table() {
    sheet_.caption(kText0, kSku - kText0, words_.description);
    sheet_.caption(kSku, kInner * 0.25, words_.sku);
    sheet_.caption(kLeft, kInner, words_.quantity, Align::right);
    sheet_.y += 12;
    sheet_.rule(paper::kInk, 0.5);
    sheet_.y += 8;
  }

  void draw_line(const PackingSlip::Line& line) {
    const double width = kSku - kText0 - 10;
    const double title = ink_.measure(line.title, kText, width).height;
    const double details = line.details.empty() ? 0 : ink_.measure(line.details, kQuiet, width).height + 1;
    if (!sheet_.has_room(title + details + 12)) {
      sheet_.next_page();
      head_of_table();
    }
    ink_.box(kLeft, sheet_.y + 1, kBox, paper::kStone);
    ink_.text(kText0, sheet_.y, width, line.title, kText);
    ink_.text(kText0, sheet_.y + title + 1, width, line.details, kQuiet);
    ink_.text(kSku, sheet_.y, kInner * 0.3, line.sku, kFigures);
    ink_.text(kLeft, sheet_.y, kInner, std::to_string(line.quantity), kStrong, Align::right);
    sheet_.y += title + details + 7;
    sheet_.rule();
    sheet_.y += 7;
  }

  void draw_end() {
    const double note = slip_.note.empty() ? 0 : ink_.measure(slip_.note, kText, kInner * 0.6).height + 16;
    if (!sheet_.has_room(note + 60)) sheet_.next_page();
    sheet_.y += 14;
    if (!slip_.note.empty()) {
      sheet_.caption(kLeft, kInner, words_.note);
      sheet_.y += 12;
      sheet_.y += ink_.text(kLeft, sheet_.y, kInner * 0.6, slip_.note, kText) + 18;
    }
    sheet_.y += 16;
    ink_.rule(kLeft, sheet_.y, kInner * 0.35);
    sheet_.y += 4;
    sheet_.caption(kLeft, kInner * 0.35, words_.packed_by);
  }

  const PackingSlip& slip_;
  const Words& words_;
  Ink ink_;
  Sheet sheet_;
};

}  // namespace

PackingSlip packing_slip_of(const Order& order, const Seller& seller, const markets::AddressForms& forms) {
  const Document document = invoice_of(order, seller, forms);
  PackingSlip slip{.order_number = order.number,
                   .placed_on = markets::day_in(order.placed_at, seller.time_zone),
                   .locale = order.locale,
                   .seller = seller,
                   .receiver = document.receiver,
                   .method = order.shipping_method.name,
                   .note = order.note,
                   .weight_g = order.weight_g,
                   .made_at = to_unix_ms(order.placed_at) / 1000};
  for (const auto& line : document.lines) slip.lines.push_back({line.sku, line.title, line.details, line.quantity});
  return slip;
}

std::string draw_packing_slip(const PackingSlip& slip, const Words& words) {
  const int pages = SlipPages(slip, words, 1).draw();
  SlipPages drawn(slip, words, pages);
  drawn.draw();
  return drawn.finish();
}

}  // namespace atelier::order_management::documents
