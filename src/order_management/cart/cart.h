// A cart: what a customer would like to buy, in a market and a language. Guests' carts are known by their id alone (80 random bits).
//
// A cart belongs to the region in its id, which is that of its market. It is forgotten 30 days after its last change. Everything here is pure; carts.h runs it.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/money.h"
#include "json/json.h"
#include "markets/addresses/addresses.h"
#include "markets/market.h"
#include "order_management/goods.h"
#include "storage/tables.h"

namespace atelier::order_management {

inline constexpr int kMostPerLine = 20;   // more of one piece is a reseller's order: customer service
inline constexpr std::size_t kMostLines = 40;  // paying an order writes two operations a line and some more: one commit has 100
inline constexpr std::chrono::hours kCartKept{24 * 30};

enum class CartStatus { open, ordered };
BOOST_DESCRIBE_ENUM(CartStatus, open, ordered)

struct CartLine {
  std::string id;
  std::string sku;
  int quantity = 0;
  std::int64_t seen_price_minor = 0;  // what the customer was last shown
};
BOOST_DESCRIBE_STRUCT(CartLine, (), (id, sku, quantity, seen_price_minor))

struct CheckoutDetails {
  json::Nullable<std::string> email;
  json::Nullable<markets::Address> shipping_address;
  json::Nullable<markets::Address> billing_address;  // null: as shipping
  json::Nullable<std::string> shipping_method;
  json::Nullable<std::string> note;
};
BOOST_DESCRIBE_STRUCT(CheckoutDetails, (), (email, shipping_address, billing_address, shipping_method, note))

struct CartMessage {
  std::string code;  // added, price_changed, quantity_reduced, sold_out, not_sold_in_market, too_many_lines
  json::Nullable<std::string> line_id;
  std::optional<std::string> sku;
  std::optional<std::string> title;
  std::optional<Money> old_price;
  std::optional<Money> new_price;
  std::optional<int> quantity;
};
BOOST_DESCRIBE_STRUCT(CartMessage, (), (code, line_id, sku, title, old_price, new_price, quantity))

// A change that was stored: who asks for it again is told the same and changes nothing. Kept in the cart's own record: no second item on
// the way of every "add to cart".
struct DoneChange {
  std::string name;   // "k/" and the Idempotency-Key it came under, or "c/" and a number of ours
  std::string asked;  // what was asked under a key; another wish under the same key is refused
  std::vector<CartMessage> told;
};
BOOST_DESCRIBE_STRUCT(DoneChange, (), (name, asked, told))
// Repeats come within seconds, and a person makes few changes in them. Some 200 bytes each.
inline constexpr std::size_t kChangesKept = 8;

struct Cart {
  CartId id;
  std::string market;
  std::string locale;
  CartStatus status = CartStatus::open;
  std::vector<CartLine> lines;
  int next_line = 1;
  CheckoutDetails details;
  std::string customer;  // a customer's id, or empty
  std::string order;     // the order it became
  std::vector<DoneChange> recent;  // the newest kChangesKept, oldest first
  Time updated_at{};
};
BOOST_DESCRIBE_STRUCT(Cart, (), (id, market, locale, status, lines, next_line, details, customer, order, recent, updated_at))

inline storage::Key cart_key(const CartId& id) { return {storage::kCarts, id.text(), ""}; }

// nullptr: not done, or so long ago that others came since.
const DoneChange* find_done(const Cart& cart, const std::string& name);
void remember(Cart& cart, DoneChange done);

// What a decision about a cart must know of each SKU in it.
struct LineFacts {
  std::optional<Goods> goods;  // nullopt: no such SKU
  std::int64_t available = 0;
};
using Facts = std::map<std::string, LineFacts>;

struct CartChange {
  Cart cart;
  std::vector<CartMessage> messages;
  bool changed = false;
};

// Brings the cart up to now: prices, what can be had, what is still sold. Each difference is a message.
CartChange decide_refresh(Cart cart, const Facts& facts);

struct AddLine {
  std::string sku;
  int quantity = 0;
};
// One already in the cart grows. `facts` has the new SKU, too.
CartChange decide_add(Cart cart, const AddLine& wanted, const Facts& facts);
// 0 removes. nullopt: there is no such line.
std::optional<CartChange> decide_quantity(Cart cart, const std::string& line, int quantity, const Facts& facts);
// To another market or language; `facts` are those of the new market. Details of the way there are cleared where the new market does
// not send to the old address. Where the market is served by another region the cart is made anew under `new_id`, an id of that region
// (no item is written by two regions); the old one stays as it is until it is forgotten.
CartChange decide_move(Cart cart, const std::string& market, const std::string& locale, const Facts& facts, bool sends_to_address,
                       const std::optional<CartId>& new_id = {});

}  // namespace atelier::order_management
