#include "order_management/deliveries/delivery.h"

namespace atelier::order_management {

Task<Result<StoredDelivery>> read_delivery(storage::Store& store, DeliveryId id) {
  auto item = co_await store.get(delivery_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::not_found, "delivery_not_found", "there is no delivery " + id.text());
  auto delivery = json::read_record<Delivery>((*item)->body, "delivery " + id.text());
  if (!delivery) co_return fail(delivery);
  co_return StoredDelivery{std::move(*delivery), (*item)->version};
}

}  // namespace atelier::order_management
