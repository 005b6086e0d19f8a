// What the sandbox courier and its adapter say to each other.
#pragma once

#include <string>

#include "integration/courier/courier.h"
#include "json/json.h"

namespace atelier::integration::sandbox_courier {

inline constexpr char kSignatureHeader[] = "webhook-signature";

struct ShipmentObject {
  std::string id;  // "shp_…"
  std::string tracking_number;
  std::string tracking_url;
  CourierStep step = CourierStep::requested;
  ShipmentRequest request;
};
BOOST_DESCRIBE_STRUCT(ShipmentObject, (), (id, tracking_number, tracking_url, step, request))

struct Notice {
  std::string event;
  std::string shipment;
  std::string delivery;
  CourierStep step = CourierStep::requested;
  std::string reason;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(Notice, (), (event, shipment, delivery, step, reason, at))

}  // namespace atelier::integration::sandbox_courier
