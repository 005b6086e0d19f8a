// A delivery: one parcel that a courier takes to a customer, and how far it is. An order has one or several.
//
// Its life is a table; the picture in README.md is printed from it by a test.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/task.h"
#include "integration/courier/courier.h"
#include "item_management/inventory/inventory.h"
#include "json/json.h"
#include "markets/addresses/addresses.h"
#include "storage/tables.h"

namespace atelier::order_management {

// Effects, done by Orders; the data is a DeliveryReference.
inline constexpr char kDeliveryEffect[] = "delivery.request";
inline constexpr char kCancelDeliveryEffect[] = "delivery.cancel";    // call the parcel back
inline constexpr char kLookUpDeliveryEffect[] = "delivery.look_up";   // ask the courier what his messages may have failed to tell

enum class DeliveryState {
  planned,      // the courier is being asked, or waits for another parcel to be called back
  requested,    // he has accepted it
  collected,    // he has it
  delivered,
  failed,       // nobody took it: sales staff calls the customer
  rescheduled,  // another delivery takes the same parcel again
  cancelling,   // he is being told that nobody needs to come
  cancelled,    // it never left the house
  returning,    // he brings it back to the house
  returned,     // it is back
};
BOOST_DESCRIBE_ENUM(DeliveryState, planned, requested, collected, delivered, failed, rescheduled, cancelling, cancelled, returning, returned)

struct DeliveryTransition {
  DeliveryState from;
  DeliveryState to;
};
std::span<const DeliveryTransition> delivery_transitions();
bool may_become(DeliveryState from, DeliveryState to);

struct DeliveryStep {
  DeliveryState state = DeliveryState::requested;
  std::string reason;
  Time at{};
  std::optional<integration::CourierStep> step;  // what courier's steps were called before `state`; only read
};
BOOST_DESCRIBE_STRUCT(DeliveryStep, (), (state, reason, at, step))

struct Delivery {
  DeliveryId id;
  OrderId order;
  std::vector<item_management::inventory::SkuQuantity> lines;  // empty: all of the order (records before 2026-11-23)
  std::string location;                      // the warehouse or shop it leaves from; empty: where the house sees fit
  std::optional<markets::Address> address;   // where it is not the order's
  std::optional<std::string> deliver_on;     // "2026-11-27": a day agreed with the customer
  std::optional<DeliveryId> redelivery_of;   // the failed delivery whose parcel this takes again
  std::optional<ReturnId> exchange_for;      // the return that it answers
  std::optional<DeliveryId> after;           // asked for once that one was called back: it holds the same pieces
  std::optional<TaskId> task;                // what sales staff does about its failure
  std::string courier;                       // adapter's name; empty until it is requested
  std::string courier_reference;
  std::string tracking_number;
  std::string tracking_url;
  std::string label_url;
  DeliveryState state = DeliveryState::planned;
  std::vector<DeliveryStep> history;
  // Of records before `state`: read_delivery() makes a state of them.
  std::optional<bool> requested;
  std::optional<integration::CourierStep> step;
};
BOOST_DESCRIBE_STRUCT(Delivery, (), (id, order, lines, location, address, deliver_on, redelivery_of, exchange_for, after, task, courier, courier_reference,
                                     tracking_number, tracking_url, label_url, state, history, requested, step))

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
