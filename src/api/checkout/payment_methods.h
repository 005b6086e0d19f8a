// GET /v1/payment-methods?market=: how a customer of a market can pay, the preferred way first.
#pragma once

#include <optional>
#include <string>

#include "http/router.h"
#include "payment/gateways.h"

namespace atelier::api {

// `gateways` is borrowed.
void register_payment_methods(http::Router& router, const payment::Gateways& gateways);

// The refusal of a method that the market does not offer; nullopt: it does, or none was chosen.
std::optional<http::Response> refuse_payment_method(const payment::Gateways& gateways, std::string_view market, const std::optional<std::string>& method);

}  // namespace atelier::api
