// Retries, breaker and failover: who is asked after what, and who never is.
#include "payment/guarded_gateway.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "base/thread_executor.h"
#include "payment/ledger.h"
#include "payment/processing.h"
#include "storage/memory/memory_store.h"

namespace atelier::payment {
namespace {

const Currency kEur = *Currency::parse("EUR");
const Time kNow = from_unix_ms(1'795'000'000'000);
constexpr Money kAmount{5'000, {}};

// Answers what stands next in its list; the last one for ever.
class Scripted final : public Gateway {
 public:
  Scripted(std::string name, std::vector<std::string>& log) : name_(std::move(name)), log_(log) {}
  std::string_view name() const override { return name_; }
  Task<Result<GatewayStatus>> create(Payment, std::string key) override { co_return next("create " + key); }
  Task<Result<GatewayStatus>> look_up(Payment) override { co_return next("look_up"); }
  Task<Result<GatewayStatus>> capture(Payment, Money, std::string key) override { co_return next("capture " + key); }
  Task<Result<GatewayStatus>> void_payment(Payment, std::string key) override { co_return next("void " + key); }
  Task<Result<GatewayStatus>> refund(Payment, Money, std::string key) override { co_return next("refund " + key); }
  Task<Result<GatewayNotice>> read_webhook(HeaderOf, std::string_view, Time) override { co_return fail(ErrorKind::denied, "forged"); }
  std::deque<Result<GatewayStatus>> answers;

 private:
  Result<GatewayStatus> next(const std::string& call) {
    log_.push_back(name_ + ": " + call);
    auto answer = answers.front();
    if (answers.size() > 1) answers.pop_front();
    return answer;
  }
  std::string name_;
  std::vector<std::string>& log_;
};

Result<GatewayStatus> page(std::string reference) {
  return GatewayStatus{.provider_reference = std::move(reference), .redirect_url = "http://psp.test"};
}
Result<GatewayStatus> error(ErrorKind kind) { return fail(kind, std::string(to_string(kind))); }

class GuardTest : public testing::Test {
 protected:
  struct Made {
    Scripted* inner;
    GuardedGateway* guard;
  };
  Made add(const std::string& name, int attempts = 2, int failures = 3) {
    auto inner = std::make_unique<Scripted>(name, log);
    auto* raw = inner.get();
    auto guard = make_guarded_gateway(std::move(inner),
                                      {.breaker = {.failures = failures, .open_for = Milliseconds{10'000}},
                                       .attempts = attempts,
                                       .sleep = [this](Milliseconds delay) -> Task<void> {
                                         pauses.push_back(delay);
                                         co_return;
                                       }},
                                      clock, random, [this](std::string_view call, std::string_view outcome) {
                                        outcomes.push_back(std::string(call) + " " + std::string(outcome));
                                      });
    auto* guarded = guard.get();
    gateways.add(std::move(guard));
    return {raw, guarded};
  }
  Result<GatewayStatus> refund(GuardedGateway& gateway) { return run_until_done(gateway.refund(Payment{}, kAmount, "k")); }

  // --- a payment of its own ---
  void place(std::string provider = {}) {
    events::Decision decision;
    create_payment(decision, {.id = id, .reference = "ord_1", .amount = {5'000, kEur}, .market = "fr", .created_at = kNow, .provider = std::move(provider)});
    effect = {.kind = kCreateEffect, .key = id.text(), .created_at = kNow, .data = {decision.effects.at(0).data}};
    ASSERT_TRUE(storage::is_committed(run_until_done(store->commit(events::to_commit(std::move(decision), Region::europe, kNow, random)))));
  }
  Result<void> create() { return run_until_done(do_create(context, gateways, effect)); }
  Payment payment() { return run_until_done(read_payment(*store, id)).value().payment; }

  std::vector<std::string> log;
  std::vector<std::string> outcomes;
  std::vector<Milliseconds> pauses;
  ManualClock clock{kNow};
  SeededRandom random{5};
  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random, Region::europe};
  Gateways gateways;
  void id_again() { id = PaymentId::make(Region::europe, kNow, random); }
  PaymentId id = PaymentId::make(Region::europe, kNow, random);
  events::EffectRecord effect;
};

TEST_F(GuardTest, a_failed_attempt_is_made_again_under_the_same_key_after_a_pause_by_chance) {
  auto one = add("one", 3);
  one.inner->answers = {error(ErrorKind::unavailable), error(ErrorKind::unknown), page("r")};
  ASSERT_TRUE(refund(*one.guard));
  EXPECT_THAT(log, testing::ElementsAre("one: refund k", "one: refund k", "one: refund k"));
  ASSERT_EQ(pauses.size(), 2u);
  EXPECT_GE(pauses[0], Milliseconds{100});
  EXPECT_LE(pauses[0], Milliseconds{200});
  EXPECT_GE(pauses[1], Milliseconds{200});
  EXPECT_LE(pauses[1], Milliseconds{400});
  EXPECT_THAT(outcomes, testing::ElementsAre("refund unavailable", "refund unknown", "refund ok"));
}

TEST_F(GuardTest, a_no_is_an_answer_and_is_not_asked_again) {
  auto one = add("one", 3);
  for (const auto kind : {ErrorKind::invalid, ErrorKind::denied, ErrorKind::not_found}) {
    one.inner->answers = {error(kind)};
    EXPECT_EQ(refund(*one.guard).error().kind, kind);
  }
  EXPECT_EQ(log.size(), 3u);
  EXPECT_EQ(one.guard->breaker(), BreakerState::closed);
}

TEST_F(GuardTest, a_lost_answer_stays_unknown_whatever_later_attempts_say) {
  auto one = add("one", 2, 2);
  one.inner->answers = {error(ErrorKind::unknown), error(ErrorKind::unavailable)};
  EXPECT_EQ(refund(*one.guard).error().kind, ErrorKind::unknown);
  // The breaker that opens between two attempts does not make the first one certain.
  auto two = add("two", 2, 1);
  two.inner->answers = {error(ErrorKind::unknown)};
  EXPECT_EQ(refund(*two.guard).error().kind, ErrorKind::unknown);
  EXPECT_EQ(refund(*two.guard).error().kind, ErrorKind::unavailable) << "kept back from the start: nothing was sent";
}

TEST_F(GuardTest, look_ups_are_not_repeated_here) {
  auto one = add("one", 3);
  one.inner->answers = {error(ErrorKind::unknown)};
  EXPECT_FALSE(run_until_done(one.guard->look_up(Payment{})));
  EXPECT_EQ(log.size(), 1u);
}

TEST_F(GuardTest, a_provider_that_is_down_is_left_alone_and_tried_once_after_a_while) {
  auto one = add("one", 1, 3);
  one.inner->answers = {error(ErrorKind::unavailable)};
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(refund(*one.guard));
  EXPECT_EQ(log.size(), 3u);
  EXPECT_EQ(one.guard->breaker(), BreakerState::open);
  EXPECT_EQ(outcomes.back(), "refund kept_back");
  clock.advance(Milliseconds{10'000});
  one.inner->answers = {page("r")};
  EXPECT_TRUE(refund(*one.guard));
  EXPECT_EQ(one.guard->breaker(), BreakerState::closed);
}

// --- failover ---

TEST_F(GuardTest, the_second_provider_is_asked_where_the_first_was_certainly_not_reached) {
  for (const auto kind : {ErrorKind::unavailable, ErrorKind::exhausted, ErrorKind::denied}) {
    gateways = {};
    add("one", 1).inner->answers = {error(kind)};
    add("two", 1).inner->answers = {page("two-1")};
    id_again();
    place();
    ASSERT_TRUE(create());
    EXPECT_EQ(payment().provider, "two");
    EXPECT_EQ(payment().provider_reference, "two-1");
  }
}

TEST_F(GuardTest, the_second_provider_is_never_asked_after_a_lost_answer) {
  auto one = add("one", 1);
  add("two", 1).inner->answers = {page("two-1")};
  one.inner->answers = {error(ErrorKind::unknown), error(ErrorKind::unavailable), page("one-1")};
  place();
  EXPECT_FALSE(create());
  EXPECT_EQ(payment().state, PaymentState::unknown);
  EXPECT_FALSE(create()) << "it is down now, and may have been reached before";
  ASSERT_TRUE(create());
  EXPECT_EQ(payment().provider, "one");
  EXPECT_THAT(log, testing::Each(testing::StartsWith("one:")));
}

TEST_F(GuardTest, the_second_provider_is_not_asked_after_a_crash_while_the_first_was) {
  auto one = add("one", 1);
  add("two", 1).inner->answers = {page("two-1")};
  place();
  // As the record stands when the process dies between the call and its answer.
  auto stored = run_until_done(read_payment(*store, id)).value();
  auto asked = decide_asked(stored, "one", true, kNow);
  ASSERT_TRUE(storage::is_committed(run_until_done(store->commit(events::to_commit(std::move(asked.decision), Region::europe, kNow, random)))));
  one.inner->answers = {error(ErrorKind::unavailable)};
  EXPECT_FALSE(create());
  EXPECT_THAT(log, testing::Each(testing::StartsWith("one:")));
}

TEST_F(GuardTest, where_all_are_down_the_first_is_asked_first_again) {
  auto one = add("one", 1);
  auto two = add("two", 1);
  one.inner->answers = two.inner->answers = {error(ErrorKind::unavailable)};
  place();
  EXPECT_FALSE(create());
  one.inner->answers = {page("one-1")};
  ASSERT_TRUE(create());
  EXPECT_EQ(payment().provider, "one");
}

TEST_F(GuardTest, the_markets_order_and_the_customers_choice_say_who_is_first) {
  add("one", 1).inner->answers = {page("one-1")};
  add("two", 1).inner->answers = {page("two-1")};
  add("three", 1).inner->answers = {page("three-1")};
  gateways.prefer("fr", {"two", "three"});
  EXPECT_TRUE(gateways.offers("fr", "two"));
  EXPECT_FALSE(gateways.offers("fr", "one"));
  EXPECT_TRUE(gateways.offers("jp", "one"));
  place();
  ASSERT_TRUE(create());
  EXPECT_EQ(payment().provider, "two");
  id_again();
  place("three");
  ASSERT_TRUE(create());
  EXPECT_EQ(payment().provider, "three");
}

}  // namespace
}  // namespace atelier::payment
