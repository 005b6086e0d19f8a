// The words on a receipt, in the house's seven languages.
#pragma once

#include <string>
#include <string_view>

namespace atelier::order_management::till {

struct ReceiptWords {
  std::string receipt, sold_by, date, total, of_which, net, cash, card, change, rounding, thanks;
};
// English where the locale is not one of ours.
const ReceiptWords& receipt_words(std::string_view locale);

}  // namespace atelier::order_management::till
