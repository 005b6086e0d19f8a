// Documents as routes and consumers use them: issued once, files made once, credit notes for refunds that were paid back.
#include "order_management/documents/documents.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "order_management/documents/check_documents.h"
#include "order_management/documents/testing.h"
#include "storage/memory/memory_store.h"

namespace atelier::order_management::documents {
namespace {

using namespace testing;

// Blobs that count what is put.
class CountingBlobs final : public storage::Blobs {
 public:
  Task<Result<void>> put(std::string name, std::string bytes, bool) override {
    ++puts;
    kept[name] = std::move(bytes);
    co_return Result<void>{};
  }
  Task<Result<std::optional<std::string>>> get(std::string name) override {
    co_return kept.contains(name) ? std::optional(kept[name]) : std::nullopt;
  }
  Task<Result<bool>> has(std::string name) override { co_return kept.contains(name); }
  std::map<std::string, std::string> kept;
  int puts = 0;
};

struct DocumentsTest : ::testing::Test {
  ManualClock clock{kNow};
  SeededRandom random{5};
  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random, Region::europe};
  CountingBlobs blobs;
  Documents documents{context, blobs, house().rules, house().addresses};
  Order order = order_in("fr", {{"Manteau", "38", 2, 329'000}, {"Carré", "", 1, 24'900}}, 2'500, random);

  void put() { run_until_done(store->commit(storage::Commit{}.add(storage::Put{.key = order_key(order.id), .body = json::write(order)}))); }
  OrderRefund refund(RefundState state) {
    const Money nothing{0, order.totals.total.currency};
    const auto& line = order.lines[1];
    return {.id = RefundId::make(Region::europe, kNow, random), .lines = {{line.sku, 1, line.total, line.tax}}, .shipping = nothing, .shipping_tax = nothing,
            .total = line.total, .tax = line.tax, .reason = "returned", .state = state, .at = kNow};
  }
};

TEST_F(DocumentsTest, a_paid_order_has_one_invoice_whose_file_is_made_once) {
  put();
  const auto first = run_until_done(documents.invoice(order.id));
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_EQ(first->total, order.totals.total);
  EXPECT_EQ(run_until_done(documents.invoice(order.id)).value().number, first->number);
  const auto pdf = run_until_done(documents.file(*first, Format::pdf));
  ASSERT_TRUE(pdf);
  EXPECT_TRUE(pdf->starts_with("%PDF-1.7"));
  EXPECT_TRUE(pdf->contains("factur-x.xml"));
  EXPECT_EQ(*run_until_done(documents.file(*first, Format::pdf)), *pdf);
  EXPECT_EQ(blobs.puts, 1);
  EXPECT_TRUE(run_until_done(documents.file(*first, Format::ubl)).value().contains("urn:cen.eu:en16931:2017"));
  blobs.kept.clear();  // a backup without blobs: the same bytes are made from the same record
  EXPECT_EQ(*run_until_done(documents.file(*first, Format::pdf)), *pdf);
  EXPECT_EQ(run_until_done(documents.list(order.id)).value().size(), 1u);
}

TEST_F(DocumentsTest, an_order_that_is_not_paid_has_none) {
  order.state = OrderState::placed;
  order.history.resize(1);
  put();
  const auto invoice = run_until_done(documents.invoice(order.id));
  ASSERT_FALSE(invoice);
  EXPECT_EQ(invoice.error().code, "document_not_found");
  EXPECT_TRUE(run_until_done(documents.packing_slip(order.id)).value().starts_with("%PDF"));
}

TEST_F(DocumentsTest, a_refund_that_was_paid_back_has_one_credit_note_and_another_none) {
  order.refunds = {refund(RefundState::refunded), refund(RefundState::requested)};
  put();
  const auto note = run_until_done(documents.credit_note(order.id, order.refunds[0].id));
  ASSERT_TRUE(note) << note.error().detail;
  EXPECT_EQ(note->number, "MVFR-C-2026-000001");
  EXPECT_EQ(note->refers_to, "MVFR-2026-000001");
  EXPECT_EQ(note->total, order.refunds[0].total);
  EXPECT_EQ(note->tax, order.refunds[0].tax);
  EXPECT_EQ(note->reason, "") << "a code is not for the customer";
  EXPECT_EQ(run_until_done(documents.credit_note(order.id, order.refunds[0].id)).value().number, note->number);
  EXPECT_FALSE(run_until_done(documents.credit_note(order.id, order.refunds[1].id)));
  const auto checked = run_until_done(check_documents(*store)).value();
  EXPECT_EQ(checked.documents, 2u);
  EXPECT_TRUE(checked.faults.empty()) << checked.faults.front();
  EXPECT_EQ(checked.refunds_without_note, 0u);
}

TEST_F(DocumentsTest, a_seller_outside_the_union_makes_no_e_invoice) {
  order = order_in("jp", {{"コート", "", 1, 560'000}}, 0, random);
  put();
  const auto invoice = run_until_done(documents.invoice(order.id)).value();
  EXPECT_EQ(run_until_done(documents.file(invoice, Format::ubl)).error().code, "document_format_not_found");
  EXPECT_FALSE(run_until_done(documents.file(invoice, Format::pdf)).value().contains("factur-x.xml"));
}

}  // namespace
}  // namespace atelier::order_management::documents
