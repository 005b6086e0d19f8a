// Invoices and credit notes: records that never change once they are stored, with everything copied in that stands on the paper.
//
// What a document contains: Directive 2006/112/EC art. 226 for the EU; each seller's own law is named in config/sellers.toml. Amounts are the
// order's own, line by line: nothing is computed again, so that document and order never differ. Pure.
//
// When: an invoice as soon as the order is paid (art. 220 (1) (4) and 65: a payment on account before the supply makes tax chargeable
// and is invoiced; docs/decisions/0050), a credit note for every refund (art. 219: it refers to the first invoice).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "order_management/documents/seller.h"
#include "order_management/orders/order.h"

namespace atelier::order_management::documents {

enum class Kind { invoice, credit_note };
BOOST_DESCRIBE_ENUM(Kind, invoice, credit_note)

// Who pays or receives, as written on paper and as an e-invoice wants it.
struct Party {
  std::string name;
  std::string company;
  std::vector<std::string> lines;  // the address as its country writes it, without the name and the country
  std::string street;              // EN 16931 BT-50, BT-51
  std::string street2;
  std::string city;
  std::string postal_code;
  std::string region;
  std::string country;             // ISO 3166-1 alpha-2
  std::string email;
};
BOOST_DESCRIBE_STRUCT(Party, (), (name, company, lines, street, street2, city, postal_code, region, country, email))

// One part of a rate: India's CGST and SGST; elsewhere the tax itself.
struct TaxPart {
  std::string name;
  std::string rate_percent;
  Money tax;
};
BOOST_DESCRIBE_STRUCT(TaxPart, (), (name, rate_percent, tax))

struct DocumentTax {
  std::string name;          // empty: not taxed
  std::string rate_percent;  // "20", "0"
  Money net;
  Money tax;
  std::vector<TaxPart> parts;
};
BOOST_DESCRIBE_STRUCT(DocumentTax, (), (name, rate_percent, net, tax, parts))

struct DocumentLine {
  std::string sku;
  std::string title;
  std::string details;  // "38 · Camel"
  int quantity = 0;
  Money unit_gross;
  Money net;
  Money tax;
  Money gross;          // net + tax, always
  std::string rate_percent;
};
BOOST_DESCRIBE_STRUCT(DocumentLine, (), (sku, title, details, quantity, unit_gross, net, tax, gross, rate_percent))

struct Charge {  // shipping
  std::string name;
  Money net;
  Money tax;
  Money gross;
  std::string rate_percent;
};
BOOST_DESCRIBE_STRUCT(Charge, (), (name, net, tax, gross, rate_percent))

struct Document {
  std::string number;          // "MVFR-2026-000042"
  std::string series;          // "MVFR-2026"
  std::uint64_t ordinal = 0;   // from 1, without gaps
  Kind kind = Kind::invoice;
  Time issued_at{};
  std::string issued_on;       // ISO 8601, in the seller's calendar
  std::string paid_on;         // the day the tax became chargeable (art. 226 (7)); of a credit note: the day of the refund
  OrderId order;
  std::string order_number;
  std::string refund;          // a credit note's
  std::string refers_to;       // the invoice that a credit note corrects (art. 219)
  std::string refers_to_date;
  std::string reason;          // of the refund
  std::string market;
  std::string locale;
  Seller seller;               // as it was on that day
  Party buyer;
  Party receiver;
  std::vector<DocumentLine> lines;
  json::Nullable<Charge> shipping;
  std::vector<DocumentTax> taxes;  // highest rate first; what is not taxed has rate "0"
  Money net;
  Money tax;
  Money total;                     // net + tax; paid in full, or given back in full
};
BOOST_DESCRIBE_STRUCT(Document, (), (number, series, ordinal, kind, issued_at, issued_on, paid_on, order, order_number, refund, refers_to, refers_to_date, reason,
                                     market, locale, seller, buyer, receiver, lines, shipping, taxes, net, tax, total))

// What was given back of an order.
struct Refunded {
  struct Line {
    std::string sku;
    int quantity = 0;  // 0: an allowance, no piece came back
    Money amount;      // tax included
    Money tax;
  };
  std::string id;
  std::vector<Line> lines;
  Money shipping;      // tax included
  Money shipping_tax;
  std::string reason;
  Time at{};
};

// A refund of an order as a document sees it.
Refunded refunded_of(const OrderRefund& refund);

// A document without its number and its day.
Document invoice_of(const Order& order, const Seller& seller, const markets::AddressForms& forms);
// Corrects `invoice`, whose lines it names.
Document credit_note_of(const Document& invoice, const Refunded& refunded);

// Everything that can be wrong with the sums of a document, in words; empty where nothing is.
std::vector<std::string> check_sums(const Document& document);

}  // namespace atelier::order_management::documents
