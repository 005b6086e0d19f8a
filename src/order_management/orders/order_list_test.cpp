#include "order_management/orders/order_list.h"

#include <gtest/gtest.h>

#include "order_management/testing.h"

namespace atelier::order_management {
namespace {

using testing::Shop;
using namespace std::chrono_literals;

class OrderListTest : public ::testing::Test {
 protected:
  Shop shop;
  std::vector<std::string> numbers;  // as they were placed

  void place(int count, std::chrono::hours apart, const std::string& market = "fr") {
    for (int i = 0; i < count; ++i) {
      const Order order{.id = OrderId::make(Region::europe, shop.clock.now(), shop.random),
                        .number = "MV-26-E" + std::to_string(100'000 + numbers.size()),
                        .market = market,
                        .placed_at = shop.clock.now()};
      events::Decision decision;
      decision.write(storage::Put{.key = order_key(order.id), .body = json::write(order)});
      decision.write(storage::Put{.key = {storage::kOrderIndex, day_partition(order.placed_at, order.id), order.id.text()}, .body = order.number});
      ASSERT_TRUE(shop.commit(std::move(decision)));
      numbers.push_back(order.number);
      shop.clock.advance(apart);
    }
  }
  struct Pages {
    std::vector<std::string> numbers;
    std::size_t count = 0;
    std::size_t most = 0;
  };
  Pages all(std::size_t limit, const std::string& market = "") {
    Pages pages;
    std::optional<std::string> after;
    do {
      int reads = 0;
      shop.faults.on_read = [&] { return ++reads < 0; };
      auto page = run_until_done(list_orders(
          shop.store, {.fits = [&](const Order& order) { return market.empty() || order.market == market; }, .limit = limit, .after = after}, shop.clock.now()));
      shop.faults.on_read = {};
      EXPECT_TRUE(page);
      EXPECT_LE(page->orders.size(), limit);
      // Orders, and eight questions for each round of ids and each day.
      EXPECT_LE(reads, static_cast<int>(kMostRead) + 8 * (kMostDays + 5));
      for (const auto& order : page->orders) pages.numbers.push_back(order.number);
      after = page->next;
      ++pages.count;
      pages.most = std::max(pages.most, page->orders.size());
    } while (after && pages.count < 1000);
    return pages;
  }
};

TEST_F(OrderListTest, newest_first_over_days_and_shards_each_once) {
  place(130, 1h);
  auto expected = numbers;
  std::ranges::reverse(expected);
  for (const std::size_t limit : {1u, 7u, 50u, 100u}) EXPECT_EQ(all(limit).numbers, expected) << limit;
}

TEST_F(OrderListTest, a_rare_one_is_found_by_pages_of_bounded_work) {
  place(1, 1h, "jp");
  place(1200, 0h);
  const auto pages = all(50, "jp");
  EXPECT_EQ(pages.numbers, std::vector<std::string>{numbers[0]});
  EXPECT_GE(pages.count, 1200 / kMostRead);
}

TEST_F(OrderListTest, an_empty_year_ends) {
  place(1, 24h * 300);
  const auto pages = all(50);
  EXPECT_EQ(pages.numbers.size(), 1u);
  EXPECT_LE(pages.count, static_cast<std::size_t>(kOldestDays / kMostDays + 1));
}

TEST_F(OrderListTest, a_cursor_that_is_none_is_refused) {
  const auto page = run_until_done(list_orders(shop.store, {.fits = [](const Order&) { return true; }, .after = "yesterday"}, shop.clock.now()));
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, "bad_cursor");
}

TEST_F(OrderListTest, the_whole_number_names_its_order) {
  shop.receive("SCARF", 1);
  const auto order = shop.placed({{"SCARF", 1}});
  EXPECT_EQ(run_until_done(find_by_number(shop.store, order.number)).value()->id, order.id);
  EXPECT_FALSE(run_until_done(find_by_number(shop.store, "MV-26-E999999")).value());
}

}  // namespace
}  // namespace atelier::order_management
