// What the routes about orders have in common, of customers and of staff: keys, answers, and how an order is read to be shown.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "api/checkout/order_view.h"
#include "http/router.h"
#include "order_management/service/service_desk.h"
#include "payment/processing.h"

namespace atelier::api {

http::Response private_json(int status, std::string body);

// 400 where there is none or it is too long.
std::expected<std::string, http::Response> idempotency_key(const http::Request& request);
// The key with the digest of path and body.
order_management::Once once(std::string key, const http::Request& request);

// 409 with the refusal's code; 422 where the request itself is wrong.
http::Response refusal_of(const order_management::Refused& refused);

// {"lines":[{"sku","quantity","reason","exchange_sku"}]}, or 400, 422.
std::expected<std::vector<order_management::ReturnLine>, http::Response> read_return_lines(const http::Request& request);

// Order, last payment and parcels. A payment that waits for the provider is asked for: the customer may be back before his webhook.
Task<Result<OrderView>> read_view(events::Context& context, const payment::Gateways& gateways, order_management::Order order);

// Titles, options and the delivery's name in another language. What is no longer sold keeps what was agreed; "" and a language that the house
// does not speak change nothing.
Task<Result<void>> tell_in(order_management::GoodsReader& goods, const order_management::House& house, std::string locale, OrderView& view);

}  // namespace atelier::api
