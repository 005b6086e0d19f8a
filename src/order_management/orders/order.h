// An order: what a customer bought, with everything that was agreed at that moment, and its life as a table.
//
// placed → paid → delivery_requested → collected → delivered → closed, with what leads aside (a failed payment, a cancellation, a parcel that
// nobody took, a return). The table is in order.cpp; the picture in README.md is printed from it by a test. Everything here is pure.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/money.h"
#include "events/decision.h"
#include "item_management/inventory/inventory.h"
#include "json/json.h"
#include "markets/addresses/addresses.h"
#include "markets/shipping/shipping.h"
#include "order_management/deliveries/delivery.h"
#include "order_management/goods.h"
#include "order_management/orders/refund.h"
#include "order_management/returns/return.h"
#include "order_management/totals.h"
#include "payment/payment.h"

namespace atelier::order_management {

enum class OrderState {
  placed,              // pieces are reserved, the payment is asked for
  payment_failed,      // the provider said no; another payment may be tried while the reservation lasts
  paid,
  delivery_requested,  // the courier knows
  partially_shipped,   // some pieces are with the courier or the customer, others are not yet sent
  collected,           // all of them are with the courier or the customer
  delivered,           // all of them are with the customer
  delivery_failed,     // nobody took a parcel; sales staff has to call the customer
  returned,            // all came back
  cancelling,          // the courier is being told that nobody needs to come
  closed,
  cancelled,
};
BOOST_DESCRIBE_ENUM(OrderState, placed, payment_failed, paid, delivery_requested, partially_shipped, collected, delivered, delivery_failed, returned,
                    cancelling, closed, cancelled)

struct OrderTransition {
  OrderState from;
  OrderState to;
};
std::span<const OrderTransition> order_transitions();
bool may_become(OrderState from, OrderState to);

// The reservation and the chance to pay last this long: a customer may look for another card, others may want the piece.
inline constexpr std::chrono::minutes kPaymentWindow{30};
// After delivery an order is closed when it can no longer be returned: 14 days (Directive 2011/83/EU art. 9).
inline constexpr std::chrono::hours kReturnWindow{24 * 14};

struct OrderLine {
  std::string sku;
  ItemId item_id;
  std::string handle;
  std::string title;
  std::vector<ChosenOption> options;
  json::Nullable<PhotoView> photo;
  int quantity = 0;
  Money unit_price;
  Money total;
  std::string tax_rate_percent;
  Money tax;
  int cancelled = 0;  // of the quantity: will not be sent
};
BOOST_DESCRIBE_STRUCT(OrderLine, (), (sku, item_id, handle, title, options, photo, quantity, unit_price, total, tax_rate_percent, tax, cancelled))

// One thing that happened to it.
struct OrderStep {
  OrderState state = OrderState::placed;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(OrderStep, (), (state, at))

// Nothing more is to be sent: it waits for the courier's word about parcels that are called back.
struct Cancellation {
  std::string reason;
  std::string by;  // a staff id; empty: the customer
  Time at{};
};
BOOST_DESCRIBE_STRUCT(Cancellation, (), (reason, by, at))

struct Order {
  OrderId id;
  std::string number;  // "MV-26-E004711"
  OrderState state = OrderState::placed;
  std::string market;
  std::string locale;
  std::string customer;  // a customer's id, or empty
  CartId cart;
  std::string email;
  markets::Address shipping_address;
  markets::Address billing_address;
  markets::ShippingOffer shipping_method;
  std::string note;
  std::vector<OrderLine> lines;
  Totals totals;
  int weight_g = 0;
  ReservationId reservation;
  std::vector<PaymentId> payments;    // the last one counts
  std::vector<DeliveryId> deliveries;  // in the order they were asked for; none until it is paid
  std::vector<OrderRefund> refunds;
  std::vector<OrderReturn> returns;
  std::optional<Cancellation> cancellation;  // while it is under way
  std::vector<OrderStep> history;
  Time placed_at{};
  Time updated_at{};
  std::optional<DeliveryId> delivery;  // of records before `deliveries`: read_order() moves it there
};
BOOST_DESCRIBE_STRUCT(Order, (), (id, number, state, market, locale, customer, cart, email, shipping_address, billing_address, shipping_method, note,
                                  lines, totals, weight_g, reservation, payments, deliveries, refunds, returns, cancellation, history, placed_at, updated_at, delivery))

inline storage::Key order_key(const OrderId& id) { return {storage::kOrders, id.text(), ""}; }

struct StoredOrder {
  Order order;
  std::uint64_t version = 0;
};
Task<Result<StoredOrder>> read_order(storage::Store& store, OrderId id);

// Moves the order on, with its history, record and event: "order.<state>", or `type`. CHECKs that the table allows it.
void advance(events::Decision& decision, Order& order, std::uint64_t version, OrderState to, Time now, std::string_view type = {});

std::vector<item_management::inventory::SkuQuantity> goods_of(const Order& order);
// What a parcel holds.
std::vector<item_management::inventory::SkuQuantity> lines_of(const Delivery& delivery, const Order& order);

// --- effects of this room ---
inline constexpr char kExpireEffect[] = "order.expire";  // the payment window is over
inline constexpr char kCloseEffect[] = "order.close";
struct OrderReference {
  OrderId order;
};
BOOST_DESCRIBE_STRUCT(OrderReference, (), (order))

// --- decisions ---

// What a decision about money needs to know beside the order.
struct OrderFacts {
  StoredOrder order;
  std::optional<item_management::inventory::StoredReservation> reservation;  // nullopt: it is forgotten
};

// Captured: the pieces leave the reservation, a delivery is asked for. Where the reservation is gone already (a payment that came after its
// window) the pieces are taken anew if they are there (`available`); otherwise the money goes back: the order is cancelled, "payment.refund".
// Empty where it is known already.
events::Decision decide_captured(const OrderFacts& facts, const payment::PaymentSettled& settled, bool available, Time now, Random& random);
// Failed or expired: another payment may be tried. Empty where that payment is not the last one or the order has moved on.
events::Decision decide_not_paid(const OrderFacts& facts, const payment::PaymentSettled& settled, Time now);
// The window is over and nothing was paid: the reservation is given back, the order is cancelled.
events::Decision decide_expired(const OrderFacts& facts, Time now);
// Another payment for the same order. `payment` is its new id.
events::Decision decide_retry(const StoredOrder& stored, const PaymentId& payment, const std::string& return_url, Time now,
                              const std::string& provider = {});
events::Decision decide_closed(const StoredOrder& stored, Time now);

}  // namespace atelier::order_management
