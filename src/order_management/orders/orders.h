// Orders as routes and the relay use them. Any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "events/decision.h"
#include "events/records.h"
#include "integration/courier/courier.h"
#include "order_management/cart/carts.h"
#include "order_management/orders/numbers.h"
#include "order_management/orders/order.h"
#include "payment/processing.h"

namespace atelier::order_management {

struct PlaceOrder {
  CartId cart;
  std::string idempotency_key;  // 1 to 128 characters
  std::string body_digest;      // SHA-256 of the request: the same key with another one is refused
  Money expected_total;         // what the customer saw
  std::string return_url_base;  // "https://shop…": the provider sends the customer back below it
  std::string payment_provider = {};  // the customer's choice; empty: the market's first
};

struct RetryPayment {
  std::string idempotency_key;  // as above
  std::string body_digest;
  std::string return_url_base;
  std::string payment_provider = {};
};

// The outcomes of business.
struct OrderPlaced {
  Order order;
  std::string token;      // shows the order to whoever holds it
  bool repeated = false;  // the same key came before: this is that order
};
struct NotReady {
  std::vector<std::string> missing;  // as CheckoutState::missing
};
struct TotalChanged {
  Money total;
};
struct OutOfStock {
  std::vector<std::string> skus;
};
struct CartOrdered {  // it became an order under another key (a second tab)
  OrderId order;
};
struct KeyReused {};  // the key came before with another body
using PlaceOutcome = std::variant<OrderPlaced, NotReady, TotalChanged, OutOfStock, CartOrdered, KeyReused>;

// First answers are kept this long (design: 24 h or more).
inline constexpr std::chrono::hours kIdempotencyKept{48};

class Orders {
 public:
  // `token_key`: 32 secret bytes; tokens of guests' orders are made with it.
  Orders(events::Context& context, Carts& carts, std::string token_key);

  // One commit: order, reservations for the whole basket, payment, idempotency record, cart, events and effects.
  Task<Result<PlaceOutcome>> place(PlaceOrder wanted);

  // What the token of an order is; compare with base::equal_secret.
  std::string token_of(const OrderId& order) const;

  // Another payment after one that failed; the page of that one is closed, so that nobody pays on both. The same key gives the same payment.
  // Errors: conflict "order_not_payable"; invalid "idempotency_key_reused": the key came with another body.
  Task<Result<PaymentId>> retry_payment(OrderId order, RetryPayment wanted);

  // --- the relay's handlers; each harmless when repeated ---
  Task<Result<void>> payment_settled(events::EffectRecord effect);
  Task<Result<void>> expire(events::EffectRecord effect);
  Task<Result<void>> close(events::EffectRecord effect);
  Task<Result<void>> request_delivery(integration::Courier& courier, events::EffectRecord effect);
  Task<Result<void>> cancel_delivery(integration::Courier& courier, events::EffectRecord effect);
  // Asks the courier what his messages may have failed to tell, and leaves itself again until the parcel is at its end.
  Task<Result<void>> look_up_delivery(integration::Courier& courier, events::EffectRecord effect);
  Task<Result<void>> send_return_label(integration::Courier& courier, events::EffectRecord effect);
  // kRefundOrderEffect: asks the provider under the refund's own key, and notes what came of it.
  Task<Result<void>> refund(const payment::Gateways& gateways, events::EffectRecord effect);

  // What a courier says; from a webhook. Error unavailable: our note of his acceptance is not written yet; he comes again.
  Task<Result<void>> courier_notice(integration::CourierNotice notice);

 private:
  using Decided = std::pair<events::Decision, PlaceOutcome>;
  // `number`: drawn when nothing else stands in the way; kept for the next attempt after a conflict.
  Task<Result<Decided>> decide_fresh(const PlaceOrder& wanted, std::optional<std::uint64_t>& number, Time now);
  Task<Result<Decided>> decide_place(const PlaceOrder& wanted, std::optional<std::uint64_t>& number, Time now);
  Task<Result<std::string>> draw_number(std::optional<std::uint64_t>& number, Time now);
  Task<Result<bool>> is_used(std::string number);
  Task<Result<std::optional<PlaceOutcome>>> answered_before(const PlaceOrder& wanted);
  Task<Result<OrderFacts>> read_facts(OrderId id);
  std::string return_url(const PlaceOrder& wanted, const Order& order) const;

  events::Context& context_;
  Carts& carts_;
  OrderNumbers numbers_;
  const std::string token_key_;
};

}  // namespace atelier::order_management
