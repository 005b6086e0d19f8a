// Ink on paper: text in every script, hairlines and pages of a PDF, set by Pango and Cairo.
//
// Lengths are in points (1/72 inch) from the top left. One Ink belongs to one thread; any thread may have its own. Faces come from
// fontconfig: a family that is not installed is replaced by the next of its list, a letter that a face lacks is taken from another, with
// the form of Han characters that the language asks for.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace atelier::order_management::paper {

inline constexpr double kMm = 72.0 / 25.4;

enum class Align { left, centre, right };

struct Colour {
  double red = 0, green = 0, blue = 0;
};
inline constexpr Colour kInk{0x1A / 255.0, 0x19 / 255.0, 0x16 / 255.0};
inline constexpr Colour kStone{0x6E / 255.0, 0x67 / 255.0, 0x5D / 255.0};  // captions: a shade darker than on screens, paper takes light greys badly
inline constexpr Colour kHairline{0xC9 / 255.0, 0xC1 / 255.0, 0xB4 / 255.0};
inline constexpr Colour kSeason{0x1F / 255.0, 0x3B / 255.0, 0x33 / 255.0};

struct Style {
  const char* family = "Inter, Noto Sans";
  double size = 9;
  Colour colour = kInk;
  int weight = 400;
  double tracking = 0;      // points between letters
  bool tabular = false;     // figures of one width, for columns
};

class Ink {
 public:
  struct Options {
    double width = 0;
    double height = 0;
    std::string title;     // of the PDF
    std::string language;  // BCP 47
  };
  explicit Ink(Options options);
  ~Ink();
  Ink(const Ink&) = delete;
  Ink& operator=(const Ink&) = delete;

  struct Size {
    double width = 0;
    double height = 0;
  };
  // Text as wide as `width` (wrapped at words, or letters where a word is too long); a width < 0 does not wrap. `text` is valid UTF-8.
  Size measure(std::string_view text, const Style& style, double width = -1);
  // The same, drawn with its top left at (x, y), within [x, x + width] as `align` says. Right or centred text needs a width. Gives the height.
  double text(double x, double y, double width, std::string_view text, const Style& style, Align align = Align::left);
  void rule(double x, double y, double width, const Colour& colour = kHairline, double thickness = 0.5);
  void box(double x, double y, double side, const Colour& colour = kHairline, double thickness = 0.5);
  void new_page();

  // The file's bytes; nothing may be drawn after. Deterministic for the same drawing and `made_at` (seconds since 1970).
  std::string finish(long long made_at);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace atelier::order_management::paper
