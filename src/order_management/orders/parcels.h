// What is decided about an order's parcels: asking for one, what the courier tells, calling one back, another day. Pure.
//
// A parcel that nobody took opens a task for sales staff. What comes back unopened is put back into the region's stock and paid back. An order's
// return window begins when its last parcel was delivered (Directive 2011/83/EU, art. 9 (2)(b)(i)).
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "integration/courier/courier.h"
#include "order_management/orders/change.h"

namespace atelier::order_management {

// Lost messages are found by asking: often while a parcel is young, seldom after. A courier's own stages last hours.
inline constexpr Milliseconds kLookUpYoung{std::chrono::minutes{30}};
inline constexpr Milliseconds kLookUpOld{std::chrono::hours{6}};
inline constexpr std::chrono::hours kYoung{48};
// After this nobody knows more of a parcel than we do.
inline constexpr std::chrono::hours kLookedUpFor{24 * 60};

// The courier has accepted it; `courier`: his name. Empty where that is known.
events::Decision decide_accepted(Fulfilment facts, const DeliveryId& id, const integration::Shipment& shipment, std::string_view courier,
                                 Time now, Random& random);
// He will never take it (an address he does not serve): a person has to look.
events::Decision decide_not_accepted(Fulfilment facts, const DeliveryId& id, const std::string& reason, Time now, Random& random);

// What he tells, by message or when asked. Late and repeated ones change nothing: the delivery's table says what may follow what, and around a
// failure the courier's own times tell what came first.
struct CourierNews {
  integration::CourierStep step = integration::CourierStep::requested;
  std::string reason;
  Time at{};
};
events::Decision decide_courier_news(Fulfilment facts, const DeliveryId& id, const CourierNews& news, Time now, Random& random);

// His answer to a parcel that was called back.
events::Decision decide_called_back(Fulfilment facts, const DeliveryId& id, integration::CancelOutcome outcome, Time now, Random& random);

// --- what staff and customers want ---

enum class ParcelRefusal {
  order_not_shippable,   // not paid, or cancelled, or everything was sent
  pieces_not_available,  // more than are still here
  too_many_parcels,      // kMostDeliveries
  order_not_cancellable,
  delivery_not_failed,
};
BOOST_DESCRIBE_ENUM(ParcelRefusal, order_not_shippable, pieces_not_available, too_many_parcels, order_not_cancellable, delivery_not_failed)
template <class T>
using Parcelled = std::expected<std::pair<events::Decision, T>, ParcelRefusal>;

// Some pieces go now, from one place; the rest waits. What stands in a parcel that the courier has not collected is called back first.
struct Ship {
  std::vector<item_management::inventory::SkuQuantity> lines;
  std::string location;
};
Parcelled<DeliveryId> decide_ship(Fulfilment facts, const Ship& wanted, Time now, Random& random);

// Nothing more is sent: the pieces go back, and what was paid for them. A customer may while nothing was collected; staff
// may cancel what is left of an order that is partially shipped. Of an order that waits for its payment the reservation is given back.
struct Cancel {
  std::string reason;
  std::string by;  // a staff id; empty: the customer
};
Parcelled<OrderState> decide_cancel(Fulfilment facts, const std::optional<item_management::inventory::StoredReservation>& reservation,
                                    const Cancel& wanted, Time now, Random& random);

// Another day, or another address, was agreed with the customer: a new delivery takes the parcel.
struct Reschedule {
  std::optional<std::string> deliver_on;
  std::optional<markets::Address> address;
};
Parcelled<DeliveryId> decide_reschedule(Fulfilment facts, const DeliveryId& id, const Reschedule& wanted, Time now, Random& random);
// Nobody wants it: it comes back, then its pieces are put back and paid back.
Parcelled<DeliveryId> decide_return_to_sender(Fulfilment facts, const DeliveryId& id, Time now, Random& random);

}  // namespace atelier::order_management
