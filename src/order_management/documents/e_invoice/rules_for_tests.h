// For tests: the business rules of EN 16931-1 that can be checked, over either syntax, by code that shares nothing with what writes it: XPath
// over the parsed XML, decimals of its own. Each fault begins with its rule's name, "BR-CO-15: …".
#pragma once

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace atelier::order_management::documents::testing {

// A decimal number as a whole number of millionths.
struct Decimal {
  static constexpr __int128 kOne = 1'000'000;
  __int128 millionths = 0;
  int decimals = 0;  // as written
  static Decimal of(const std::string& text) {
    Decimal d;
    const bool negative = text.starts_with('-');
    bool behind = false;
    __int128 unit = kOne;
    for (const char c : text) {
      if (c == '.') behind = true;
      if (c < '0' || c > '9') continue;
      if (behind) {
        unit /= 10;
        ++d.decimals;
        d.millionths += (c - '0') * unit;
      } else {
        d.millionths = d.millionths * 10 + (c - '0') * kOne;
      }
    }
    if (negative) d.millionths = -d.millionths;
    return d;
  }
  friend Decimal operator+(Decimal a, Decimal b) { return {a.millionths + b.millionths, 0}; }
  friend Decimal operator-(Decimal a, Decimal b) { return {a.millionths - b.millionths, 0}; }
  friend bool operator==(Decimal a, Decimal b) { return a.millionths == b.millionths; }
  friend auto operator<=>(Decimal a, Decimal b) { return a.millionths <=> b.millionths; }
};

class XmlFile {
 public:
  explicit XmlFile(const std::string& text) : doc_(xmlReadMemory(text.data(), static_cast<int>(text.size()), "e-invoice", nullptr, XML_PARSE_NONET), xmlFreeDoc) {
    if (!doc_) return;
    context_.reset(xmlXPathNewContext(doc_.get()), xmlXPathFreeContext);
    static const std::map<std::string, std::string> kNames = {
        {"ubl", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"},
        {"cn", "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"},
        {"cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
        {"cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"},
        {"rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"},
        {"ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"},
        {"qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"},
        {"udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"}};
    for (const auto& [prefix, uri] : kNames) xmlXPathRegisterNs(context_.get(), x(prefix), x(uri));
  }
  bool parsed() const { return doc_ != nullptr; }

  std::vector<xmlNodePtr> nodes(const std::string& path, xmlNodePtr from = nullptr) const {
    context_->node = from != nullptr ? from : xmlDocGetRootElement(doc_.get());
    const std::unique_ptr<xmlXPathObject, void (*)(xmlXPathObjectPtr)> found(xmlXPathEvalExpression(x(path), context_.get()), xmlXPathFreeObject);
    std::vector<xmlNodePtr> list;
    if (found && found->nodesetval != nullptr) list.assign(found->nodesetval->nodeTab, found->nodesetval->nodeTab + found->nodesetval->nodeNr);
    return list;
  }
  std::vector<std::string> all(const std::string& path, xmlNodePtr from = nullptr) const {
    std::vector<std::string> texts;
    for (auto* node : nodes(path, from)) {
      const std::unique_ptr<xmlChar, void (*)(void*)> text(xmlNodeGetContent(node), [](void* p) { xmlFree(p); });
      texts.emplace_back(reinterpret_cast<const char*>(text.get()));
    }
    return texts;
  }
  std::string one(const std::string& path, xmlNodePtr from = nullptr) const {
    const auto texts = all(path, from);
    return texts.empty() ? "" : texts.front();
  }

 private:
  static const xmlChar* x(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }
  std::shared_ptr<xmlDoc> doc_;
  std::shared_ptr<xmlXPathContext> context_;
};

// Where the business terms stand in a syntax.
struct Binding {
  std::map<std::string, std::string> at;      // "BT-1" → path from the root
  std::string lines, charges, breakdowns;     // paths of groups
  std::map<std::string, std::string> in_line, in_charge, in_breakdown;
};
inline const Binding& ubl_binding() {
  static const std::string kSeller = "cac:AccountingSupplierParty/cac:Party/";
  static const std::string kBuyer = "cac:AccountingCustomerParty/cac:Party/";
  static const std::string kSum = "cac:LegalMonetaryTotal/cbc:";
  static const Binding binding{
      .at = {{"BT-1", "cbc:ID"}, {"BT-2", "cbc:IssueDate"}, {"BT-3", "cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode"}, {"BT-5", "cbc:DocumentCurrencyCode"},
             {"BT-7", "cbc:TaxPointDate"}, {"BT-24", "cbc:CustomizationID"}, {"BT-25", "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"},
             {"BT-27", kSeller + "cac:PartyLegalEntity/cbc:RegistrationName"}, {"BT-30", kSeller + "cac:PartyLegalEntity/cbc:CompanyID"},
             {"BT-31", kSeller + "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID"}, {"BT-40", kSeller + "cac:PostalAddress/cac:Country/cbc:IdentificationCode"},
             {"BT-44", kBuyer + "cac:PartyLegalEntity/cbc:RegistrationName"}, {"BT-55", kBuyer + "cac:PostalAddress/cac:Country/cbc:IdentificationCode"},
             {"BT-80", "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode"}, {"BT-81", "cac:PaymentMeans/cbc:PaymentMeansCode"},
             {"BT-106", kSum + "LineExtensionAmount"}, {"BT-107", kSum + "AllowanceTotalAmount"}, {"BT-108", kSum + "ChargeTotalAmount"}, {"BT-109", kSum + "TaxExclusiveAmount"},
             {"BT-110", "cac:TaxTotal/cbc:TaxAmount"}, {"BT-112", kSum + "TaxInclusiveAmount"}, {"BT-113", kSum + "PrepaidAmount"},
             {"BT-114", kSum + "PayableRoundingAmount"}, {"BT-115", kSum + "PayableAmount"}},
      .lines = "cac:InvoiceLine|cac:CreditNoteLine",
      .charges = "cac:AllowanceCharge[cbc:ChargeIndicator='true']",
      .breakdowns = "cac:TaxTotal/cac:TaxSubtotal",
      .in_line = {{"BT-126", "cbc:ID"}, {"BT-129", "cbc:InvoicedQuantity|cbc:CreditedQuantity"}, {"BT-130", "cbc:InvoicedQuantity/@unitCode|cbc:CreditedQuantity/@unitCode"},
                  {"BT-131", "cbc:LineExtensionAmount"}, {"BT-146", "cac:Price/cbc:PriceAmount"}, {"BT-151", "cac:Item/cac:ClassifiedTaxCategory/cbc:ID"},
                  {"BT-152", "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent"}, {"BT-153", "cac:Item/cbc:Name"}},
      .in_charge = {{"BT-99", "cbc:Amount"}, {"BT-102", "cac:TaxCategory/cbc:ID"}, {"BT-103", "cac:TaxCategory/cbc:Percent"}, {"BT-104", "cbc:AllowanceChargeReason"}, {"BT-105", "cbc:AllowanceChargeReasonCode"}},
      .in_breakdown = {{"BT-116", "cbc:TaxableAmount"}, {"BT-117", "cbc:TaxAmount"}, {"BT-118", "cac:TaxCategory/cbc:ID"}, {"BT-119", "cac:TaxCategory/cbc:Percent"},
                       {"BT-120", "cac:TaxCategory/cbc:TaxExemptionReason"}, {"BT-121", "cac:TaxCategory/cbc:TaxExemptionReasonCode"}}};
  return binding;
}
inline const Binding& cii_binding() {
  static const std::string kTrade = "rsm:SupplyChainTradeTransaction/";
  static const std::string kAgreement = kTrade + "ram:ApplicableHeaderTradeAgreement/";
  static const std::string kSettlement = kTrade + "ram:ApplicableHeaderTradeSettlement/";
  static const std::string kSum = kSettlement + "ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:";
  static const Binding binding{
      .at = {{"BT-1", "rsm:ExchangedDocument/ram:ID"}, {"BT-2", "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString[@format='102']"}, {"BT-3", "rsm:ExchangedDocument/ram:TypeCode"},
             {"BT-5", kSettlement + "ram:InvoiceCurrencyCode"}, {"BT-24", "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"},
             {"BT-7", kSettlement + "ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString"}, {"BT-25", kSettlement + "ram:InvoiceReferencedDocument/ram:IssuerAssignedID"},
             {"BT-27", kAgreement + "ram:SellerTradeParty/ram:Name"}, {"BT-30", kAgreement + "ram:SellerTradeParty/ram:SpecifiedLegalOrganization/ram:ID"},
             {"BT-31", kAgreement + "ram:SellerTradeParty/ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']"}, {"BT-40", kAgreement + "ram:SellerTradeParty/ram:PostalTradeAddress/ram:CountryID"},
             {"BT-44", kAgreement + "ram:BuyerTradeParty/ram:Name"}, {"BT-55", kAgreement + "ram:BuyerTradeParty/ram:PostalTradeAddress/ram:CountryID"},
             {"BT-80", kTrade + "ram:ApplicableHeaderTradeDelivery/ram:ShipToTradeParty/ram:PostalTradeAddress/ram:CountryID"}, {"BT-81", kSettlement + "ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode"},
             {"BT-106", kSum + "LineTotalAmount"}, {"BT-107", kSum + "AllowanceTotalAmount"}, {"BT-108", kSum + "ChargeTotalAmount"}, {"BT-109", kSum + "TaxBasisTotalAmount"},
             {"BT-110", kSum + "TaxTotalAmount"}, {"BT-112", kSum + "GrandTotalAmount"}, {"BT-113", kSum + "TotalPrepaidAmount"}, {"BT-114", kSum + "RoundingAmount"}, {"BT-115", kSum + "DuePayableAmount"}},
      .lines = kTrade + "ram:IncludedSupplyChainTradeLineItem",
      .charges = kSettlement + "ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/udt:Indicator='true']",
      .breakdowns = kSettlement + "ram:ApplicableTradeTax",
      .in_line = {{"BT-126", "ram:AssociatedDocumentLineDocument/ram:LineID"}, {"BT-129", "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity"},
                  {"BT-130", "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity/@unitCode"}, {"BT-131", "ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"},
                  {"BT-146", "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount"}, {"BT-151", "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode"},
                  {"BT-152", "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:RateApplicablePercent"}, {"BT-153", "ram:SpecifiedTradeProduct/ram:Name"}},
      .in_charge = {{"BT-99", "ram:ActualAmount"}, {"BT-102", "ram:CategoryTradeTax/ram:CategoryCode"}, {"BT-103", "ram:CategoryTradeTax/ram:RateApplicablePercent"}, {"BT-104", "ram:Reason"}, {"BT-105", "ram:ReasonCode"}},
      .in_breakdown = {{"BT-116", "ram:BasisAmount"}, {"BT-117", "ram:CalculatedAmount"}, {"BT-118", "ram:CategoryCode"}, {"BT-119", "ram:RateApplicablePercent"}, {"BT-120", "ram:ExemptionReason"}, {"BT-121", "ram:ExemptionReasonCode"}}};
  return binding;
}

class En16931 {
 public:
  En16931(const std::string& xml, const Binding& binding) : file_(xml), b_(binding) {}

  std::vector<std::string> faults() {
    if (!file_.parsed()) return {"XML: it cannot be parsed"};
    header();
    for (auto* line : file_.nodes(b_.lines)) check_line(line);
    for (auto* charge : file_.nodes(b_.charges)) check_charge(charge);
    totals();
    for (auto* breakdown : file_.nodes(b_.breakdowns)) check_breakdown(breakdown);
    categories();
    return faults_;
  }
  // How far the worst category's tax is from rate × base, in millionths of the currency's unit.
  __int128 worst_rounding() const { return worst_rounding_; }

 private:
  void expect(bool holds, const std::string& what) {
    if (!holds) faults_.push_back(what);
  }
  std::string bt(const std::string& term) const { return file_.one(b_.at.at(term)); }
  Decimal amount(const std::string& term) const { return Decimal::of(bt(term)); }
  std::string in(const std::map<std::string, std::string>& group, const std::string& term, xmlNodePtr node) const { return file_.one(group.at(term), node); }

  void header() {
    static const std::pair<const char*, const char*> kNeeded[] = {{"BR-01", "BT-24"}, {"BR-02", "BT-1"}, {"BR-03", "BT-2"}, {"BR-04", "BT-3"}, {"BR-05", "BT-5"}, {"BR-06", "BT-27"}, {"BR-07", "BT-44"},
                                                                  {"BR-09", "BT-40"}, {"BR-11", "BT-55"}, {"BR-12", "BT-106"}, {"BR-13", "BT-109"}, {"BR-14", "BT-112"}, {"BR-15", "BT-115"}, {"BR-49", "BT-81"}, {"BR-57", "BT-80"}};
    for (const auto& [rule, term] : kNeeded) expect(!bt(term).empty(), std::string(rule) + ": " + term + " is missing");
    expect(!file_.nodes(b_.lines).empty(), "BR-16: there is no line");
    const auto type = bt("BT-3");
    expect(type == "380" || type == "381", "BR-CL-01: type " + type);
    if (type == "381") expect(!bt("BT-25").empty(), "BR-55: a credit note without its invoice");
    expect(bt("BT-5").size() == 3, "BR-CL-04: currency " + bt("BT-5"));
    const auto vat = bt("BT-31");
    expect(vat.size() > 2 && vat.substr(0, 2) == bt("BT-40"), "BR-CO-09: VAT identifier " + vat);
    expect(!bt("BT-30").empty() || !vat.empty(), "BR-CO-26: the seller cannot be identified");
  }

  void check_line(xmlNodePtr node) {
    const auto get = [&](const char* term) { return in(b_.in_line, term, node); };
    const auto id = get("BT-126");
    static const std::pair<const char*, const char*> kNeeded[] = {{"BR-21", "BT-126"}, {"BR-22", "BT-129"}, {"BR-23", "BT-130"}, {"BR-24", "BT-131"}, {"BR-25", "BT-153"}, {"BR-26", "BT-146"}, {"BR-CO-04", "BT-151"}};
    for (const auto& [rule, term] : kNeeded) expect(!get(term).empty(), std::string(rule) + ": line " + id + " has no " + term);
    const auto price = Decimal::of(get("BT-146"));
    expect(price.millionths >= 0, "BR-27: a negative price in line " + id);
    const auto net = Decimal::of(get("BT-131"));
    expect(net.decimals <= 2, "BR-DEC-23: line " + id);
    // Not a rule of the core, but what a reader recomputes: within a hundredth a piece's price times its count is the line.
    const auto recomputed = price.millionths * static_cast<__int128>(Decimal::of(get("BT-129")).millionths / Decimal::kOne);
    const auto off = recomputed > net.millionths ? recomputed - net.millionths : net.millionths - recomputed;
    expect(off <= 10'000, "line " + id + ": price × quantity is not its amount");
    lines_ = lines_ + net;
    add(get("BT-151"), get("BT-152"), net);
  }

  void check_charge(xmlNodePtr node) {
    const auto get = [&](const char* term) { return in(b_.in_charge, term, node); };
    expect(!get("BT-99").empty(), "BR-36: a charge without amount");
    expect(!get("BT-102").empty(), "BR-37: a charge without category");
    expect(!get("BT-104").empty() || !get("BT-105").empty(), "BR-38, BR-CO-24: a charge without reason");
    const auto net = Decimal::of(get("BT-99"));
    expect(net.decimals <= 2, "BR-DEC-05: charge");
    charges_ = charges_ + net;
    add(get("BT-102"), get("BT-103"), net);
  }

  void totals() {
    for (const auto* term : {"BT-106", "BT-107", "BT-108", "BT-109", "BT-110", "BT-112", "BT-113", "BT-114", "BT-115"}) {
      expect(amount(term).decimals <= 2, std::string("BR-DEC: ") + term + " has more than two decimals");
    }
    expect(amount("BT-106") == lines_, "BR-CO-10: BT-106 is not the sum of lines");
    expect(amount("BT-107") == Decimal{}, "BR-CO-11: there are no allowances");
    expect(amount("BT-108") == charges_, "BR-CO-12: BT-108 is not the sum of charges");
    expect(amount("BT-109") == amount("BT-106") - amount("BT-107") + amount("BT-108"), "BR-CO-13: BT-109");
    Decimal taxes;
    for (const auto& tax : file_.all(b_.breakdowns + "/" + b_.in_breakdown.at("BT-117"))) taxes = taxes + Decimal::of(tax);
    expect(amount("BT-110") == taxes, "BR-CO-14: BT-110 is not the sum of the breakdown");
    expect(amount("BT-112") == amount("BT-109") + amount("BT-110"), "BR-CO-15: BT-112");
    expect(amount("BT-115") == amount("BT-112") - amount("BT-113") + amount("BT-114"), "BR-CO-16: BT-115");
    expect(amount("BT-115").millionths <= 0, "BR-CO-25: something is due, without a day or terms");
  }

  void check_breakdown(xmlNodePtr node) {
    const auto get = [&](const char* term) { return in(b_.in_breakdown, term, node); };
    const auto category = get("BT-118");
    expect(!get("BT-116").empty(), "BR-45: a breakdown without base");
    expect(!get("BT-117").empty(), "BR-46: a breakdown without tax");
    expect(!category.empty(), "BR-47: a breakdown without category");
    expect(!get("BT-119").empty() || category == "O", "BR-48: a breakdown without rate");
    const auto base = Decimal::of(get("BT-116"));
    const auto tax = Decimal::of(get("BT-117"));
    const auto rate = Decimal::of(get("BT-119"));
    // As published: the difference to rate × base, rounded to two decimals, is less than one unit.
    const auto exact = base.millionths * rate.millionths / Decimal::kOne / 100;
    const auto off = exact > tax.millionths ? exact - tax.millionths : tax.millionths - exact;
    worst_rounding_ = std::max(worst_rounding_, off);
    expect(off < Decimal::kOne, "BR-CO-17: tax of " + get("BT-119") + " % is too far from rate × base");
    const auto key = std::pair(category, rate.millionths);
    expect(bases_.contains(key), "BR-" + category + "-01: a breakdown that no line or charge has");
    if (bases_.contains(key)) expect(bases_[key] == base, "BR-" + category + "-08: base of " + get("BT-119") + " % is not the sum of its lines and charges");
    expect(broken_down_.insert(key).second, "BR-" + category + "-01: a rate twice");
    const bool has_reason = !get("BT-120").empty() || !get("BT-121").empty();
    if (category == "S") {
      expect(rate.millionths > 0, "BR-S-05: a standard rate of 0");
      expect(!has_reason, "BR-S-10: a standard rate with a reason for exemption");
    } else {
      expect(rate.millionths == 0, "BR-" + category + "-05: a rate that is not 0");
      expect(tax == Decimal{}, "BR-" + category + "-09: tax without a rate");
      expect(category == "Z" ? !has_reason : has_reason, "BR-" + category + "-10: reason for exemption");
    }
  }

  void categories() {
    for (const auto& [key, base] : bases_) expect(broken_down_.contains(key), "BR-CO-18, BR-" + key.first + "-01: no breakdown of " + key.first);
    if (!bases_.empty()) expect(!bt("BT-31").empty(), "BR-S-02, BR-G-02: no VAT identifier");
  }

  void add(const std::string& category, const std::string& rate, Decimal net) {
    auto& base = bases_[std::pair(category, Decimal::of(rate).millionths)];
    base = base + net;
  }

  XmlFile file_;
  const Binding& b_;
  std::vector<std::string> faults_;
  Decimal lines_, charges_;
  std::map<std::pair<std::string, __int128>, Decimal> bases_;
  std::set<std::pair<std::string, __int128>> broken_down_;
  __int128 worst_rounding_ = 0;
};

}  // namespace atelier::order_management::documents::testing
