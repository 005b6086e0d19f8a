#include "order_management/cart/carts.h"

#include <algorithm>

#include "item_management/inventory/inventory.h"
#include "base/text.h"

namespace atelier::order_management {
namespace {

constexpr std::size_t kLongestNote = 500;  // characters, the contract's bound
constexpr std::int64_t kLow = 3;  // at this many or fewer the shop says "low"

std::string availability(std::int64_t available) {
  if (available <= 0) return "sold_out";
  return available <= kLow ? "low" : "in_stock";
}

storage::Put put_cart(const Cart& cart, storage::Condition condition) {
  return {.key = cart_key(cart.id), .body = json::write(cart), .expires_at = cart.updated_at + kCartKept, .condition = condition};
}

std::string country_of(const Cart& cart, const markets::Market& market) {
  return cart.details.shipping_address ? cart.details.shipping_address->country : market.country;
}

CheckoutState checkout_state(const Cart& cart) {
  CheckoutState state;
  if (cart.lines.empty()) state.missing.emplace_back("/lines");
  if (!cart.details.email) state.missing.emplace_back("/email");
  if (!cart.details.shipping_address) state.missing.emplace_back("/shipping_address");
  if (!cart.details.shipping_method) state.missing.emplace_back("/shipping_method");
  state.ready = state.missing.empty() && cart.status == CartStatus::open;
  return state;
}

}  // namespace

Task<Result<CartWithFacts>> Carts::read(CartId id, std::optional<std::string> extra_sku, std::optional<std::string> market) {
  auto item = co_await context_.store.get(cart_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::not_found, "cart_not_found", "there is no such cart, or it was forgotten after 30 days");
  auto cart = json::read_record<Cart>((*item)->body, "cart " + id.text());
  if (!cart) co_return fail(cart);
  CartWithFacts read{.cart = std::move(*cart), .version = (*item)->version};
  read.market = house_.markets.find(market.value_or(read.cart.market));
  if (read.market == nullptr) co_return fail(ErrorKind::invalid, "unknown_market", "the house does not sell in this market");

  std::vector<std::string> skus;
  for (const auto& line : read.cart.lines) skus.push_back(line.sku);
  if (extra_sku && std::ranges::find(skus, *extra_sku) == skus.end()) skus.push_back(std::move(*extra_sku));
  // The stock that the shop shows in this market: that of the market's region, whichever process serves it.
  auto available = co_await item_management::inventory::available_in_region(context_.store, read.market->region, skus);
  if (!available) co_return fail(available);
  for (const auto& sku : skus) {
    auto goods = co_await goods_.read(sku, *read.market, read.cart.locale);
    if (!goods) co_return fail(goods);
    read.facts[sku] = {std::move(*goods), (*available)[sku]};
  }
  co_return read;
}

CartView Carts::view(const CartWithFacts& read, std::vector<CartMessage> messages, Time now) const {
  const Cart& cart = read.cart;
  CartView view{.id = cart.id,
                .market = cart.market,
                .locale = cart.locale,
                .currency = read.market->currency,
                .status = cart.status,
                .messages = std::move(messages),
                .details = cart.details,
                .checkout = checkout_state(cart),
                .updated_at = cart.updated_at};
  std::vector<PricedLine> priced;
  Money subtotal{0, read.market->currency};
  for (const auto& line : cart.lines) {
    const auto& facts = read.facts.at(line.sku);
    if (!facts.goods) continue;  // an ordered cart whose item is gone: the order has its own copy
    const Goods& goods = *facts.goods;
    const Money price = goods.price.value_or(Money{line.seen_price_minor, read.market->currency});
    view.lines.push_back({.id = line.id,
                          .sku = line.sku,
                          .item_id = goods.item_id,
                          .handle = goods.handle,
                          .title = goods.title,
                          .options = goods.options,
                          .photo = goods.photo,
                          .quantity = line.quantity,
                          .max_quantity = static_cast<int>(std::clamp<std::int64_t>(facts.available, 0, kMostPerLine)),
                          .unit_price = price,
                          .total = price * line.quantity,
                          .availability = availability(facts.available)});
    view.item_count += line.quantity;
    priced.push_back({goods.tax_class, price, line.quantity});
    subtotal += price * line.quantity;
  }
  const std::string country = country_of(cart, *read.market);
  std::optional<Money> shipping;
  if (cart.details.shipping_method) {
    const auto offer = house_.shipping.find(country, *cart.details.shipping_method, subtotal, cart.locale, now);
    if (offer) shipping = offer->price;
  }
  view.totals = price_basket(priced, shipping, read.market->currency, country, house_.taxes, now).totals;
  return view;
}

template <class Decide>
Task<Result<Carts::Added>> Carts::change_once(CartId id, Wish wish, Decide decide) {
  // Adding is not the same done twice, so a change is named: an attempt whose answer was lost is recognised when the cart is read again, however
  // many tabs committed in between.
  const std::string name = wish.key.empty() ? "c/" + std::to_string(context_.random.next_u64()) : "k/" + wish.key;
  bool first = true;
  co_return co_await events::run<Added>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, Added>>> {
    const bool first_look = std::exchange(first, false);  // later ones may find what an attempt of ours did
    auto found = co_await read(id, wish.extra_sku, wish.market);
    if (!found) co_return fail(found);
    if (const auto* done = find_done(found->cart, name)) {
      if (done->asked != wish.asked) co_return fail(ErrorKind::invalid, "idempotency_key_reused", "this Idempotency-Key came before with another body");
      co_return std::pair(events::Decision{}, Added{view(*found, done->told, now), first_look});
    }
    if (found->cart.status == CartStatus::ordered) {
      co_return fail(ErrorKind::conflict, "cart_closed", "this cart became an order; begin a new one");
    }
    Result<CartChange> change = decide(found->cart, found->facts);
    if (!change) co_return fail(change);
    events::Decision decision;
    found->cart = std::move(change->cart);
    if (change->changed) {
      remember(found->cart, {.name = name, .asked = wish.asked, .told = change->messages});
      found->cart.updated_at = now;
      decision.write(put_cart(found->cart, storage::VersionIs{found->version}));
    }
    auto shown = view(*found, std::move(change->messages), now);
    co_return std::pair(std::move(decision), Added{std::move(shown), false});
  });
}

template <class Decide>
Task<Result<CartView>> Carts::change(CartId id, std::optional<std::string> market, Decide decide) {
  auto done = co_await change_once(id, Wish{.market = std::move(market)}, decide);
  if (!done) co_return fail(done);
  co_return std::move(done->cart);
}

Task<Result<CartView>> Carts::create(const markets::Market& market, std::string locale, std::string customer) {
  const Time now = context_.clock.now();
  Cart cart{.id = CartId::make(market.region, now, context_.random),
            .market = market.code,
            .locale = std::move(locale),
            .customer = std::move(customer),
            .updated_at = now};
  storage::Commit commit;
  commit.add(put_cart(cart, storage::Absent{}));
  auto committed = storage::to_result(co_await context_.store.commit(std::move(commit)));
  if (!committed) co_return fail(committed);
  co_return view({.cart = std::move(cart), .market = &market}, {}, now);
}

Task<Result<CartView>> Carts::show(CartId id, std::optional<std::string> locale) {
  auto found = co_await read(id);
  if (!found) co_return fail(found);
  if (found->cart.status == CartStatus::ordered) co_return view(*found, {}, context_.clock.now());
  if (locale && *locale != found->cart.locale) co_return co_await move(id, {}, locale);
  auto refreshed = decide_refresh(found->cart, found->facts);
  if (refreshed.changed) {
    co_return co_await change(id, {}, [](Cart cart, const Facts& facts) -> Result<CartChange> { return decide_refresh(std::move(cart), facts); });
  }
  co_return view(*found, {}, context_.clock.now());
}

Task<Result<Carts::Added>> Carts::add_once(CartId id, AddLine line, std::string key) {
  Wish wish{.key = std::move(key), .asked = line.sku + " " + std::to_string(line.quantity), .extra_sku = line.sku};
  co_return co_await change_once(id, std::move(wish), [&](Cart cart, const Facts& facts) -> Result<CartChange> {
    if (!facts.at(line.sku).goods) return fail(ErrorKind::not_found, "sku_not_found", "the house has nothing with the SKU " + line.sku);
    return decide_add(std::move(cart), line, facts);
  });
}

Task<Result<CartView>> Carts::add(CartId id, AddLine line) {
  auto added = co_await add_once(id, std::move(line), "");  // under no key: nobody asks again
  if (!added) co_return fail(added);
  co_return std::move(added->cart);
}

Task<Result<CartView>> Carts::set_quantity(CartId id, std::string line, int quantity) {
  co_return co_await change(id, {}, [&](Cart cart, const Facts& facts) -> Result<CartChange> {
    auto decided = decide_quantity(std::move(cart), line, quantity, facts);
    if (!decided) return fail(ErrorKind::not_found, "line_not_found", "the cart has no line " + line);
    return std::move(*decided);
  });
}

// One commit that makes the new cart; asked again it makes another, and the one before is forgotten like any that nobody comes back to.
Task<Result<CartView>> Carts::make_anew(CartId id, const markets::Market& market, std::string locale) {
  co_return co_await events::run<CartView>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, CartView>>> {
    auto found = co_await read(id, {}, market.code);
    if (!found) co_return fail(found);
    if (found->cart.status == CartStatus::ordered) co_return fail(ErrorKind::conflict, "cart_closed", "this cart became an order; begin a new one");
    const auto& address = found->cart.details.shipping_address;
    const bool sends = !address || house_.shipping.sends_to(address->country, market.currency);
    auto change = decide_move(std::move(found->cart), market.code, locale, found->facts, sends, CartId::make(market.region, now, context_.random));
    found->cart = std::move(change.cart);
    found->cart.updated_at = now;
    events::Decision decision;
    decision.write(put_cart(found->cart, storage::Absent{}));
    auto shown = view(*found, std::move(change.messages), now);
    co_return std::pair(std::move(decision), std::move(shown));
  });
}

Task<Result<CartView>> Carts::move(CartId id, std::optional<std::string> market, std::optional<std::string> locale) {
  const auto* wanted = market ? house_.markets.find(*market) : nullptr;
  if (market && wanted == nullptr) co_return fail(ErrorKind::invalid, "unknown_market", "the house does not sell in this market");
  const auto change_here = [&](Cart cart, const Facts& facts) -> Result<CartChange> {
    const auto* to = house_.markets.find(market.value_or(cart.market));
    const bool sends = !cart.details.shipping_address || house_.shipping.sends_to(cart.details.shipping_address->country, to->currency);
    const std::string new_locale = locale.value_or(cart.locale);
    return decide_move(std::move(cart), to->code, new_locale, facts, sends);
  };
  // Titles are read in the new language by a second look: the move itself needs prices only.
  Result<CartView> moved;
  if (wanted != nullptr && wanted->region != id.region()) {
    auto before = co_await read(id);
    if (!before) co_return fail(before);
    moved = co_await make_anew(id, *wanted, locale.value_or(before->cart.locale));
  } else {
    moved = co_await change(id, market, change_here);
  }
  if (!moved) co_return fail(moved);
  auto messages = std::move(moved->messages);
  auto found = co_await read(moved->id);
  if (!found) co_return fail(found);
  co_return view(*found, std::move(messages), context_.clock.now());
}

Task<Result<Carts::DetailsOutcome>> Carts::put_details(CartId id, CheckoutDetails details) {
  auto found = co_await read(id);
  if (!found) co_return fail(found);
  DetailsOutcome outcome;
  if (details.email) {
    if (auto normal = base::normalise_email(*details.email)) {
      details.email = std::move(*normal);
    } else {
      outcome.problems.push_back({"/email", "bad_value", "an e-mail address, as claire@example.com"});
    }
  }
  const auto check = [&](json::Nullable<markets::Address>& address, const std::string& pointer) {
    if (!address) return;
    auto problems = house_.addresses.check(*address, pointer);
    outcome.problems.insert(outcome.problems.end(), problems.begin(), problems.end());
  };
  check(details.shipping_address, "/shipping_address");
  check(details.billing_address, "/billing_address");
  const std::string country = details.shipping_address ? details.shipping_address->country : found->market->country;
  if (details.shipping_address && !house_.shipping.sends_to(country, found->market->currency)) {
    outcome.problems.push_back({"/shipping_address/country", "bad_value", "a country that this market sends to"});
  }
  if (details.shipping_method &&
      !house_.shipping.find(country, *details.shipping_method, {0, found->market->currency}, "en", context_.clock.now())) {
    outcome.problems.push_back({"/shipping_method", "bad_value", "one of the cart's shipping methods"});
  }
  if (details.note && base::count_characters(*details.note) > kLongestNote) outcome.problems.push_back({"/note", "out_of_range", "at most 500 characters"});
  if (!outcome.problems.empty()) co_return outcome;

  auto changed = co_await change(id, {}, [&](Cart cart, const Facts& facts) -> Result<CartChange> {
    cart.details = details;
    auto refreshed = decide_refresh(std::move(cart), facts);
    refreshed.changed = true;
    return refreshed;
  });
  if (!changed) co_return fail(changed);
  outcome.cart = std::move(*changed);
  co_return outcome;
}

Task<Result<std::vector<markets::ShippingOffer>>> Carts::shipping_offers(CartId id, std::optional<std::string> country,
                                                                         std::optional<std::string> locale) {
  auto found = co_await read(id);
  if (!found) co_return fail(found);
  const Time now = context_.clock.now();
  const auto shown = view(*found, {}, now);
  co_return house_.shipping.offers(country.value_or(country_of(found->cart, *found->market)), shown.totals.subtotal,
                                   locale.value_or(found->cart.locale), now);
}

}  // namespace atelier::order_management
