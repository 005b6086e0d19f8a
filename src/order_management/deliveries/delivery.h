// A delivery: what the courier was asked to take to a customer, and how far it is.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/task.h"
#include "integration/courier/courier.h"
#include "json/json.h"
#include "storage/tables.h"

namespace atelier::order_management {

inline constexpr char kDeliveryEffect[] = "delivery.request";

struct DeliveryStep {
  integration::CourierStep step = integration::CourierStep::requested;
  std::string reason;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(DeliveryStep, (), (step, reason, at))

struct Delivery {
  DeliveryId id;
  OrderId order;
  std::string courier;            // adapter's name; empty until it is requested
  std::string courier_reference;
  std::string tracking_number;
  std::string tracking_url;
  bool requested = false;         // the courier has accepted it
  integration::CourierStep step = integration::CourierStep::requested;
  std::vector<DeliveryStep> history;
};
BOOST_DESCRIBE_STRUCT(Delivery, (), (id, order, courier, courier_reference, tracking_number, tracking_url, requested, step, history))

struct DeliveryReference {
  DeliveryId delivery;
};
BOOST_DESCRIBE_STRUCT(DeliveryReference, (), (delivery))

inline storage::Key delivery_key(const DeliveryId& id) { return {storage::kDeliveries, id.text(), ""}; }

struct StoredDelivery {
  Delivery delivery;
  std::uint64_t version = 0;
};
Task<Result<StoredDelivery>> read_delivery(storage::Store& store, DeliveryId id);

}  // namespace atelier::order_management
