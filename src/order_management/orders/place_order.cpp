#include <algorithm>
#include <cstdio>

#include "base/encoding.h"
#include "base/planted.h"
#include "order_management/orders/order_event.h"
#include "order_management/orders/order_list.h"
#include "order_management/orders/orders.h"
#include "security/crypto.h"

namespace atelier::order_management {
namespace {

constexpr std::uint64_t kNumberBlock = 256;

// What is kept under an idempotency key.
struct FirstAnswer {
  std::string body_digest;
  OrderId order;
};
BOOST_DESCRIBE_STRUCT(FirstAnswer, (), (body_digest, order))

storage::Key idempotency_key(const PlaceOrder& wanted) {
  return {storage::kIdempotency, "checkout/" + wanted.cart.text() + "/" + wanted.idempotency_key, ""};
}

std::vector<std::string> sold_out(const CartWithFacts& read) {
  std::vector<std::string> skus;
  for (const auto& line : read.cart.lines) {
    const auto& facts = read.facts.at(line.sku);
    if (!facts.goods || !facts.goods->price || facts.available < line.quantity) skus.push_back(line.sku);
  }
  return skus;
}

// Everything that was agreed, copied out of what may change later; without a number yet.
Order make_order(const CartWithFacts& read, const markets::ShippingOffer& shipping, const House& house, Time now, Random& random) {
  const Cart& cart = read.cart;
  const Region region = read.market->region;  // whose stock it takes
  Order order{.id = OrderId::make(region, now, random),
              .market = cart.market,
              .locale = cart.locale,
              .customer = cart.customer,
              .cart = cart.id,
              .email = *cart.details.email,
              .shipping_address = *cart.details.shipping_address,
              .billing_address = cart.details.billing_address ? *cart.details.billing_address : *cart.details.shipping_address,
              .shipping_method = shipping,
              .note = cart.details.note.value_or(""),
              .reservation = ReservationId::make(region, now, random),
              .payments = {PaymentId::make(region, now, random)},
              .history = {{OrderState::placed, now}},
              .placed_at = now,
              .updated_at = now};
  std::vector<PricedLine> priced;
  for (const auto& line : cart.lines) {
    const Goods& goods = *read.facts.at(line.sku).goods;
    priced.push_back({goods.tax_class, *goods.price, line.quantity});
  }
  auto basket = price_basket(priced, shipping.price, read.market->currency, order.shipping_address.country, house.taxes, now);
  order.totals = std::move(basket.totals);
  for (std::size_t i = 0; i < cart.lines.size(); ++i) {
    const auto& line = cart.lines[i];
    const Goods& goods = *read.facts.at(line.sku).goods;
    order.weight_g += goods.weight_g * line.quantity;
    order.lines.push_back({.sku = line.sku,
                           .item_id = goods.item_id,
                           .handle = goods.handle,
                           .title = goods.title,
                           .options = goods.options,
                           .photo = goods.photo,
                           .quantity = line.quantity,
                           .unit_price = *goods.price,
                           .total = *goods.price * line.quantity,
                           .tax_rate_percent = markets::to_percent(basket.lines[i].rate),
                           .tax = basket.lines[i].amount.tax});
  }
  return order;
}

// "MV-26-E004711": the year, the region, the region's own count.
std::string number_text(Region region, Time at, std::uint64_t number) {
  char text[40];
  std::snprintf(text, sizeof text, "MV-%s-%c%06llu", to_rfc3339(at).substr(2, 2).c_str(), static_cast<char>(region) & ~0x20,
                static_cast<unsigned long long>(number));
  return text;
}

std::string number_partition(const std::string& number) { return "number/" + number; }

// The writes of placing: all of it, or nothing.
events::Decision place(const Order& order, Cart cart, std::uint64_t cart_version, const PlaceOrder& wanted, const std::string& return_url, Time now) {
  events::Decision decision;
  decision.write(storage::Put{.key = order_key(order.id), .body = json::write(order), .condition = storage::Absent{}});
  const auto index = [&](std::string partition, std::string sort) {
    decision.write(storage::Put{.key = {storage::kOrderIndex, std::move(partition), std::move(sort)}, .body = order.number});
  };
  index(day_partition(now, order.id), order.id.text());
  // Absent: two orders never have one number, whatever was drawn.
  decision.write(storage::Put{
      .key = {storage::kOrderIndex, number_partition(order.number), ""}, .body = order.id.text(), .condition = storage::Absent{}});
  if (!order.customer.empty()) index("customer/" + order.customer, order.id.text());
  cart.status = CartStatus::ordered;
  cart.order = order.id.text();
  cart.updated_at = now;
  decision.write(storage::Put{.key = cart_key(cart.id),
                              .body = json::write(cart),
                              .expires_at = now + kCartKept,
                              .condition = storage::VersionIs{cart_version}});
  item_management::inventory::reserve(decision, {.id = order.reservation,
                                                 .order = order.id.text(),
                                                 .region = order.id.region(),
                                                 .lines = goods_of(order),
                                                 .expires_at = now + kPaymentWindow});
  payment::create_payment(decision, {.id = order.payments.front(),
                                     .reference = order.id.text(),
                                     .amount = order.totals.total,
                                     .market = order.market,
                                     .locale = order.locale,
                                     .email = order.email,
                                     .return_url = return_url,
                                     .created_at = now,
                                     .provider = wanted.payment_provider});
  decision.write(storage::Put{.key = idempotency_key(wanted),
                              .body = json::write(FirstAnswer{wanted.body_digest, order.id}),
                              .expires_at = now + kIdempotencyKept,
                              .condition = storage::Absent{}});
  tell(decision, event::kPlaced, about(order));
  decision.effects.push_back({.kind = kExpireEffect,
                              .key = order.id.text(),
                              .data = json::write(OrderReference{order.id}),
                              .delay = kPaymentWindow});
  return decision;
}

}  // namespace

Orders::Orders(events::Context& context, Carts& carts, std::string token_key)
    : context_(context),
      carts_(carts),
      numbers_(context, std::string("orders/") + static_cast<char>(context.region), kNumberBlock,
               [this](std::uint64_t number) -> Task<Result<bool>> {
                 // The block may have been begun last year.
                 const Time now = context_.clock.now();
                 auto this_year = co_await is_used(number_text(context_.region, now, number));
                 if (!this_year || *this_year) co_return this_year;
                 co_return co_await is_used(number_text(context_.region, now - std::chrono::hours{24 * 365}, number));
               }),
      token_key_(std::move(token_key)) {}

std::string Orders::token_of(const OrderId& order) const {
  return base::to_base64url(security::hmac_sha256(token_key_, order.text()));
}

std::string Orders::return_url(const PlaceOrder& wanted, const Order& order) const {
  return wanted.return_url_base + "/" + order.market + "/" + order.locale + "/orders/" + order.id.text() + "?token=" + token_of(order.id);
}

Task<Result<std::optional<PlaceOutcome>>> Orders::answered_before(const PlaceOrder& wanted) {
  if constexpr (planted::kSkipDedup) co_return std::optional<PlaceOutcome>{};
  auto item = co_await context_.store.get(idempotency_key(wanted));
  if (!item) co_return fail(item);
  if (!*item) co_return std::optional<PlaceOutcome>{};
  auto first = json::read_record<FirstAnswer>((*item)->body, "idempotency record");
  if (!first) co_return fail(first);
  if (first->body_digest != wanted.body_digest) co_return std::optional<PlaceOutcome>(KeyReused{});
  auto order = co_await read_order(context_.store, first->order);
  if (!order) co_return fail(order);
  const auto token = token_of(order->order.id);
  co_return std::optional<PlaceOutcome>(OrderPlaced{std::move(order->order), token, true});
}

Task<Result<Orders::Decided>> Orders::decide_place(const PlaceOrder& wanted, std::optional<std::uint64_t>& number, Time now) {
  auto before = co_await answered_before(wanted);
  if (!before) co_return fail(before);
  if (*before) co_return Decided{{}, std::move(**before)};
  auto decided = co_await decide_fresh(wanted, number, now);
  if (!decided || std::holds_alternative<OrderPlaced>(decided->second)) co_return decided;
  // The other click of a double click may have been committed while we read: then the cart is ordered and its pieces are gone, to this very order.
  auto meanwhile = co_await answered_before(wanted);
  if (!meanwhile) co_return fail(meanwhile);
  if (*meanwhile) co_return Decided{{}, std::move(**meanwhile)};
  co_return decided;
}

Task<Result<Orders::Decided>> Orders::decide_fresh(const PlaceOrder& wanted, std::optional<std::uint64_t>& number, Time now) {
  auto read = co_await carts_.read(wanted.cart);
  if (!read) co_return fail(read);
  if (read->cart.status == CartStatus::ordered) co_return Decided{{}, CartOrdered{OrderId::parse(read->cart.order).value_or(OrderId{})}};

  const CartView view = carts_.view(*read, {}, now);
  if (!view.checkout.ready) co_return Decided{{}, NotReady{view.checkout.missing}};
  if (auto skus = sold_out(*read); !skus.empty()) co_return Decided{{}, OutOfStock{std::move(skus)}};
  const auto& details = read->cart.details;
  const auto shipping = carts_.house().shipping.find(details.shipping_address->country, *details.shipping_method, view.totals.subtotal,
                                                     read->cart.locale, now);
  if (!shipping) co_return Decided{{}, NotReady{{"/shipping_method"}}};
  Order order = make_order(*read, *shipping, carts_.house(), now, context_.random);
  if (order.totals.total != wanted.expected_total) co_return Decided{{}, TotalChanged{order.totals.total}};
  auto drawn = co_await draw_number(number, now);
  if (!drawn) co_return fail(drawn);
  order.number = std::move(*drawn);
  auto decision = order_management::place(order, read->cart, read->version, wanted, return_url(wanted, order), now);
  co_return Decided{std::move(decision), OrderPlaced{order, token_of(order.id), false}};
}

Task<Result<bool>> Orders::is_used(std::string number) {
  auto item = co_await context_.store.get({storage::kOrderIndex, number_partition(number), ""});
  if (!item) co_return fail(item);
  co_return item->has_value();
}

Task<Result<std::string>> Orders::draw_number(std::optional<std::uint64_t>& number, Time now) {
  if (number) {
    // After a conflict: perhaps it was this number's. Then it is another's, and we draw again.
    auto used = co_await is_used(number_text(context_.region, now, *number));
    if (!used) co_return fail(used);
    if (*used) number.reset();
  }
  if (!number) {
    auto drawn = co_await numbers_.next();
    if (!drawn) co_return fail(drawn);
    number = *drawn;
  }
  co_return number_text(context_.region, now, *number);
}

Task<Result<PlaceOutcome>> Orders::place(PlaceOrder wanted) {
  std::optional<std::uint64_t> number;
  auto outcome = co_await events::run<PlaceOutcome>(context_, [&](Time now) { return decide_place(wanted, number, now); });
  // A refused attempt leaves no gap, nor does the slower one of a double click. After an error nobody knows whether it was used: it stays away.
  if (number && outcome) {
    const auto* placed = std::get_if<OrderPlaced>(&*outcome);
    const std::string text = number_text(context_.region, context_.clock.now(), *number);
    constexpr std::size_t kCount = sizeof "MV-26" - 1;  // the year may have turned meanwhile
    if (placed == nullptr || !placed->order.number.ends_with(text.substr(kCount))) numbers_.give_back(*number);
  }
  co_return outcome;
}

}  // namespace atelier::order_management
