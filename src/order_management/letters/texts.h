// What the house says in its letters, by language: data in config/letters.json, read once at start. Every language has every text, with the
// same {placeholders} as English, or the program does not start.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "json/json.h"

namespace atelier::order_management::letters {

struct Text {
  std::string subject, heading, lead, action;
};
BOOST_DESCRIBE_STRUCT(Text, (), (subject, heading, lead, action))

struct Texts {
  std::string greeting;
  Text order_confirmation, payment_failed, shipped, delivery_failed, refund;
  std::string order, quantity, subtotal, delivery, total, taxes, delivered_to, expected, invoice, credit_note, reason, refunded, signature, footer;
};
BOOST_DESCRIBE_STRUCT(Texts, (), (greeting, order_confirmation, payment_failed, shipped, delivery_failed, refund, order, quantity, subtotal, delivery, total,
                                  taxes, delivered_to, expected, invoice, credit_note, reason, refunded, signature, footer))

using TextsByLanguage = std::map<std::string, Texts>;
Result<TextsByLanguage> load_texts(const std::string& path);
// English where the language is not one of the house.
const Texts& texts_in(const TextsByLanguage& texts, std::string_view locale);

// "Dear {name}," with {name} in place; what is put in is not looked at again.
std::string fill(std::string_view text, const std::vector<std::pair<std::string_view, std::string>>& values);

}  // namespace atelier::order_management::letters
