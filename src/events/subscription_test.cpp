#include "events/subscription.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/thread_executor.h"
#include "events/journal_writer.h"
#include "events/testing.h"
#include "storage/memory/memory_store.h"

namespace atelier::events {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;

// A store, and the parts of one process over it; restart() throws the parts away.
class SubscriptionTest : public ::testing::Test {
 protected:
  void SetUp() override { restart(); }
  void TearDown() override { stop(); }

  void restart() {
    stop();
    journal_ = std::make_unique<Journal>(context_);
    writer_ = std::make_unique<JournalWriter>(context_, *journal_, loop_, JournalWriter::Options{});
    run(writer_->run());
  }
  void stop() {
    for (auto& one : subscriptions_) one->stop();
    if (writer_) writer_->stop();
    loop_.run_until([&] { return running_ == 0; }, 1min);
    ASSERT_EQ(running_, 0);
    subscriptions_.clear();
  }
  void run(Task<void> task) {
    ++running_;
    loop_.post([this, task = std::make_shared<Task<void>>(std::move(task))] {
      spawn([](SubscriptionTest& test, std::shared_ptr<Task<void>> inner) -> Task<void> {
        co_await std::move(*inner);
        --test.running_;
      }(*this, task));
    });
  }
  Subscription& subscribe(Subscription::Options options, Subscription::Handler handler) {
    subscriptions_.push_back(std::make_unique<Subscription>(context_, *journal_, loop_, std::move(options), std::move(handler)));
    run(subscriptions_.back()->run());
    return *subscriptions_.back();
  }
  // Notes what comes.
  Subscription::Handler note(std::vector<std::string>& got) {
    return [&got](Message message) -> Task<Result<void>> {
      got.push_back(message.event.subject + ":" + message.event.type);
      co_return Result<void>{};
    };
  }

  void happen(std::string subject, std::vector<std::string> types, Region region = Region::europe) {
    Decision decision;
    for (auto& type : types) decision.events.push_back({.type = std::move(type), .subject = subject, .data = "{}"});
    ASSERT_TRUE(storage::is_committed(run_until_done(store_->commit(to_commit(std::move(decision), region, clock_.now(), random_)))));
  }
  // Of a consumer's partition ("hook/dead") in storage::kConsumers.
  std::vector<storage::Item> all(const std::string& partition) {
    return run_until_done(store_->query({.table = storage::kConsumers, .partition = "eu/" + partition, .limit = 1000})).value().items;
  }
  std::vector<DeadLetter> letters(const std::string& consumer) {
    std::vector<DeadLetter> found;
    for (const auto& item : all(consumer + "/dead")) found.push_back(*json::read_record<DeadLetter>(item.body, "letter"));
    return found;
  }
  // Runs the loop until a command is answered.
  template <class T>
  T command(Task<T> task) {
    std::optional<T> answer;
    loop_.post([&] { spawn(std::move(task), [&](T got) { answer.emplace(std::move(got)); }); });
    loop_.run_until([&] { return answer.has_value(); }, 1min);
    return std::move(*answer);
  }
  // Until `got` has that many, then a little longer: more would show.
  void expect_count(const std::vector<std::string>& got, std::size_t count, Milliseconds at_most = 10s) {
    loop_.run_until([&] { return got.size() >= count; }, at_most);
    loop_.run_for(1s);
    EXPECT_EQ(got.size(), count);
  }

  ManualClock clock_{from_unix_ms(1'795'000'000'000)};
  SeededRandom random_{7};
  storage::Faults faults_;
  std::unique_ptr<storage::Store> store_ = storage::make_memory_store(
      clock_, {.faults = {.on_commit = [this](const storage::Commit& c) { return faults_.on_commit ? faults_.on_commit(c) : storage::Fault::none; }},
               .feed_changes_kept = 3'000});
  Context context_{*store_, clock_, random_};
  testing::VirtualLoop loop_{clock_};
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<JournalWriter> writer_;
  std::vector<std::unique_ptr<Subscription>> subscriptions_;
  int running_ = 0;
};

TEST_F(SubscriptionTest, events_of_one_commit_come_in_the_order_of_the_decision) {
  std::vector<std::string> got;
  subscribe({.name = "mail"}, note(got));
  happen("ord_1", {"order.placed", "order.paid", "order.delivered", "order.closed"});
  expect_count(got, 4);
  EXPECT_THAT(got, ElementsAre("ord_1:order.placed", "ord_1:order.paid", "ord_1:order.delivered", "ord_1:order.closed"));
}

TEST_F(SubscriptionTest, only_types_with_a_wanted_prefix_come_and_the_cursor_passes_the_others) {
  std::vector<std::string> got;
  auto& mail = subscribe({.name = "mail", .types = {"order.paid", "delivery."}}, note(got));
  happen("a", {"order.placed", "order.paid", "payment.captured"});
  happen("b", {"delivery.collected", "order.paid_late"});
  happen("c", {"item.changed"});
  expect_count(got, 3);
  EXPECT_THAT(got, ElementsAre("a:order.paid", "b:delivery.collected", "b:order.paid_late"));
  EXPECT_EQ(mail.status().waiting, 0u);
  EXPECT_EQ(run_until_done(journal_->find(End{})).value(), mail.status().cursor);
}

TEST_F(SubscriptionTest, a_restart_goes_on_where_it_was) {
  std::vector<std::string> got;
  subscribe({.name = "mail"}, note(got));
  happen("a", {"one"});
  expect_count(got, 1);
  restart();
  happen("a", {"two"});
  loop_.run_for(24h);  // nobody listens
  subscribe({.name = "mail"}, note(got));
  expect_count(got, 2);
  EXPECT_THAT(got, ElementsAre("a:one", "a:two"));
}

TEST_F(SubscriptionTest, what_was_not_finished_at_a_restart_comes_again) {
  std::vector<std::string> got;
  happen("a", {"one", "two"});
  subscribe({.name = "mail"}, [&](Message message) -> Task<Result<void>> {
    got.push_back(message.event.type);
    if (message.event.type == "two") co_return fail(ErrorKind::unavailable, "down");
    co_return Result<void>{};
  });
  loop_.run_until([&] { return got.size() == 2; }, 10s);
  restart();
  got.clear();
  subscribe({.name = "mail"}, note(got));
  expect_count(got, 1);
  EXPECT_THAT(got, ElementsAre("a:two"));
}

TEST_F(SubscriptionTest, a_subject_that_fails_waits_and_others_go_on) {
  std::vector<std::string> got;
  bool up = false;
  subscribe({.name = "hook"}, [&](Message message) -> Task<Result<void>> {
    if (message.event.subject == "bad" && !up) co_return fail(ErrorKind::unavailable, "down");
    got.push_back(message.event.subject + ":" + message.event.type);
    co_return Result<void>{};
  });
  happen("bad", {"1", "2"});
  happen("good", {"1", "2"});
  loop_.run_for(5s);
  EXPECT_THAT(got, ElementsAre("good:1", "good:2"));
  up = true;
  loop_.run_for(1min);
  EXPECT_THAT(got, ElementsAre("good:1", "good:2", "bad:1", "bad:2"));
}

TEST_F(SubscriptionTest, it_begins_at_the_beginning_or_from_now_on_or_at_a_time) {
  happen("a", {"old"});
  loop_.run_for(1h);
  const Time noon = clock_.now();
  loop_.run_for(1s);
  happen("a", {"young"});
  loop_.run_for(1h);
  std::vector<std::string> all, later, none;
  subscribe({.name = "all"}, note(all));
  subscribe({.name = "later", .begin = noon}, note(later));
  subscribe({.name = "none", .begin = End{}}, note(none));
  expect_count(all, 2);
  EXPECT_THAT(later, ElementsAre("a:young"));
  EXPECT_TRUE(none.empty());
  restart();  // "from now on" is remembered though nothing came
  happen("a", {"new"});
  subscribe({.name = "none", .begin = End{}}, note(none));
  expect_count(none, 1);
}

TEST_F(SubscriptionTest, it_can_be_moved_back_and_forward) {
  std::vector<std::string> got;
  auto& hook = subscribe({.name = "hook"}, note(got));
  happen("a", {"1"});
  expect_count(got, 1);
  const auto move = [&](From from) { EXPECT_TRUE(command(hook.move_to(from))); };
  move(Beginning{});
  expect_count(got, 2);
  move(*parse_position("1.0"));
  expect_count(got, 3);
}

TEST_F(SubscriptionTest, ten_thousand_events_of_many_subjects_all_come_in_order_through_a_small_window) {
  std::map<std::string, int> next;
  int count = 0;
  subscribe({.name = "dwh", .window = 50}, [&](Message message) -> Task<Result<void>> {
    co_await sleep_for(Milliseconds{static_cast<int>(random_.below(3))});
    EXPECT_EQ(message.event.type, std::to_string(next[message.event.subject]++));
    ++count;
    co_return Result<void>{};
  });
  for (int i = 0; i < 10'000; i += 2) {
    const auto subject = "s" + std::to_string(i / 2 % 97);
    const int first = i / 2 / 97 * 2;
    happen(subject, {std::to_string(first), std::to_string(first + 1)});
    if (i % 1000 == 0) loop_.run_for(10ms);
  }
  loop_.run_until([&] { return count == 10'000; }, 10min);
  EXPECT_EQ(count, 10'000);
  loop_.run_for(1s);
  EXPECT_EQ(count, 10'000);
  EXPECT_EQ(subscriptions_.back()->status().failed_attempts, 0u) << subscriptions_.back()->status().last_error;
}

TEST_F(SubscriptionTest, a_lost_answer_of_the_journal_neither_loses_an_event_nor_doubles_it) {
  std::vector<std::string> got;
  subscribe({.name = "mail"}, note(got));
  loop_.run_for(1s);
  int lost = 0;
  faults_.on_commit = [&](const storage::Commit& commit) {
    if (storage::key_of(commit.operations.front()).table == storage::kJournal && lost < 4) {
      return ++lost % 2 == 0 ? storage::Fault::unknown_done : storage::Fault::unknown_not_done;
    }
    return storage::Fault::none;
  };
  for (int i = 0; i < 6; ++i) {
    happen("a", {std::to_string(i)});
    loop_.run_for(3s);
  }
  EXPECT_THAT(got, ElementsAre("a:0", "a:1", "a:2", "a:3", "a:4", "a:5"));
  EXPECT_EQ(lost, 4);
}

TEST_F(SubscriptionTest, events_that_the_feed_no_longer_has_are_found_by_a_repair) {
  std::vector<std::string> got;
  subscribe({.name = "mail"}, note(got));
  happen("a", {"before"});
  expect_count(got, 1);
  stop();
  clock_.advance(1h);
  for (int i = 0; i < 4'000; ++i) happen("s" + std::to_string(i), {"x"});  // more than the feed keeps
  restart();
  subscribe({.name = "mail"}, note(got));
  expect_count(got, 4'002, 1min);  // the last minutes before the gap come once more: "before", with the same id
  EXPECT_EQ(std::set<std::string>(got.begin(), got.end()).size(), 4'001u);
}

TEST_F(SubscriptionTest, another_regions_events_are_that_regions_to_tell) {
  std::vector<std::string> got;
  subscribe({.name = "mail"}, note(got));
  happen("a", {"here"});
  happen("b", {"there"}, Region::asia);
  expect_count(got, 1);
  EXPECT_THAT(got, ElementsAre("a:here"));
}

TEST_F(SubscriptionTest, changes_of_another_table_become_events_of_their_newest_state) {
  stop();
  journal_ = std::make_unique<Journal>(context_);
  writer_ = std::make_unique<JournalWriter>(context_, *journal_, loop_, JournalWriter::Options{});
  writer_->derive(storage::kStock, [](const storage::Change& change) -> std::optional<Event> {
    return Event{.type = "stock.changed", .subject = change.key.partition, .data = std::to_string(change.now->counter("available"))};
  });
  run(writer_->run());
  std::vector<std::string> got;
  subscribe({.name = "erp"}, [&](Message message) -> Task<Result<void>> {
    got.push_back(message.event.subject + "=" + message.event.data.text);
    co_return Result<void>{};
  });
  loop_.run_for(1s);
  for (int i = 1; i <= 3; ++i) {
    storage::Commit commit;
    commit.add(storage::Put{.key = {storage::kStock, "SKU", "region/eu"}, .counters = {{"available", i}}});
    ASSERT_TRUE(storage::is_committed(run_until_done(store_->commit(std::move(commit)))));
  }
  expect_count(got, 1);
  EXPECT_THAT(got, ElementsAre("SKU=3"));
}

TEST_F(SubscriptionTest, a_page_that_is_not_kept_any_longer_is_passed_and_said) {
  happen("a", {"ancient"});
  loop_.run_for(1s);
  clock_.advance(24h * 91);
  happen("a", {"new"});
  std::vector<std::string> got;
  subscribe({.name = "mail", .begin = Position{1, 0}}, note(got));
  expect_count(got, 1);
  EXPECT_THAT(got, ElementsAre("a:new"));
}

// --- a receiver that fails ---

TEST_F(SubscriptionTest, a_receiver_that_is_down_for_a_day_gets_everything_afterwards_in_order_and_nothing_is_given_up) {
  std::vector<std::string> got, other;
  bool up = true;
  int calls = 0;
  auto& hook = subscribe({.name = "hook"}, [&](Message message) -> Task<Result<void>> {
    ++calls;
    if (!up) co_return fail(ErrorKind::unavailable, "connect_failed");
    got.push_back(message.event.subject + ":" + message.event.type);
    co_return Result<void>{};
  });
  subscribe({.name = "other"}, note(other));
  happen("a", {"0"});
  expect_count(got, 1);
  up = false;
  calls = 0;
  for (int i = 1; i <= 3'000; ++i) {
    happen("s" + std::to_string(i % 7), {std::to_string(i)});
    loop_.run_for(28'800ms);  // a day
  }
  EXPECT_EQ(other.size(), 3'001u);  // nobody else waits
  EXPECT_TRUE(hook.status().down_since);
  EXPECT_EQ(hook.status().parked_subjects, 0u);
  EXPECT_LE(hook.status().waiting, 1'000u);  // its queue is its cursor
  EXPECT_LE(calls, 24 * 60 * 2 + 100);       // asked about once a minute, not once an event
  up = true;
  loop_.run_for(2min);
  ASSERT_EQ(got.size(), 3'001u);
  std::map<std::string, int> last;
  for (const auto& one : got) {
    const auto colon = one.find(':');
    auto& before = last[one.substr(0, colon)];
    const int number = std::stoi(one.substr(colon + 1));
    EXPECT_GE(number, before);
    before = number;
  }
  EXPECT_FALSE(hook.status().down_since);
  EXPECT_TRUE(letters("hook").empty());
}

TEST_F(SubscriptionTest, a_refused_event_is_set_aside_with_its_subject_and_the_cursor_moves_on_even_over_a_restart) {
  std::vector<std::string> got;
  bool good = false;
  const auto handler = [&](Message message) -> Task<Result<void>> {
    if (message.event.subject == "bad" && !good) co_return fail(ErrorKind::denied, "status_400");
    got.push_back(message.event.subject + ":" + message.event.type);
    co_return Result<void>{};
  };
  auto& hook = subscribe({.name = "hook"}, handler);
  happen("bad", {"1", "2"});
  happen("good", {"1"});
  loop_.run_for(10s);
  happen("bad", {"3"});
  happen("good", {"2"});
  loop_.run_for(10s);
  EXPECT_THAT(got, ElementsAre("good:1", "good:2"));
  EXPECT_EQ(hook.status().parked_subjects, 1u);
  EXPECT_EQ(hook.status().parked_events, 3u);
  EXPECT_EQ(hook.status().cursor, run_until_done(journal_->find(End{})).value());
  restart();
  good = true;
  subscribe({.name = "hook"}, handler);
  happen("bad", {"4"});
  loop_.run_for(1h);
  EXPECT_THAT(got, ElementsAre("good:1", "good:2", "bad:1", "bad:2", "bad:3", "bad:4"));
  EXPECT_TRUE(all("hook/parked").empty());
}

TEST_F(SubscriptionTest, what_is_refused_for_three_days_becomes_a_dead_letter_and_can_be_sent_again) {
  std::vector<std::string> got;
  bool good = false;
  auto& hook = subscribe({.name = "hook"}, [&](Message message) -> Task<Result<void>> {
    if (message.event.type == "poison" && !good) co_return fail(ErrorKind::denied, "status_422");
    got.push_back(message.event.subject + ":" + message.event.type);
    co_return Result<void>{};
  });
  happen("a", {"poison", "next"});
  happen("b", {"poison"});
  loop_.run_for(24h * 3 + 2h);
  EXPECT_THAT(got, ElementsAre("a:next"));  // its subject goes on
  const auto dead = letters("hook");
  ASSERT_EQ(dead.size(), 2u);
  EXPECT_EQ(dead[0].subject, "a");
  EXPECT_EQ(dead[0].type, "poison");
  EXPECT_EQ(dead[0].last_error, "status_422");
  EXPECT_GT(dead[0].attempts, 70);  // hourly at last
  EXPECT_LT(dead[0].attempts, 200);

  good = true;
  EXPECT_EQ(command(hook.resend(*parse_position(dead[0].at))).value(), 1u);
  loop_.run_for(2s);
  EXPECT_THAT(got, ElementsAre("a:next", "a:poison"));
  EXPECT_EQ(letters("hook").size(), 1u);
  EXPECT_EQ(command(hook.resend(std::nullopt)).value(), 1u);
  loop_.run_for(2s);
  EXPECT_THAT(got, ElementsAre("a:next", "a:poison", "b:poison"));
  EXPECT_TRUE(letters("hook").empty());
  EXPECT_TRUE(all("hook/parked").empty());
}

TEST_F(SubscriptionTest, an_endpoint_that_refuses_everything_keeps_its_cursor_instead_of_filling_dead_letters) {
  std::vector<std::string> got;
  bool good = false;
  auto& hook = subscribe({.name = "hook"}, [&](Message message) -> Task<Result<void>> {
    if (!good) co_return fail(ErrorKind::denied, "status_401");
    got.push_back(message.event.subject);
    co_return Result<void>{};
  });
  for (int i = 0; i < 5'000; ++i) happen("s" + std::to_string(i), {"x"});
  loop_.run_for(24h * 5);
  EXPECT_TRUE(hook.status().down_since);
  EXPECT_LT(hook.status().parked_subjects, 100u);
  EXPECT_TRUE(letters("hook").empty());
  good = true;
  loop_.run_for(2h);
  EXPECT_EQ(std::set<std::string>(got.begin(), got.end()).size(), 5'000u);
}

TEST_F(SubscriptionTest, the_store_that_loses_answers_never_makes_the_cursor_pass_what_was_not_delivered) {
  std::map<std::string, std::vector<int>> got;
  int n = 0;
  faults_.on_commit = [&](const storage::Commit& commit) {
    const auto table = storage::key_of(commit.operations.front()).table;
    if (!(table == storage::kConsumers) || random_.below(3) != 0) return storage::Fault::none;
    return random_.below(2) == 0 ? storage::Fault::unknown_done : storage::Fault::unknown_not_done;
  };
  const auto handler = [&](Message message) -> Task<Result<void>> {
    if (random_.below(4) == 0) co_return fail(random_.below(2) == 0 ? ErrorKind::denied : ErrorKind::unavailable, "chance");
    co_await sleep_for(Milliseconds{static_cast<int>(random_.below(50))});
    got[message.event.subject].push_back(std::stoi(message.event.type));
    co_return Result<void>{};
  };
  subscribe({.name = "hook"}, handler);
  loop_.run_for(1s);
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 50; ++i) happen("s" + std::to_string(n % 10), {std::to_string(n / 10)}), ++n;
    loop_.run_for(Milliseconds{static_cast<int>(random_.below(3'000))});
    restart();
    subscribe({.name = "hook"}, handler);
  }
  loop_.run_for(24h);
  for (const auto& [subject, numbers] : got) {
    // At least once, and the first time of each in order.
    int next = 0;
    for (const int number : numbers) {
      EXPECT_LE(number, next) << subject;
      next = std::max(next, number + 1);
    }
    EXPECT_EQ(next, 100) << subject;
  }
  EXPECT_EQ(got.size(), 10u);
}

}  // namespace
}  // namespace atelier::events
