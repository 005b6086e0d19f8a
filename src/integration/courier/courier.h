// Port: a courier who takes parcels to customers.
//
// Every request carries a key: the same again gives the same shipment. Errors: unavailable (not done), unknown (may be done: the same key
// again tells), invalid (the address or the parcel is refused: a person has to look). Each call has a timeout. Any thread.
//
// His messages may be lost, late, twice and in any order: look_up() asks for what they would have said.
#pragma once

#include <functional>
#include <optional>
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
  std::optional<std::string> from;           // the house's code of the place where the parcel waits: "warehouse-lyon"
  std::optional<std::string> deliver_on;     // "2026-11-27": a day agreed with the customer
  std::optional<std::string> redelivery_of;  // the courier's reference of a shipment that failed: its parcel is taken again
};
BOOST_DESCRIBE_STRUCT(ShipmentRequest, (), (delivery, order_number, service, to, weight_g, from, deliver_on, redelivery_of))

struct Shipment {
  std::string courier_reference;
  std::string tracking_number;
  std::string tracking_url;
  std::string label_url;  // what is stuck on the parcel; empty where the courier brings it
};

// A label for pieces that a customer sends back to the house.
struct ReturnLabelRequest {
  ReturnId returned;
  std::string order_number;
  ParcelAddress from;
  int weight_g = 0;
};
BOOST_DESCRIBE_STRUCT(ReturnLabelRequest, (), (returned, order_number, from, weight_g))

struct ReturnLabel {
  std::string tracking_number;
  std::string label_url;
};

// What came of calling a parcel back.
enum class CancelOutcome {
  cancelled,  // he will not come for it; also where he never heard of it
  returning,  // he has it and brings it back to the house
  too_late,   // it is with the customer, or goes there: look_up() tells
};
BOOST_DESCRIBE_ENUM(CancelOutcome, cancelled, returning, too_late)

enum class CourierStep { requested, collected, in_transit, delivered, failed, cancelled, returning, returned };
BOOST_DESCRIBE_ENUM(CourierStep, requested, collected, in_transit, delivered, failed, cancelled, returning, returned)

// A verified message: what happened to a delivery. `event` is the courier's id of it; repeats and wrong order are harmless.
struct CourierNotice {
  std::string event;
  std::optional<DeliveryId> delivery;  // nullopt: not ours
  CourierStep step = CourierStep::requested;
  std::string reason;  // of a failure: "nobody_home"
  Time at{};
};

// How far a shipment is, as the courier sees it.
struct CourierStatus {
  CourierStep step = CourierStep::requested;
  std::string reason;
  Time at{};
};

class Courier {
 public:
  virtual ~Courier() = default;
  virtual std::string_view name() const = 0;
  virtual Task<Result<Shipment>> request(ShipmentRequest request, std::string idempotency_key) = 0;
  // `courier_reference` may be empty where our request's answer was lost; the delivery's id names it then.
  virtual Task<Result<CancelOutcome>> cancel(DeliveryId delivery, std::string courier_reference, std::string idempotency_key) = 0;
  virtual Task<Result<ReturnLabel>> return_label(ReturnLabelRequest request, std::string idempotency_key) = 0;
  // Error not_found: he has no such shipment.
  virtual Task<Result<CourierStatus>> look_up(std::string courier_reference) = 0;

  using HeaderOf = std::function<std::string_view(std::string_view name)>;
  // Errors: denied (forged or too old), invalid (not a message).
  virtual Result<CourierNotice> read_webhook(const HeaderOf& header_of, std::string_view body, Time now) const = 0;
};

}  // namespace atelier::integration
