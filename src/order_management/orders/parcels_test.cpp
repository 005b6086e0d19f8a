// Orders in parcels: sent in parts, called back, taken by nobody, tried again, brought back.
#include <gtest/gtest.h>

#include "order_management/testing.h"

namespace atelier::order_management {
namespace {

using integration::CancelOutcome;
using integration::CourierStep;
using payment::PaymentState;
using testing::Shop;
using namespace std::chrono_literals;

class ParcelsTest : public ::testing::Test {
 protected:
  Shop shop;
  void SetUp() override {
    shop.receive("COAT-38", 5);
    shop.receive("COAT-40", 5);
    shop.receive("SCARF", 5);
  }
  void TearDown() override { shop.expect_books_balance(); }

  Order paid(const std::vector<AddLine>& lines = {{"COAT-38", 2}, {"SCARF", 1}}) {
    auto order = shop.placed(lines);
    shop.do_effects();
    shop.provider_says(order.payments[0], PaymentState::captured);
    shop.do_effects();
    return shop.order(order.id);
  }
  Once once(const std::string& key) { return {key, "digest"}; }
  std::string code(const Result<DeskOutcome>& outcome) {
    if (!outcome) return "error " + outcome.error().code;
    return *outcome ? "done" : outcome->error().code;
  }
  std::string ship(const OrderId& id, std::vector<item_management::inventory::SkuQuantity> lines, const std::string& key = "s1") {
    return code(run_until_done(shop.desk.ship(id, {std::move(lines), ""}, once(key))));
  }
  std::string cancel(const OrderId& id, const std::string& by = "", const std::string& key = "c1") {
    return code(run_until_done(shop.desk.cancel(id, {"changed mind", by}, once(key))));
  }
  OrderState state(const Order& order) { return shop.order(order.id).state; }
  DeliveryState parcel(const Order& order, std::size_t i) { return shop.delivery(shop.order(order.id).deliveries.at(i)).state; }
  void says(const Order& order, std::size_t i, CourierStep step, std::string reason = {}) {
    shop.clock.advance(1min);
    ASSERT_TRUE(shop.courier_says(shop.order(order.id).deliveries.at(i), step, 0ms, std::move(reason)));
  }
  std::vector<SalesTask> tasks() { return run_until_done(open_tasks(shop.store, Region::europe, {}, 50)).value().tasks; }
  std::vector<std::string> told(const Order& order) {
    std::vector<std::string> types;
    for (const auto& item : shop.all(storage::kEvents)) {
      if (item.key.partition == order.id.text()) types.push_back(json::read_record<events::EventRecord>(item.body, "event")->type);
    }
    return types;
  }
  bool was_told(const Order& order, const std::string& type) {
    const auto types = told(order);
    return std::ranges::find(types, type) != types.end();
  }
};

// --- sent in parts ---

TEST_F(ParcelsTest, some_pieces_go_now_and_the_rest_later) {
  const auto order = paid();
  EXPECT_EQ(ship(order.id, {{"COAT-38", 1}}), "done");
  EXPECT_EQ(parcel(order, 0), DeliveryState::cancelling);
  EXPECT_EQ(parcel(order, 1), DeliveryState::planned) << "not asked for before the first is called back";
  shop.do_effects();
  EXPECT_EQ(parcel(order, 0), DeliveryState::cancelled);
  EXPECT_EQ(parcel(order, 1), DeliveryState::requested);
  says(order, 1, CourierStep::collected);
  EXPECT_EQ(state(order), OrderState::partially_shipped);
  EXPECT_TRUE(was_told(order, "order.partially_shipped"));
  EXPECT_FALSE(was_told(order, "order.collected"));
  says(order, 1, CourierStep::delivered);
  EXPECT_EQ(state(order), OrderState::partially_shipped);
  EXPECT_EQ(ship(order.id, {{"COAT-38", 2}}, "s2"), "pieces_not_available");
  EXPECT_EQ(ship(order.id, {{"COAT-38", 1}, {"SCARF", 1}}, "s3"), "done");
  shop.do_effects();
  says(order, 2, CourierStep::collected);
  EXPECT_EQ(state(order), OrderState::collected);
  says(order, 2, CourierStep::delivered);
  EXPECT_EQ(state(order), OrderState::delivered);
  EXPECT_EQ(ship(order.id, {{"SCARF", 1}}, "s4"), "order_not_shippable");
  EXPECT_EQ(shop.outbox(kCloseEffect).size(), 1u) << "the return window begins once";
}

TEST_F(ParcelsTest, the_same_key_sends_one_parcel) {
  const auto order = paid();
  EXPECT_EQ(ship(order.id, {{"COAT-38", 1}}), "done");
  EXPECT_EQ(ship(order.id, {{"COAT-38", 1}}), "done");
  EXPECT_EQ(shop.order(order.id).deliveries.size(), 2u);
  const auto other = run_until_done(shop.desk.ship(order.id, {{{"SCARF", 1}}, ""}, {"s1", "another body"}));
  EXPECT_EQ(code(other), "idempotency_key_reused");
}

TEST_F(ParcelsTest, a_courier_who_was_quicker_takes_all_of_it) {
  const auto order = paid();
  shop.courier.cancel_outcome = CancelOutcome::too_late;
  shop.courier.status = {{CourierStep::collected, "", shop.clock.now() + 1s}};
  EXPECT_EQ(ship(order.id, {{"COAT-38", 1}}), "done");
  shop.do_effects();
  EXPECT_EQ(parcel(order, 0), DeliveryState::collected);
  EXPECT_EQ(parcel(order, 1), DeliveryState::cancelled);
  EXPECT_EQ(state(order), OrderState::collected);
}

TEST_F(ParcelsTest, two_couriers_messages_at_once_leave_the_order_where_its_parcels_are) {
  const auto order = paid();
  EXPECT_EQ(ship(order.id, {{"COAT-38", 1}}), "done");
  shop.do_effects();
  EXPECT_EQ(ship(order.id, {{"COAT-38", 1}, {"SCARF", 1}}, "s2"), "done");
  shop.do_effects();
  // The second message is decided while the first is being committed: its commit must not stand on the other's old step.
  bool between = false;
  shop.faults.on_commit = [&](const storage::Commit&) {
    if (!std::exchange(between, true)) EXPECT_TRUE(shop.courier_says(shop.order(order.id).deliveries[2], CourierStep::collected));
    return storage::Fault::none;
  };
  EXPECT_TRUE(shop.courier_says(shop.order(order.id).deliveries[1], CourierStep::collected));
  shop.faults.on_commit = {};
  EXPECT_EQ(state(order), OrderState::collected);
}

// --- cancelled ---

TEST_F(ParcelsTest, an_order_that_waits_for_money_is_cancelled_at_once) {
  const auto order = shop.placed({{"COAT-38", 2}});
  EXPECT_EQ(cancel(order.id), "done");
  EXPECT_EQ(state(order), OrderState::cancelled);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 5);
  // The customer pays on the provider's page all the same: it goes back.
  shop.do_effects();
  shop.provider_says(order.payments[0], PaymentState::captured);
  shop.do_effects();
  EXPECT_EQ(shop.gateway->refunds.size(), 1u);
  EXPECT_EQ(state(order), OrderState::cancelled);
}

TEST_F(ParcelsTest, a_paid_order_is_called_back_then_put_back_and_paid_back) {
  const auto order = paid();
  EXPECT_EQ(cancel(order.id), "done");
  EXPECT_EQ(state(order), OrderState::cancelling);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 3) << "not before the courier said so";
  shop.do_effects(2);
  EXPECT_EQ(state(order), OrderState::cancelled);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 5);
  EXPECT_EQ(shop.stock("SCARF", "available"), 5);
  const auto after = shop.order(order.id);
  ASSERT_EQ(after.refunds.size(), 1u);
  EXPECT_EQ(after.refunds[0].total, order.totals.total);
  EXPECT_EQ(after.refunds[0].tax, order.totals.tax_included);
  EXPECT_EQ(after.refunds[0].state, RefundState::refunded);
  EXPECT_EQ(shop.payment_of(order.payments[0]).state, PaymentState::refunded);
  EXPECT_TRUE(was_told(order, "order.cancelled"));
  EXPECT_TRUE(was_told(order, "order.refunded"));
  EXPECT_EQ(cancel(order.id, "", "c2"), "order_not_cancellable");
}

TEST_F(ParcelsTest, a_cancellation_that_came_too_late_lets_the_order_go_on) {
  const auto order = paid();
  shop.courier.cancel_outcome = CancelOutcome::too_late;
  EXPECT_EQ(cancel(order.id), "done");
  shop.do_effects();
  EXPECT_EQ(state(order), OrderState::cancelling);
  says(order, 0, CourierStep::collected);
  EXPECT_EQ(state(order), OrderState::collected);
  EXPECT_FALSE(shop.order(order.id).cancellation);
  EXPECT_TRUE(shop.order(order.id).refunds.empty());
  says(order, 0, CourierStep::delivered);
  EXPECT_EQ(state(order), OrderState::delivered);
}

TEST_F(ParcelsTest, a_customer_cancels_before_it_is_collected_and_staff_what_is_left_of_it) {
  const auto order = paid();
  EXPECT_EQ(ship(order.id, {{"COAT-38", 1}}), "done");
  shop.do_effects();
  says(order, 1, CourierStep::collected);
  EXPECT_EQ(cancel(order.id), "order_not_cancellable");
  EXPECT_EQ(cancel(order.id, "stf_ines", "c2"), "done");
  shop.do_effects();
  const auto after = shop.order(order.id);
  EXPECT_EQ(after.state, OrderState::collected);
  EXPECT_EQ(after.lines[0].cancelled, 1);
  EXPECT_EQ(after.lines[1].cancelled, 1);
  ASSERT_EQ(after.refunds.size(), 1u);
  EXPECT_EQ(after.refunds[0].shipping.amount_minor, 0) << "a parcel goes to the customer all the same";
  EXPECT_EQ(shop.stock("COAT-38", "available"), 4);
  says(order, 1, CourierStep::delivered);
  EXPECT_EQ(state(order), OrderState::delivered);
  EXPECT_EQ(shop.outbox(kCloseEffect).size(), 1u);
}

TEST_F(ParcelsTest, a_courier_who_was_asked_while_it_was_cancelled_is_told_again) {
  auto order = shop.placed({{"COAT-38", 1}});
  shop.do_effects();
  shop.provider_says(order.payments[0], PaymentState::captured);
  const auto settled = shop.outbox(payment::kSettledEffect);
  ASSERT_EQ(settled.size(), 1u);
  ASSERT_TRUE(run_until_done(shop.orders.payment_settled(settled[0])));
  // The request is on its way to the courier when the customer cancels.
  bool between = false;
  shop.faults.on_commit = [&](const storage::Commit&) {
    if (!std::exchange(between, true)) EXPECT_EQ(cancel(order.id), "done");
    return storage::Fault::none;
  };
  const auto request = shop.outbox(kDeliveryEffect);
  ASSERT_TRUE(run_until_done(shop.orders.request_delivery(shop.courier, request[0])));
  shop.faults.on_commit = {};
  shop.do_effects();
  EXPECT_EQ(state(order), OrderState::cancelled);
  EXPECT_GE(shop.courier.cancelled.size(), 1u);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 5);
}

// --- nobody took it ---

TEST_F(ParcelsTest, nobody_home_is_a_task_and_another_day_delivers_it) {
  const auto order = paid();
  says(order, 0, CourierStep::collected);
  says(order, 0, CourierStep::failed, "nobody_home");
  EXPECT_EQ(state(order), OrderState::delivery_failed);
  ASSERT_EQ(tasks().size(), 1u);
  const auto task = tasks()[0];
  EXPECT_EQ(task.reason, "nobody_home");
  EXPECT_EQ(task.order_number, order.number);

  const auto reschedule = [&](const std::string& by, const std::string& key) {
    return code(run_until_done(shop.desk.reschedule(task.id, by, {.deliver_on = "2026-11-27"}, once(key))));
  };
  EXPECT_EQ(reschedule("ines", "t1"), "task_not_claimed");
  EXPECT_EQ(code(run_until_done(shop.desk.claim(task.id, "ines"))), "done");
  EXPECT_EQ(code(run_until_done(shop.desk.claim(task.id, "ines"))), "done");
  EXPECT_EQ(code(run_until_done(shop.desk.claim(task.id, "luc"))), "task_claimed_by_another");
  EXPECT_EQ(reschedule("luc", "t2"), "task_claimed_by_another");
  EXPECT_EQ(code(run_until_done(shop.desk.note(task.id, "ines", "Friday is fine", once("n1")))), "done");
  EXPECT_EQ(code(run_until_done(shop.desk.note(task.id, "ines", "Friday is fine", once("n1")))), "done");
  EXPECT_EQ(reschedule("ines", "t3"), "done");
  EXPECT_EQ(reschedule("ines", "t3"), "done") << "the same click";
  EXPECT_EQ(reschedule("ines", "t4"), "task_done");
  EXPECT_TRUE(tasks().empty());
  EXPECT_EQ(run_until_done(read_task(shop.store, task.id)).value().task.notes.size(), 1u);

  const auto after = shop.order(order.id);
  ASSERT_EQ(after.deliveries.size(), 2u);
  EXPECT_EQ(parcel(order, 0), DeliveryState::rescheduled);
  shop.do_effects();
  const auto& request = shop.courier.requests.at(after.deliveries[1].text()).at(0);
  EXPECT_EQ(request.deliver_on, "2026-11-27");
  EXPECT_EQ(request.redelivery_of, shop.delivery(after.deliveries[0]).courier_reference);
  EXPECT_EQ(state(order), OrderState::delivery_requested);
  says(order, 1, CourierStep::collected);
  says(order, 1, CourierStep::delivered);
  EXPECT_EQ(state(order), OrderState::delivered);
  EXPECT_TRUE(was_told(order, "order.delivery_rescheduled"));
}

TEST_F(ParcelsTest, a_parcel_that_nobody_wants_comes_back_and_is_paid_back) {
  const auto order = paid();
  says(order, 0, CourierStep::collected);
  says(order, 0, CourierStep::failed, "refused");
  const auto task = tasks().at(0);
  ASSERT_EQ(code(run_until_done(shop.desk.claim(task.id, "ines"))), "done");
  ASSERT_EQ(code(run_until_done(shop.desk.return_to_sender(task.id, "ines", once("t1")))), "done");
  shop.courier.cancel_outcome = CancelOutcome::returning;
  shop.do_effects();
  ASSERT_EQ(shop.courier.cancelled.size(), 1u);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 3) << "not before it is here";
  says(order, 0, CourierStep::returned);
  shop.do_effects(2);
  EXPECT_EQ(state(order), OrderState::returned);
  EXPECT_EQ(shop.stock("COAT-38", "available"), 5);
  EXPECT_EQ(shop.payment_of(order.payments[0]).refunded_minor, order.totals.total.amount_minor);
  shop.clock.advance(kReturnWindow + 1h);
  shop.do_effects();
  EXPECT_EQ(state(order), OrderState::closed);
}

TEST_F(ParcelsTest, a_courier_who_meets_the_customer_after_all_ends_the_task) {
  const auto order = paid();
  says(order, 0, CourierStep::collected);
  says(order, 0, CourierStep::failed, "nobody_home");
  ASSERT_EQ(tasks().size(), 1u);
  const auto task = tasks()[0].id;
  says(order, 0, CourierStep::delivered);
  EXPECT_EQ(state(order), OrderState::delivered);
  EXPECT_TRUE(tasks().empty());
  EXPECT_EQ(run_until_done(read_task(shop.store, task)).value().task.outcome, "settled");
}

TEST_F(ParcelsTest, an_address_that_no_courier_serves_is_a_task_and_another_address_mends_it) {
  shop.courier.refuses = true;
  const auto order = paid();
  EXPECT_EQ(state(order), OrderState::delivery_failed);
  const auto task = tasks().at(0);
  shop.courier.refuses = false;
  auto elsewhere = testing::paris();
  elsewhere.line1 = "3 place des Vosges";
  ASSERT_EQ(code(run_until_done(shop.desk.claim(task.id, "ines"))), "done");
  ASSERT_EQ(code(run_until_done(shop.desk.reschedule(task.id, "ines", {.address = elsewhere}, once("t1")))), "done");
  shop.do_effects();
  EXPECT_EQ(state(order), OrderState::delivery_requested);
  const auto& request = shop.courier.requests.at(shop.order(order.id).deliveries[1].text()).at(0);
  EXPECT_EQ(request.to.lines.at(0), "3 place des Vosges");
  EXPECT_FALSE(request.redelivery_of) << "he has no parcel of it";
}

TEST_F(ParcelsTest, a_new_day_that_the_courier_refuses_is_a_task_again) {
  const auto order = paid();
  says(order, 0, CourierStep::collected);
  says(order, 0, CourierStep::failed, "nobody_home");
  const auto task = tasks().at(0);
  ASSERT_EQ(code(run_until_done(shop.desk.claim(task.id, "ines"))), "done");
  shop.courier.refuses = true;
  ASSERT_EQ(code(run_until_done(shop.desk.reschedule(task.id, "ines", {.deliver_on = "2026-12-25"}, once("t1")))), "done");
  shop.do_effects();
  EXPECT_EQ(state(order), OrderState::delivery_failed);
  EXPECT_EQ(parcel(order, 0), DeliveryState::failed);
  EXPECT_EQ(parcel(order, 1), DeliveryState::cancelled);
  ASSERT_EQ(tasks().size(), 1u);
  EXPECT_NE(tasks()[0].id, task.id);
}

// --- messages that were lost ---

TEST_F(ParcelsTest, what_a_lost_message_would_have_said_is_asked_for) {
  const auto order = paid();
  shop.courier.status = {{CourierStep::delivered, "", shop.clock.now() + 10min}};
  shop.do_effects();
  EXPECT_EQ(state(order), OrderState::delivery_requested);
  shop.clock.advance(kLookUpYoung);
  shop.do_effects();
  EXPECT_EQ(state(order), OrderState::delivered);
  shop.clock.advance(kLookUpYoung);
  shop.do_effects();
  EXPECT_TRUE(shop.outbox(kLookUpDeliveryEffect).empty()) << "nobody is asked about a parcel that arrived";
}

TEST_F(ParcelsTest, every_message_twice_and_late_changes_nothing) {
  const auto order = paid();
  for (const auto step : {CourierStep::collected, CourierStep::in_transit, CourierStep::failed, CourierStep::delivered}) {
    says(order, 0, step, "nobody_home");
    const auto before = shop.all(storage::kEvents).size();
    ASSERT_TRUE(shop.courier_says(order.deliveries[0], step, 0ms));
    for (const auto late : {CourierStep::requested, CourierStep::collected, CourierStep::failed}) {
      ASSERT_TRUE(shop.courier_says(order.deliveries[0], late, 1h));
    }
    EXPECT_EQ(shop.all(storage::kEvents).size(), before);
  }
  EXPECT_EQ(state(order), OrderState::delivered);
}

// --- money back ---

TEST_F(ParcelsTest, one_key_gives_back_once_and_never_more_than_was_paid) {
  const auto order = paid();
  const auto refund = [&](int coats, const std::string& key) {
    const RefundWanted wanted{.lines = {{"COAT-38", coats}}, .shipping = {0, testing::kEur}, .reason = "seam", .by = "ines"};
    return code(run_until_done(shop.desk.refund(order.id, wanted, once(key))));
  };
  EXPECT_EQ(refund(1, "r1"), "done");
  EXPECT_EQ(refund(1, "r1"), "done");
  shop.do_effects(2);
  EXPECT_EQ(shop.payment_of(order.payments[0]).refunded_minor, 329'000);
  EXPECT_EQ(refund(2, "r2"), "too_many_pieces");
  EXPECT_EQ(refund(1, "r3"), "done");
  shop.do_effects();
  EXPECT_EQ(shop.payment_of(order.payments[0]).refunded_minor, 658'000);
  EXPECT_EQ(refund(1, "r4"), "too_many_pieces");
}

TEST_F(ParcelsTest, a_refund_that_the_provider_refuses_is_shown_and_may_be_tried_again) {
  const auto order = paid();
  shop.gateway->refuses_refunds = true;
  const RefundWanted wanted{.lines = {{"SCARF", 1}}, .shipping = {0, testing::kEur}, .reason = "seam", .by = "ines"};
  ASSERT_EQ(code(run_until_done(shop.desk.refund(order.id, wanted, once("r1")))), "done");
  shop.do_effects();
  EXPECT_EQ(shop.order(order.id).refunds[0].state, RefundState::failed);
  EXPECT_TRUE(was_told(order, "order.refund_failed"));
  shop.gateway->refuses_refunds = false;
  ASSERT_EQ(code(run_until_done(shop.desk.refund(order.id, wanted, once("r2")))), "done");
  shop.do_effects();
  EXPECT_EQ(shop.order(order.id).refunds[1].state, RefundState::refunded);
}

}  // namespace
}  // namespace atelier::order_management
