#include "payment/gateways/sandbox/sandbox_settlement.h"

#include <gtest/gtest.h>

namespace atelier::payment {
namespace {

constexpr char kHeader[] = "line_id,created_utc,type,checkout_session,client_reference_id,currency,gross,fee,net\n";

TEST(SandboxSettlement, lines_in_our_words) {
  const auto lines = read_sandbox_settlement(std::string(kHeader) + "txn_1,2026-11-23 09:30:00,capture,cs_1,pay_1,EUR,1250.00,19.00,1231.00\n"
                                             "txn_2,2026-11-23 09:31:00,refund,cs_1,pay_1,JPY,-500,0,-500\n");
  ASSERT_TRUE(lines) << lines.error().detail;
  ASSERT_EQ(lines->size(), 2u);
  const auto& first = lines->front();
  EXPECT_EQ(first.provider, "sandbox");
  EXPECT_EQ(first.line_id, "txn_1");
  EXPECT_EQ(first.provider_reference, "cs_1");
  EXPECT_EQ(first.payment_id_text, "pay_1");
  EXPECT_EQ(first.gross.amount_minor, 125'000);
  EXPECT_EQ(first.fee.amount_minor, 1'900);
  EXPECT_EQ(to_rfc3339(first.at), "2026-11-23T09:30:00.000Z");
  EXPECT_EQ(lines->back().type, SettlementType::refund);
  EXPECT_EQ(lines->back().gross.amount_minor, -500);
}

TEST(SandboxSettlement, a_wrong_row_refuses_the_file_and_is_named) {
  const auto wrong = [](const std::string& row) { return read_sandbox_settlement(kHeader + row + "\n").error().detail; };
  EXPECT_EQ(wrong(",2026-11-23 09:30:00,capture,cs_1,pay_1,EUR,1,0,1").substr(0, 24), "line 2, column \"line_id\"");
  EXPECT_EQ(wrong("t,yesterday,capture,cs_1,pay_1,EUR,1,0,1").substr(0, 28), "line 2, column \"created_utc\"");
  EXPECT_EQ(wrong("t,2026-11-23 09:30:00,gift,cs_1,pay_1,EUR,1,0,1").substr(0, 21), "line 2, column \"type\"");
  EXPECT_EQ(wrong("t,2026-11-23 09:30:00,capture,cs_1,pay_1,EUR,1.234,0,1").substr(0, 22), "line 2, column \"gross\"");
  EXPECT_FALSE(read_sandbox_settlement("id,amount\n1,2\n"));
}

}  // namespace
}  // namespace atelier::payment
