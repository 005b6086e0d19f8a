// Sums: what stands on a document is what the order says, to the smallest unit, in every market.
#include "order_management/documents/document.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "order_management/documents/testing.h"

namespace atelier::order_management::documents {
namespace {

using namespace testing;

TEST(Document, sums_of_random_baskets_are_the_orders_in_every_market) {
  SeededRandom random(7);
  for (const auto& market : house().markets.all()) {
    for (int i = 0; i < 300; ++i) {
      const auto order = random_order(random, market.code);
      const auto document = document_of(order);
      for (const auto& fault : check_sums(document)) ADD_FAILURE() << market.code << ": " << fault;
      ASSERT_EQ(document.total, order.totals.total);
      ASSERT_EQ(document.tax, order.totals.tax_included);
      for (const auto& tax : order.totals.tax_lines) {
        const auto found = std::ranges::find(document.taxes, tax.rate_percent, &DocumentTax::rate_percent);
        ASSERT_NE(found, document.taxes.end());
        ASSERT_EQ(found->tax, tax.tax) << market.code;
        ASSERT_EQ(found->net, tax.net) << market.code;
        ASSERT_EQ(found->name, tax.name);
      }
    }
  }
}

TEST(Document, sums_of_credit_notes_are_the_refunds) {
  SeededRandom random(8);
  for (const auto& market : house().markets.all()) {
    for (int i = 0; i < 100; ++i) {
      const auto invoice = document_of(random_order(random, market.code));
      const auto refunded = some_of(invoice, random);
      const auto note = credit_note_of(invoice, refunded);
      for (const auto& fault : check_sums(note)) ADD_FAILURE() << market.code << ": " << fault;
      Money total = refunded.shipping;
      for (const auto& line : refunded.lines) total += line.amount;
      ASSERT_EQ(note.total, total);
      ASSERT_EQ(note.refers_to, invoice.number);
    }
  }
}

TEST(Document, japan_rounds_tax_once_per_rate) {
  SeededRandom random(9);
  for (int i = 0; i < 200; ++i) {
    const auto document = document_of(random_order(random, "jp"));
    ASSERT_EQ(document.taxes.size(), 1u);
    ASSERT_EQ(document.taxes[0].tax, markets::split_tax(document.total, 1000).tax);
  }
}

TEST(Document, india_splits_its_tax_within_a_state_and_not_across_its_border) {
  SeededRandom random(10);
  auto order = order_in("in", {{"Wool coat", "38", 1, 41'500'00}, {"Silk scarf", "", 3, 12'345'67}}, 1'500'00, random);
  auto document = document_of(order);  // to Delhi, from Maharashtra
  ASSERT_EQ(document.taxes[0].parts.size(), 1u);
  EXPECT_EQ(document.taxes[0].parts[0].name, "IGST");
  order.shipping_address.region = "maharashtra";
  document = document_of(order);
  ASSERT_EQ(document.taxes[0].parts.size(), 2u);
  EXPECT_EQ(document.taxes[0].parts[0].name, "CGST");
  EXPECT_EQ(document.taxes[0].parts[0].rate_percent, "9");
  EXPECT_EQ(document.taxes[0].parts[1].name, "SGST");
  EXPECT_EQ(document.taxes[0].parts[0].tax + document.taxes[0].parts[1].tax, document.tax);
}

TEST(Document, what_leaves_the_tax_area_is_not_taxed) {
  SeededRandom random(11);
  const auto document = document_of(order_in("fr", {{"Manteau", "38", 1, 329'000}}, 2'500, random, "AR"));
  ASSERT_EQ(document.taxes.size(), 1u);
  EXPECT_EQ(document.taxes[0].rate_percent, "0");
  EXPECT_EQ(document.taxes[0].name, "");
  EXPECT_EQ(document.tax.amount_minor, 0);
}

TEST(Document, a_wrong_sum_is_found) {
  SeededRandom random(12);
  auto document = document_of(order_in("fr", {{"Manteau", "38", 2, 329'000}}, 0, random));
  EXPECT_TRUE(check_sums(document).empty());
  document.lines[0].tax.amount_minor += 1;
  EXPECT_FALSE(check_sums(document).empty());
}

TEST(Sellers, every_market_has_one_and_a_wrong_file_says_where) {
  for (const auto& market : house().markets.all()) {
    const auto* seller = house().rules.sellers.find_market(market.code);
    ASSERT_NE(seller, nullptr) << market.code;
    EXPECT_FALSE(seller->tax_numbers.empty()) << market.code;
  }
  const auto missing = load_sellers("config/markets.toml", house().markets);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "sellers_invalid");
}

}  // namespace
}  // namespace atelier::order_management::documents
