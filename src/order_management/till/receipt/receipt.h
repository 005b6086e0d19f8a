// A receipt as PDF: on A4, or on the 80 mm roll of a till's printer. Pango sets the text, so names in every script stand on one page.
//
// Any thread; some 10 ms each. The same input gives the same bytes.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace atelier::order_management::till {

// Everything as it is to be read: amounts and times are formatted already, in the receipt's language.
struct ReceiptText {
  std::string house;                    // "Maison Verrane"
  std::vector<std::string> shop;        // name and address lines
  std::string title;                    // "Receipt PAR-000042"
  std::vector<std::pair<std::string, std::string>> facts;  // "Sold by" → "Claire"
  struct Line {
    std::string name;
    std::string details;  // size, colour, SKU
    std::string quantity; // "2 × €1,200.00"
    std::string total;
  };
  std::vector<Line> lines;
  std::vector<std::pair<std::string, std::string>> totals;  // the first is set large
  std::vector<std::pair<std::string, std::string>> taxes;
  std::vector<std::pair<std::string, std::string>> payments;
  std::string footer;
  std::string locale;  // chooses between forms of Han characters
  long long made_at = 0;  // seconds since 1970: the PDF's own date
};

enum class Paper { a4, roll_80mm };

std::string render_receipt(const ReceiptText& receipt, Paper paper);

}  // namespace atelier::order_management::till
