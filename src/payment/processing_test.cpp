#include "payment/processing.h"

#include <gtest/gtest.h>

#include "base/thread_executor.h"
#include "payment/ledger.h"
#include "payment/payment_states.h"
#include "storage/memory/memory_store.h"

namespace atelier::payment {
namespace {

using enum PaymentState;
using storage::Fault;

const Currency kEur = *Currency::parse("EUR");
const Time kNow = from_unix_ms(1'795'000'000'000);
constexpr std::int64_t kAmount = 125'000;
constexpr PaymentState kAll[] = {created, action_required, authorised, captured, refunded,
                                 voided,  failed,          expired,    unknown};

SeededRandom& chance() {
  static SeededRandom random{21};
  return random;
}
std::string name(PaymentState state) {
  return boost::describe::enum_to_string(state, "");
}

StoredPayment payment_in(PaymentState state) {
  Payment payment{.id = PaymentId::make(Region::europe, kNow, chance()),
                  .reference = "ord_1",
                  .state = state,
                  .amount = {kAmount, kEur},
                  .provider = "sandbox"};
  if (state == captured || state == refunded) payment.captured_minor = kAmount;
  if (state == refunded) payment.refunded_minor = kAmount;
  return {payment, 3};
}
GatewayStatus says(PaymentState state) {
  GatewayStatus status{.provider_reference = "cs_1", .state = state};
  if (state == captured || state == refunded) status.captured_minor = kAmount;
  if (state == refunded) status.refunded_minor = kAmount;
  if (state == failed) status.failure_code = "card_declined";
  return status;
}
std::size_t settled_effects(const events::Decision& decision) {
  return static_cast<std::size_t>(
      std::ranges::count(decision.effects, std::string(kSettledEffect), &events::Effect::kind));
}
std::size_t entries(const events::Decision& decision) {
  return static_cast<std::size_t>(std::ranges::count_if(
      decision.writes, [](const auto& w) { return storage::key_of(w).table == storage::kPaymentLedger; }));
}

TEST(DecideStatus, every_state_meets_every_message) {
  for (const auto state : kAll) {
    for (const auto heard : kAll) {
      SCOPED_TRACE(name(state) + " hears " + name(heard));
      const auto before = payment_in(state);
      const auto after = decide_status(before, "sandbox", says(heard), kNow);
      // The state goes where the table leads, or stays.
      EXPECT_EQ(after.payment.state, may_become(state, heard) ? heard : state);
      // Money never becomes less, nor more than was asked for.
      EXPECT_GE(after.payment.captured_minor, before.payment.captured_minor);
      EXPECT_GE(after.payment.refunded_minor, before.payment.refunded_minor);
      EXPECT_LE(after.payment.captured_minor, kAmount);
      EXPECT_LE(after.payment.refunded_minor, after.payment.captured_minor);
      // Each movement is booked in the same commit, and nothing else is.
      const auto moved = std::size_t{after.payment.captured_minor != before.payment.captured_minor} +
                         std::size_t{after.payment.refunded_minor != before.payment.refunded_minor};
      EXPECT_EQ(entries(after.decision), moved);
      // Who waits is told exactly when it settles.
      EXPECT_EQ(settled_effects(after.decision),
                after.payment.state != state && is_final(after.payment.state) ? 1u : 0u);
    }
  }
}

TEST(DecideStatus, the_same_message_again_changes_nothing) {
  for (const auto state : kAll) {
    for (const auto heard : kAll) {
      auto stored = payment_in(state);
      stored.payment = decide_status(stored, "sandbox", says(heard), kNow).payment;
      const auto again = decide_status(stored, "sandbox", says(heard), kNow);
      EXPECT_TRUE(again.decision.writes.empty() && again.decision.effects.empty() &&
                  again.decision.events.empty())
          << name(state) << " hears " << name(heard) << " twice";
    }
  }
}

TEST(DecideStatus, money_is_known_whatever_was_heard_before_it) {
  for (const auto state : {created, action_required, authorised, failed, expired, unknown}) {
    EXPECT_EQ(decide_status(payment_in(state), "sandbox", says(captured), kNow).payment.captured_minor,
              kAmount);
    // Captured and given back before we heard of either: it is over, and the books have both.
    const auto both = decide_status(payment_in(state), "sandbox", says(refunded), kNow);
    EXPECT_EQ(both.payment.state, refunded) << name(state);
    EXPECT_EQ(entries(both.decision), 2u);
  }
}

TEST(DecideStatus, a_provider_that_takes_too_much_is_not_believed) {
  auto status = says(captured);
  status.captured_minor = 10 * kAmount;
  status.refunded_minor = 20 * kAmount;
  const auto after = decide_status(payment_in(action_required), "sandbox", status, kNow).payment;
  EXPECT_EQ(after.captured_minor, kAmount);
  EXPECT_EQ(after.refunded_minor, kAmount);
}

TEST(DecideStatus, a_refund_in_parts_is_booked_in_parts) {
  auto stored = payment_in(captured);
  std::size_t booked = 0;
  for (const std::int64_t so_far : {20'000, 50'000, 50'000, 125'000}) {
    auto status = says(captured);
    status.refunded_minor = so_far;
    if (so_far == kAmount) status.state = refunded;
    auto decided = decide_status(stored, "sandbox", status, kNow);
    booked += entries(decided.decision);
    stored.payment = decided.payment;
    EXPECT_EQ(stored.payment.refunded_minor, so_far);
  }
  EXPECT_EQ(booked, 3u);
  EXPECT_EQ(stored.payment.state, refunded);
}

TEST(DecideStatus, a_capture_in_parts_is_booked_in_parts_and_never_beyond_what_was_asked) {
  auto stored = payment_in(authorised);
  std::size_t booked = 0;
  for (const std::int64_t so_far : {30'000, 80'000, 80'000, 125'000, 900'000}) {
    GatewayStatus status{.provider_reference = "cs_1", .state = captured, .authorised_minor = kAmount, .captured_minor = so_far};
    auto decided = decide_status(stored, "sandbox", status, kNow);
    booked += entries(decided.decision);
    stored.payment = decided.payment;
    EXPECT_EQ(stored.payment.captured_minor, std::min(so_far, kAmount));
    EXPECT_EQ(stored.payment.authorised_minor, kAmount);
  }
  EXPECT_EQ(booked, 3u);
}

TEST(DecideStatus, a_page_that_is_shown_is_looked_after) {
  const auto shown = decide_status(payment_in(created), "sandbox", says(action_required), kNow);
  ASSERT_EQ(shown.decision.effects.size(), 1u);
  EXPECT_EQ(shown.decision.effects[0].kind, kLookUpEffect);
  EXPECT_EQ(shown.decision.effects[0].delay, Milliseconds{60'000});
}

// Answers what it is told to, and counts what it is asked.
class FakeGateway final : public Gateway {
 public:
  std::string_view name() const override { return "sandbox"; }
  Task<Result<GatewayStatus>> create(Payment, std::string key) override {
    keys.push_back(std::move(key));
    co_return answer;
  }
  Task<Result<GatewayStatus>> look_up(Payment) override {
    ++look_ups;
    co_return answer;
  }
  Task<Result<GatewayStatus>> capture(Payment, Money, std::string key) override {
    keys.push_back(std::move(key));
    co_return answer;
  }
  Task<Result<GatewayStatus>> void_payment(Payment, std::string key) override {
    keys.push_back(std::move(key));
    co_return answer;
  }
  Task<Result<GatewayStatus>> refund(Payment, Money, std::string key) override {
    keys.push_back(std::move(key));
    co_return answer;
  }
  Task<Result<GatewayNotice>> read_webhook(HeaderOf, std::string_view, Time) override {
    co_return fail(ErrorKind::invalid, "not_used");
  }
  Result<GatewayStatus> answer =
      GatewayStatus{.provider_reference = "cs_1", .redirect_url = "http://psp.test/1"};
  std::vector<std::string> keys;
  int look_ups = 0;
};

class ProcessingTest : public testing::Test {
 protected:
  void SetUp() override {
    auto made = std::make_unique<FakeGateway>();
    gateway = made.get();
    gateways.add(std::move(made));
    events::Decision decision;
    create_payment(decision, {.id = id, .reference = "ord_1", .amount = {kAmount, kEur}, .created_at = kNow});
    effect = effect_of(decision.effects.at(0));
    commit(std::move(decision));
  }
  void commit(events::Decision decision) {
    ASSERT_TRUE(storage::is_committed(run_until_done(
        store->commit(events::to_commit(std::move(decision), Region::europe, clock.now(), random)))));
  }
  static events::EffectRecord effect_of(const events::Effect& effect) {
    return {.kind = effect.kind, .key = effect.key, .data = {effect.data}};
  }
  Payment payment() { return run_until_done(read_payment(*store, id)).value().payment; }
  void hear(const GatewayStatus& status) {
    ASSERT_TRUE(run_until_done(apply_status(context, id, "sandbox", status)));
  }
  void expect_balanced() {
    const auto differences = run_until_done(check_ledger(*store));
    ASSERT_TRUE(differences);
    for (const auto& one : *differences) ADD_FAILURE() << one;
  }
  std::size_t outbox(std::string_view kind) {
    std::size_t count = 0;
    for (const auto& item : run_until_done(store->scan({.table = storage::kEffects})).value().items) {
      count += json::read_record<events::EffectRecord>(item.body, "effect")->kind == kind;
    }
    return count;
  }

  ManualClock clock{kNow};
  SeededRandom random{9};
  std::function<Fault(const storage::Commit&)> fault;
  std::unique_ptr<storage::Store> store = storage::make_memory_store(
      clock,
      {.faults = {.on_commit = [this](const storage::Commit& c) { return fault ? fault(c) : Fault::none; }}});
  events::Context context{*store, clock, random, Region::europe};
  Gateways gateways;
  FakeGateway* gateway = nullptr;
  const PaymentId id = PaymentId::make(Region::europe, kNow, random);
  events::EffectRecord effect;
};

TEST_F(ProcessingTest, the_provider_is_asked_for_a_page_under_the_payments_own_key) {
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  EXPECT_EQ(payment().state, action_required);
  EXPECT_EQ(payment().redirect_url, "http://psp.test/1");
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  EXPECT_EQ(gateway->keys, std::vector<std::string>{id.text()}) << "it is not asked again once it answered";
}

TEST_F(ProcessingTest, a_provider_that_is_away_is_asked_again_under_the_same_key) {
  const auto page = gateway->answer;
  for (const auto kind : {ErrorKind::unavailable, ErrorKind::unknown}) {
    gateway->answer = fail(kind, "provider_error");
    EXPECT_FALSE(run_until_done(do_create(context, gateways, effect)));
    EXPECT_EQ(payment().state, created);
  }
  gateway->answer = page;
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  EXPECT_EQ(gateway->keys, std::vector<std::string>(3, id.text()));
}

TEST_F(ProcessingTest, a_provider_that_refuses_for_ever_fails_the_payment) {
  gateway->answer = fail(ErrorKind::invalid, "provider_refused");
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  EXPECT_EQ(payment().state, failed);
  EXPECT_EQ(payment().failure_code, "provider_refused");
  EXPECT_EQ(outbox(kSettledEffect), 1u);
}

TEST_F(ProcessingTest, a_webhook_before_the_answer_of_the_request_stays_true) {
  hear(says(captured));
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  EXPECT_EQ(payment().state, captured);
  expect_balanced();
}

TEST_F(ProcessingTest, a_webhook_that_comes_three_times_captures_once) {
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  for (int i = 0; i < 3; ++i) hear(says(captured));
  EXPECT_EQ(outbox(kSettledEffect), 1u);
  expect_balanced();
}

TEST_F(ProcessingTest, a_lost_answer_of_the_store_books_once) {
  for (const auto lost : {Fault::unknown_done, Fault::unknown_not_done, Fault::conflict}) {
    int commits = 0;
    fault = [&](const storage::Commit&) { return commits++ == 0 ? lost : Fault::none; };
    hear(says(captured));
    hear(says(refunded));
    fault = {};
    EXPECT_EQ(payment().state, refunded);
    EXPECT_EQ(outbox(kSettledEffect), 2u) << "captured, and refunded";
    expect_balanced();
  }
}

TEST_F(ProcessingTest, a_payment_is_looked_up_until_it_is_settled) {
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  const events::EffectRecord look{
      .kind = kLookUpEffect, .key = id.text(), .data = {json::write(PaymentReference{id})}};
  ASSERT_TRUE(run_until_done(do_look_up(context, gateways, look)));
  EXPECT_EQ(outbox(kLookUpEffect), 2u) << "nothing new: once more, later";
  gateway->answer = says(captured);
  ASSERT_TRUE(run_until_done(do_look_up(context, gateways, look)));
  EXPECT_EQ(payment().state, captured);
  EXPECT_EQ(outbox(kLookUpEffect), 2u);
  ASSERT_TRUE(run_until_done(do_look_up(context, gateways, look)));
  EXPECT_EQ(gateway->look_ups, 2) << "a settled payment is not asked for";
}

TEST_F(ProcessingTest, a_refund_is_asked_for_under_its_key_and_not_when_all_is_back) {
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  hear(says(captured));
  gateway->keys.clear();
  gateway->answer = says(refunded);
  const events::EffectRecord refund{
      .kind = kRefundEffect, .key = "refund/1", .data = {json::write(RefundRequest{id, {kAmount, kEur}})}};
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(run_until_done(do_refund(context, gateways, refund)));
  EXPECT_EQ(gateway->keys, std::vector<std::string>{"refund/1"});
  EXPECT_EQ(payment().state, refunded);
  expect_balanced();
}

TEST_F(ProcessingTest, cash_is_captured_and_booked_into_the_drawer) {
  events::Decision decision;
  record_offline_payment(decision, {.id = PaymentId::make(Region::europe, kNow, random),
                                    .reference = "sal_1",
                                    .means = Means::cash,
                                    .amount = {5'000, kEur},
                                    .market = "fr",
                                    .location = "shop-paris",
                                    .created_at = kNow});
  commit(std::move(decision));
  expect_balanced();
  EXPECT_EQ(outbox(kCreateEffect), 1u) << "no provider is asked";
}

TEST_F(ProcessingTest, the_check_finds_money_that_is_not_booked_and_entries_of_nobody) {
  hear(says(captured));
  auto stored = run_until_done(read_payment(*store, id)).value();
  stored.payment.refunded_minor = 7;
  events::Decision wrong;
  wrong.write(storage::Put{.key = payment_key(id), .body = json::write(stored.payment)});
  add_entry(wrong, {.payment = PaymentId::make(Region::europe, kNow, random),
                    .name = "capture/1",
                    .debit = "a",
                    .credit = "b",
                    .amount = {1, kEur},
                    .at = kNow});
  commit(std::move(wrong));
  EXPECT_EQ(run_until_done(check_ledger(*store)).value().size(), 2u);
}

}  // namespace
}  // namespace atelier::payment
