#include "events/relay.h"

#include <gtest/gtest.h>

#include <utility>

#include "base/thread_executor.h"
#include "storage/memory/memory_store.h"

namespace atelier::events {
namespace {

class RelayTest : public testing::Test {
 protected:
  void leave(std::string kind, std::string key, Milliseconds delay = {}) {
    Decision decision;
    decision.effects.push_back({.kind = std::move(kind), .key = std::move(key), .data = "{}", .delay = delay});
    const auto outcome = run_until_done(store_->commit(to_commit(std::move(decision), Region::europe, clock_.now(), random_)));
    ASSERT_TRUE(storage::is_committed(outcome));
  }

  std::size_t outbox_size() {
    auto page = run_until_done(store_->scan({.table = storage::kEffects}));
    return page->items.size();
  }

  // Runs the relay until `done` is true or two seconds have passed.
  void run_relay(Relay& relay, const std::function<bool()>& done) {
    bool ended = false;
    spawn([](Relay& r, bool& flag) -> Task<void> {
      co_await r.run();
      flag = true;
    }(relay, ended));
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    spawn([](const std::function<bool()>& is_done, std::chrono::steady_clock::time_point until, Relay& r, LoopExecutor& loop) -> Task<void> {
      co_await resume_on(loop);
      while (!is_done() && std::chrono::steady_clock::now() < until) co_await sleep_for(Milliseconds{2});
      r.stop();
    }(done, give_up, relay, loop_));
    loop_.run_until([&] { return ended; });
  }

  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<storage::Store> store_ = storage::make_memory_store(clock_);
  Context context_{*store_, clock_, random_};
  LoopExecutor loop_;
};

TEST_F(RelayTest, what_was_left_before_a_restart_and_what_comes_after_is_done_once_and_deleted) {
  leave("mail", "before");
  Relay relay(context_, loop_, {});
  std::vector<std::string> done;
  relay.handle("mail", [&](EffectRecord effect) -> Task<Result<void>> {
    done.push_back(effect.key);
    if (effect.key == "before") leave("mail", "after");
    co_return Result<void>{};
  });
  run_relay(relay, [&] { return done.size() == 2 && relay.status().done == 2; });
  EXPECT_EQ(done, (std::vector<std::string>{"before", "after"}));
  EXPECT_EQ(outbox_size(), 0u);
}

TEST_F(RelayTest, an_effect_that_fails_is_done_again_and_keeps_its_last_error) {
  Relay relay(context_, loop_, {.retry_first = Milliseconds{20}});
  int attempts = 0;
  relay.handle("charge", [&](EffectRecord effect) -> Task<Result<void>> {
    EXPECT_EQ(effect.attempts, attempts);
    if (attempts++ < 2) co_return fail(ErrorKind::unavailable, "provider_down");
    EXPECT_EQ(effect.last_error, "provider_down");
    co_return Result<void>{};
  });
  leave("charge", "pay_1");
  run_relay(relay, [&] { return relay.status().done == 1; });
  EXPECT_EQ(attempts, 3);
  EXPECT_EQ(relay.status().failed_attempts, 2u);
}

TEST_F(RelayTest, an_effect_is_not_done_before_it_is_due) {
  Relay relay(context_, loop_, {});
  Time done_at{};
  relay.handle("expire", [&](EffectRecord) -> Task<Result<void>> {
    done_at = clock_.now();
    co_return Result<void>{};
  });
  const Time left_at = clock_.now();
  leave("expire", "res_1", Milliseconds{120});
  run_relay(relay, [&] { return done_at != Time{}; });
  EXPECT_GE(done_at - left_at, Milliseconds{120});
}

TEST_F(RelayTest, an_effect_that_nobody_handles_is_kept) {
  Relay relay(context_, loop_, {});
  leave("unheard_of", "x");
  run_relay(relay, [&] { return relay.status().failed_attempts == 1; });
  EXPECT_EQ(outbox_size(), 1u);
}

TEST_F(RelayTest, effects_that_are_done_at_once_do_not_pile_up_on_the_stack) {
  constexpr std::uint64_t kMany = 50'000;
  for (std::uint64_t left = 0; left < kMany; left += 100) {
    Decision decision;
    for (int i = 0; i < 100; ++i) decision.effects.push_back({.kind = "expire", .key = "x", .data = "{}"});
    ASSERT_TRUE(storage::is_committed(run_until_done(store_->commit(to_commit(std::move(decision), Region::europe, clock_.now(), random_)))));
  }
  Relay relay(context_, loop_, {});
  relay.handle("expire", [](EffectRecord) -> Task<Result<void>> { co_return Result<void>{}; });
  run_relay(relay, [&] { return relay.status().done == kMany; });
  EXPECT_EQ(relay.status().done, kMany);
  EXPECT_EQ(outbox_size(), 0u);
}

TEST_F(RelayTest, slow_mail_keeps_nobody_from_the_providers_page) {
  Relay relay(context_, loop_, {.max_in_flight = 2});
  std::vector<Completion<Result<void>>::Resolver> letters;
  bool page_asked_for = false;
  relay.handle("letter", [&](EffectRecord) -> Task<Result<void>> {
    Completion<Result<void>> sent;
    letters.push_back(sent.resolver());
    co_return co_await sent;
  });
  relay.handle("payment.create", [&](EffectRecord) -> Task<Result<void>> {
    page_asked_for = true;
    co_return Result<void>{};
  });
  for (int i = 0; i < 5; ++i) leave("letter", std::to_string(i));
  leave("payment.create", "pay_1");
  run_relay(relay, [&] {
    const bool two_at_once = letters.size() <= 2 || relay.status().done > 0;
    EXPECT_TRUE(two_at_once);
    if (page_asked_for && relay.status().done < 6) {
      for (auto& letter : std::exchange(letters, {})) letter(Result<void>{});
    }
    return relay.status().done == 6;
  });
  EXPECT_TRUE(page_asked_for);
  EXPECT_EQ(relay.status().done, 6u);
}

}  // namespace
}  // namespace atelier::events
