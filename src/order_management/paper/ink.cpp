#include "order_management/paper/ink.h"

#include <cairo/cairo-pdf.h>
#include <pango/pangocairo.h>

#include <ctime>

#include "base/check.h"

namespace atelier::order_management::paper {
namespace {

struct Unref {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

cairo_status_t append(void* out, const unsigned char* data, unsigned size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

}  // namespace

struct Ink::Parts {
  std::string pdf;
  std::string language;
  Owned<cairo_surface_t> surface;
  Owned<cairo_t> cairo;

  Owned<PangoLayout> lay_out(std::string_view content, const Style& style, double width, Align align) {
    Owned<PangoLayout> layout(pango_cairo_create_layout(cairo.get()));
    auto* context = pango_layout_get_context(layout.get());
    pango_context_set_language(context, pango_language_from_string(language.c_str()));
    // Widths of letters as the face has them, not as a screen would round them: the same text is as long on every machine.
    const std::unique_ptr<cairo_font_options_t, void (*)(cairo_font_options_t*)> exact(cairo_font_options_create(), cairo_font_options_destroy);
    cairo_font_options_set_hint_style(exact.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(exact.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, exact.get());
    pango_context_set_round_glyph_positions(context, FALSE);
    const Owned<PangoFontDescription> font(pango_font_description_from_string(style.family));
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), static_cast<PangoWeight>(style.weight));
    pango_layout_set_font_description(layout.get(), font.get());
    if (width >= 0) pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), align == Align::left ? PANGO_ALIGN_LEFT : align == Align::right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER);
    const Owned<PangoAttrList> attributes(pango_attr_list_new());
    if (style.tracking != 0) pango_attr_list_insert(attributes.get(), pango_attr_letter_spacing_new(static_cast<int>(style.tracking * PANGO_SCALE)));
    if (style.tabular) pango_attr_list_insert(attributes.get(), pango_attr_font_features_new("tnum, lnum"));
    pango_layout_set_attributes(layout.get(), attributes.get());
    pango_layout_set_text(layout.get(), content.data(), static_cast<int>(content.size()));
    return layout;
  }
};

Ink::Ink(Options options) : parts_(std::make_unique<Parts>()) {
  parts_->language = std::move(options.language);
  parts_->surface.reset(cairo_pdf_surface_create_for_stream(append, &parts_->pdf, options.width, options.height));
  cairo_pdf_surface_set_metadata(parts_->surface.get(), CAIRO_PDF_METADATA_TITLE, options.title.c_str());
  parts_->cairo.reset(cairo_create(parts_->surface.get()));
}

Ink::~Ink() {
  if (parts_->surface) cairo_surface_finish(parts_->surface.get());
}

Ink::Size Ink::measure(std::string_view text, const Style& style, double width) {
  const auto layout = parts_->lay_out(text, style, width, Align::left);
  int wide = 0;
  int high = 0;
  pango_layout_get_size(layout.get(), &wide, &high);
  return {points(wide), points(high)};
}

double Ink::text(double x, double y, double width, std::string_view text, const Style& style, Align align) {
  if (text.empty()) return 0;
  const auto layout = parts_->lay_out(text, style, width, align);
  auto* cairo = parts_->cairo.get();
  cairo_set_source_rgb(cairo, style.colour.red, style.colour.green, style.colour.blue);
  cairo_move_to(cairo, x, y);
  pango_cairo_show_layout(cairo, layout.get());
  int high = 0;
  pango_layout_get_size(layout.get(), nullptr, &high);
  return points(high);
}

void Ink::rule(double x, double y, double width, const Colour& colour, double thickness) {
  auto* cairo = parts_->cairo.get();
  cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
  cairo_set_line_width(cairo, thickness);
  cairo_move_to(cairo, x, y);
  cairo_line_to(cairo, x + width, y);
  cairo_stroke(cairo);
}

void Ink::box(double x, double y, double side, const Colour& colour, double thickness) {
  auto* cairo = parts_->cairo.get();
  cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
  cairo_set_line_width(cairo, thickness);
  cairo_rectangle(cairo, x, y, side, side);
  cairo_stroke(cairo);
}

void Ink::new_page() { cairo_show_page(parts_->cairo.get()); }

std::string Ink::finish(long long made_at) {
  const std::time_t seconds = made_at;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char made[40];
  std::strftime(made, sizeof made, "%Y-%m-%dT%H:%M:%SZ", &utc);
  cairo_pdf_surface_set_metadata(parts_->surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, made);
  cairo_show_page(parts_->cairo.get());
  cairo_surface_finish(parts_->surface.get());
  CHECK(cairo_status(parts_->cairo.get()) == CAIRO_STATUS_SUCCESS, "cairo could not write the PDF");
  return std::move(parts_->pdf);
}

}  // namespace atelier::order_management::paper
