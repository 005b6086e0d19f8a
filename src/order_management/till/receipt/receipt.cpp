#include "order_management/till/receipt/receipt.h"

#include <cairo/cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>

#include "base/check.h"

namespace atelier::order_management::till {
namespace {

constexpr double kPointsPerMm = 72.0 / 25.4;

struct Sheet {
  double width;
  double height;
  double margin;
  double text_size;   // points
  double large_size;
};
// A roll has no length: the sheet is as long as the receipt (the height here is the most it may get, 2 m).
constexpr Sheet kA4{210 * kPointsPerMm, 297 * kPointsPerMm, 25 * kPointsPerMm, 10, 22};
constexpr Sheet kRoll{80 * kPointsPerMm, 2000 * kPointsPerMm, 4 * kPointsPerMm, 8.5, 15};

struct Unref {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

cairo_status_t append(void* out, const unsigned char* data, unsigned size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

// Writes text from the top of a sheet downwards.
class Writer {
 public:
  Writer(cairo_t* cairo, const Sheet& sheet, const std::string& locale) : cairo_(cairo), sheet_(sheet), locale_(locale), y_(sheet.margin) {}

  double y() const { return y_; }
  void space(double lines) { y_ += lines * sheet_.text_size; }

  void rule() {
    cairo_set_line_width(cairo_, 0.4);
    cairo_move_to(cairo_, sheet_.margin, y_);
    cairo_line_to(cairo_, sheet_.width - sheet_.margin, y_);
    cairo_stroke(cairo_);
    space(0.6);
  }

  void text(const std::string& content, double size, PangoAlignment align, const char* family = "Noto Sans") {
    if (content.empty()) return;
    const auto layout = lay_out(content, size, width(), align, family);
    y_ += show(layout.get(), sheet_.margin);
  }

  // A name at the left that may wrap, an amount at the right that does not.
  void row(const std::string& left, const std::string& right, double size) {
    const auto amount = lay_out(right, size, -1, PANGO_ALIGN_LEFT, "Noto Sans");
    int amount_width = 0;
    pango_layout_get_size(amount.get(), &amount_width, nullptr);
    const double right_width = static_cast<double>(amount_width) / PANGO_SCALE;
    const auto name = lay_out(left, size, width() - right_width - size, PANGO_ALIGN_LEFT, "Noto Sans");
    show(amount.get(), sheet_.width - sheet_.margin - right_width);
    y_ += show(name.get(), sheet_.margin);
  }

 private:
  double width() const { return sheet_.width - 2 * sheet_.margin; }

  Owned<PangoLayout> lay_out(const std::string& content, double size, double wrap_at, PangoAlignment align, const char* family) {
    Owned<PangoLayout> layout(pango_cairo_create_layout(cairo_));
    pango_context_set_language(pango_layout_get_context(layout.get()), pango_language_from_string(locale_.c_str()));
    const Owned<PangoFontDescription> font(pango_font_description_from_string(family));
    pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font.get());
    if (wrap_at >= 0) pango_layout_set_width(layout.get(), static_cast<int>(wrap_at * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), align);
    pango_layout_set_text(layout.get(), content.data(), static_cast<int>(content.size()));
    return layout;
  }

  double show(PangoLayout* layout, double x) {
    cairo_move_to(cairo_, x, y_);
    pango_cairo_show_layout(cairo_, layout);
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
  }

  cairo_t* cairo_;
  const Sheet& sheet_;
  const std::string& locale_;
  double y_;
};

// Draws the whole receipt and gives the height it took.
double draw(cairo_t* cairo, const Sheet& sheet, const ReceiptText& receipt) {
  Writer out(cairo, sheet, receipt.locale);
  out.text(receipt.house, sheet.large_size, PANGO_ALIGN_CENTER, "Noto Serif");
  for (const auto& line : receipt.shop) out.text(line, sheet.text_size, PANGO_ALIGN_CENTER);
  out.space(1.2);
  out.text(receipt.title, sheet.text_size * 1.2, PANGO_ALIGN_LEFT);
  for (const auto& [name, value] : receipt.facts) out.row(name, value, sheet.text_size);
  out.space(0.8);
  out.rule();
  for (const auto& line : receipt.lines) {
    out.row(line.name, line.total, sheet.text_size);
    out.text(line.details, sheet.text_size * 0.85, PANGO_ALIGN_LEFT);
    out.text(line.quantity, sheet.text_size * 0.85, PANGO_ALIGN_LEFT);
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
  out.text(receipt.footer, sheet.text_size * 0.85, PANGO_ALIGN_CENTER);
  return out.y() + sheet.margin;
}

}  // namespace

std::string render_receipt(const ReceiptText& receipt, Paper paper) {
  Sheet sheet = paper == Paper::a4 ? kA4 : kRoll;
  if (paper == Paper::roll_80mm) {
    // Once to nowhere, to know the length.
    const Owned<cairo_surface_t> nowhere(cairo_pdf_surface_create_for_stream(nullptr, nullptr, sheet.width, sheet.height));
    const Owned<cairo_t> cairo(cairo_create(nowhere.get()));
    sheet.height = std::min(sheet.height, draw(cairo.get(), sheet, receipt));
  }
  std::string pdf;
  {
    const Owned<cairo_surface_t> surface(cairo_pdf_surface_create_for_stream(append, &pdf, sheet.width, sheet.height));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, receipt.title.c_str());
    const Owned<cairo_t> cairo(cairo_create(surface.get()));
    draw(cairo.get(), sheet, receipt);
    cairo_show_page(cairo.get());
    cairo_surface_finish(surface.get());
    CHECK(cairo_status(cairo.get()) == CAIRO_STATUS_SUCCESS, "cairo could not write the receipt");
  }
  return pdf;
}

}  // namespace atelier::order_management::till
