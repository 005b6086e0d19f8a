// What every courier's adapter must do. An adapter is finished when this suite passes over it.
#include <gtest/gtest.h>

#include "base/thread_executor.h"
#include "courier_under_test.h"

namespace atelier::integration::conformance {
namespace {

struct Adapter {
  const char* name;
  MakeCourier make;
};

class CourierConformance : public testing::TestWithParam<Adapter> {
 protected:
  std::unique_ptr<CourierUnderTest> under_test = GetParam().make();
  Courier& courier = under_test->courier();
  SeededRandom random{8};
  const DeliveryId delivery = DeliveryId::make(Region::europe, kNow, random);

  ShipmentRequest parcel(const std::string& name = "Claire Martin") const {
    return {.delivery = delivery,
            .order_number = "MV-26-E000001",
            .service = "express",
            .to = {.name = name, .lines = {"12 rue des Tilleuls"}, .city = "Paris", .postal_code = "75003", .country = "FR", .phone = "+33142685300"},
            .weight_g = 900};
  }
  Result<Shipment> request(ShipmentRequest wanted, const std::string& key) { return run_until_done(courier.request(std::move(wanted), key)); }
  std::string requested() {
    auto shipment = request(parcel(), delivery.text());
    EXPECT_TRUE(shipment) << shipment.error().detail;
    return shipment ? shipment->courier_reference : "";
  }
  Result<CancelOutcome> cancel(const std::string& reference) {
    return run_until_done(courier.cancel(delivery, reference, delivery.text() + "/cancel/" + reference));
  }
  Result<CourierStatus> look_up(const std::string& reference) { return run_until_done(courier.look_up(reference)); }
  Result<CourierNotice> read(const Message& message, Time now = kNow) {
    return courier.read_webhook(
        [&](std::string_view name) {
          const auto found = message.headers.find(std::string(name));
          return found == message.headers.end() ? std::string_view() : std::string_view(found->second);
        },
        message.body, now);
  }
};

TEST_P(CourierConformance, the_same_key_is_the_same_shipment) {
  const auto first = request(parcel(), delivery.text());
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_FALSE(first->courier_reference.empty());
  EXPECT_FALSE(first->tracking_number.empty());
  EXPECT_TRUE(first->tracking_url.starts_with("http"));
  EXPECT_TRUE(first->label_url.starts_with("http"));
  const auto again = request(parcel(), delivery.text());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->courier_reference, first->courier_reference);
  const auto other = request(parcel(), "another-key");
  ASSERT_TRUE(other);
  EXPECT_NE(other->courier_reference, first->courier_reference);
}

TEST_P(CourierConformance, what_he_refuses_for_good_a_person_has_to_see) {
  EXPECT_EQ(request(parcel("Refuse Address"), delivery.text()).error().kind, ErrorKind::invalid);
  EXPECT_EQ(run_until_done(under_test->with_key("wrong")->request(parcel(), delivery.text())).error().kind, ErrorKind::unavailable)
      << "our key is wrong, not the address: it is asked again";
}

TEST_P(CourierConformance, a_lost_answer_is_no_answer) {
  EXPECT_EQ(run_until_done(under_test->at("http://127.0.0.1:1")->request(parcel(), delivery.text())).error().kind, ErrorKind::unavailable);
  under_test->breaks_down(true);
  EXPECT_EQ(request(parcel(), delivery.text()).error().kind, ErrorKind::unknown);
  EXPECT_EQ(cancel("").error().kind, ErrorKind::unknown);
  under_test->breaks_down(false);
  EXPECT_TRUE(request(parcel(), delivery.text()));
}

TEST_P(CourierConformance, calling_back_says_what_came_of_it) {
  EXPECT_EQ(cancel("").value(), CancelOutcome::cancelled) << "he never heard of it";
  const auto reference = requested();
  EXPECT_EQ(cancel(reference).value(), CancelOutcome::cancelled);
  EXPECT_EQ(cancel(reference).value(), CancelOutcome::cancelled);
  EXPECT_EQ(look_up(reference)->step, CourierStep::cancelled);
}

TEST_P(CourierConformance, a_parcel_that_he_has_comes_back) {
  const auto reference = requested();
  under_test->happens(reference, CourierStep::collected);
  under_test->happens(reference, CourierStep::failed, "nobody_home");
  EXPECT_EQ(cancel(reference).value(), CancelOutcome::returning);
  EXPECT_EQ(cancel(reference).value(), CancelOutcome::returning);
}

TEST_P(CourierConformance, a_parcel_that_arrived_does_not) {
  const auto reference = requested();
  under_test->happens(reference, CourierStep::delivered);
  EXPECT_EQ(cancel(reference).value(), CancelOutcome::too_late);
}

TEST_P(CourierConformance, what_his_messages_tell_he_tells_when_asked) {
  const auto reference = requested();
  EXPECT_EQ(look_up(reference)->step, CourierStep::requested);
  under_test->messages();
  for (const auto step : {CourierStep::collected, CourierStep::in_transit, CourierStep::failed, CourierStep::returning, CourierStep::returned}) {
    const std::string reason = step == CourierStep::failed ? "nobody_home" : "";
    under_test->happens(reference, step, reason);
    const auto status = look_up(reference);
    ASSERT_TRUE(status) << status.error().detail;
    EXPECT_EQ(status->step, step);
    EXPECT_EQ(status->reason, reason);
    const auto messages = under_test->messages();
    ASSERT_EQ(messages.size(), 1u);
    const auto notice = read(messages[0]);
    ASSERT_TRUE(notice) << notice.error().detail;
    EXPECT_EQ(notice->delivery, delivery);
    EXPECT_EQ(notice->step, step);
    EXPECT_EQ(notice->reason, reason);
    EXPECT_EQ(notice->at, status->at);
    EXPECT_FALSE(notice->event.empty());
  }
  EXPECT_EQ(look_up("shp_nothing").error().kind, ErrorKind::not_found);
}

TEST_P(CourierConformance, a_failed_parcel_is_taken_again_on_another_day) {
  const auto reference = requested();
  under_test->happens(reference, CourierStep::failed, "nobody_home");
  auto again = parcel();
  again.delivery = DeliveryId::make(Region::europe, kNow, random);
  again.deliver_on = "2026-11-27";
  again.redelivery_of = reference;
  const auto shipment = request(again, again.delivery.text());
  ASSERT_TRUE(shipment) << shipment.error().detail;
  EXPECT_NE(shipment->courier_reference, reference);
  again.redelivery_of = "shp_nothing";
  EXPECT_EQ(request(again, "key-3").error().kind, ErrorKind::invalid) << "he has no such parcel";
}

TEST_P(CourierConformance, a_label_for_what_comes_back) {
  const ReturnLabelRequest wanted{.returned = ReturnId::make(Region::europe, kNow, random), .order_number = "MV-26-E000001", .from = parcel().to, .weight_g = 500};
  const auto label = run_until_done(courier.return_label(wanted, wanted.returned.text()));
  ASSERT_TRUE(label) << label.error().detail;
  EXPECT_TRUE(label->label_url.starts_with("http"));
  const auto again = run_until_done(courier.return_label(wanted, wanted.returned.text()));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->tracking_number, label->tracking_number);
}

TEST_P(CourierConformance, only_what_he_signed_just_now_is_believed) {
  const auto reference = requested();
  under_test->messages();
  under_test->happens(reference, CourierStep::collected);
  const auto body = under_test->messages().at(0).body;
  EXPECT_TRUE(read(under_test->signed_at(body, kNow)));
  EXPECT_EQ(read(under_test->forged(body)).error().kind, ErrorKind::denied);
  EXPECT_EQ(read(Message{{}, body}).error().kind, ErrorKind::denied);
  EXPECT_EQ(read(under_test->signed_at(body, kNow - std::chrono::minutes{6})).error().kind, ErrorKind::denied);
  EXPECT_EQ(read(under_test->signed_at(body, kNow + std::chrono::minutes{6})).error().kind, ErrorKind::denied);
  auto changed = under_test->signed_at(body, kNow);
  changed.body += " ";
  EXPECT_EQ(read(changed).error().kind, ErrorKind::denied);
}

TEST_P(CourierConformance, what_is_no_message_is_refused_and_what_is_not_ours_is_passed_over) {
  for (const auto* nonsense : {"", "{", "[]", "{}", R"({"status":"???","step":"???"})"}) {
    EXPECT_EQ(read(under_test->signed_at(nonsense, kNow)).error().kind, ErrorKind::invalid) << nonsense;
  }
  const auto notice = read(under_test->signed_at(under_test->about_something_else(), kNow));
  ASSERT_TRUE(notice) << notice.error().detail;
  EXPECT_FALSE(notice->delivery);
}

INSTANTIATE_TEST_SUITE_P(Couriers, CourierConformance,
                         testing::Values(Adapter{"sandbox", make_sandbox_under_test}, Adapter{"http", make_http_under_test}),
                         [](const auto& adapter) { return std::string(adapter.param.name); });

}  // namespace
}  // namespace atelier::integration::conformance
