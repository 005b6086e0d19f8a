// A letter to an order's customer: order confirmation, payment failed, shipped, delivery failed, refund; as text and as HTML, in the customer's
// language. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "integration/mail/mail.h"
#include "order_management/letters/texts.h"
#include "order_management/orders/order.h"

namespace atelier::order_management::letters {

enum class Kind { order_confirmation, payment_failed, shipped, delivery_failed, refund };
BOOST_DESCRIBE_ENUM(Kind, order_confirmation, payment_failed, shipped, delivery_failed, refund)

// What a refund's letter says beside the order.
struct RefundedLine {
  std::string sku;
  int quantity = 0;
  std::optional<Money> amount;
};
BOOST_DESCRIBE_STRUCT(RefundedLine, (), (sku, quantity, amount))

struct LetterFacts {
  Kind kind = Kind::order_confirmation;
  const Order* order = nullptr;
  std::string tracking_url;              // shipped
  std::optional<Money> refunded;         // refund
  std::vector<RefundedLine> refunded_lines;
  std::string order_url;                 // the order's page, for who holds its token
  std::string invoice_url;               // empty: none yet
  std::string media_url;                 // photos lie below: "https://shop.example/media/"
};

struct Written {
  std::string subject;
  std::string text;
  std::string html;
};
Written write_letter(const LetterFacts& facts, const TextsByLanguage& texts, const markets::AddressForms& forms);

}  // namespace atelier::order_management::letters
