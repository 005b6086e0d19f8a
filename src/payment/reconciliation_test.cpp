#include "payment/reconciliation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/thread_executor.h"
#include "payment/ledger.h"
#include "payment/processing.h"
#include "storage/memory/memory_store.h"

namespace atelier::payment {
namespace {

const Currency kEur = *Currency::parse("EUR");
const Currency kJpy = *Currency::parse("JPY");
const Time kNow = from_unix_ms(1'795'000'000'000);
constexpr std::int64_t kAmount = 10'000;

class ReconciliationTest : public testing::Test {
 protected:
  // A payment that the provider captured, and told us of.
  PaymentId paid(std::string provider = "sandbox", std::int64_t captured = kAmount) {
    const auto id = PaymentId::make(Region::europe, clock.now(), random);
    events::Decision decision;
    create_payment(decision, {.id = id, .reference = "ord_1", .amount = {kAmount, kEur}, .created_at = clock.now()});
    EXPECT_TRUE(storage::is_committed(run_until_done(store->commit(events::to_commit(std::move(decision), Region::europe, clock.now(), random)))));
    hear(id, {.provider_reference = "cs_" + id.text(), .state = PaymentState::captured, .captured_minor = captured}, std::move(provider));
    return id;
  }
  void hear(const PaymentId& id, GatewayStatus status, std::string provider = "sandbox") {
    ASSERT_TRUE(run_until_done(apply_status(context, id, std::move(provider), std::move(status))));
  }
  SettlementLine line(const PaymentId& id, std::string line_id, std::int64_t gross = kAmount, SettlementType type = SettlementType::capture) {
    return {.provider = "sandbox", .provider_reference = "cs_" + id.text(), .line_id = std::move(line_id), .type = type, .gross = {gross, kEur}, .fee = {0, kEur}, .at = clock.now()};
  }
  ReconcileReport take(std::vector<SettlementLine> lines) { return run_until_done(reconcile(context, "sandbox", std::move(lines))).value(); }
  std::vector<Difference> differences(std::optional<DifferenceKind> kind = {}) {
    return run_until_done(list_differences(*store, kind, "", "", 100, clock.now())).value().items;
  }
  std::vector<DifferenceKind> kinds() {
    std::vector<DifferenceKind> found;
    for (const auto& one : differences()) found.push_back(one.kind);
    return found;
  }

  ManualClock clock{kNow};
  SeededRandom random{3};
  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random, Region::europe};
};

TEST_F(ReconciliationTest, what_fits_leaves_nothing_to_look_at_however_often_it_is_read) {
  const auto a = paid();
  const auto b = paid();
  hear(b, {.provider_reference = "cs_" + b.text(), .state = PaymentState::captured, .captured_minor = kAmount, .refunded_minor = 3'000});
  const std::vector<SettlementLine> file{line(a, "1"), line(b, "2", 4'000), line(b, "3", 6'000), line(b, "4", -3'000, SettlementType::refund),
                                         line(a, "5", -120'000, SettlementType::payout)};
  const auto first = take(file);
  EXPECT_EQ(first.matched, 4);
  EXPECT_EQ(first.apart, 1);
  EXPECT_EQ(first.differences, 0);
  const auto again = take(file);
  EXPECT_EQ(again.repeated, 5);
  EXPECT_EQ(again.differences, 0);
  EXPECT_THAT(differences(), testing::IsEmpty());
  EXPECT_EQ(run_until_done(read_payment(*store, b)).value().payment.unsettled_since, "");
  // Days later nothing is missing.
  clock.advance(std::chrono::days{20});
  EXPECT_EQ(take({line(a, "9", 1, SettlementType::fee)}).differences, 0);
}

TEST_F(ReconciliationTest, each_difference_is_listed_once) {
  const auto a = paid();
  const auto b = paid();
  const auto nobody = PaymentId::make(Region::europe, kNow, random);
  auto yen = line(b, "3");
  yen.gross.currency = kJpy;
  auto changed = line(a, "1");
  changed.fee.amount_minor = 7;
  for (int i = 0; i < 2; ++i) {
    take({line(a, "1"), line(a, "2", 1), yen, line(nobody, "4"), line(b, "5", -kAmount, SettlementType::chargeback), changed});
    EXPECT_THAT(kinds(), testing::UnorderedElementsAre(DifferenceKind::amount_differs, DifferenceKind::amount_differs, DifferenceKind::missing_with_us,
                                                       DifferenceKind::chargeback, DifferenceKind::duplicate));
  }
  const auto more = differences(DifferenceKind::amount_differs);
  ASSERT_EQ(more.size(), 2u);
  EXPECT_EQ(differences(DifferenceKind::missing_with_us).at(0).line_id, "4");
}

TEST_F(ReconciliationTest, money_that_no_file_shows_is_missed_after_a_while_and_forgotten_when_it_comes) {
  const auto a = paid();
  const auto b = paid();
  clock.advance(std::chrono::days{6});
  EXPECT_EQ(take({line(a, "1")}).differences, 0) << "it may still come";
  clock.advance(std::chrono::days{2});
  const auto c = paid();
  EXPECT_EQ(take({line(c, "2")}).differences, 1);
  ASSERT_THAT(kinds(), testing::ElementsAre(DifferenceKind::missing_with_provider));
  EXPECT_EQ(differences()[0].payment_id, b.text());
  EXPECT_EQ(differences()[0].ours->amount_minor, kAmount);
  take({line(b, "3")});
  EXPECT_THAT(kinds(), testing::IsEmpty());
}

TEST_F(ReconciliationTest, what_they_know_and_we_do_not_is_asked_about) {
  const auto id = paid("sandbox", 4'000);
  take({line(id, "1")});
  EXPECT_THAT(kinds(), testing::ElementsAre(DifferenceKind::amount_differs));
  bool asked = false;
  for (const auto& item : run_until_done(store->scan({.table = storage::kEffects})).value().items) {
    asked = asked || json::read_record<events::EffectRecord>(item.body, "effect")->kind == kLookUpEffect;
  }
  EXPECT_TRUE(asked);
}

TEST_F(ReconciliationTest, another_providers_payment_is_not_theirs) {
  const auto id = paid("stripe");
  auto theirs = line(id, "1");
  theirs.payment_id_text = id.text();
  take({theirs});
  EXPECT_THAT(kinds(), testing::ElementsAre(DifferenceKind::missing_with_us));
}

TEST_F(ReconciliationTest, pages_have_a_cursor_and_a_wrong_one_is_refused) {
  for (int i = 0; i < 5; ++i) take({line(PaymentId::make(Region::europe, kNow, random), std::to_string(i))});
  std::string cursor;
  std::size_t seen = 0;
  for (int page = 0; page < 5; ++page) {
    auto found = run_until_done(list_differences(*store, std::nullopt, "", cursor, 2, clock.now())).value();
    seen += found.items.size();
    if (!found.next) break;
    cursor = *found.next;
  }
  EXPECT_EQ(seen, 5u);
  EXPECT_EQ(run_until_done(list_differences(*store, std::nullopt, "", "nonsense", 2, clock.now())).error().code, "bad_cursor");
}

}  // namespace
}  // namespace atelier::payment
