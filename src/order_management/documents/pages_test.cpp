// Documents as people see them: read back through poppler. ATELIER_SAMPLES names a folder to keep the files in, to be looked at.
#include "order_management/documents/pages.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "order_management/documents/testing.h"

namespace atelier::order_management::documents {
namespace {

using namespace testing;

std::string keep(const std::string& name, const std::string& pdf) {
  const char* folder = std::getenv("ATELIER_SAMPLES");
  const std::string path = (folder != nullptr ? std::string(folder) + "/" : ::testing::TempDir()) + name + ".pdf";
  std::ofstream(path, std::ios::binary) << pdf;
  return path;
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
bool has_poppler() { return run("pdftotext -v; command -v pdftotext").contains("pdftotext"); }

const Words& words(const std::string& locale) { return words_in(house().rules.words, locale); }

std::vector<Piece> wardrobe() {
  return {{"Double-breasted coat in camel wool", "Camel · 38", 1, 329'000}, {"ダブルブレスト カシミヤコート", "キャメル · 38", 1, 249'000}, {"실크 스카프", "아이보리", 2, 24'900}, {"真丝衬衫", "象牙白 · M", 1, 68'000}};
}

TEST(Pages, every_script_can_be_read_on_one_page) {
  if (!has_poppler()) GTEST_SKIP() << "pdftotext (poppler-utils) is not installed";
  SeededRandom random(3);
  auto order = order_in("fr", wardrobe(), 2'500, random);
  order.shipping_address = address_in("JP");
  const auto path = keep("invoice-fr", draw_document(document_of(order), words("fr")));
  const auto text = run("pdftotext -layout " + path + " -");
  for (const auto* piece : {"Facture", "MVFR-2026-000042", "23 novembre 2026", "Claire Martin", "田中 花子", "東京都中央区", "カシミヤコート", "실크 스카프", "真丝衬衫", "FR03924005119", "TVA"}) {
    EXPECT_NE(text.find(piece), std::string::npos) << piece << "\n" << text;
  }
  // Every face is inside the file: it looks the same everywhere, as PDF/A asks.
  const auto fonts = run("pdffonts " + path);
  EXPECT_EQ(fonts.find(" no  "), std::string::npos) << fonts;
}

TEST(Pages, each_market_says_what_its_law_wants) {
  if (!has_poppler()) GTEST_SKIP() << "pdftotext (poppler-utils) is not installed";
  SeededRandom random(4);
  const std::map<std::string, std::vector<std::string>> expected = {
      {"de", {"Rechnung", "MwSt", "19"}},
      {"it", {"Fattura", "IVA", "22"}},
      {"gb", {"Invoice", "GB 924 0051 88", "VAT"}},
      {"ch", {"Rechnung", "CHE-192.400.514 MWST", "8,1"}},
      {"no", {"924 005 119 MVA"}},
      {"jp", {"請求書", "登録番号 T9240051150192", "消費税", "10%", "対象額"}},
      {"kr", {"청구서", "192-40-05115", "공급가액"}},
      {"cn", {"销售单", "本单据不是发票"}},
      {"hk", {"Not taxed"}},
      {"sg", {"Tax Invoice", "GST Reg. No. 201924005K", "Excl. tax"}},
      {"th", {"Tax Invoice", "ใบกำกับภาษี", "0105562400511"}},
      {"in", {"Tax Invoice", "IGST", "27AAFCM1924Q1ZR"}}};
  for (const auto& [market, pieces] : expected) {
    const auto order = order_in(market, {{"Manteau", "38", 1, 329'000}, {"Ceinture", "", 3, 32'950}}, 2'500, random);
    const auto path = keep("invoice-" + market, draw_document(document_of(order), words(order.locale)));
    const auto text = run("pdftotext -layout " + path + " -");
    for (const auto& piece : pieces) EXPECT_NE(text.find(piece), std::string::npos) << market << ": " << piece << "\n" << text;
  }
}

TEST(Pages, a_hundred_lines_take_pages_that_each_have_a_head_a_foot_and_a_number) {
  if (!has_poppler()) GTEST_SKIP() << "pdftotext (poppler-utils) is not installed";
  SeededRandom random(5);
  std::vector<Piece> pieces;
  for (int i = 0; i < 100; ++i) pieces.push_back({"Piece number " + std::to_string(i + 1), "Ivory · 38", 1 + i % 3, 12'300 + i * 17});
  const auto document = document_of(order_in("gb", pieces, 1'500, random));
  const auto path = keep("invoice-100-lines", draw_document(document, words("en")));
  const auto info = run("pdfinfo " + path);
  const int count = std::atoi(info.substr(info.find("Pages:") + 6).c_str());
  ASSERT_GE(count, 4);
  ASSERT_LE(count, 8);
  std::string all;
  for (int page = 1; page <= count; ++page) {
    const auto n = std::to_string(page);
    const auto text = run("pdftotext -layout -f " + n + " -l " + n + " " + path + " -");
    const bool numbered = text.contains(n + " / " + std::to_string(count)) || text.contains(n + "/" + std::to_string(count));
    EXPECT_TRUE(numbered) << "page " << n << "\n" << text;
    EXPECT_NE(text.find("Maison Verrane"), std::string::npos) << "page " << n;
    EXPECT_NE(text.find("GB 924 0051 88"), std::string::npos) << "page " << n;
    all += text;
  }
  for (int i = 0; i < 100; ++i) EXPECT_NE(all.find("Piece number " + std::to_string(i + 1)), std::string::npos) << i;
}

TEST(Pages, a_credit_note_names_its_invoice_and_the_packing_slip_no_price) {
  if (!has_poppler()) GTEST_SKIP() << "pdftotext (poppler-utils) is not installed";
  SeededRandom random(6);
  auto order = order_in("de", {{"Doppelreihiger Mantel", "Camel · 38", 2, 329'000}, {"Seidentuch", "", 1, 24'900}}, 2'500, random);
  order.note = "Bitte als Geschenk verpacken.";
  const auto invoice = document_of(order);
  auto note = credit_note_of(invoice, {.id = "ref_1", .lines = {{"MV-1001", 1, {329'000, invoice.total.currency}, {52'529, invoice.total.currency}}}, .shipping = {0, invoice.total.currency}, .shipping_tax = {0, invoice.total.currency}, .reason = "Zu groß", .at = kNow});
  note.number = "MVFR-C-2026-000007";
  note.issued_on = "2026-11-30";
  const auto text = run("pdftotext -layout " + keep("credit-note-de", draw_document(note, words("de"))) + " -");
  for (const auto* piece : {"Rechnungskorrektur", "MVFR-2026-000042", "Zu groß", "3.290,00"}) EXPECT_NE(text.find(piece), std::string::npos) << piece << "\n" << text;
  const auto slip = packing_slip_of(order, invoice.seller, house().addresses);
  const auto packed = run("pdftotext -layout " + keep("packing-slip-de", draw_packing_slip(slip, words("de"))) + " -");
  for (const auto* piece : {"Lieferschein", "Doppelreihiger Mantel", "Geschenk", "2,7", "MV-1002"}) EXPECT_NE(packed.find(piece), std::string::npos) << piece << "\n" << packed;
  EXPECT_EQ(packed.find("3.290"), std::string::npos);
  EXPECT_EQ(packed.find("249,00"), std::string::npos);
}

TEST(Pages, the_same_document_is_the_same_bytes) {
  SeededRandom random(7);
  const auto document = document_of(order_in("jp", {{"コート", "", 1, 560'000}}, 0, random));
  EXPECT_EQ(draw_document(document, words("ja")), draw_document(document, words("ja")));
}

}  // namespace
}  // namespace atelier::order_management::documents
