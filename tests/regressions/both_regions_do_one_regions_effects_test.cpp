// Found by the simulation with two regions (seeds 1, 2, 4, 5 and 7 of its first night): the outbox is copied to the other region like every
// item, and the relay there did its effects, too. Both regions then wrote the same order, reservation and stock.
#include <gtest/gtest.h>

#include <map>

#include "base/thread_executor.h"
#include "events/relay.h"
#include "storage/memory/memory_store.h"

namespace atelier {
namespace {

class TwoRegions : public testing::Test {
 protected:
  void leave(Region region, std::string kind) {
    events::Decision decision;
    decision.effects.push_back({.kind = kind, .key = kind, .data = "{}"});
    ASSERT_TRUE(storage::is_committed(run_until_done(store_->commit(events::to_commit(std::move(decision), region, clock_.now(), random_)))));
  }
  // Runs Asia's relay for a moment, past its first look at the outbox.
  void run_asia(const std::function<bool()>& until) {
    bool ended = false;
    spawn([](events::Relay& relay, bool& flag) -> Task<void> {
      co_await relay.run();
      flag = true;
    }(relay_, ended));
    spawn([](const std::function<bool()>& done, events::Relay& relay, LoopExecutor& loop) -> Task<void> {
      co_await resume_on(loop);
      for (int i = 0; i < 1000 && !done(); ++i) co_await sleep_for(Milliseconds{2});
      relay.stop();
    }(until, relay_, loop_));
    loop_.run_until([&] { return ended; });
  }
  std::size_t outbox() { return run_until_done(store_->scan({.table = storage::kEffects}))->items.size(); }
  void handle(std::map<std::string, int>& done, const std::string& kind, bool arrival = false) {
    auto note = [&done, kind](events::EffectRecord) -> Task<Result<void>> {
      ++done[kind];
      co_return Result<void>{};
    };
    arrival ? relay_.handle_arrival(kind, note) : relay_.handle(kind, note);
  }

  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<storage::Store> store_ = storage::make_memory_store(clock_);
  events::Context asia_{*store_, clock_, random_, Region::asia};
  LoopExecutor loop_;
  events::Relay relay_{asia_, loop_, {.own_region_only = true}};
};

TEST_F(TwoRegions, each_does_its_own_effects_and_leaves_the_others_alone) {
  std::map<std::string, int> done;
  handle(done, "europes");
  handle(done, "asias");
  leave(Region::europe, "europes");
  leave(Region::asia, "asias");
  run_asia([&] { return relay_.status().done == 1; });
  EXPECT_EQ(done, (std::map<std::string, int>{{"asias", 1}}));
  EXPECT_EQ(outbox(), 1u);
}

TEST_F(TwoRegions, what_arrives_from_the_other_is_taken_in_once_and_stays_the_others_record) {
  std::map<std::string, int> done;
  handle(done, "transfer", true);
  leave(Region::europe, "transfer");
  run_asia([&] { return relay_.status().done >= 1; });
  EXPECT_EQ(done["transfer"], 1);
  EXPECT_EQ(outbox(), 1u);
}

}  // namespace
}  // namespace atelier
