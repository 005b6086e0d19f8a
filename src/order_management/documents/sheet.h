// The A4 sheet that all documents share: the house's name, title and facts above, the seller's legal lines and the page's number below.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "order_management/documents/document.h"
#include "order_management/documents/words.h"
#include "order_management/paper/ink.h"

namespace atelier::order_management::documents {

inline constexpr double kWidth = 210 * paper::kMm;
inline constexpr double kHeight = 297 * paper::kMm;
inline constexpr double kLeft = 22 * paper::kMm;
inline constexpr double kRight = kWidth - 20 * paper::kMm;
inline constexpr double kInner = kRight - kLeft;
inline constexpr double kTop = 20 * paper::kMm;
inline constexpr double kBottom = kHeight - 31 * paper::kMm;  // above the foot

inline const paper::Style kText{.size = 8.6};
inline const paper::Style kQuiet{.size = 7.6, .colour = paper::kStone};
inline const paper::Style kCaption{.size = 6.6, .colour = paper::kStone, .weight = 500, .tracking = 0.35};
inline const paper::Style kFigures{.size = 8.6, .tabular = true};
inline const paper::Style kQuietFigures{.size = 7.6, .colour = paper::kStone, .tabular = true};
inline const paper::Style kStrong{.size = 8.6, .weight = 600, .tabular = true};
inline const paper::Style kDisplay{.family = "Cormorant Garamond, EB Garamond, Noto Serif CJK JP, Noto Serif", .size = 25};
inline const paper::Style kTitle{.family = "Cormorant Garamond, EB Garamond, Noto Serif CJK JP, Noto Serif", .size = 19, .colour = paper::kSeason};
inline const paper::Style kTotal{.family = "Cormorant Garamond, EB Garamond, Noto Serif CJK JP, Noto Serif", .size = 19, .tabular = true};

struct SheetHead {
  std::string title;
  std::string native_title;
  std::string number;  // repeated on the pages that follow
  std::vector<std::pair<std::string, std::string>> facts;
};

class Sheet {
 public:
  Sheet(paper::Ink& ink, const Seller& seller, const Words& words, SheetHead head, std::string locale, int pages);

  paper::Ink& ink() { return ink_; }
  double y = 0;
  int page() const { return page_; }

  // The first page's head with the two parties; moves y below.
  void open(const Party& left, const std::string& left_caption, const Party& right, const std::string& right_caption);
  bool has_room(double height) const { return y + height <= kBottom; }
  // Foot of this page, head of the next.
  void next_page();
  void close() { foot(); }

  void rule(const paper::Colour& colour = paper::kHairline, double thickness = 0.5);
  void caption(double x, double width, const std::string& text, paper::Align align = paper::Align::left);

 private:
  double party(double x, double width, double from, const Party& party, const std::string& caption);
  void foot();

  paper::Ink& ink_;
  const Seller& seller_;
  const Words& words_;
  const SheetHead head_;
  const std::string locale_;
  int page_ = 1;
  const int pages_;
};

// "12 rue des Tilleuls, 75003 Paris, France" of a seller.
std::vector<std::string> address_of(const Seller& seller, const std::string& locale);

}  // namespace atelier::order_management::documents
