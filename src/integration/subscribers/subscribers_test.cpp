#include "integration/subscribers/subscribers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/thread_executor.h"
#include "events/journal_writer.h"
#include "events/testing.h"
#include "integration/subscribers/address_policy.h"
#include "integration/subscribers/signature.h"
#include "storage/memory/memory_store.h"

namespace atelier::integration {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Answers as the test says, by URL, and notes what was sent.
class NotingClient final : public http::Client {
 public:
  Task<Result<http::ClientResponse>> send(http::ClientRequest request) override {
    auto answer = on_call(request);
    sent.push_back(std::move(request));
    co_return answer;
  }
  std::function<Result<http::ClientResponse>(const http::ClientRequest&)> on_call = [](const auto&) { return http::ClientResponse{.status = 204}; };
  std::vector<http::ClientRequest> sent;
};

std::string_view header(const http::ClientRequest& request, std::string_view name) {
  for (const auto& [held, value] : request.headers) {
    if (held == name) return value;
  }
  return {};
}

class SubscribersTest : public ::testing::Test {
 protected:
  void SetUp() override {
    run(writer_.run());
    run(subscribers_.run());
    loop_.run_for(1s);  // the journal has begun
  }
  void TearDown() override {
    subscribers_.stop();
    writer_.stop();
    loop_.run_until([&] { return running_ == 0; }, 1min);
    ASSERT_EQ(running_, 0);
  }
  void run(Task<void> task) {
    ++running_;
    loop_.post([this, task = std::make_shared<Task<void>>(std::move(task))] {
      spawn([](SubscribersTest& test, std::shared_ptr<Task<void>> inner) -> Task<void> {
        co_await std::move(*inner);
        --test.running_;
      }(*this, task));
    });
  }
  template <class T>
  T ask(Task<T> task) {
    std::optional<T> answer;
    loop_.post([&] { spawn(std::move(task), [&](T got) { answer.emplace(std::move(got)); }); });
    loop_.run_until([&] { return answer.has_value(); }, 1min);
    return std::move(*answer);
  }
  SubscriberWithSecret create(std::string url, std::vector<std::string> types = {}) {
    auto made = ask(subscribers_.create({.name = "Warehouse", .url = std::move(url), .types = std::move(types), .from = events::Beginning{}}));
    EXPECT_TRUE(made && std::holds_alternative<SubscriberWithSecret>(*made));
    return std::get<SubscriberWithSecret>(*made);
  }
  void happen(std::string subject, std::string type, std::string data = "{}") {
    events::Decision decision;
    decision.events.push_back({.type = std::move(type), .subject = std::move(subject), .data = std::move(data)});
    ASSERT_TRUE(storage::is_committed(run_until_done(store_->commit(events::to_commit(std::move(decision), Region::europe, clock_.now(), random_)))));
    loop_.run_for(1s);
  }

  ManualClock clock_{from_unix_ms(1'795'000'000'000)};
  SeededRandom random_{3};
  std::unique_ptr<storage::Store> store_ = storage::make_memory_store(clock_);
  events::Context context_{*store_, clock_, random_};
  events::testing::VirtualLoop loop_{clock_};
  events::Journal journal_{context_};
  events::JournalWriter writer_{context_, journal_, loop_, {}};
  NotingClient client_;
  Subscribers subscribers_{context_, journal_, loop_, client_,
                           {.sender = {.source = {.source = "https://shop.example/regions/eu", .schema_base = "https://shop.example/openapi.json#/components/schemas/"},
                                       .secret_key = std::string(32, 'k')}}};
  int running_ = 0;
};

TEST_F(SubscribersTest, an_event_is_posted_as_a_signed_cloud_event) {
  const auto made = create("https://warehouse.example/hook", {"house.order."});
  happen("ord_1", "order.paid", R"({"number":"MV-26-1"})");
  happen("ord_1", "payment.captured");
  ASSERT_EQ(client_.sent.size(), 1u);
  const auto& request = client_.sent[0];
  EXPECT_EQ(request.url, "https://warehouse.example/hook");
  EXPECT_EQ(header(request, "Content-Type"), "application/cloudevents+json; charset=utf-8");
  for (const auto* part : {R"("specversion":"1.0")", R"("type":"house.order.paid")", R"("source":"https://shop.example/regions/eu")", R"("subject":"ord_1")",
                           R"("dataschema":"https://shop.example/openapi.json#/components/schemas/OrderEventData")", R"("data":{"number":"MV-26-1"})"}) {
    EXPECT_THAT(request.body, HasSubstr(part));
  }
  const WebhookHeaders headers{header(request, "webhook-id"), header(request, "webhook-timestamp"), header(request, "webhook-signature")};
  EXPECT_THAT(request.body, HasSubstr(R"("id":")" + std::string(headers.id)));
  EXPECT_TRUE(verify_message(std::vector{*read_secret(made.secret)}, headers, request.body, clock_.now()));
}

TEST_F(SubscribersTest, a_repeat_has_the_same_id_and_a_new_timestamp) {
  create("https://warehouse.example/hook");
  int calls = 0;
  client_.on_call = [&](const auto&) -> Result<http::ClientResponse> {
    return http::ClientResponse{.status = calls++ == 0 ? 503 : 200};
  };
  happen("ord_1", "order.paid");
  loop_.run_for(5s);
  ASSERT_EQ(client_.sent.size(), 2u);
  EXPECT_EQ(header(client_.sent[0], "webhook-id"), header(client_.sent[1], "webhook-id"));
  EXPECT_EQ(client_.sent[0].body, client_.sent[1].body);
}

TEST_F(SubscribersTest, for_a_day_after_a_change_both_secrets_sign_then_only_the_new_one) {
  const auto made = create("https://warehouse.example/hook");
  const auto changed = ask(subscribers_.rotate_secret(made.subscriber.id));
  ASSERT_TRUE(changed);
  EXPECT_NE(changed->secret, made.secret);
  const auto verifies = [&](const http::ClientRequest& request, const std::string& secret) {
    const WebhookHeaders headers{header(request, "webhook-id"), header(request, "webhook-timestamp"), header(request, "webhook-signature")};
    return verify_message(std::vector{*read_secret(secret)}, headers, request.body, clock_.now()).has_value();
  };
  happen("a", "order.paid");
  EXPECT_TRUE(verifies(client_.sent.back(), made.secret));
  EXPECT_TRUE(verifies(client_.sent.back(), changed->secret));
  clock_.advance(24h);
  happen("a", "order.closed");
  EXPECT_FALSE(verifies(client_.sent.back(), made.secret));
  EXPECT_TRUE(verifies(client_.sent.back(), changed->secret));
}

TEST_F(SubscribersTest, one_who_is_away_does_not_hold_up_another) {
  create("https://away.example/hook");
  create("https://steady.example/hook");
  client_.on_call = [](const http::ClientRequest& request) -> Result<http::ClientResponse> {
    if (request.url.starts_with("https://away")) return fail(ErrorKind::unavailable, "connect_failed");
    return http::ClientResponse{.status = 200};
  };
  for (int i = 0; i < 50; ++i) happen("s" + std::to_string(i), "order.paid");
  const auto taken = std::ranges::count_if(client_.sent, [](const auto& request) { return request.url.starts_with("https://steady"); });
  EXPECT_EQ(taken, 50);
}

TEST_F(SubscribersTest, one_who_is_removed_leaves_nothing_behind) {
  const auto made = create("https://warehouse.example/hook");
  client_.on_call = [](const auto&) -> Result<http::ClientResponse> { return http::ClientResponse{.status = 400}; };
  happen("a", "order.paid");
  loop_.run_for(1min);
  EXPECT_EQ(subscribers_.status(made.subscriber.id).consumer.parked_events, 1u);
  ASSERT_TRUE(ask(subscribers_.remove(made.subscriber.id)));
  const auto left = run_until_done(store_->scan({.table = storage::kConsumers})).value();
  EXPECT_TRUE(left.items.empty());
  const auto calls = client_.sent.size();
  happen("b", "order.paid");
  EXPECT_EQ(client_.sent.size(), calls);
}

// Made while the others are loaded from the store: it must not run twice. Hangs where one is left behind.
TEST(SubscribersThreads, who_calls_goes_on_on_its_own_executor) {
  SystemClock clock;
  SystemRandom random;
  const auto store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random};
  ThreadExecutor thread;
  events::Journal journal(context);
  NotingClient client;
  Subscribers subscribers(context, journal, thread, client, {.sender = {.secret_key = std::string(32, 'k')}});
  Completion<bool> ended;
  thread.post([&] { spawn([](Subscribers& all, Completion<bool>::Resolver done) -> Task<void> {
                      co_await all.run();
                      done(true);
                    }(subscribers, ended.resolver())); });
  run_until_done([](Subscribers& all) -> Task<void> {
    auto* mine = Executor::current();
    auto made = co_await all.create({.name = "x", .url = "https://x.example/"});
    EXPECT_EQ(Executor::current(), mine);
    const auto id = std::get<SubscriberWithSecret>(*made).subscriber.id;
    co_await all.change(id, {.state = SubscriberState::paused});
    EXPECT_EQ(Executor::current(), mine);
    co_await all.remove(id);
    EXPECT_EQ(Executor::current(), mine);
  }(subscribers));
  subscribers.stop();
  run_until_done([](const Completion<bool>& one) -> Task<void> { co_await one; }(ended));
}

TEST(CloudEvents, nothing_of_a_person_leaves_whatever_an_events_data_holds) {
  const auto told = without_personal_data(
      R"({"number":"MV-1","email":"claire@example.com","shipping_address":{"country":"FR","family_name":"Martin","line1":"12 rue"},"lines":[{"sku":"A","note":"for Claire"}],)"
      R"("payments":[{"redirect_url":"https://psp/secret","amount":{"amount":1,"currency":"EUR"}}],"deep":{"recipient":{"country":"JP","given_name":"森"}}})");
  EXPECT_EQ(told, R"({"number":"MV-1","shipping_address":{"country":"FR"},"lines":[{"sku":"A"}],"payments":[{"amount":{"amount":1,"currency":"EUR"}}],"deep":{"recipient":{"country":"JP"}}})");
  EXPECT_EQ(without_personal_data("not json"), "null");
}

TEST(Answers, are_judged_by_their_status) {
  for (const int good : {200, 201, 204}) EXPECT_TRUE(judge_answer(good));
  for (const int later : {408, 429, 500, 503}) EXPECT_EQ(judge_answer(later).error().kind, ErrorKind::unavailable) << later;
  for (const int refused : {301, 302, 400, 401, 404, 410, 422}) EXPECT_EQ(judge_answer(refused).error().kind, ErrorKind::denied) << refused;
  EXPECT_EQ(judge_answer(307).error().code, "redirect_not_followed");
}

TEST(Addresses, only_public_ones_are_called) {
  for (const auto* good : {"93.184.216.34", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"}) {
    EXPECT_TRUE(is_public_address(good)) << good;
  }
  for (const auto* bad : {"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
                          "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "::ffff:127.0.0.1",
                          "64:ff9b::7f00:1", "localhost", ""}) {
    EXPECT_FALSE(is_public_address(bad)) << bad;
  }
}

TEST(Addresses, a_target_is_https_without_a_name_in_it) {
  EXPECT_TRUE(check_target("https://warehouse.example:8443/hook?x=1", false));
  EXPECT_TRUE(check_target("http://127.0.0.1:9/hook", true));
  for (const auto* bad : {"http://warehouse.example/", "https://u:p@warehouse.example/", "https://127.0.0.1/", "https://[::1]/", "ftp://x/", "warehouse", "https://", "https://x.example/#a"}) {
    EXPECT_FALSE(check_target(bad, false)) << bad;
  }
}

}  // namespace
}  // namespace atelier::integration
