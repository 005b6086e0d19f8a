// An invoice or credit note as EN 16931-1:2017+A1:2019 has it, in both of its syntaxes. Pure.
//
//   to_ubl  OASIS UBL 2.1, Invoice or CreditNote (CEN/TS 16931-3-2)
//   to_cii  UN/CEFACT Cross Industry Invoice D16B (CEN/TS 16931-3-3): also what a Factur-X 1.0 carries, profile EN 16931
//
// Amounts are the document's own: net and tax line by line as the order has them. So the sums of BR-CO-10 to BR-CO-16 hold exactly, and a
// category's tax (BT-117) is the sum of its lines' taxes; it may differ from rate × taxable amount by what rounding each line left, which the
// standard's own rules allow (BR-CO-17 as published compares within one unit of the currency).
#pragma once

#include <string>

#include "order_management/documents/document.h"

namespace atelier::order_management::documents {

std::string to_ubl(const Document& document);
std::string to_cii(const Document& document);

// --- what both say ---

// UNCL 5305 as EN 16931 restricts it: S standard rate, G exported, O outside the scope of VAT.
struct Category {
  std::string code;
  std::string percent;
  std::string reason_code;  // VATEX
  std::string reason;
};
Category category_of(const Document& document, const std::string& rate_percent);

std::string decimal(Money amount);  // "1234.50"
// What one piece of `quantity` costs, with at most six decimals more than needed: BT-146.
std::string price_each(Money total, int quantity);

}  // namespace atelier::order_management::documents
