// What every adapter of the store port must do. An adapter is finished when this suite passes over it.
//
// To add an adapter, give a StoreUnderTest that opens it empty, and instantiate the suite with a factory
// (store_adapters_test.cpp).
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/thread_executor.h"
#include "storage/store.h"

namespace atelier::storage::conformance {

class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual Store& store() = 0;
  // Closes and opens it again over the same data. False: it keeps nothing (memory).
  virtual bool reopen() = 0;

  ManualClock clock{from_unix_ms(1'790'000'000'000)};
};

struct Adapter {
  std::string name;
  // feed_kept: about how many commits the feed keeps; 0: the adapter's own bound.
  std::function<std::unique_ptr<StoreUnderTest>(std::size_t feed_kept)> make;
};

// Tables of the tests' own; the house's rooms have ids below 200.
inline constexpr Table kFed{.id = 251, .name = "conformance_fed", .in_feed = true};
inline constexpr Table kQuiet{.id = 252, .name = "conformance_quiet", .in_feed = false};

class StoreConformance : public testing::TestWithParam<Adapter> {
 protected:
  void SetUp() override { open(0); }
  void open(std::size_t feed_kept) {
    under_test_.reset();
    under_test_ = GetParam().make(feed_kept);
  }
  Store& store() { return under_test_->store(); }
  ManualClock& clock() { return under_test_->clock; }
  bool reopen() { return under_test_->reopen(); }

  CommitOutcome commit(std::vector<Operation> operations) {
    return run_until_done(store().commit(Commit{std::move(operations)}));
  }
  bool committed(std::vector<Operation> operations) { return is_committed(commit(std::move(operations))); }
  // The index of the refused operation; -1 where it is no conflict.
  int conflict_at(std::vector<Operation> operations) {
    const auto outcome = commit(std::move(operations));
    const auto* conflict = std::get_if<Conflict>(&outcome);
    return conflict ? static_cast<int>(conflict->operation) : -1;
  }
  // The code of the error; "" where there is none.
  std::string error_of(std::vector<Operation> operations) {
    const auto outcome = commit(std::move(operations));
    const auto* unavailable = std::get_if<Unavailable>(&outcome);
    return unavailable ? unavailable->error.code : "";
  }
  std::optional<Item> get(Key key) { return run_until_done(store().get(std::move(key))).value(); }
  Page query(Query query) { return run_until_done(store().query(std::move(query))).value(); }
  // Sort keys of all pages of `limit`.
  std::vector<std::string> sorts_of(Query by);
  FeedPosition feed_end() { return run_until_done(store().feed_end()).value(); }
  Result<FeedPage> read_feed(FeedPosition from, std::size_t limit = 1000) {
    return run_until_done(store().read_feed(std::move(from), limit));
  }

 private:
  std::unique_ptr<StoreUnderTest> under_test_;
};

}  // namespace atelier::storage::conformance
