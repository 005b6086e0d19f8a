#include "payment/processing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/thread_executor.h"
#include "payment/ledger.h"
#include "payment/payment_lists.h"
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
  if (state != created) {
    payment.provider_reference = "cs_1";
    payment.asked = true;
  }
  if (state == authorised || state == captured || state == refunded) payment.authorised_minor = kAmount;
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
std::vector<LedgerEntry> entries(const events::Decision& decision) {
  std::vector<LedgerEntry> found;
  for (const auto& write : decision.writes) {
    if (storage::key_of(write).table != storage::kPaymentLedger) continue;
    found.push_back(*json::read_record<LedgerEntry>(std::get<storage::Put>(write).body, "entry"));
  }
  return found;
}
std::int64_t moved(const events::Decision& decision, Movement movement) {
  std::int64_t sum = 0;
  for (const auto& entry : entries(decision)) sum += entry.movement == movement ? entry.amount.amount_minor : 0;
  return sum;
}
std::int64_t held(const Payment& payment) {
  return payment.authorised_minor - payment.captured_minor - payment.released_minor;
}

TEST(DecideStatus, every_state_meets_every_message) {
  for (const auto state : kAll) {
    for (const auto heard : kAll) {
      SCOPED_TRACE(name(state) + " hears " + name(heard));
      const auto before = payment_in(state);
      const auto after = decide_status(before, "sandbox", says(heard), kNow, Source::answer);
      // The state goes where the table leads, or stays.
      EXPECT_EQ(after.payment.state, may_become(state, heard) ? heard : state);
      // Money never becomes less, nor more than was asked for.
      EXPECT_GE(after.payment.captured_minor, before.payment.captured_minor);
      EXPECT_GE(after.payment.refunded_minor, before.payment.refunded_minor);
      EXPECT_LE(after.payment.authorised_minor, kAmount);
      EXPECT_LE(after.payment.captured_minor, after.payment.authorised_minor);
      EXPECT_LE(after.payment.refunded_minor, after.payment.captured_minor);
      // What is over holds nothing of the customer's any longer.
      if (is_final(after.payment.state)) EXPECT_EQ(held(after.payment), 0);
      // Each movement is booked in the same commit, and nothing else is.
      const auto& b = before.payment;
      const auto& a = after.payment;
      EXPECT_EQ(moved(after.decision, Movement::authorise), a.authorised_minor - b.authorised_minor);
      EXPECT_EQ(moved(after.decision, Movement::capture), a.captured_minor - b.captured_minor);
      EXPECT_EQ(moved(after.decision, Movement::refund), a.refunded_minor - b.refunded_minor);
      EXPECT_EQ(moved(after.decision, Movement::release) - moved(after.decision, Movement::reinstate), a.released_minor - b.released_minor);
      // Who waits is told exactly when it settles.
      EXPECT_EQ(settled_effects(after.decision),
                after.payment.state != state && is_final(after.payment.state) ? 1u : 0u);
    }
  }
}

TEST(DecideStatus, an_old_message_takes_no_authorisation_back_but_is_asked_about) {
  for (const auto heard : {action_required, failed, expired, voided}) {
    SCOPED_TRACE(name(heard));
    auto stored = payment_in(authorised);
    const auto told = decide_status(stored, "sandbox", says(heard), kNow);
    EXPECT_EQ(told.payment.state, authorised);
    EXPECT_TRUE(told.decision.writes.empty());
    EXPECT_EQ(told.decision.effects.size(), may_become(authorised, heard) ? 1u : 0u);
    const auto answered = decide_status(stored, "sandbox", says(heard), kNow, Source::answer);
    EXPECT_EQ(answered.payment.state, may_become(authorised, heard) ? heard : authorised);
  }
}

TEST(DecideStatus, a_provider_has_no_say_about_another_ones_payment) {
  for (const auto state : kAll) {
    for (const auto heard : kAll) {
      const auto stored = payment_in(state);
      const auto after = decide_status(stored, "somebody", says(heard), kNow, Source::answer);
      EXPECT_EQ(after.payment, stored.payment);
      EXPECT_TRUE(after.decision.writes.empty() && after.decision.effects.empty());
    }
  }
}

TEST(DecideStatus, a_hold_that_is_captured_in_part_and_let_go_is_booked_to_nothing) {
  auto stored = payment_in(authorised);
  GatewayStatus status{.provider_reference = "cs_1", .state = captured, .captured_minor = 75'000};
  stored.payment = decide_status(stored, "sandbox", status, kNow).payment;
  EXPECT_EQ(held(stored.payment), 50'000);
  status.rest_released = true;
  const auto let_go = decide_status(stored, "sandbox", status, kNow, Source::answer);
  EXPECT_EQ(moved(let_go.decision, Movement::release), 50'000);
  EXPECT_EQ(held(let_go.payment), 0);
}

TEST(DecideStatus, money_taken_in_spite_of_a_void_is_believed_and_the_hold_booked_again) {
  auto stored = payment_in(authorised);
  stored.payment = decide_status(stored, "sandbox", says(voided), kNow, Source::answer).payment;
  EXPECT_EQ(stored.payment.released_minor, kAmount);
  const auto taken = decide_status(stored, "sandbox", says(captured), kNow);
  EXPECT_EQ(taken.payment.state, captured);
  EXPECT_EQ(moved(taken.decision, Movement::reinstate), kAmount);
  EXPECT_EQ(settled_effects(taken.decision), 1u);
}

TEST(DecideLost, a_lost_answer_marks_the_payment_until_the_same_call_answers) {
  struct Case {
    PaymentState state;
    const char* call;
    PaymentState marked;
  };
  const Case cases[] = {{created, "create", unknown},   {authorised, "capture", unknown}, {authorised, "void", unknown},
                        {captured, "refund", captured}, {captured, "capture", captured},  {failed, "void", failed}};
  for (const auto& c : cases) {
    SCOPED_TRACE(name(c.state) + " " + c.call);
    auto stored = payment_in(c.state);
    stored.payment = decide_lost(stored, "sandbox", c.call, kNow).payment;
    EXPECT_EQ(stored.payment.state, c.marked);
    EXPECT_THAT(stored.payment.unresolved, testing::ElementsAre(c.call));
    EXPECT_TRUE(stored.payment.asked);
    const auto other = decide_status(stored, "sandbox", GatewayStatus{.state = unknown}, kNow, Source::answer, "other").payment;
    EXPECT_THAT(other.unresolved, testing::ElementsAre(c.call));
    const auto known = decide_status(stored, "sandbox", says(captured), kNow, Source::answer, c.call).payment;
    EXPECT_THAT(known.unresolved, testing::IsEmpty());
    EXPECT_NE(known.state, unknown);
  }
}

TEST(DecideRefused, what_could_not_begin_has_failed_and_what_could_not_go_on_is_for_a_person) {
  const auto begun = decide_refused(payment_in(created), "create", "bad_currency", kNow);
  EXPECT_EQ(begun.payment.state, failed);
  EXPECT_EQ(begun.payment.failure_code, "bad_currency");
  EXPECT_EQ(settled_effects(begun.decision), 1u);
  auto stored = payment_in(captured);
  stored.payment.unresolved = {"refund r1"};
  const auto refused = decide_refused(stored, "refund r1", "too_late", kNow);
  EXPECT_EQ(refused.payment.state, captured);
  EXPECT_EQ(refused.payment.refused, "refund r1: too_late");
  EXPECT_THAT(refused.payment.unresolved, testing::IsEmpty());
}

TEST(DecideStatus, the_same_message_again_changes_nothing) {
  for (const auto state : kAll) {
    for (const auto heard : kAll) {
      auto stored = payment_in(state);
      stored.payment = decide_status(stored, "sandbox", says(heard), kNow, Source::answer).payment;
      const auto again = decide_status(stored, "sandbox", says(heard), kNow, Source::answer);
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
    EXPECT_EQ(moved(both.decision, Movement::capture), kAmount);
    EXPECT_EQ(moved(both.decision, Movement::refund), kAmount);
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
    booked += entries(decided.decision).size();
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
    booked += entries(decided.decision).size();
    stored.payment = decided.payment;
    EXPECT_EQ(stored.payment.captured_minor, std::min(so_far, kAmount));
    EXPECT_EQ(stored.payment.authorised_minor, kAmount);
  }
  EXPECT_EQ(booked, 3u);
}

GatewayStatus part(std::string reference, bool is_refund, std::int64_t amount) {
  return {.part = PaymentPart{std::move(reference), is_refund, amount}};
}

TEST(DecideStatus, parts_that_are_told_by_themselves_add_up_once_each) {
  auto stored = payment_in(authorised);
  const auto hear = [&](const GatewayStatus& status) {
    auto decided = decide_status(stored, "sandbox", status, kNow);
    stored.payment = decided.payment;
    return entries(decided.decision).size();
  };
  EXPECT_GT(hear(part("c1", false, 45'000)), 0u);
  EXPECT_EQ(hear(part("c1", false, 45'000)), 0u);
  EXPECT_EQ(stored.payment.captured_minor, 45'000);
  EXPECT_EQ(stored.payment.state, captured);
  EXPECT_GT(hear(part("c2", false, 80'000)), 0u);
  EXPECT_EQ(stored.payment.captured_minor, kAmount);
  EXPECT_EQ(hear(part("c3", false, 1)), 0u) << "never beyond what was asked";
  EXPECT_EQ(stored.payment.captured_minor, kAmount);
  hear(part("r1", true, 25'000));
  EXPECT_EQ(stored.payment.state, captured);
  auto last = decide_status(stored, "sandbox", part("r2", true, 100'000), kNow);
  EXPECT_EQ(last.payment.state, refunded);
  EXPECT_EQ(settled_effects(last.decision), 1u);
}

TEST(DecideStatus, a_refund_that_is_heard_of_before_its_capture_counts_with_it) {
  auto stored = payment_in(authorised);
  stored.payment = decide_status(stored, "sandbox", part("r1", true, 25'000), kNow).payment;
  EXPECT_EQ(stored.payment.state, authorised);
  EXPECT_EQ(stored.payment.refunded_minor, 0);
  stored.payment = decide_status(stored, "sandbox", part("c1", false, 45'000), kNow).payment;
  EXPECT_EQ(stored.payment.captured_minor, 45'000);
  EXPECT_EQ(stored.payment.refunded_minor, 25'000);
  EXPECT_EQ(stored.payment.state, captured);
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
  template <class Request>
  static events::EffectRecord command(const char* kind, const Request& request, std::string key) {
    return {.kind = kind, .key = std::move(key), .created_at = kNow, .data = {json::write(request)}};
  }
  void hold() {
    ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
    hear({.provider_reference = "cs_1", .state = authorised, .authorised_minor = kAmount});
    EXPECT_EQ(payment().state, authorised);
    gateway->keys.clear();
  }
  std::size_t listed(SupportList list) {
    return run_until_done(list_payments(*store, list, "", 50, clock.now())).value().payments.size();
  }
  void expect_balanced() {
    const auto differences = run_until_done(check_ledger(*store));
    ASSERT_TRUE(differences);
    for (const auto& one : *differences) ADD_FAILURE() << one;
  }
  // The only one of its kind in the outbox.
  events::EffectRecord the_effect(std::string_view kind) {
    for (const auto& item : run_until_done(store->scan({.table = storage::kEffects})).value().items) {
      auto record = *json::read_record<events::EffectRecord>(item.body, "effect");
      if (record.kind == kind) return record;
    }
    ADD_FAILURE() << "no effect " << kind;
    return {};
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
  for (int i = 0; i < 2; ++i) {
    gateway->answer = fail(ErrorKind::unavailable, "provider_error");
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
  const auto first = the_effect(kLookUpEffect);
  ASSERT_TRUE(run_until_done(do_look_up(context, gateways, first)));
  ASSERT_EQ(outbox(kLookUpEffect), 1u) << "nothing new: once more, later, in the place of the first";
  const auto second = the_effect(kLookUpEffect);
  EXPECT_NE(second.id, first.id);
  ASSERT_TRUE(run_until_done(do_look_up(context, gateways, first)));
  EXPECT_EQ(outbox(kLookUpEffect), 1u) << "another relay did the first one, too: the questions do not double";
  gateway->answer = says(captured);
  ASSERT_TRUE(run_until_done(do_look_up(context, gateways, second)));
  EXPECT_EQ(payment().state, captured);
  EXPECT_EQ(outbox(kLookUpEffect), 1u);
  ASSERT_TRUE(run_until_done(do_look_up(context, gateways, second)));
  EXPECT_EQ(gateway->look_ups, 3) << "a settled payment is not asked for";
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

TEST_F(ProcessingTest, a_page_whose_answer_was_lost_is_marked_and_asked_for_until_it_is_known) {
  const auto page = gateway->answer;
  gateway->answer = fail(ErrorKind::unknown, "timed_out");
  EXPECT_FALSE(run_until_done(do_create(context, gateways, effect)));
  EXPECT_EQ(payment().state, unknown);
  EXPECT_THAT(payment().unresolved, testing::ElementsAre("create"));
  EXPECT_EQ(listed(SupportList::unknown), 1u);
  gateway->answer = page;
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  EXPECT_EQ(payment().state, action_required);
  EXPECT_THAT(payment().unresolved, testing::IsEmpty());
  EXPECT_EQ(listed(SupportList::unknown), 0u);
  EXPECT_EQ(gateway->keys, std::vector<std::string>(2, id.text()));
}

TEST_F(ProcessingTest, what_is_held_is_captured_once_whatever_is_lost) {
  hold();
  const events::EffectRecord capture = command(kCaptureEffect, CaptureRequest{id, {kAmount, kEur}}, "cap/1");
  gateway->answer = fail(ErrorKind::unknown, "timed_out");
  EXPECT_FALSE(run_until_done(do_capture(context, gateways, capture)));
  EXPECT_EQ(payment().state, unknown);
  EXPECT_THAT(payment().unresolved, testing::ElementsAre("capture cap/1"));
  gateway->answer = says(captured);
  ASSERT_TRUE(run_until_done(do_capture(context, gateways, capture)));
  ASSERT_TRUE(run_until_done(do_capture(context, gateways, capture))) << "there is nothing more to take";
  EXPECT_EQ(gateway->keys, std::vector<std::string>(2, "cap/1"));
  EXPECT_EQ(payment().state, captured);
  EXPECT_THAT(payment().unresolved, testing::IsEmpty());
  expect_balanced();
}

TEST_F(ProcessingTest, nothing_is_captured_before_the_customer_has_paid) {
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  gateway->keys.clear();
  EXPECT_FALSE(run_until_done(do_capture(context, gateways, command(kCaptureEffect, CaptureRequest{id, {kAmount, kEur}}, "cap/1"))));
  EXPECT_TRUE(gateway->keys.empty());
}

TEST_F(ProcessingTest, a_hold_is_let_go_and_what_was_captured_stays) {
  hold();
  hear({.provider_reference = "cs_1", .state = captured, .captured_minor = 100'000});
  gateway->answer = GatewayStatus{.provider_reference = "cs_1", .state = captured, .captured_minor = 100'000};
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(run_until_done(do_void(context, gateways, command(kVoidEffect, PaymentReference{id}, "void/1"))));
  EXPECT_EQ(payment().captured_minor, 100'000);
  EXPECT_EQ(payment().released_minor, 25'000);
  expect_balanced();
}

TEST_F(ProcessingTest, a_page_that_was_paid_on_meanwhile_is_not_voided) {
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  gateway->keys.clear();
  gateway->answer = says(captured);
  ASSERT_TRUE(run_until_done(do_void(context, gateways, command(kVoidEffect, PaymentReference{id}, "void/1"))));
  EXPECT_TRUE(gateway->keys.empty());
  EXPECT_EQ(payment().state, captured);
}

TEST_F(ProcessingTest, a_refund_that_is_refused_for_good_is_listed_for_a_person_and_not_asked_again) {
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  hear(says(captured));
  gateway->answer = fail(ErrorKind::invalid, "charge_disputed");
  ASSERT_TRUE(run_until_done(do_refund(context, gateways, command(kRefundEffect, RefundRequest{id, {1'000, kEur}}, "refund/1"))));
  EXPECT_EQ(payment().refused, "refund refund/1: charge_disputed");
  EXPECT_EQ(listed(SupportList::refused), 1u);
}

TEST_F(ProcessingTest, a_lost_refund_is_not_repeated_when_the_provider_may_have_forgotten_its_key) {
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  hear(says(captured));
  auto refund = command(kRefundEffect, RefundRequest{id, {1'000, kEur}}, "refund/1");
  refund.created_at = clock.now();
  gateway->answer = fail(ErrorKind::unknown, "timed_out");
  EXPECT_FALSE(run_until_done(do_refund(context, gateways, refund)));
  EXPECT_THAT(payment().unresolved, testing::ElementsAre("refund refund/1"));
  EXPECT_EQ(payment().state, captured);
  gateway->keys.clear();
  clock.advance(std::chrono::hours{24});
  ASSERT_TRUE(run_until_done(do_refund(context, gateways, refund)));
  EXPECT_TRUE(gateway->keys.empty());
  EXPECT_EQ(payment().refused, "refund refund/1: answer_lost_for_a_day");
}

TEST_F(ProcessingTest, a_declined_page_is_looked_after_as_long_as_it_may_be_paid_on) {
  ASSERT_TRUE(run_until_done(do_create(context, gateways, effect)));
  hear(says(failed));
  gateway->answer = says(failed);
  const auto look = the_effect(kLookUpEffect);
  ASSERT_TRUE(run_until_done(do_look_up(context, gateways, look)));
  EXPECT_EQ(outbox(kLookUpEffect), 1u);
  EXPECT_NE(the_effect(kLookUpEffect).id, look.id);
  EXPECT_EQ(listed(SupportList::failed), 1u);
  gateway->answer = says(captured);
  ASSERT_TRUE(run_until_done(do_look_up(context, gateways, look)));
  EXPECT_EQ(payment().state, captured) << "its webhook was lost";
  EXPECT_EQ(listed(SupportList::failed), 0u);
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
  const auto nobody = PaymentId::make(Region::europe, kNow, random);
  const LedgerEntry entry{.payment = nobody, .name = "0001/capture", .debit = "a", .credit = "sales/b", .amount = {1, kEur}};
  wrong.write(storage::Put{.key = {storage::kPaymentLedger, nobody.text(), entry.name}, .body = json::write(entry)});
  commit(std::move(wrong));
  EXPECT_GE(run_until_done(check_ledger(*store)).value().size(), 2u);
}

}  // namespace
}  // namespace atelier::payment
