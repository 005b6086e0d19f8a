// The words on documents, by language: data in config/documents.json, read once at start. Every language has every word, or the program
// does not start.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "json/json.h"

namespace atelier::order_management::documents {

struct Words {
  std::string invoice, tax_invoice, credit_note, packing_slip;
  std::string number, issued_on, paid_on, refunded_on, order, refers_to, reason;
  std::string billed_to, delivered_to;
  std::string description, quantity, unit_net, tax_rate, net, gross;
  std::string shipping, total_net, total_tax, total, paid, refunded;
  std::string rate, taxable, tax, untaxed, export_note;
  std::string page;  // "{page} / {pages}"
  std::string pieces, weight, method, sku, note, packed_by, sent_by;
};
BOOST_DESCRIBE_STRUCT(Words, (), (invoice, tax_invoice, credit_note, packing_slip, number, issued_on, paid_on, refunded_on, order, refers_to, reason,
                                  billed_to, delivered_to, description, quantity, unit_net, tax_rate, net, gross, shipping, total_net, total_tax, total, paid,
                                  refunded, rate, taxable, tax, untaxed, export_note, page, pieces, weight, method, sku, note, packed_by, sent_by))

using WordsByLanguage = std::map<std::string, Words>;
Result<WordsByLanguage> load_words(const std::string& path);
// English where the language is not one of the house.
const Words& words_in(const WordsByLanguage& words, std::string_view locale);

}  // namespace atelier::order_management::documents
