#include "order_management/till/receipt/receipt.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace atelier::order_management::till {
namespace {

ReceiptText receipt() {
  return {.house = "Maison Verrane",
          .shop = {"銀座店", "東京都中央区銀座 5-2-1"},
          .title = "領収書 TYO-000042",
          .facts = {{"担当", "森 遥香"}, {"日時", "2026/11/23 18:30"}},
          .lines = {{"ダブルブレスト カシミヤコート", "キャメル 38 · MV-1001-CAM-38", "1 × ￥560,000", "￥560,000"},
                    {"Écharpe — 서울", "", "2 × ￥42,000", "￥84,000"}},
          .totals = {{"合計", "￥644,000"}},
          .taxes = {{"内消費税 10%", "￥58,545"}},
          .payments = {{"現金", "￥650,000"}, {"お釣り", "￥6,000"}},
          .footer = "ありがとうございました",
          .locale = "ja"};
}

// What a reader sees, through poppler; empty where it is not installed.
std::string text_of(const std::string& pdf) {
  const std::string path = testing::TempDir() + "receipt_test.pdf";
  std::ofstream(path, std::ios::binary) << pdf;
  std::string text;
  if (FILE* pipe = popen(("pdftotext -layout " + path + " - 2>/dev/null").c_str(), "r")) {
    char buffer[4096];
    for (std::size_t got; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, got);
    pclose(pipe);
  }
  return text;
}

TEST(Receipt, every_script_can_be_read_on_both_papers) {
  for (const auto paper : {Paper::a4, Paper::roll_80mm}) {
    const auto pdf = render_receipt(receipt(), paper);
    ASSERT_TRUE(pdf.starts_with("%PDF-"));
    const auto text = text_of(pdf);
    if (text.empty()) GTEST_SKIP() << "pdftotext (poppler-utils) is not installed";
    for (const auto* piece : {"キャメル", "서울", "Écharpe", "644,000", "森"}) {
      EXPECT_NE(text.find(piece), std::string::npos) << piece << "\n" << text;
    }
  }
}

TEST(Receipt, the_roll_is_as_long_as_the_receipt) {
  auto longer = receipt();
  for (int i = 0; i < 30; ++i) longer.lines.push_back(longer.lines[0]);
  EXPECT_GT(render_receipt(longer, Paper::roll_80mm).size(), render_receipt(receipt(), Paper::roll_80mm).size());
}

}  // namespace
}  // namespace atelier::order_management::till
