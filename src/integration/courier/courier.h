// Port: a courier who takes parcels to customers.
//
// Every request carries a key: the same again gives the same shipment. Errors: unavailable (not done), unknown (may be done: the same key
// again tells), invalid (the address or the parcel is refused: a person has to look). Any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/task.h"
#include "json/json.h"

namespace atelier::integration {

struct ParcelAddress {
  std::string name;
  std::vector<std::string> lines;  // street and what belongs to it
  std::string city;
  std::string region;       // prefecture, province
  std::string postal_code;
  std::string country;      // ISO 3166-1 alpha-2
  std::string phone;        // E.164
};
BOOST_DESCRIBE_STRUCT(ParcelAddress, (), (name, lines, city, region, postal_code, country, phone))

struct ShipmentRequest {
  DeliveryId delivery;
  std::string order_number;
  std::string service;  // "express", "standard"
  ParcelAddress to;
  int weight_g = 0;
};
BOOST_DESCRIBE_STRUCT(ShipmentRequest, (), (delivery, order_number, service, to, weight_g))

struct Shipment {
  std::string courier_reference;
  std::string tracking_number;
  std::string tracking_url;
};

enum class CourierStep { requested, collected, in_transit, delivered, failed };
BOOST_DESCRIBE_ENUM(CourierStep, requested, collected, in_transit, delivered, failed)

// A verified message: what happened to a delivery. `event` is the courier's id of it; repeats and wrong order are harmless.
struct CourierNotice {
  std::string event;
  std::optional<DeliveryId> delivery;  // nullopt: not ours
  CourierStep step = CourierStep::requested;
  std::string reason;  // of a failure: "nobody_home"
  Time at{};
};

class Courier {
 public:
  virtual ~Courier() = default;
  virtual std::string_view name() const = 0;
  virtual Task<Result<Shipment>> request(ShipmentRequest request, std::string idempotency_key) = 0;

  using HeaderOf = std::function<std::string_view(std::string_view name)>;
  // Errors: denied (forged or too old), invalid (not a message).
  virtual Result<CourierNotice> read_webhook(const HeaderOf& header_of, std::string_view body, Time now) const = 0;
};

}  // namespace atelier::integration
