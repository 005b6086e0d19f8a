// Orders by day, newest first, as staff looks through them.
//
// The index of a day lies in kDayShards partitions, so that a day's orders do not all fall on one (DynamoDB: 1,000 writes a second a partition).
// A page does a bounded amount of work, however rare what it looks for is: it may come with fewer orders than asked for, or
// none, and a cursor to go on from; only without a cursor there is nothing more.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "order_management/orders/order.h"

namespace atelier::order_management {

inline constexpr unsigned kDayShards = 8;
// Partition of kOrderIndex for an order placed then.
std::string day_partition(Time placed_at, const OrderId& id);

struct OrderPage {
  std::vector<Order> orders;
  std::optional<std::string> next;
};
struct OrderSearch {
  std::function<bool(const Order&)> fits;
  std::size_t limit = 50;
  std::optional<std::string> after;  // `next` of the page before
};
// Bounds of one page: orders read, and days looked into. Back of kOldestDays nobody looks without the number.
inline constexpr std::size_t kMostRead = 400;
inline constexpr int kMostDays = 31;
inline constexpr int kOldestDays = 800;
// Error invalid "bad_cursor".
Task<Result<OrderPage>> list_orders(storage::Store& store, OrderSearch search, Time now);

// By its whole number; nullopt: there is none.
Task<Result<std::optional<Order>>> find_by_number(storage::Store& store, std::string number);

}  // namespace atelier::order_management
