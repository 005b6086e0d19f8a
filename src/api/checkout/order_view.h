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
  DeliveryView delivery;
};
BOOST_DESCRIBE_STRUCT(OrderView, (), (id, number, status, market, locale, placed_at, updated_at, email, shipping_address, billing_address,
                                      shipping_method, lines, totals, timeline, payment, delivery))

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
OrderView view_of(const order_management::Order& order, const payment::Payment& payment, const std::optional<order_management::Delivery>& delivery);
OrderSummary summary_of(const order_management::Order& order);

}  // namespace atelier::api
