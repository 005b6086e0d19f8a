// OASIS UBL 2.1. Elements stand in the order of its schema; the comments name EN 16931's terms.
#include "order_management/documents/e_invoice/e_invoice.h"
#include "order_management/documents/e_invoice/xml.h"

namespace atelier::order_management::documents {
namespace {

class UblWriter {
 public:
  explicit UblWriter(const Document& document) : d_(document), credit_(document.kind == Kind::credit_note), currency_(document.total.currency.code()) {}

  std::string write() {
    const std::string root = credit_ ? "CreditNote" : "Invoice";
    x_.element(root.c_str(), [&] { body(); },
               {{"xmlns", "urn:oasis:names:specification:ubl:schema:xsd:" + root + "-2"},
                {"xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
                {"xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}});
    return x_.finish();
  }

 private:
  void body() {
    head();
    x_.element("cac:AccountingSupplierParty", [&] { seller(); });   // BG-4
    x_.element("cac:AccountingCustomerParty", [&] { buyer(); });    // BG-7
    x_.element("cac:Delivery", [&] { delivery(); });                // BG-13
    x_.element("cac:PaymentMeans", [&] { x_.leaf("cbc:PaymentMeansCode", "68"); });  // BT-81, UNCL 4461: online payment service
    if (d_.shipping) shipping(*d_.shipping);                        // BG-21
    x_.element("cac:TaxTotal", [&] { taxes(); });
    x_.element("cac:LegalMonetaryTotal", [&] { totals(); });        // BG-22
    int id = 0;
    for (const auto& one : d_.lines) line(one, ++id);               // BG-25
  }

  void head() {
    x_.leaf("cbc:CustomizationID", "urn:cen.eu:en16931:2017");      // BT-24
    x_.leaf("cbc:ID", d_.number);                                   // BT-1
    x_.leaf("cbc:IssueDate", d_.issued_on);                         // BT-2
    const bool own_tax_point = d_.paid_on != d_.issued_on;
    if (credit_ && own_tax_point) x_.leaf("cbc:TaxPointDate", d_.paid_on);  // BT-7
    x_.leaf(credit_ ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode", credit_ ? "381" : "380");  // BT-3
    x_.leaf_if("cbc:Note", d_.reason);                              // BT-22
    x_.leaf_if("cbc:Note", d_.seller.notice);
    if (!credit_ && own_tax_point) x_.leaf("cbc:TaxPointDate", d_.paid_on);
    x_.leaf("cbc:DocumentCurrencyCode", currency_);                 // BT-5
    x_.element("cac:OrderReference", [&] { x_.leaf("cbc:ID", d_.order_number); });  // BT-13
    if (d_.refers_to.empty()) return;
    x_.element("cac:BillingReference", [&] {                        // BG-3
      x_.element("cac:InvoiceDocumentReference", [&] {
        x_.leaf("cbc:ID", d_.refers_to);
        x_.leaf("cbc:IssueDate", d_.refers_to_date);
      });
    });
  }

  void vat() {
    x_.element("cac:TaxScheme", [&] { x_.leaf("cbc:ID", "VAT"); });
  }
  void country(const std::string& code) {
    x_.element("cac:Country", [&] { x_.leaf("cbc:IdentificationCode", code); });
  }
  void address(const std::string& street, const std::string& more, const std::string& city, const std::string& code, const std::string& region, const std::string& land) {
    x_.leaf_if("cbc:StreetName", street);
    x_.leaf_if("cbc:AdditionalStreetName", more);
    x_.leaf_if("cbc:CityName", city);
    x_.leaf_if("cbc:PostalZone", code);
    x_.leaf_if("cbc:CountrySubentity", region);
    country(land);
  }
  void address(const Party& party) { address(party.street, party.street2, party.city, party.postal_code, party.region, party.country); }
  static std::string name_of(const Party& party) { return party.company.empty() ? party.name : party.company; }

  void seller() {
    const Seller& s = d_.seller;
    x_.element("cac:Party", [&] {
      x_.element("cac:PartyName", [&] { x_.leaf("cbc:Name", s.name); });  // BT-28
      x_.element("cac:PostalAddress", [&] { address(s.lines.front(), s.lines.size() > 1 ? s.lines[1] : "", s.city, s.postal_code, s.region, s.country); });
      x_.element("cac:PartyTaxScheme", [&] {
        x_.leaf("cbc:CompanyID", s.vat_id);  // BT-31
        vat();
      });
      x_.element("cac:PartyLegalEntity", [&] {
        x_.leaf("cbc:RegistrationName", s.name);        // BT-27
        x_.leaf_if("cbc:CompanyID", s.registration);    // BT-30
        x_.leaf_if("cbc:CompanyLegalForm", s.legal);    // BT-33
      });
      x_.element("cac:Contact", [&] {
        x_.leaf_if("cbc:Telephone", s.phone);
        x_.leaf_if("cbc:ElectronicMail", s.email);
      });
    });
  }

  void buyer() {
    x_.element("cac:Party", [&] {
      x_.element("cac:PostalAddress", [&] { address(d_.buyer); });
      x_.element("cac:PartyLegalEntity", [&] { x_.leaf("cbc:RegistrationName", name_of(d_.buyer)); });  // BT-44
      if (d_.buyer.email.empty()) return;
      x_.element("cac:Contact", [&] { x_.leaf("cbc:ElectronicMail", d_.buyer.email); });
    });
  }

  void delivery() {
    x_.element("cac:DeliveryLocation", [&] { x_.element("cac:Address", [&] { address(d_.receiver); }); });
    x_.element("cac:DeliveryParty", [&] { x_.element("cac:PartyName", [&] { x_.leaf("cbc:Name", name_of(d_.receiver)); }); });  // BT-70
  }

  void amount(const char* name, Money value) { x_.leaf(name, decimal(value), {{"currencyID", currency_}}); }

  void category(const char* name, const std::string& rate, bool with_reason) {
    const auto category = category_of(d_, rate);
    x_.element(name, [&] {
      x_.leaf("cbc:ID", category.code);
      x_.leaf("cbc:Percent", category.percent);
      if (with_reason) {
        x_.leaf_if("cbc:TaxExemptionReasonCode", category.reason_code);
        x_.leaf_if("cbc:TaxExemptionReason", category.reason);
      }
      vat();
    });
  }

  void shipping(const Charge& charge) {
    x_.element("cac:AllowanceCharge", [&] {
      x_.leaf("cbc:ChargeIndicator", "true");
      x_.leaf("cbc:AllowanceChargeReasonCode", "FC");  // UNCL 7161: freight service
      x_.leaf("cbc:AllowanceChargeReason", charge.name.empty() ? "Delivery" : charge.name);
      amount("cbc:Amount", charge.net);  // BT-99
      category("cac:TaxCategory", charge.rate_percent, false);
    });
  }

  void taxes() {
    amount("cbc:TaxAmount", d_.tax);  // BT-110
    for (const auto& tax : d_.taxes) {
      x_.element("cac:TaxSubtotal", [&] {  // BG-23
        amount("cbc:TaxableAmount", tax.net);
        amount("cbc:TaxAmount", tax.tax);
        category("cac:TaxCategory", tax.rate_percent, true);
      });
    }
  }

  void totals() {
    Money lines{0, d_.total.currency};
    for (const auto& one : d_.lines) lines += one.net;
    amount("cbc:LineExtensionAmount", lines);        // BT-106
    amount("cbc:TaxExclusiveAmount", d_.net);        // BT-109
    amount("cbc:TaxInclusiveAmount", d_.total);      // BT-112
    if (d_.shipping) amount("cbc:ChargeTotalAmount", d_.shipping->net);  // BT-108
    amount("cbc:PrepaidAmount", d_.total);           // BT-113: it is paid, or given back
    amount("cbc:PayableAmount", {0, d_.total.currency});  // BT-115
  }

  void line(const DocumentLine& one, int id) {
    x_.element(credit_ ? "cac:CreditNoteLine" : "cac:InvoiceLine", [&] {
      x_.leaf("cbc:ID", std::to_string(id));
      x_.leaf(credit_ ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", std::to_string(one.quantity), {{"unitCode", "H87"}});  // UN/ECE rec. 20: piece
      amount("cbc:LineExtensionAmount", one.net);  // BT-131
      x_.element("cac:Item", [&] {
        x_.leaf_if("cbc:Description", one.details);
        x_.leaf("cbc:Name", one.title);  // BT-153
        x_.element("cac:SellersItemIdentification", [&] { x_.leaf("cbc:ID", one.sku); });
        category("cac:ClassifiedTaxCategory", one.rate_percent, false);
      });
      x_.element("cac:Price", [&] { x_.leaf("cbc:PriceAmount", price_each(one.net, one.quantity), {{"currencyID", currency_}}); });  // BT-146
    });
  }

  const Document& d_;
  const bool credit_;
  const std::string currency_;
  Xml x_;
};

}  // namespace

std::string to_ubl(const Document& document) { return UblWriter(document).write(); }

}  // namespace atelier::order_management::documents
