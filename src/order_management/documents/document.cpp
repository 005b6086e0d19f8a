#include "order_management/documents/document.h"

#include <algorithm>
#include <map>

#include "base/check.h"
#include "markets/addresses/address_lines.h"
#include "markets/format/format.h"

namespace atelier::order_management::documents {
namespace {

Party party_of(const markets::Address& address, const std::string& email, const markets::AddressForms& forms) {
  return {.name = markets::person_name(address),
          .company = address.company.value_or(""),
          .lines = markets::address_lines(address, forms),
          .street = address.line1.value_or(""),
          .street2 = address.line2.value_or(""),
          .city = address.city.value_or(""),
          .postal_code = address.postal_code.value_or(""),
          .region = markets::region_name(address, forms),
          .country = address.country,
          .email = email};
}

std::string details_of(const OrderLine& line) {
  std::string details;
  for (const auto& option : line.options) details += (details.empty() ? "" : " · ") + (option.label.empty() ? option.value : option.label);
  return details;
}

// "18" → "9"; rates are whole or have at most two decimals, so their half has at most three.
std::string half_of(const std::string& percent) {
  const auto dot = percent.find('.');
  std::string decimals = dot == std::string::npos ? "" : percent.substr(dot + 1);
  decimals.resize(3, '0');
  const int thousandths = (std::stoi(percent.substr(0, dot)) * 1000 + std::stoi(decimals)) / 2;
  std::string text = std::to_string(thousandths / 1000);
  std::string rest = std::to_string(1000 + thousandths % 1000).substr(1);
  while (!rest.empty() && rest.back() == '0') rest.pop_back();
  return rest.empty() ? text : text + "." + rest;
}

bool same_text(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// CGST and SGST are half each (the odd paisa is the state's); IGST where the place of supply is another state (IGST Act 2017 s. 7, 8, 10).
std::vector<TaxPart> parts_of(const DocumentTax& tax, const Document& document) {
  if (!document.seller.state_taxes) return {{tax.name, tax.rate_percent, tax.tax}};
  if (!same_text(document.seller.region, document.receiver.region)) return {{"IGST", tax.rate_percent, tax.tax}};
  const Money central{tax.tax.amount_minor / 2, tax.tax.currency};
  const auto half = half_of(tax.rate_percent);
  return {{"CGST", half, central}, {"SGST", half, tax.tax - central}};
}

struct Percent {  // by size, not by letters
  static int basis_points(const std::string& text) {
    const auto dot = text.find('.');
    std::string decimals = dot == std::string::npos ? "" : text.substr(dot + 1);
    decimals.resize(2, '0');
    return text.empty() ? 0 : std::stoi(text.substr(0, dot)) * 100 + std::stoi(decimals);
  }
  bool operator()(const std::string& a, const std::string& b) const { return basis_points(a) > basis_points(b); }
};

// The totals of lines and shipping. `name_of`: what the order calls the tax of a rate.
template <class Names>
void add_up(Document& document, Currency currency, const Names& name_of) {
  std::map<std::string, DocumentTax, Percent> by_rate;
  const auto add = [&](const std::string& rate, Money net, Money tax) {
    auto [found, fresh] = by_rate.try_emplace(rate, DocumentTax{.name = name_of(rate), .rate_percent = rate, .net = {0, currency}, .tax = {0, currency}});
    found->second.net += net;
    found->second.tax += tax;
  };
  for (const auto& line : document.lines) add(line.rate_percent, line.net, line.tax);
  if (document.shipping) add(document.shipping->rate_percent, document.shipping->net, document.shipping->tax);
  document.net = document.tax = {0, currency};
  for (auto& [rate, tax] : by_rate) {
    document.net += tax.net;
    document.tax += tax.tax;
    if (tax.tax.amount_minor != 0) tax.parts = parts_of(tax, document);
    document.taxes.push_back(std::move(tax));
  }
  document.total = document.net + document.tax;
}

}  // namespace

Document invoice_of(const Order& order, const Seller& seller, const markets::AddressForms& forms) {
  const Currency currency = order.totals.total.currency;
  Document document{.kind = Kind::invoice,
                    .order = order.id,
                    .order_number = order.number,
                    .market = order.market,
                    .locale = order.locale,
                    .seller = seller,
                    .buyer = party_of(order.billing_address, order.email, forms),
                    .receiver = party_of(order.shipping_address, order.email, forms)};
  const auto paid = std::ranges::find(order.history, OrderState::paid, &OrderStep::state);
  if (paid != order.history.end()) document.paid_on = markets::day_in(paid->at, seller.time_zone);
  Money goods_tax{0, currency};
  std::string highest = "0";
  for (const auto& line : order.lines) {
    document.lines.push_back({.sku = line.sku,
                              .title = line.title,
                              .details = details_of(line),
                              .quantity = line.quantity,
                              .unit_gross = line.unit_price,
                              .net = line.total - line.tax,
                              .tax = line.tax,
                              .gross = line.total,
                              .rate_percent = line.tax_rate_percent});
    goods_tax += line.tax;
    if (Percent::basis_points(line.tax_rate_percent) > Percent::basis_points(highest)) highest = line.tax_rate_percent;
  }
  // Shipping has the rate of what it carries (markets/tax); its tax is what the lines leave of the order's.
  if (order.totals.shipping && order.totals.shipping->amount_minor != 0) {
    const Money gross = *order.totals.shipping;
    const Money tax = order.totals.tax_included - goods_tax;
    document.shipping = Charge{order.shipping_method.name, gross - tax, tax, gross, highest};
  }
  add_up(document, currency, [&](const std::string& rate) {
    const auto found = std::ranges::find(order.totals.tax_lines, rate, &TaxLine::rate_percent);
    return found == order.totals.tax_lines.end() ? std::string() : found->name;
  });
  return document;
}

Refunded refunded_of(const OrderRefund& refund) {
  Refunded refunded{.id = refund.id.text(), .shipping = refund.shipping, .shipping_tax = refund.shipping_tax, .at = refund.at};
  for (const auto& line : refund.lines) refunded.lines.push_back({line.sku, line.quantity, line.amount, line.tax});
  // The house's own words for why ("cancelled", "returned") are codes; what staff wrote is for the customer to read.
  const bool code = std::ranges::all_of(refund.reason, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  if (!code) refunded.reason = refund.reason;
  return refunded;
}

Document credit_note_of(const Document& invoice, const Refunded& refunded) {
  const Currency currency = invoice.total.currency;
  Document document = invoice;
  document.kind = Kind::credit_note;
  document.refund = refunded.id;
  document.refers_to = invoice.number;
  document.refers_to_date = invoice.issued_on;
  document.reason = refunded.reason;
  document.paid_on = markets::day_in(refunded.at, invoice.seller.time_zone);
  document.lines.clear();
  document.shipping.reset();
  document.taxes.clear();
  for (const auto& line : refunded.lines) {
    const auto sold = std::ranges::find(invoice.lines, line.sku, &DocumentLine::sku);
    CHECK(sold != invoice.lines.end(), "a refund names a piece that the invoice does not have");
    DocumentLine credited = *sold;
    credited.quantity = std::max(1, line.quantity);
    credited.gross = line.amount;
    credited.tax = line.tax;
    credited.net = line.amount - line.tax;
    document.lines.push_back(std::move(credited));
  }
  if (refunded.shipping.amount_minor != 0 && invoice.shipping) {
    document.shipping = Charge{invoice.shipping->name, refunded.shipping - refunded.shipping_tax, refunded.shipping_tax, refunded.shipping,
                               invoice.shipping->rate_percent};
  }
  add_up(document, currency, [&](const std::string& rate) {
    const auto found = std::ranges::find(invoice.taxes, rate, &DocumentTax::rate_percent);
    return found == invoice.taxes.end() ? std::string() : found->name;
  });
  return document;
}

std::vector<std::string> check_sums(const Document& document) {
  std::vector<std::string> faults;
  const auto expect = [&](bool holds, const std::string& what) {
    if (!holds) faults.push_back(document.number + ": " + what);
  };
  Money net{0, document.total.currency};
  Money tax = net;
  for (const auto& line : document.lines) {
    expect(line.net + line.tax == line.gross, "net and tax of " + line.sku + " are not its price");
    expect(line.quantity > 0, "a line without pieces: " + line.sku);
    net += line.net;
    tax += line.tax;
  }
  if (document.shipping) {
    expect(document.shipping->net + document.shipping->tax == document.shipping->gross, "net and tax of shipping are not its price");
    net += document.shipping->net;
    tax += document.shipping->tax;
  }
  expect(net == document.net, "its lines make " + to_string(net) + " net, it says " + to_string(document.net));
  expect(tax == document.tax, "its lines make " + to_string(tax) + " tax, it says " + to_string(document.tax));
  expect(document.net + document.tax == document.total, "net and tax are not the total");
  Money by_rate{0, document.total.currency};
  for (const auto& rate : document.taxes) {
    by_rate += rate.net + rate.tax;
    Money parts{0, document.total.currency};
    for (const auto& part : rate.parts) parts += part.tax;
    expect(rate.parts.empty() || parts == rate.tax, "the parts of " + rate.rate_percent + " % are not its tax");
  }
  expect(by_rate == document.total, "the rates do not make the total");
  return faults;
}

}  // namespace atelier::order_management::documents
