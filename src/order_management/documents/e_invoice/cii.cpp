// UN/CEFACT Cross Industry Invoice D16B. Elements stand in the order of its schema; the comments name EN 16931's terms.
#include <algorithm>

#include "order_management/documents/e_invoice/e_invoice.h"
#include "order_management/documents/e_invoice/xml.h"

namespace atelier::order_management::documents {
namespace {

std::string day_102(std::string day) {  // UNCL 2379, 102: CCYYMMDD
  std::erase(day, '-');
  return day;
}

class CiiWriter {
 public:
  explicit CiiWriter(const Document& document) : d_(document), credit_(document.kind == Kind::credit_note), currency_(document.total.currency.code()) {}

  std::string write() {
    x_.element("rsm:CrossIndustryInvoice", [&] { body(); },
               {{"xmlns:rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"},
                {"xmlns:ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"},
                {"xmlns:qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"},
                {"xmlns:udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"}});
    return x_.finish();
  }

 private:
  void body() {
    x_.element("rsm:ExchangedDocumentContext", [&] {
      x_.element("ram:GuidelineSpecifiedDocumentContextParameter", [&] { x_.leaf("ram:ID", "urn:cen.eu:en16931:2017"); });  // BT-24
    });
    x_.element("rsm:ExchangedDocument", [&] { head(); });
    x_.element("rsm:SupplyChainTradeTransaction", [&] {
      int id = 0;
      for (const auto& one : d_.lines) x_.element("ram:IncludedSupplyChainTradeLineItem", [&] { line(one, ++id); });  // BG-25
      x_.element("ram:ApplicableHeaderTradeAgreement", [&] { agreement(); });
      x_.element("ram:ApplicableHeaderTradeDelivery", [&] {
        x_.element("ram:ShipToTradeParty", [&] { party(d_.receiver); });  // BG-13
      });
      x_.element("ram:ApplicableHeaderTradeSettlement", [&] { settlement(); });
    });
  }

  void head() {
    x_.leaf("ram:ID", d_.number);                           // BT-1
    x_.leaf("ram:TypeCode", credit_ ? "381" : "380");       // BT-3
    x_.element("ram:IssueDateTime", [&] { x_.leaf("udt:DateTimeString", day_102(d_.issued_on), {{"format", "102"}}); });  // BT-2
    for (const auto& note : {d_.reason, d_.seller.notice}) {
      if (!note.empty()) x_.element("ram:IncludedNote", [&] { x_.leaf("ram:Content", note); });  // BT-22
    }
  }

  void amount(const char* name, Money value) { x_.leaf(name, decimal(value)); }

  void line(const DocumentLine& one, int id) {
    x_.element("ram:AssociatedDocumentLineDocument", [&] { x_.leaf("ram:LineID", std::to_string(id)); });
    x_.element("ram:SpecifiedTradeProduct", [&] {
      x_.leaf("ram:SellerAssignedID", one.sku);
      x_.leaf("ram:Name", one.title);  // BT-153
      x_.leaf_if("ram:Description", one.details);
    });
    x_.element("ram:SpecifiedLineTradeAgreement", [&] {
      x_.element("ram:NetPriceProductTradePrice", [&] { x_.leaf("ram:ChargeAmount", price_each(one.net, one.quantity)); });  // BT-146
    });
    x_.element("ram:SpecifiedLineTradeDelivery", [&] { x_.leaf("ram:BilledQuantity", std::to_string(one.quantity), {{"unitCode", "H87"}}); });
    x_.element("ram:SpecifiedLineTradeSettlement", [&] {
      x_.element("ram:ApplicableTradeTax", [&] { category(one.rate_percent); });
      x_.element("ram:SpecifiedTradeSettlementLineMonetarySummation", [&] { amount("ram:LineTotalAmount", one.net); });  // BT-131
    });
  }

  void category(const std::string& rate) {
    const auto category = category_of(d_, rate);
    x_.leaf("ram:TypeCode", "VAT");
    x_.leaf("ram:CategoryCode", category.code);
    x_.leaf("ram:RateApplicablePercent", category.percent);
  }

  void address(const std::string& code, const std::string& street, const std::string& more, const std::string& city, const std::string& country, const std::string& region) {
    x_.element("ram:PostalTradeAddress", [&] {
      x_.leaf_if("ram:PostcodeCode", code);
      x_.leaf_if("ram:LineOne", street);
      x_.leaf_if("ram:LineTwo", more);
      x_.leaf_if("ram:CityName", city);
      x_.leaf("ram:CountryID", country);
      x_.leaf_if("ram:CountrySubDivisionName", region);
    });
  }

  void party(const Party& party, bool with_contact = false) {
    x_.leaf("ram:Name", party.company.empty() ? party.name : party.company);
    if (with_contact && !party.email.empty()) {
      x_.element("ram:DefinedTradeContact", [&] { x_.element("ram:EmailURIUniversalCommunication", [&] { x_.leaf("ram:URIID", party.email); }); });
    }
    address(party.postal_code, party.street, party.street2, party.city, party.country, party.region);
  }

  void agreement() {
    const Seller& s = d_.seller;
    x_.element("ram:SellerTradeParty", [&] {               // BG-4
      x_.leaf("ram:Name", s.name);                         // BT-27
      x_.leaf_if("ram:Description", s.legal);              // BT-33
      if (!s.registration.empty()) x_.element("ram:SpecifiedLegalOrganization", [&] { x_.leaf("ram:ID", s.registration); });  // BT-30
      x_.element("ram:DefinedTradeContact", [&] {
        if (!s.phone.empty()) x_.element("ram:TelephoneUniversalCommunication", [&] { x_.leaf("ram:CompleteNumber", s.phone); });
        if (!s.email.empty()) x_.element("ram:EmailURIUniversalCommunication", [&] { x_.leaf("ram:URIID", s.email); });
      });
      address(s.postal_code, s.lines.front(), s.lines.size() > 1 ? s.lines[1] : "", s.city, s.country, s.region);
      x_.element("ram:SpecifiedTaxRegistration", [&] { x_.leaf("ram:ID", s.vat_id, {{"schemeID", "VA"}}); });  // BT-31
    });
    x_.element("ram:BuyerTradeParty", [&] { party(d_.buyer, true); });  // BG-7
    x_.element("ram:BuyerOrderReferencedDocument", [&] { x_.leaf("ram:IssuerAssignedID", d_.order_number); });  // BT-13
  }

  void settlement() {
    x_.leaf("ram:InvoiceCurrencyCode", currency_);  // BT-5
    x_.element("ram:SpecifiedTradeSettlementPaymentMeans", [&] { x_.leaf("ram:TypeCode", "68"); });  // BT-81, UNCL 4461: online payment service
    for (const auto& tax : d_.taxes) x_.element("ram:ApplicableTradeTax", [&] { tax_subtotal(tax); });  // BG-23
    if (d_.shipping) x_.element("ram:SpecifiedTradeAllowanceCharge", [&] { shipping(*d_.shipping); });  // BG-21
    x_.element("ram:SpecifiedTradeSettlementHeaderMonetarySummation", [&] { totals(); });  // BG-22
    if (d_.refers_to.empty()) return;
    x_.element("ram:InvoiceReferencedDocument", [&] {  // BG-3
      x_.leaf("ram:IssuerAssignedID", d_.refers_to);
      x_.element("ram:FormattedIssueDateTime", [&] { x_.leaf("qdt:DateTimeString", day_102(d_.refers_to_date), {{"format", "102"}}); });
    });
  }

  void tax_subtotal(const DocumentTax& tax) {
    const auto category = category_of(d_, tax.rate_percent);
    amount("ram:CalculatedAmount", tax.tax);  // BT-117
    x_.leaf("ram:TypeCode", "VAT");
    x_.leaf_if("ram:ExemptionReason", category.reason);
    amount("ram:BasisAmount", tax.net);  // BT-116
    x_.leaf("ram:CategoryCode", category.code);
    x_.leaf_if("ram:ExemptionReasonCode", category.reason_code);
    if (d_.paid_on != d_.issued_on) x_.element("ram:TaxPointDate", [&] { x_.leaf("udt:DateString", day_102(d_.paid_on), {{"format", "102"}}); });  // BT-7
    x_.leaf("ram:RateApplicablePercent", category.percent);
  }

  void shipping(const Charge& charge) {
    x_.element("ram:ChargeIndicator", [&] { x_.leaf("udt:Indicator", "true"); });
    amount("ram:ActualAmount", charge.net);  // BT-99
    x_.leaf("ram:ReasonCode", "FC");         // UNCL 7161: freight service
    x_.leaf("ram:Reason", charge.name.empty() ? "Delivery" : charge.name);
    x_.element("ram:CategoryTradeTax", [&] { category(charge.rate_percent); });
  }

  void totals() {
    Money lines{0, d_.total.currency};
    for (const auto& one : d_.lines) lines += one.net;
    amount("ram:LineTotalAmount", lines);                                        // BT-106
    if (d_.shipping) amount("ram:ChargeTotalAmount", d_.shipping->net);          // BT-108
    amount("ram:TaxBasisTotalAmount", d_.net);                                   // BT-109
    x_.leaf("ram:TaxTotalAmount", decimal(d_.tax), {{"currencyID", currency_}}); // BT-110
    amount("ram:GrandTotalAmount", d_.total);                                    // BT-112
    amount("ram:TotalPrepaidAmount", d_.total);                                  // BT-113
    amount("ram:DuePayableAmount", {0, d_.total.currency});                      // BT-115
  }

  const Document& d_;
  const bool credit_;
  const std::string currency_;
  Xml x_;
};

}  // namespace

std::string to_cii(const Document& document) { return CiiWriter(document).write(); }

}  // namespace atelier::order_management::documents
