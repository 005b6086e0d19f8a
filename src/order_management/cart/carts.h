// Carts as the shop's routes use them: reads what a decision needs, decides, commits, and shows the cart as it is now.
//
// Any thread. Errors: not_found "cart_not_found"; conflict "cart_closed" (an ordered cart takes no change); those of the store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/decision.h"
#include "markets/addresses/addresses.h"
#include "markets/market.h"
#include "markets/shipping/shipping.h"
#include "markets/tax/tax.h"
#include "order_management/cart/cart.h"
#include "order_management/goods.h"
#include "order_management/totals.h"

namespace atelier::order_management {

// The house's rules, read once at start; borrowed.
struct House {
  const markets::Markets& markets;
  const markets::TaxRates& taxes;
  const markets::Shipping& shipping;
  const markets::AddressForms& addresses;
};

struct CartLineView {
  std::string id;
  std::string sku;
  ItemId item_id;
  std::string handle;
  std::string title;
  std::vector<ChosenOption> options;
  json::Nullable<PhotoView> photo;
  int quantity = 0;
  int max_quantity = 0;
  Money unit_price;
  Money total;
  std::string availability;  // in_stock, low, sold_out
};
BOOST_DESCRIBE_STRUCT(CartLineView, (), (id, sku, item_id, handle, title, options, photo, quantity, max_quantity, unit_price, total, availability))

struct CheckoutState {
  bool ready = false;
  std::vector<std::string> missing;  // JSON pointers into details; "/lines" for an empty cart
};
BOOST_DESCRIBE_STRUCT(CheckoutState, (), (ready, missing))

struct CartView {
  CartId id;
  std::string market;
  std::string locale;
  Currency currency;
  CartStatus status = CartStatus::open;
  std::vector<CartLineView> lines;
  int item_count = 0;
  std::vector<CartMessage> messages;
  Totals totals;
  CheckoutDetails details;
  CheckoutState checkout;
  Time updated_at{};
};
BOOST_DESCRIBE_STRUCT(CartView, (), (id, market, locale, currency, status, lines, item_count, messages, totals, details, checkout, updated_at))

// What the read of a cart brings together.
struct CartWithFacts {
  Cart cart;
  std::uint64_t version = 0;
  const markets::Market* market = nullptr;
  Facts facts;
};

class Carts {
 public:
  Carts(events::Context& context, GoodsReader& goods, House house) : context_(context), goods_(goods), house_(house) {}

  // Under an id of the market's region.
  Task<Result<CartView>> create(const markets::Market& market, std::string locale, std::string customer);
  Task<Result<CartView>> show(CartId id, std::optional<std::string> locale);
  // Business outcomes (sold out, quantity reduced) are messages of the cart. Error not_found "sku_not_found".
  Task<Result<CartView>> add(CartId id, AddLine line);
  // The same under the caller's Idempotency-Key: asked again it adds nothing and shows the cart as it is with the messages of the first time
  // (of the last kChangesKept changes). Error as well: invalid "idempotency_key_reused".
  struct Added {
    CartView cart;
    bool repeated = false;
  };
  Task<Result<Added>> add_once(CartId id, AddLine line, std::string key);
  // Error not_found "line_not_found".
  Task<Result<CartView>> set_quantity(CartId id, std::string line, int quantity);
  // To a market of another region: a new cart with a new id, see decide_move.
  Task<Result<CartView>> move(CartId id, std::optional<std::string> market, std::optional<std::string> locale);

  // Replaces all details. Problems: each field that is wrong; nothing is stored then.
  struct DetailsOutcome {
    std::optional<CartView> cart;
    json::Problems problems;
  };
  Task<Result<DetailsOutcome>> put_details(CartId id, CheckoutDetails details);

  // Error not_found as above; empty where nothing is sent there.
  Task<Result<std::vector<markets::ShippingOffer>>> shipping_offers(CartId id, std::optional<std::string> country, std::optional<std::string> locale);

  // For placing an order: the cart with its facts, in the cart's market and locale. `extra_sku` is looked up as well.
  Task<Result<CartWithFacts>> read(CartId id, std::optional<std::string> extra_sku = {}, std::optional<std::string> market = {});
  CartView view(const CartWithFacts& read, std::vector<CartMessage> messages, Time now) const;
  const House& house() const { return house_; }

 private:
  // A change as its caller names it.
  struct Wish {
    std::string key;    // the caller's; empty: none
    std::string asked;  // what the key is for
    std::optional<std::string> extra_sku = {};
    std::optional<std::string> market = {};
  };
  // Runs a decision about the cart and shows what it became.
  template <class Decide>
  Task<Result<Added>> change_once(CartId id, Wish wish, Decide decide);
  template <class Decide>
  Task<Result<CartView>> change(CartId id, std::optional<std::string> market, Decide decide);
  Task<Result<CartView>> make_anew(CartId id, const markets::Market& market, std::string locale);

  events::Context& context_;
  GoodsReader& goods_;
  const House house_;
};

}  // namespace atelier::order_management
