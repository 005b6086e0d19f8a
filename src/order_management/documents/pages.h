// Documents as PDF: A4 pages after the house's art direction, as many as the lines take, every script on one page.
//
// The same input gives the same bytes, on every machine with the same faces. Any thread; about 20 ms an A4 page with CJK.
#pragma once

#include <string>

#include "order_management/documents/document.h"
#include "order_management/documents/words.h"

namespace atelier::order_management::documents {

inline constexpr char kHouseName[] = "Maison Verrane";

std::string title_of(const Document& document, const Words& words);  // "Facture", "Tax Invoice"

std::string draw_document(const Document& document, const Words& words);

// What goes into the parcel: pieces and addresses, no prices (it may be a present).
struct PackingSlip {
  std::string order_number;
  std::string placed_on;  // ISO 8601
  std::string locale;
  Seller seller;
  Party receiver;
  std::string method;
  std::string note;
  int weight_g = 0;
  struct Line {
    std::string sku;
    std::string title;
    std::string details;
    int quantity = 0;
  };
  std::vector<Line> lines;
  long long made_at = 0;  // seconds since 1970
};
PackingSlip packing_slip_of(const Order& order, const Seller& seller, const markets::AddressForms& forms);
std::string draw_packing_slip(const PackingSlip& slip, const Words& words);

}  // namespace atelier::order_management::documents
