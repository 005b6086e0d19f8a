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
  std::string label_url;
  CourierStep step = CourierStep::requested;
  std::string reason;  // of a failure
  Time at{};           // when it came to this step
  ShipmentRequest request;
};
BOOST_DESCRIBE_STRUCT(ShipmentObject, (), (id, tracking_number, tracking_url, label_url, step, reason, at, request))

// POST /v1/cancellations. `shipment` may be empty: the delivery names it.
struct CancellationRequest {
  std::string delivery;
  std::string shipment;
};
BOOST_DESCRIBE_STRUCT(CancellationRequest, (), (delivery, shipment))
struct Cancellation {
  CancelOutcome outcome = CancelOutcome::cancelled;
};
BOOST_DESCRIBE_STRUCT(Cancellation, (), (outcome))

// POST /v1/return-labels takes a ReturnLabelRequest.
struct LabelObject {
  std::string tracking_number;
  std::string label_url;
};
BOOST_DESCRIBE_STRUCT(LabelObject, (), (tracking_number, label_url))

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
