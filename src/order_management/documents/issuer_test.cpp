// Numbers: no gap and no double, whoever asks at once, however often, and whatever is lost between.
#include "order_management/documents/issuer.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "base/thread_executor.h"
#include "events/records.h"
#include "order_management/documents/check_documents.h"
#include "order_management/documents/testing.h"
#include "storage/memory/memory_store.h"

namespace atelier::order_management::documents {
namespace {

using namespace testing;
using storage::Fault;

struct IssuerTest : ::testing::Test {
  ManualClock clock{kNow};
  SeededRandom random{21};
  storage::Faults faults;
  std::unique_ptr<storage::Store> store = storage::make_memory_store(
      clock, {.faults = {.on_commit = [this](const storage::Commit& c) { return faults.on_commit ? faults.on_commit(c) : Fault::none; },
                         .delay = [this] { return faults.delay ? faults.delay() : Milliseconds{0}; }}});
  SystemRandom any;
  events::Context context{*store, clock, any, Region::europe};

  // With its order in the store, as check_documents wants it.
  Document draft(const std::string& market = "fr") {
    const auto order = random_order(random, market);
    run_until_done(store->commit(storage::Commit{}.add(storage::Put{.key = order_key(order.id), .body = json::write(order)})));
    return invoice_of(order, *house().rules.sellers.find_market(market), house().addresses);
  }
  void expect_no_fault(std::size_t documents) {
    const auto checked = run_until_done(check_documents(*store));
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->documents, documents);
    for (const auto& fault : checked->faults) ADD_FAILURE() << fault;
  }
};

TEST_F(IssuerTest, numbers_follow_one_another_by_seller_kind_and_year) {
  Issuer issuer(context);
  const auto first = run_until_done(issuer.issue(draft())).value();
  EXPECT_EQ(first.number, "MVFR-2026-000001");
  EXPECT_EQ(first.issued_on, "2026-11-23");
  EXPECT_EQ(run_until_done(issuer.issue(draft("it"))).value().number, "MVFR-2026-000002");
  EXPECT_EQ(run_until_done(issuer.issue(draft("gb"))).value().number, "MVGB-2026-000001");
  SeededRandom chance(1);
  auto note = credit_note_of(first, some_of(first, chance));
  EXPECT_EQ(run_until_done(issuer.issue(note)).value().number, "MVFR-C-2026-000001");
  clock.set(from_unix_ms(1'798'758'000'000));  // 2026-12-31T23:00:00Z: midnight in Paris
  EXPECT_EQ(run_until_done(issuer.issue(draft())).value().number, "MVFR-2027-000001");
  EXPECT_EQ(run_until_done(issuer.issue(draft("gb"))).value().number, "MVGB-2026-000002");
  expect_no_fault(6);
}

TEST_F(IssuerTest, asked_again_it_is_the_same_document_and_the_first_words_stay) {
  Issuer issuer(context);
  auto wanted = draft();
  const auto first = run_until_done(issuer.issue(wanted)).value();
  clock.advance(std::chrono::hours(48));
  wanted.buyer.name = "Somebody else";
  const auto again = run_until_done(Issuer(context).issue(wanted)).value();
  EXPECT_EQ(json::write(again), json::write(first));
  expect_no_fault(1);
}

TEST_F(IssuerTest, dates_never_go_back_within_a_series) {
  Issuer issuer(context);
  ASSERT_TRUE(run_until_done(issuer.issue(draft())));
  clock.set(kNow - std::chrono::hours(72));
  EXPECT_EQ(run_until_done(issuer.issue(draft())).value().issued_on, "2026-11-23");
  expect_no_fault(2);
}

// Answers are lost after the commit and before it, stores throttle, transactions meet; a caller whose error is an operation's asks again.
TEST_F(IssuerTest, lost_answers_and_refused_commits_leave_no_gap_and_no_double) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    SeededRandom chance(seed);
    Issuer issuer(context);
    for (int i = 0; i < 20; ++i) {
      const auto wanted = draft();
      faults.on_commit = [&](const storage::Commit&) {
        static constexpr Fault kAll[] = {Fault::none, Fault::conflict, Fault::throttled, Fault::unavailable, Fault::unknown_done, Fault::unknown_not_done};
        return kAll[chance.below(std::size(kAll))];
      };
      Result<Document> issued = fail(ErrorKind::internal, "not_asked");
      for (int attempt = 0; attempt < 50 && !issued; ++attempt) issued = run_until_done(issuer.issue(wanted));
      faults.on_commit = nullptr;
      ASSERT_TRUE(issued) << issued.error().code;
    }
  }
  expect_no_fault(400);
}

// Eight threads, each with an issuer of its own as eight processes would have, and every order asked for twice.
TEST_F(IssuerTest, many_at_once_leave_no_gap_and_no_double) {
  constexpr int kThreads = 8;
  constexpr int kEach = 25;
  std::vector<Document> drafts;
  for (int i = 0; i < kThreads * kEach; ++i) drafts.push_back(draft());
  std::mutex mutex;
  std::multiset<std::string> numbers;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      Issuer own(context);
      for (int i = 0; i < 2 * kEach; ++i) {
        const auto& wanted = drafts[static_cast<std::size_t>((t * kEach + i) % (kThreads * kEach))];
        Result<Document> issued = fail(ErrorKind::internal, "not_asked");
        while (!issued) issued = run_until_done(own.issue(wanted));
        std::lock_guard lock(mutex);
        numbers.insert(issued->number);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(numbers.begin(), numbers.end()).size(), static_cast<std::size_t>(kThreads * kEach));
  expect_no_fault(kThreads * kEach);
}

// Callers of one process who come while a commit is on its way share the next one.
TEST_F(IssuerTest, those_who_come_together_share_a_commit) {
  faults.delay = [] { return Milliseconds{1}; };
  int commits = 0;
  constexpr int kCallers = 64;
  std::vector<Document> drafts;
  for (int i = 0; i < kCallers; ++i) drafts.push_back(draft());
  faults.on_commit = [&](const storage::Commit&) { return ++commits, Fault::none; };
  Issuer issuer(context);
  int answered = 0;
  LoopExecutor loop;
  loop.post([&] {
    for (auto& wanted : drafts) spawn(issuer.issue(wanted), [&](Result<Document> issued) { answered += issued ? 1 : 0; });
  });
  loop.run_until([&] { return answered == kCallers; });
  EXPECT_LE(commits, 1 + kCallers / static_cast<int>(Issuer::kMostAtOnce));
  faults = {};
  expect_no_fault(kCallers);
}

TEST_F(IssuerTest, a_gap_a_double_and_a_wrong_total_are_found) {
  Issuer issuer(context);
  std::vector<Document> issued;
  for (int i = 0; i < 4; ++i) issued.push_back(run_until_done(issuer.issue(draft())).value());
  run_until_done(store->commit(storage::Commit{}.add(storage::Delete{.key = document_key(issued[1].series, 2)})));
  auto changed = issued[2];
  changed.lines[0].gross.amount_minor += 1;
  run_until_done(store->commit(storage::Commit{}.add(storage::Put{.key = document_key(issued[2].series, 3), .body = json::write(changed)})));
  const auto checked = run_until_done(check_documents(*store)).value();
  EXPECT_GE(checked.faults.size(), 2u);
  EXPECT_TRUE(std::ranges::any_of(checked.faults, [](const auto& fault) { return fault.contains("000002"); }));
}

}  // namespace
}  // namespace atelier::order_management::documents
