// Everything a provider, a network and a relay may do to one payment, in random orders: lost answers, messages twice, in the wrong order, months old or
// forged, effects done again, a void beside a capture. At every moment the books balance; at the end the payment is what the provider says it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/thread_executor.h"
#include "payment/ledger.h"
#include "payment/processing.h"
#include "storage/memory/memory_store.h"

namespace atelier::payment {
namespace {

const Currency kEur = *Currency::parse("EUR");
const Time kNow = from_unix_ms(1'795'000'000'000);
constexpr std::int64_t kAmount = 1'000;

// A provider with one payment: what it did stands in `truth`, whatever became of its answers.
class Provider final : public Gateway {
 public:
  explicit Provider(Random& chance) : chance_(chance) {}

  std::string_view name() const override { return "provider"; }
  Task<Result<GatewayStatus>> create(Payment payment, std::string key) override {
    return answer(key, [this, mode = payment.capture_mode]() -> Result<void> {
      truth = GatewayStatus{.provider_reference = "ref", .state = PaymentState::action_required, .redirect_url = "http://psp.test"};
      manual = mode == CaptureMode::manual;
      ++sessions;
      return {};
    });
  }
  Task<Result<GatewayStatus>> look_up(Payment) override {
    return answer("", []() -> Result<void> { return {}; });
  }
  Task<Result<GatewayStatus>> capture(Payment, Money amount, std::string key) override {
    return answer(key, [this, amount]() -> Result<void> {
      if (gone() || amount.amount_minor > truth.authorised_minor - truth.captured_minor) return fail(ErrorKind::invalid, "nothing_held");
      truth.captured_minor += amount.amount_minor;
      truth.state = PaymentState::captured;
      return {};
    });
  }
  Task<Result<GatewayStatus>> void_payment(Payment, std::string key) override {
    return answer(key, [this]() -> Result<void> {
      if (truth.state == PaymentState::authorised) {
        truth.state = PaymentState::voided;
      } else if (truth.state == PaymentState::action_required || truth.state == PaymentState::failed) {
        truth.state = PaymentState::expired;
      } else if (truth.state == PaymentState::captured && !truth.rest_released) {
        truth.rest_released = true;
      } else {
        return fail(ErrorKind::invalid, "nothing_held");
      }
      return {};
    });
  }
  Task<Result<GatewayStatus>> refund(Payment, Money amount, std::string key) override {
    return answer(key, [this, amount]() -> Result<void> {
      if (amount.amount_minor > truth.captured_minor - truth.refunded_minor) return fail(ErrorKind::invalid, "too_much");
      truth.refunded_minor += amount.amount_minor;
      if (truth.refunded_minor == truth.captured_minor) truth.state = PaymentState::refunded;
      return {};
    });
  }
  Task<Result<GatewayNotice>> read_webhook(HeaderOf, std::string_view, Time) override { co_return fail(ErrorKind::invalid, "not_used"); }

  void customer_acts() {
    if (truth.state != PaymentState::action_required && truth.state != PaymentState::failed) return;
    if (chance_.below(3) == 0) {
      truth.state = PaymentState::failed;
      truth.failure_code = "card_declined";
    } else {
      truth.authorised_minor = kAmount;
      truth.state = manual ? PaymentState::authorised : PaymentState::captured;
      if (!manual) truth.captured_minor = kAmount;
    }
    tell();
  }
  void tell() { told.push_back(truth); }

  GatewayStatus truth{.state = PaymentState::created};
  std::vector<GatewayStatus> told;  // every message that it ever sent
  int sessions = 0;
  bool healthy = false;

 private:
  bool gone() const { return truth.state != PaymentState::authorised && (truth.state != PaymentState::captured || truth.rest_released); }

  template <class Do>
  Task<Result<GatewayStatus>> answer(std::string key, Do act) {
    const auto luck = healthy ? 9 : chance_.below(10);
    if (luck == 0) co_return fail(ErrorKind::unavailable, "no_connection");
    if (luck == 1) co_return fail(ErrorKind::unknown, "lost_before_it_was_done");
    if (key.empty() || !done_.contains(key)) {
      if (auto did = act(); !did) co_return fail(did);
      if (!key.empty()) {
        done_.insert(key);
        tell();
      }
    }
    if (luck == 2) co_return fail(ErrorKind::unknown, "lost_after_it_was_done");
    co_return truth;
  }

  Random& chance_;
  bool manual = false;
  std::set<std::string> done_;
};

class Life {
 public:
  explicit Life(std::uint64_t seed) : random(seed) {
    auto owned = std::make_unique<Provider>(random);
    provider = owned.get();
    gateways.add(std::move(owned));
    events::Decision decision;
    create_payment(decision, {.id = id,
                              .reference = "ord_1",
                              .amount = {kAmount, kEur},
                              .created_at = kNow,
                              .capture_mode = random.below(2) == 0 ? CaptureMode::manual : CaptureMode::automatic});
    commit(std::move(decision));
  }

  void step() {
    clock.advance(Milliseconds{static_cast<std::int64_t>(random.below(120'000))});
    switch (random.below(8)) {
      case 0: provider->customer_acts(); break;
      case 1: hear_something(); break;
      case 2: hear_something(); break;
      case 3: hear_a_forgery(); break;
      case 4: want_something(); break;
      default: do_some_effect(random.below(4) == 0); break;
    }
  }

  // From here on no answer is lost and the relay goes on until its outbox is empty.
  void heal() {
    provider->healthy = true;
    for (int i = 0; i < 4'000 && !outbox().empty(); ++i) {
      clock.advance(Milliseconds{60'000});
      do_some_effect(false);
    }
  }

  Payment payment() { return run_until_done(read_payment(*store, id)).value().payment; }
  std::vector<std::string> faults() { return run_until_done(check_ledger(*store)).value(); }
  std::vector<events::EffectRecord> outbox() {
    std::vector<events::EffectRecord> found;
    for (const auto& item : run_until_done(store->scan({.table = storage::kEffects})).value().items) {
      auto effect = *json::read_record<events::EffectRecord>(item.body, "effect");
      // Whether a customer comes is not for ever: what is settled is told to nobody here.
      if (effect.kind != kSettledEffect) found.push_back(std::move(effect));
    }
    return found;
  }

  SeededRandom random;
  ManualClock clock{kNow};
  Provider* provider = nullptr;
  const PaymentId id = PaymentId::make(Region::europe, kNow, random);

 private:
  void commit(events::Decision decision) {
    ASSERT_TRUE(storage::is_committed(
        run_until_done(store->commit(events::to_commit(std::move(decision), Region::europe, clock.now(), random)))));
  }
  void hear(std::string who, GatewayStatus status) { ASSERT_TRUE(run_until_done(apply_status(context, id, std::move(who), std::move(status)))); }

  void hear_something() {
    if (!provider->told.empty()) hear("provider", provider->told[random.below(provider->told.size())]);
  }
  // Of a provider that has nothing to do with it, once ours is known.
  void hear_a_forgery() {
    if (payment().provider.empty()) return;
    hear("forger", {.provider_reference = "x", .state = PaymentState::captured, .captured_minor = kAmount, .refunded_minor = kAmount});
  }
  void want_something() {
    events::Decision decision;
    const std::string key = std::to_string(++wants_);
    const Money part{static_cast<std::int64_t>(1 + random.below(kAmount)), kEur};
    switch (random.below(3)) {
      case 0: request_capture(decision, id, part, "capture/" + key); break;
      case 1: request_refund(decision, {id, part}, "refund/" + key); break;
      default:
        if (random.below(4) == 0) request_void(decision, id, "void/" + key);
    }
    if (!decision.effects.empty()) commit(std::move(decision));
  }
  void do_some_effect(bool leave_it) {
    const auto effects = outbox();
    if (effects.empty()) return;
    const auto& effect = effects[random.below(effects.size())];
    if (effect.due_at > clock.now()) return;
    const auto done = run_until_done(handle(effect));
    if (!done || leave_it) return;
    storage::Commit gone;
    gone.add(storage::Delete{.key = events::effect_key(effect)});
    ASSERT_TRUE(storage::is_committed(run_until_done(store->commit(std::move(gone)))));
  }
  Task<Result<void>> handle(events::EffectRecord effect) {
    if (effect.kind == kCreateEffect) return do_create(context, gateways, effect);
    if (effect.kind == kCaptureEffect) return do_capture(context, gateways, effect);
    if (effect.kind == kVoidEffect) return do_void(context, gateways, effect);
    if (effect.kind == kRefundEffect) return do_refund(context, gateways, effect);
    return do_look_up(context, gateways, effect);
  }

  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random, Region::europe};
  Gateways gateways;
  int wants_ = 0;
};

TEST(Interleavings, the_books_balance_at_every_step_and_the_payment_ends_as_the_provider_has_it) {
  int captured = 0;
  int parts = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Life life(seed);
    for (int i = 0; i < 60; ++i) {
      const auto before = life.payment();
      life.step();
      const auto after = life.payment();
      ASSERT_THAT(life.faults(), testing::IsEmpty()) << "step " << i;
      ASSERT_GE(after.captured_minor, before.captured_minor);
      ASSERT_GE(after.refunded_minor, before.refunded_minor);
      ASSERT_LE(after.captured_minor, life.provider->truth.captured_minor) << "money that the provider never took";
      ASSERT_LE(after.refunded_minor, life.provider->truth.refunded_minor);
    }
    life.heal();
    const auto end = life.payment();
    const auto& truth = life.provider->truth;
    EXPECT_THAT(life.faults(), testing::IsEmpty());
    EXPECT_EQ(life.provider->sessions, 1);
    EXPECT_EQ(end.captured_minor, truth.captured_minor);
    EXPECT_EQ(end.refunded_minor, truth.refunded_minor);
    EXPECT_THAT(end.unresolved, testing::IsEmpty());
    EXPECT_NE(end.state, PaymentState::unknown);
    EXPECT_NE(end.state, PaymentState::created);
    captured += end.captured_minor > 0;
    parts += end.captured_minor > 0 && end.captured_minor < kAmount;
  }
  // The random orders reach what they are for.
  EXPECT_GT(captured, 100);
  EXPECT_GT(parts, 20);
}

}  // namespace
}  // namespace atelier::payment
