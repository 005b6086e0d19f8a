// E-invoices held against EN 16931's own rules, in both syntaxes, and against each other.
#include "order_management/documents/e_invoice/e_invoice.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "order_management/documents/e_invoice/archive_pdf.h"
#include "order_management/documents/e_invoice/rules_for_tests.h"
#include "order_management/documents/testing.h"

namespace atelier::order_management::documents {
namespace {

using namespace testing;

void expect_valid(const Document& document) {
  En16931 ubl(to_ubl(document), ubl_binding());
  for (const auto& fault : ubl.faults()) ADD_FAILURE() << "UBL " << document.number << " " << fault;
  En16931 cii(to_cii(document), cii_binding());
  for (const auto& fault : cii.faults()) ADD_FAILURE() << "CII " << document.number << " " << fault;
}

TEST(EInvoice, random_baskets_keep_the_rules_in_both_syntaxes) {
  SeededRandom random(31);
  for (const auto* market : {"fr", "de", "it"}) {
    for (int i = 0; i < 150 && !::testing::Test::HasFailure(); ++i) {
      const auto invoice = document_of(random_order(random, market));
      expect_valid(invoice);
      auto note = credit_note_of(invoice, some_of(invoice, random));
      note.number = "MVFR-C-2026-000001";
      note.issued_on = "2026-11-30";
      if (!note.lines.empty()) expect_valid(note);
    }
  }
}

// A currency without minor units keeps them, too (a seller who invoices in yen).
TEST(EInvoice, yen_keep_the_rules) {
  SeededRandom random(32);
  for (int i = 0; i < 100 && !::testing::Test::HasFailure(); ++i) {
    auto document = document_of(random_order(random, "jp"));
    document.seller = *house().rules.sellers.find_market("fr");
    expect_valid(document);
  }
}

TEST(EInvoice, many_lines_stay_within_the_rounding_that_the_rules_allow) {
  SeededRandom random(33);
  std::vector<Piece> pieces;
  for (int i = 0; i < 100; ++i) pieces.push_back({"Piece", "", static_cast<int>(1 + random.below(3)), static_cast<std::int64_t>(100 + random.below(500'000))});
  const auto document = document_of(order_in("fr", pieces, 2'500, random));
  expect_valid(document);
  En16931 checked(to_ubl(document), ubl_binding());
  checked.faults();
  EXPECT_LT(checked.worst_rounding(), Decimal::kOne / 2) << "of a euro, for 100 lines";
}

TEST(EInvoice, an_export_says_why_it_is_not_taxed) {
  SeededRandom random(34);
  const auto document = document_of(order_in("fr", {{"Manteau", "38", 1, 329'000}}, 2'500, random, "AR"));
  expect_valid(document);
  EXPECT_TRUE(to_ubl(document).contains("VATEX-EU-G"));
  EXPECT_TRUE(to_cii(document).contains("<ram:CategoryCode>G</ram:CategoryCode>"));
}

TEST(EInvoice, names_in_every_script_and_markup_in_them_survive) {
  SeededRandom random(35);
  auto order = order_in("fr", {{"真丝 <&> \"coat\"\x01", "Ivory", 1, 329'000}}, 0, random);
  order.billing_address = address_in("JP");
  const auto ubl = to_ubl(document_of(order));
  const XmlFile file(ubl);
  ASSERT_TRUE(file.parsed()) << ubl;
  EXPECT_EQ(file.one("cac:InvoiceLine/cac:Item/cbc:Name"), "真丝 <&> \"coat\"");
  EXPECT_EQ(file.one("cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName"), "田中 花子");
}

// The checker sees what it is for: each planted mistake is named by its rule.
TEST(EInvoice, each_planted_mistake_is_found_by_its_rule) {
  SeededRandom random(36);
  const auto document = document_of(order_in("fr", {{"Manteau", "38", 2, 329'000}, {"Carré", "", 1, 24'900}}, 2'500, random));
  const auto good = to_ubl(document);
  struct Planted {
    const char* from;
    const char* to;
    const char* rule;
  };
  const Planted planted[] = {{"<cbc:ID>S</cbc:ID>", "<cbc:ID>Z</cbc:ID>", "BR-Z-"},
                             {"cbc:LineExtensionAmount currencyID=\"EUR\">5", "cbc:LineExtensionAmount currencyID=\"EUR\">6", "BR-CO-10"},
                             {"cbc:ChargeTotalAmount currencyID=\"EUR\">20", "cbc:ChargeTotalAmount currencyID=\"EUR\">21", "BR-CO-12"},
                             {"cbc:TaxInclusiveAmount currencyID=\"EUR\">6", "cbc:TaxInclusiveAmount currencyID=\"EUR\">7", "BR-CO-15"},
                             {"cbc:PayableAmount currencyID=\"EUR\">0.00", "cbc:PayableAmount currencyID=\"EUR\">1.00", "BR-CO-16"},
                             {"FR03924005119", "DE03924005119", "BR-CO-09"},
                             {"cbc:TaxAmount currencyID=\"EUR\">1", "cbc:TaxAmount currencyID=\"EUR\">2", "BR-CO-"},
                             {"<cbc:Name>Carré</cbc:Name>", "", "BR-25"},
                             {"<cbc:Percent>20</cbc:Percent>", "<cbc:Percent>19</cbc:Percent>", "BR-S-"},
                             {"<cbc:PaymentMeansCode>68</cbc:PaymentMeansCode>", "", "BR-49"}};
  for (const auto& mistake : planted) {
    auto wrong = good;
    const auto at = wrong.rfind(mistake.from);
    ASSERT_NE(at, std::string::npos) << mistake.from << "\n" << good;
    wrong.replace(at, std::string(mistake.from).size(), mistake.to);
    const auto faults = En16931(wrong, ubl_binding()).faults();
    EXPECT_TRUE(std::ranges::any_of(faults, [&](const auto& fault) { return fault.contains(mistake.rule); })) << mistake.rule << " " << (faults.empty() ? "" : faults.front());
  }
}

std::string run(const std::string& command) {
  std::string text;
  if (FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r")) {
    char buffer[4096];
    for (std::size_t got; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, got);
    pclose(pipe);
  }
  return text;
}

TEST(FacturX, the_pdf_carries_its_invoice_and_says_so) {
  SeededRandom random(37);
  const auto document = document_of(order_in("de", {{"Mantel", "38", 1, 329'000}, {"コート", "", 1, 24'900}}, 2'500, random));
  const auto cii = to_cii(document);
  const ArchiveOptions options{.title = "Rechnung " + document.number, .author = document.seller.name, .language = "de", .made_at = document.issued_at, .cii_xml = cii};
  const auto drawn = draw_document(document, words_in(house().rules.words, "de"));
  const auto pdf = to_archive_pdf(drawn, options);
  ASSERT_TRUE(pdf) << pdf.error().detail;
  EXPECT_EQ(*pdf, *to_archive_pdf(drawn, options)) << "the same input, the same bytes";
  for (const auto* piece : {"<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>", "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>", "/GTS_PDFA1", "/AFRelationship /Alternative",
                            "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>", "/AF ", "/Metadata ", "%PDF-1.7"}) {
    EXPECT_TRUE(pdf->contains(piece)) << piece;
  }
  EXPECT_FALSE(pdf->contains("/Encrypt"));
  const char* folder = std::getenv("ATELIER_SAMPLES");
  const std::string path = (folder != nullptr ? std::string(folder) + "/" : ::testing::TempDir()) + "factur-x.pdf";
  std::ofstream(path, std::ios::binary) << *pdf;
  if (run("command -v pdfdetach").empty()) GTEST_SKIP() << "pdfdetach (poppler-utils) is not installed";
  EXPECT_TRUE(run("pdfdetach -list " + path).contains("factur-x.xml"));
  const std::string attached = path + ".xml";
  run("pdfdetach -save 1 -o " + attached + " " + path);
  std::ifstream file(attached, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), cii);
  EXPECT_EQ(run("pdffonts " + path).find(" no  "), std::string::npos) << "every face is inside";
  const auto info = run("pdfinfo " + path);
  EXPECT_TRUE(info.contains("Rechnung " + document.number)) << info;
}

}  // namespace
}  // namespace atelier::order_management::documents
