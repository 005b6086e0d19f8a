// Orders and payments in the shapes of the contract. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/json.h"
#include "order_management/deliveries/delivery.h"
#include "order_management/orders/order.h"
#include "payment/payment.h"

namespace atelier::api {

struct PaymentView {
  PaymentId id;
  std::string order_id;
  std::string status;  // created, pending, captured, declined, cancelled, refunded
  Money amount;
  std::string means = "card";
  json::Nullable<std::string> redirect_url;
  json::Nullable<std::string> decline_code;
  Time created_at{};
  Time updated_at{};
};
BOOST_DESCRIBE_STRUCT(PaymentView, (), (id, order_id, status, amount, means, redirect_url, decline_code, created_at, updated_at))

struct TimelineEntry {
  std::string code;
  std::string state;  // done, current, upcoming
  json::Nullable<Time> at;
};
BOOST_DESCRIBE_STRUCT(TimelineEntry, (), (code, state, at))

struct DeliveryView {
  std::string status;
  json::Nullable<std::string> carrier;
  json::Nullable<std::string> tracking_number;
  json::Nullable<std::string> tracking_url;
  json::Nullable<std::string> earliest;
  json::Nullable<std::string> latest;
};
BOOST_DESCRIBE_STRUCT(DeliveryView, (), (status, carrier, tracking_number, tracking_url, earliest, latest))

// A parcel of the order, for its customer.
struct ParcelLine {
  std::string sku;
  int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(ParcelLine, (), (sku, quantity))
struct ParcelView {
  DeliveryId id;
  std::string status;  // planned, requested, collected, delivered, failed, rescheduled, cancelling, cancelled, returning, returned
  std::vector<ParcelLine> lines;
  json::Nullable<std::string> carrier;
  json::Nullable<std::string> tracking_number;
  json::Nullable<std::string> tracking_url;
  json::Nullable<std::string> deliver_on;
  json::Nullable<ReturnId> exchange_for;
};
BOOST_DESCRIBE_STRUCT(ParcelView, (), (id, status, lines, carrier, tracking_number, tracking_url, deliver_on, exchange_for))

struct RefundView {
  RefundId id;
  std::string status;  // requested, refunded, failed
  std::vector<order_management::RefundLine> lines;
  Money shipping;
  Money total;
  Money tax;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(RefundView, (), (id, status, lines, shipping, total, tax, at))

struct ReturnLineView {
  std::string sku;
  int quantity = 0;
  std::string reason;
  json::Nullable<std::string> exchange_sku;
};
BOOST_DESCRIBE_STRUCT(ReturnLineView, (), (sku, quantity, reason, exchange_sku))
struct ReturnView {
  ReturnId id;
  std::string status;  // requested, label_sent, received, refused, exchanged, refunded
  std::vector<ReturnLineView> lines;
  json::Nullable<std::string> label_url;
  json::Nullable<std::string> tracking_number;
  json::Nullable<std::string> note;  // why it was refused
  Time requested_at{};
};
BOOST_DESCRIBE_STRUCT(ReturnView, (), (id, status, lines, label_url, tracking_number, note, requested_at))

// What its customer may do now.
struct OrderActions {
  bool pay = false;
  bool cancel = false;
  json::Nullable<Time> return_until;  // null: not now
};
BOOST_DESCRIBE_STRUCT(OrderActions, (), (pay, cancel, return_until))

struct OrderView {
  OrderId id;
  std::string number;
  std::string status;
  std::string market;
  std::string locale;
  Time placed_at{};
  Time updated_at{};
  std::string email;
  markets::Address shipping_address;
  markets::Address billing_address;
  markets::ShippingOffer shipping_method;
  std::vector<order_management::OrderLine> lines;
  order_management::Totals totals;
  std::vector<TimelineEntry> timeline;
  PaymentView payment;
  DeliveryView delivery;  // the parcel asked for last
  std::vector<ParcelView> deliveries;
  std::vector<RefundView> refunds;
  std::vector<ReturnView> returns;
  OrderActions actions;
};
BOOST_DESCRIBE_STRUCT(OrderView, (), (id, number, status, market, locale, placed_at, updated_at, email, shipping_address, billing_address,
                                      shipping_method, lines, totals, timeline, payment, delivery, deliveries, refunds, returns, actions))

struct OrderSummary {
  OrderId id;
  std::string number;
  std::string status;
  std::string market;
  Time placed_at{};
  Money total;
  int item_count = 0;
  std::string email;
  json::Nullable<order_management::PhotoView> photo;
};
BOOST_DESCRIBE_STRUCT(OrderSummary, (), (id, number, status, market, placed_at, total, item_count, email, photo))

PaymentView view_of(const payment::Payment& payment);
ParcelView view_of(const order_management::Delivery& delivery, const order_management::Order& order);
OrderView view_of(const order_management::Order& order, const payment::Payment& payment, const std::vector<order_management::Delivery>& deliveries,
                  Time now);
std::string status_of(order_management::OrderState state);  // the contract's OrderStatus
OrderSummary summary_of(const order_management::Order& order);

}  // namespace atelier::api
