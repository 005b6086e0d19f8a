// What the house tells of an order: events of stable types, in storage::kEvents under the order's id, so they are kept in order.
//
// The data names things and counts; it holds nobody's name, address or e-mail. Who needs those reads the order.
// The list, with when each comes, is in README.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/decision.h"
#include "json/json.h"
#include "order_management/orders/order.h"

namespace atelier::order_management {

namespace event {
inline constexpr char kPlaced[] = "order.placed";
inline constexpr char kPaid[] = "order.paid";
inline constexpr char kPaymentFailed[] = "order.payment_failed";
inline constexpr char kPaymentRetried[] = "order.payment_retried";
inline constexpr char kCancelling[] = "order.cancelling";
inline constexpr char kCancelled[] = "order.cancelled";
inline constexpr char kDeliveryRequested[] = "order.delivery_requested";
inline constexpr char kPartiallyShipped[] = "order.partially_shipped";
inline constexpr char kCollected[] = "order.collected";
inline constexpr char kDelivered[] = "order.delivered";
inline constexpr char kDeliveryFailed[] = "order.delivery_failed";
inline constexpr char kDeliveryRescheduled[] = "order.delivery_rescheduled";
inline constexpr char kReturnRequested[] = "order.return_requested";
inline constexpr char kReturnLabelSent[] = "order.return_label_sent";
inline constexpr char kReturnRefused[] = "order.return_refused";
inline constexpr char kReturned[] = "order.returned";
inline constexpr char kExchanged[] = "order.exchanged";
inline constexpr char kRefunded[] = "order.refunded";
inline constexpr char kRefundFailed[] = "order.refund_failed";
inline constexpr char kClosed[] = "order.closed";
}  // namespace event

struct EventLine {
  std::string sku;
  int quantity = 0;
  std::optional<Money> amount;  // gross
};
BOOST_DESCRIBE_STRUCT(EventLine, (), (sku, quantity, amount))

struct OrderEvent {
  OrderId order;
  std::string number;
  OrderState state = OrderState::placed;  // of the order, after it
  std::string market;
  std::string locale;
  Money total;                       // of what the event is about: the order, or the refund
  std::vector<EventLine> lines;      // likewise: of the order, the parcel, the refund or the return
  std::optional<PaymentId> payment;  // what the event is about
  std::optional<DeliveryId> delivery;
  std::optional<RefundId> refund;
  std::optional<ReturnId> return_;
  std::optional<TaskId> task;
  std::optional<std::string> reason;  // of a failure, a refund, a cancellation
};
BOOST_DESCRIBE_STRUCT(OrderEvent, (), (order, number, state, market, locale, total, lines, payment, delivery, refund, return_, task, reason))

// About the whole order, as it is now.
OrderEvent about(const Order& order);
OrderEvent about(const Order& order, const Delivery& delivery);
OrderEvent about(const Order& order, const OrderRefund& refund);
OrderEvent about(const Order& order, const OrderReturn& returned);

void tell(events::Decision& decision, std::string_view type, const OrderEvent& data);

}  // namespace atelier::order_management
