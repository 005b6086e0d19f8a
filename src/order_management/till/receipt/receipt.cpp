#include "order_management/till/receipt/receipt.h"

#include <algorithm>
#include <utility>

#include "order_management/paper/ink.h"

namespace atelier::order_management::till {
namespace {

using paper::Align;
using paper::Ink;
using paper::Style;

struct Sheet {
  double width;
  double height;
  double margin;
  double text_size;  // points
  double large_size;
};
// A roll has no length: the sheet is as long as the receipt (the height here is the most it may get, 2 m).
constexpr Sheet kA4{210 * paper::kMm, 297 * paper::kMm, 25 * paper::kMm, 10, 22};
constexpr Sheet kRoll{80 * paper::kMm, 2000 * paper::kMm, 4 * paper::kMm, 8.5, 15};

// Writes text from the top of a sheet downwards.
class Writer {
 public:
  Writer(Ink& ink, const Sheet& sheet) : ink_(ink), sheet_(sheet), y_(sheet.margin) {}

  double y() const { return y_; }
  void space(double lines) { y_ += lines * sheet_.text_size; }
  void rule() {
    ink_.rule(sheet_.margin, y_, width(), paper::kInk, 0.4);
    space(0.6);
  }
  void text(const std::string& content, double size, Align align, const char* family = "Noto Sans") {
    y_ += ink_.text(sheet_.margin, y_, width(), content, {.family = family, .size = size}, align);
  }
  // A name at the left that may wrap, an amount at the right that does not.
  void row(const std::string& left, const std::string& right, double size) {
    const Style style{.family = "Noto Sans", .size = size, .tabular = true};
    const double right_width = ink_.measure(right, style).width;
    ink_.text(sheet_.width - sheet_.margin - right_width, y_, -1, right, style);
    y_ += ink_.text(sheet_.margin, y_, width() - right_width - size, left, style);
  }

 private:
  double width() const { return sheet_.width - 2 * sheet_.margin; }

  Ink& ink_;
  const Sheet& sheet_;
  double y_;
};

// Draws the whole receipt and gives the height it took.
double draw(Ink& ink, const Sheet& sheet, const ReceiptText& receipt) {
  Writer out(ink, sheet);
  out.text(receipt.house, sheet.large_size, Align::centre, "EB Garamond, Noto Serif");
  for (const auto& line : receipt.shop) out.text(line, sheet.text_size, Align::centre);
  out.space(1.2);
  out.text(receipt.title, sheet.text_size * 1.2, Align::left);
  for (const auto& [name, value] : receipt.facts) out.row(name, value, sheet.text_size);
  out.space(0.8);
  out.rule();
  for (const auto& line : receipt.lines) {
    out.row(line.name, line.total, sheet.text_size);
    out.text(line.details, sheet.text_size * 0.85, Align::left);
    out.text(line.quantity, sheet.text_size * 0.85, Align::left);
    out.space(0.4);
  }
  out.rule();
  for (bool first = true; const auto& [name, value] : receipt.totals) {
    out.row(name, value, std::exchange(first, false) ? sheet.text_size * 1.4 : sheet.text_size);
  }
  for (const auto& [name, value] : receipt.taxes) out.row(name, value, sheet.text_size * 0.85);
  out.space(0.8);
  for (const auto& [name, value] : receipt.payments) out.row(name, value, sheet.text_size);
  out.space(1.5);
  out.text(receipt.footer, sheet.text_size * 0.85, Align::centre);
  return out.y() + sheet.margin;
}

}  // namespace

std::string render_receipt(const ReceiptText& receipt, Paper paper) {
  Sheet sheet = paper == Paper::a4 ? kA4 : kRoll;
  const auto fresh = [&] { return Ink({.width = sheet.width, .height = sheet.height, .title = receipt.title, .language = receipt.locale}); };
  if (paper == Paper::roll_80mm) {
    // Once to nowhere, to know the length.
    Ink nowhere = fresh();
    sheet.height = std::min(sheet.height, draw(nowhere, sheet, receipt));
  }
  Ink ink = fresh();
  draw(ink, sheet, receipt);
  return ink.finish(receipt.made_at);
}

}  // namespace atelier::order_management::till
