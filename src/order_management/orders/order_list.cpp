#include "order_management/orders/order_list.h"

#include <algorithm>

namespace atelier::order_management {
namespace {

using Day = std::chrono::sys_days;

std::string date_of(Time time) { return to_rfc3339(time).substr(0, 10); }

std::string partition_of(const std::string& date, unsigned shard) { return "day/" + date + "/" + std::to_string(shard); }

// Ids of one day, newest first: at most `limit` of them, older than `after` where it is not empty.
Task<Result<std::vector<std::string>>> ids_of_day(storage::Store& store, std::string date, std::string after, std::size_t limit) {
  std::vector<std::string> ids;
  for (unsigned shard = 0; shard < kDayShards; ++shard) {
    storage::Query query{.table = storage::kOrderIndex, .partition = partition_of(date, shard), .descending = true, .limit = limit};
    if (!after.empty()) query.after = after;
    auto page = co_await store.query(std::move(query));
    if (!page) co_return fail(page);
    for (auto& entry : page->items) ids.push_back(std::move(entry.key.sort));
  }
  // Ids begin with their time, so the newest of all shards are the greatest.
  std::ranges::sort(ids, std::greater{});
  if (ids.size() > limit) ids.resize(limit);
  co_return ids;
}

struct Place {
  Day day;
  std::string after;  // in that day; empty: its newest
};

std::optional<Place> read_cursor(const std::string& cursor) {
  if (cursor.size() < 11 || cursor[10] != '/') return std::nullopt;
  const auto time = parse_rfc3339(cursor.substr(0, 10) + "T00:00:00Z");
  if (!time) return std::nullopt;
  return Place{std::chrono::floor<std::chrono::days>(*time), cursor.substr(11)};
}

std::string cursor_of(const Place& place) { return date_of(place.day) + "/" + place.after; }

}  // namespace

std::string day_partition(Time placed_at, const OrderId& id) {
  return partition_of(date_of(placed_at), static_cast<unsigned char>(id.text().back()) % kDayShards);
}

Task<Result<OrderPage>> list_orders(storage::Store& store, OrderSearch search, Time now) {
  const Day today = std::chrono::floor<std::chrono::days>(now);
  Place place{today, ""};
  if (search.after) {
    auto read = read_cursor(*search.after);
    if (!read) co_return fail(ErrorKind::invalid, "bad_cursor", "expected the next_cursor of the page before");
    place = std::move(*read);
  }
  OrderPage page;
  std::size_t read = 0;
  const Day oldest = today - std::chrono::days{kOldestDays};
  for (int days = 0; place.day >= oldest; ++days, place = {place.day - std::chrono::days{1}, ""}) {
    if (days == kMostDays) {
      page.next = cursor_of(place);
      co_return page;
    }
    for (;;) {
      const std::size_t want = std::min<std::size_t>(100, kMostRead - read);
      auto ids = co_await ids_of_day(store, date_of(place.day), place.after, want);
      if (!ids) co_return fail(ids);
      for (const auto& text : *ids) {
        place.after = text;
        ++read;
        const auto id = OrderId::parse(text);
        auto order = id ? co_await read_order(store, *id) : Result<StoredOrder>(fail(ErrorKind::not_found, "order_not_found"));
        if (!order && order.error().kind != ErrorKind::not_found) co_return fail(order);
        if (order && search.fits(order->order)) page.orders.push_back(std::move(order->order));
        if (page.orders.size() == search.limit || read == kMostRead) {
          page.next = cursor_of(place);
          co_return page;
        }
      }
      if (ids->size() < want) break;
    }
  }
  co_return page;
}

Task<Result<std::optional<Order>>> find_by_number(storage::Store& store, std::string number) {
  auto found = co_await store.get({storage::kOrderIndex, "number/" + number, ""});
  if (!found) co_return fail(found);
  if (!*found) co_return std::optional<Order>{};
  const auto id = OrderId::parse((*found)->body);
  if (!id) co_return std::optional<Order>{};
  auto order = co_await read_order(store, *id);
  if (!order) co_return fail(order);
  co_return std::optional<Order>(std::move(order->order));
}

}  // namespace atelier::order_management
