#include <gtest/gtest.h>

#include "http/testing.h"
#include "integration/courier/sandbox/messages.h"
#include "sandbox/courier/routes.h"
#include "sandbox/webhook.h"
#include "storage/memory/memory_store.h"
#include "storage/tables.h"

namespace atelier::sandbox::courier {
namespace {

using integration::CourierStep;
using integration::ShipmentRequest;
using integration::sandbox_courier::Notice;
using integration::sandbox_courier::ShipmentObject;

class CourierTest : public testing::Test {
 protected:
  CourierTest() {
    register_routes(router, relay, context,
                    {.base_url = "http://courier.test",
                     .secret_key = "sk",
                     .webhook_url = "http://shop.test/w",
                     .until_collected = Milliseconds{0},
                     .until_delivered = Milliseconds{0}});
  }
  ShipmentRequest parcel(const std::string& name = "Claire Martin") {
    return {.delivery = delivery,
            .order_number = "MV-26-E000001",
            .service = "express",
            .to = {.name = name, .city = "Paris", .country = "FR"},
            .weight_g = 900};
  }
  http::Response request(const ShipmentRequest& wanted, const std::string& key,
                         const std::string& token = "Bearer sk") {
    return http::testing::call(router, http::Method::post, "/v1/shipments", json::write(wanted),
                               {{"Authorization", token}, {"Idempotency-Key", key}});
  }
  // Lets the relay run until it has nothing left but webhooks, and gives what those say.
  std::vector<Notice> notices(std::size_t expected) {
    std::vector<Notice> heard;
    relay.handle(kWebhookEffect, [&](events::EffectRecord effect) -> Task<Result<void>> {
      heard.push_back(*json::read<Notice>(json::read_record<Webhook>(effect.data.text, "webhook")->body));
      co_return Result<void>{};
    });
    bool ended = false;
    spawn([](events::Relay& r, bool& flag) -> Task<void> {
      co_await r.run();
      flag = true;
    }(relay, ended));
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    spawn([](const std::vector<Notice>& list, std::size_t count, std::chrono::steady_clock::time_point until,
             events::Relay& r, LoopExecutor& own) -> Task<void> {
      co_await resume_on(own);
      while (list.size() < count && std::chrono::steady_clock::now() < until)
        co_await sleep_for(Milliseconds{2});
      co_await sleep_for(Milliseconds{20});  // what comes too often shows
      r.stop();
    }(heard, expected, give_up, relay, loop));
    loop.run_until([&] { return ended; });
    return heard;
  }

  SystemClock clock;
  SystemRandom random;
  std::unique_ptr<storage::Store> store = storage::make_memory_store(clock);
  events::Context context{*store, clock, random};
  LoopExecutor loop;
  events::Relay relay{context, loop, {}};
  http::Router router;
  const DeliveryId delivery = DeliveryId::make(Region::europe, clock.now(), random);
};

TEST_F(CourierTest, the_same_key_is_the_same_shipment) {
  const auto first = request(parcel(), "dlv_1");
  ASSERT_EQ(first.status, 201);
  EXPECT_EQ(http::testing::body_of(request(parcel(), "dlv_1")), http::testing::body_of(first));
  EXPECT_NE(http::testing::body_of(request(parcel(), "dlv_2")), http::testing::body_of(first));
  const auto shipment = json::read<ShipmentObject>(http::testing::body_of(first));
  ASSERT_TRUE(shipment);
  EXPECT_EQ(shipment->tracking_url, "http://courier.test/track/" + shipment->tracking_number);
}

TEST_F(CourierTest, who_is_not_known_or_sends_nonsense_is_refused) {
  EXPECT_EQ(request(parcel(), "dlv_1", "Bearer other").status, 401);
  EXPECT_EQ(request(parcel(), "").status, 400);
  EXPECT_EQ(http::testing::call(router, http::Method::post, "/v1/shipments", R"({"to":5})",
                                {{"Authorization", "Bearer sk"}, {"Idempotency-Key", "dlv_1"}})
                .status,
            400);
}

TEST_F(CourierTest, a_parcel_is_collected_then_delivered_and_each_is_told_once) {
  request(parcel(), "dlv_1");
  request(parcel(), "dlv_1");
  const auto heard = notices(2);
  ASSERT_EQ(heard.size(), 2u);
  EXPECT_EQ(heard[0].step, CourierStep::collected);
  EXPECT_EQ(heard[1].step, CourierStep::delivered);
  EXPECT_EQ(heard[1].delivery, delivery.text());
  EXPECT_NE(heard[0].event, heard[1].event);
}

TEST_F(CourierTest, nobody_home_fails) {
  request(parcel("Mr Nobody Home"), "dlv_1");
  const auto heard = notices(2);
  ASSERT_EQ(heard.size(), 2u);
  EXPECT_EQ(heard[1].step, CourierStep::failed);
  EXPECT_EQ(heard[1].reason, "nobody_home");
}

}  // namespace
}  // namespace atelier::sandbox::courier
