// A change of an order in the making: the order, its parcels, and what will be written of them.
//
// A decision about a parcel touches the order, too, and often a second parcel. They are changed here in memory; finish() writes each
// record that was changed once (a commit has one operation per record), under the version that was read. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "order_management/orders/order.h"
#include "order_management/orders/order_event.h"
#include "order_management/tasks/task.h"

namespace atelier::order_management {

// What is read before anything about parcels is decided.
struct Fulfilment {
  StoredOrder order;
  std::vector<StoredDelivery> deliveries;  // all of them, as they stand in the order
  std::optional<StoredTask> task;          // of the parcel that it is about
};
// A line in two parcels, each tried again a few times: more than this is a mistake of ours.
inline constexpr std::size_t kMostDeliveries = 30;
// Errors: not_found.
Task<Result<Fulfilment>> read_fulfilment(storage::Store& store, OrderId id);

class OrderChange {
 public:
  OrderChange(Fulfilment facts, Time now, Random& random)
      : now(now), random(random), facts_(std::move(facts)) {}

  const Time now;
  Random& random;
  events::Decision decision;  // what else is written: stock, tasks, effects

  Order& order() { return facts_.order.order; }
  const std::vector<StoredDelivery>& deliveries() const { return facts_.deliveries; }
  std::optional<StoredTask>& task() { return facts_.task; }
  Delivery* find(const DeliveryId& id);

  // Another parcel, planned; `ask`: the courier is asked at once.
  Delivery& add(Delivery delivery, bool ask);
  // CHECKs that the table allows it. `at`: when it happened, as the courier has it.
  void move(Delivery& delivery, DeliveryState to, std::string reason, Time at);
  // Something else of it was changed.
  void write_again(const Delivery& delivery) { changed_.insert(delivery.id.text()); }
  void leave(std::string_view kind, const Delivery& delivery, Milliseconds delay = Milliseconds{0});
  void touch() { touched_ = true; }  // the order was changed

  // Pieces in no parcel: neither sent, nor on their way to be, nor cancelled.
  std::vector<item_management::inventory::SkuQuantity> unsent();
  // The state that the parcels make; what the table does not allow is left as it is. True where it is another one now.
  bool follow_parcels();
  // CHECKs that the table allows it.
  void become(OrderState to);
  void tell(std::string_view type, const OrderEvent& data) { order_management::tell(decision, type, data); }

  // A refund is decided: it stands in the order, and the provider is asked. Nothing where the total is 0.
  void refund(OrderRefund refund);

  events::Decision finish() &&;

 private:
  std::optional<OrderState> state_of_parcels();

  Fulfilment facts_;
  bool touched_ = false;
  std::set<std::string> changed_;  // deliveries that were there
  std::set<std::string> added_;
};

}  // namespace atelier::order_management
