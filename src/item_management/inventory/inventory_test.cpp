#include "item_management/inventory/inventory.h"

#include <gtest/gtest.h>

#include "base/thread_executor.h"
#include "item_management/inventory/check_stock.h"
#include "item_management/inventory/expiry.h"
#include "item_management/inventory/movements.h"
#include "storage/memory/memory_store.h"

namespace atelier::item_management::inventory {
namespace {

const Place kLyon{"warehouse-lyon", PlaceKind::warehouse, Region::europe};
const Place kParis{"shop-paris", PlaceKind::shop, Region::europe};
const Place kOsaka{"warehouse-osaka", PlaceKind::warehouse, Region::asia};

class InventoryTest : public testing::Test {
 protected:
  ManualClock clock{from_unix_ms(1'795'000'000'000)};
  SeededRandom random{7};
  std::unique_ptr<storage::Store> owned = storage::make_memory_store(clock);
  storage::Store& store = *owned;
  events::Context context{store, clock, random, Region::europe};

  bool commit(events::Decision decision) {
    auto made = events::to_commit(std::move(decision), Region::europe, clock.now(), random);
    return storage::is_committed(run_until_done(store.commit(std::move(made))));
  }
  bool receive(const Place& place, const std::string& sku, int quantity) {
    events::Decision decision;
    EXPECT_TRUE(decide_receipt(decision, place, {sku, quantity}, {}, clock.now(), random));
    return commit(std::move(decision));
  }
  std::int64_t counter(const storage::Key& key, std::string_view name) {
    const auto item = run_until_done(store.get(key));
    return item && *item ? (*item)->counter(name) : -1;
  }
  Reservation basket(std::vector<SkuQuantity> lines) {
    return {.id = ReservationId::make(Region::europe, clock.now(), random),
            .order = "ord_1",
            .region = Region::europe,
            .lines = std::move(lines),
            .expires_at = clock.now() + std::chrono::minutes(30)};
  }
  bool take(const Reservation& reservation) {
    events::Decision decision;
    reserve(decision, reservation);
    return commit(std::move(decision));
  }
  StoredReservation stored(const ReservationId& id) { return **run_until_done(read_reservation(store, id)); }
  void expect_books_balance() {
    const auto check = run_until_done(
        check_stock(store, {{kLyon.code, kLyon}, {kParis.code, kParis}, {kOsaka.code, kOsaka}}));
    ASSERT_TRUE(check);
    for (const auto& fault : check->faults) {
      ADD_FAILURE() << fault.sku << " " << fault.place << " " << fault.counter << " is " << fault.is
                    << ", ought " << fault.ought;
    }
  }
};

TEST_F(InventoryTest, what_a_warehouse_receives_its_region_may_sell) {
  ASSERT_TRUE(receive(kLyon, "COAT", 5));
  ASSERT_TRUE(receive(kLyon, "COAT", 2));
  EXPECT_EQ(counter(location_stock_key("COAT", "warehouse-lyon"), "on_hand"), 7);
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "available"), 7);
  EXPECT_EQ(counter(region_stock_key("COAT", Region::asia), "available"), -1);
  EXPECT_EQ(run_until_done(available_in_region(store, Region::europe, {"COAT", "HAT"})).value(),
            (std::map<std::string, std::int64_t>{{"COAT", 7}, {"HAT", 0}}));
  expect_books_balance();
}

TEST_F(InventoryTest, a_shop_sells_its_own_shelf_and_never_more) {
  ASSERT_TRUE(receive(kParis, "COAT", 1));
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "available"), -1);
  const auto sell = [&] {
    events::Decision decision;
    const std::vector<SkuQuantity> lines{{"COAT", 1}};
    sell_from_shelf(decision, "shop-paris", lines, "sal_1", Region::europe, clock.now(), random);
    return commit(std::move(decision));
  };
  EXPECT_TRUE(sell());
  EXPECT_FALSE(sell());
  EXPECT_EQ(run_until_done(available_at(store, "shop-paris", {"COAT"})).value().at("COAT"), 0);
  expect_books_balance();
}

TEST_F(InventoryTest, a_basket_is_reserved_whole_or_not_at_all) {
  ASSERT_TRUE(receive(kLyon, "COAT", 2));
  ASSERT_TRUE(receive(kLyon, "HAT", 1));
  EXPECT_FALSE(take(basket({{"COAT", 1}, {"HAT", 2}})));
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "available"), 2);
  EXPECT_TRUE(take(basket({{"COAT", 1}, {"HAT", 1}})));
  EXPECT_FALSE(take(basket({{"HAT", 1}})));
  EXPECT_FALSE(take(basket({{"NOTHING", 1}})));
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "reserved"), 1);
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "on_hand"), 2);
  expect_books_balance();
}

TEST_F(InventoryTest, the_same_sku_twice_in_a_basket_is_added_up) {
  ASSERT_TRUE(receive(kLyon, "COAT", 2));
  EXPECT_FALSE(take(basket({{"COAT", 1}, {"COAT", 2}})));
  EXPECT_TRUE(take(basket({{"COAT", 1}, {"COAT", 1}})));
}

TEST_F(InventoryTest, consuming_a_reservation_lets_the_goods_leave_once) {
  ASSERT_TRUE(receive(kLyon, "COAT", 3));
  const auto reservation = basket({{"COAT", 2}});
  ASSERT_TRUE(take(reservation));
  const auto held = stored(reservation.id);
  events::Decision first, second;
  consume(first, held.reservation, held.version, clock.now(), random);
  consume(second, held.reservation, held.version, clock.now(), random);
  EXPECT_TRUE(commit(std::move(first)));
  EXPECT_FALSE(commit(std::move(second)));
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "on_hand"), 1);
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "reserved"), 0);
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "available"), 1);
  EXPECT_EQ(stored(reservation.id).reservation.state, ReservationState::consumed);
  expect_books_balance();
}

TEST_F(InventoryTest, a_reservation_expires_once_and_not_before_its_time) {
  ASSERT_TRUE(receive(kLyon, "COAT", 3));
  const auto reservation = basket({{"COAT", 2}});
  events::Decision decision;
  reserve(decision, reservation);
  ASSERT_EQ(decision.effects.size(), 1u);
  EXPECT_EQ(decision.effects[0].kind, "stock.expire_reservation");
  EXPECT_EQ(decision.effects[0].delay, std::chrono::minutes(30));
  const auto data = decision.effects[0].data;
  ASSERT_TRUE(commit(std::move(decision)));

  auto early = run_until_done(expire_reservation(context, data));
  ASSERT_TRUE(early);
  EXPECT_FALSE(early->released);
  EXPECT_EQ(early->ask_again_at, reservation.expires_at);

  clock.advance(std::chrono::minutes(30));
  EXPECT_TRUE(run_until_done(expire_reservation(context, data)).value().released);
  EXPECT_FALSE(run_until_done(expire_reservation(context, data)).value().released);
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "available"), 3);
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "reserved"), 0);
  expect_books_balance();
}

TEST_F(InventoryTest, a_consumed_reservation_does_not_expire) {
  ASSERT_TRUE(receive(kLyon, "COAT", 3));
  const auto reservation = basket({{"COAT", 2}});
  ASSERT_TRUE(take(reservation));
  events::Decision decision;
  consume(decision, reservation, 1, clock.now(), random);
  ASSERT_TRUE(commit(std::move(decision)));
  clock.advance(std::chrono::hours(1));
  const auto outcome =
      run_until_done(expire_reservation(context, "{\"reservation\":\"" + reservation.id.text() + "\"}"));
  EXPECT_FALSE(outcome.value().released);
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "available"), 1);
}

TEST_F(InventoryTest, an_effect_that_is_none_is_refused) {
  EXPECT_EQ(run_until_done(expire_reservation(context, "{}")).error().code, "bad_effect");
}

TEST_F(InventoryTest, what_is_reserved_cannot_be_corrected_away) {
  ASSERT_TRUE(receive(kLyon, "COAT", 3));
  ASSERT_TRUE(take(basket({{"COAT", 2}})));
  const auto correct = [&](int by) {
    events::Decision decision;
    EXPECT_TRUE(decide_correction(decision, kLyon, "COAT", by, {.reason = "count"}, clock.now(), random));
    return commit(std::move(decision));
  };
  EXPECT_FALSE(correct(-2));
  EXPECT_TRUE(correct(-1));
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "available"), 0);
  expect_books_balance();
}

TEST_F(InventoryTest, a_count_is_the_difference_in_the_ledger_even_where_there_is_none) {
  ASSERT_TRUE(receive(kParis, "COAT", 3));
  const auto count = [&](int found, std::int64_t on_hand) {
    events::Decision decision;
    const auto movement =
        decide_count(decision, kParis, "COAT", found, on_hand, {.reason = "November"}, clock.now(), random);
    EXPECT_TRUE(movement && commit(std::move(decision)));
    return movement->quantity;
  };
  EXPECT_EQ(count(5, 3), 2);
  EXPECT_EQ(count(5, 5), 0);
  EXPECT_EQ(count(0, 5), -5);
  EXPECT_EQ(counter(location_stock_key("COAT", "shop-paris"), "on_hand"), 0);
  expect_books_balance();
  const auto ledger =
      run_until_done(store.query({.table = storage::kMovements, .partition = "COAT"})).value();
  EXPECT_EQ(ledger.items.size(), 4u);
  events::Decision decision;
  EXPECT_EQ(decide_count(decision, kParis, "COAT", -1, 0, {}, clock.now(), random).error(),
            MovementRefusal::quantity_negative);
}

TEST_F(InventoryTest, quantities_that_make_no_sense_are_refused) {
  events::Decision decision;
  EXPECT_EQ(decide_receipt(decision, kLyon, {"A", 0}, {}, clock.now(), random).error(),
            MovementRefusal::quantity_not_positive);
  EXPECT_EQ(decide_receipt(decision, kLyon, {"A", 100'001}, {}, clock.now(), random).error(),
            MovementRefusal::quantity_too_large);
  EXPECT_EQ(decide_correction(decision, kLyon, "A", 0, {}, clock.now(), random).error(),
            MovementRefusal::quantity_zero);
  EXPECT_EQ(decide_transfer(decision, {kLyon, kLyon, {"A", 1}}, {}, clock.now(), random).error(),
            MovementRefusal::same_place);
  EXPECT_TRUE(decision.writes.empty());
}

TEST_F(InventoryTest, a_transfer_in_a_region_is_one_commit) {
  ASSERT_TRUE(receive(kLyon, "COAT", 3));
  events::Decision decision;
  ASSERT_TRUE(decide_transfer(decision, {kLyon, kParis, {"COAT", 2}}, {}, clock.now(), random));
  ASSERT_TRUE(commit(std::move(decision)));
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "available"), 1);
  EXPECT_EQ(counter(location_stock_key("COAT", "shop-paris"), "available"), 2);
  expect_books_balance();
}

TEST_F(InventoryTest, a_transfer_between_warehouses_of_a_region_leaves_the_region_as_it_was) {
  const Place lille{"warehouse-lille", PlaceKind::warehouse, Region::europe};
  ASSERT_TRUE(receive(kLyon, "COAT", 3));
  events::Decision decision;
  ASSERT_TRUE(decide_transfer(decision, {kLyon, lille, {"COAT", 2}}, {}, clock.now(), random));
  ASSERT_TRUE(commit(std::move(decision)));
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "available"), 3);
  EXPECT_EQ(counter(location_stock_key("COAT", "warehouse-lille"), "on_hand"), 2);
}

TEST_F(InventoryTest, a_transfer_between_regions_arrives_once) {
  ASSERT_TRUE(receive(kLyon, "COAT", 3));
  events::Decision decision;
  ASSERT_TRUE(decide_transfer(decision, {kLyon, kOsaka, {"COAT", 2}}, {}, clock.now(), random));
  ASSERT_EQ(decision.effects.size(), 1u);
  const auto data = decision.effects[0].data;
  ASSERT_TRUE(commit(std::move(decision)));
  EXPECT_EQ(counter(region_stock_key("COAT", Region::asia), "available"), -1);
  EXPECT_TRUE(run_until_done(receive_transfer(context, data)).value());
  EXPECT_FALSE(run_until_done(receive_transfer(context, data)).value());
  EXPECT_EQ(counter(region_stock_key("COAT", Region::asia), "available"), 2);
  EXPECT_EQ(counter(location_stock_key("COAT", "warehouse-osaka"), "on_hand"), 2);
  expect_books_balance();
}

TEST_F(InventoryTest, an_opening_balance_is_taken_in_once) {
  const auto open = [&](int quantity) {
    events::Decision decision;
    decide_opening_balance(decision, kLyon, {"COAT", quantity}, {.reason = "import"}, clock.now());
    return commit(std::move(decision));
  };
  EXPECT_TRUE(open(4));
  EXPECT_FALSE(open(4));
  EXPECT_FALSE(open(9));
  EXPECT_EQ(counter(region_stock_key("COAT", Region::europe), "available"), 4);
}

TEST_F(InventoryTest, the_check_names_counters_that_left_the_ledger) {
  ASSERT_TRUE(receive(kLyon, "COAT", 3));
  events::Decision decision;
  decision.write(storage::Add{.key = region_stock_key("COAT", Region::europe),
                              .deltas = {{.counter = "available", .by = 1}}});
  ASSERT_TRUE(commit(std::move(decision)));
  const auto check = run_until_done(check_stock(store, {{kLyon.code, kLyon}}));
  ASSERT_TRUE(check);
  ASSERT_EQ(check->faults.size(), 1u);
  EXPECT_EQ(check->faults[0].place, "region/eu");
  EXPECT_EQ(check->faults[0].is, 4);
  EXPECT_EQ(check->faults[0].ought, 3);
}

// Any order of commands leaves counters that the ledger explains, and never one below 0.
TEST_F(InventoryTest, any_sequence_of_commands_keeps_the_books) {
  std::vector<Reservation> held;
  const std::vector<std::string> skus{"A", "B", "C"};
  for (int step = 0; step < 2000; ++step) {
    events::Decision decision;
    const auto& sku = skus[random.below(skus.size())];
    const int quantity = 1 + static_cast<int>(random.below(4));
    clock.advance(Milliseconds{1});
    switch (random.below(7)) {
      case 0:
        (void)decide_receipt(decision, random.below(2) ? kLyon : kParis, {sku, quantity}, {}, clock.now(),
                             random);
        break;
      case 1:
        (void)decide_correction(decision, random.below(2) ? kLyon : kParis, sku, -quantity, {}, clock.now(),
                                random);
        break;
      case 2:
        (void)decide_transfer(decision, {kLyon, kParis, {sku, quantity}}, {}, clock.now(), random);
        break;
      case 3: {
        const std::vector<SkuQuantity> lines{{sku, quantity}};
        sell_from_shelf(decision, "shop-paris", lines, "sale", Region::europe, clock.now(), random);
        break;
      }
      case 4: {
        const auto reservation = basket({{sku, quantity}, {skus[random.below(3)], 1}});
        if (take(reservation)) held.push_back(reservation);
        break;
      }
      default:
        if (held.empty()) break;
        if (random.below(2))
          consume(decision, held.back(), 1, clock.now(), random);
        else
          release(decision, held.back(), 1, clock.now());
        held.pop_back();
    }
    if (!decision.writes.empty()) (void)commit(std::move(decision));
  }
  expect_books_balance();
}

}  // namespace
}  // namespace atelier::item_management::inventory
