#include "order_management/cart/cart.h"

#include <algorithm>

namespace atelier::order_management {
namespace {

CartMessage about(const char* code, const CartLine& line, const LineFacts& facts) {
  CartMessage message{.code = code, .sku = line.sku};
  message.line_id = line.id;
  if (facts.goods) message.title = facts.goods->title;
  return message;
}

bool is_sold(const LineFacts& facts) { return facts.goods && facts.goods->price; }

int most_of(const LineFacts& facts) { return static_cast<int>(std::clamp<std::int64_t>(facts.available, 0, kMostPerLine)); }

// Cuts a line to what can be had; false: nothing of it can.
bool cut_to_stock(CartLine& line, const LineFacts& facts, CartChange& change) {
  const int most = most_of(facts);
  if (line.quantity <= most) return true;
  change.changed = true;
  if (most == 0) {
    change.messages.push_back(about("sold_out", line, facts));
    return false;
  }
  line.quantity = most;
  change.messages.push_back(about("quantity_reduced", line, facts));
  change.messages.back().quantity = most;
  return true;
}

bool same_lines(const std::vector<CartLine>& a, const std::vector<CartLine>& b) {
  return std::ranges::equal(a, b, [](const CartLine& x, const CartLine& y) {
    return x.id == y.id && x.sku == y.sku && x.quantity == y.quantity && x.seen_price_minor == y.seen_price_minor;
  });
}

void show_price(CartLine& line, const LineFacts& facts, CartChange& change) {
  const Money now = *facts.goods->price;
  if (line.seen_price_minor == now.amount_minor) return;
  change.changed = true;
  if (line.seen_price_minor != 0) {
    auto message = about("price_changed", line, facts);
    message.old_price = Money{line.seen_price_minor, now.currency};
    message.new_price = now;
    change.messages.push_back(std::move(message));
  }
  line.seen_price_minor = now.amount_minor;
}

}  // namespace

const DoneChange* find_done(const Cart& cart, const std::string& name) {
  const auto found = std::ranges::find(cart.recent, name, &DoneChange::name);
  return found == cart.recent.end() ? nullptr : &*found;
}

void remember(Cart& cart, DoneChange done) {
  if (cart.recent.size() >= kChangesKept) cart.recent.erase(cart.recent.begin());
  cart.recent.push_back(std::move(done));
}

CartChange decide_refresh(Cart cart, const Facts& facts) {
  CartChange change;
  std::vector<CartLine> kept;
  for (auto& line : cart.lines) {
    const auto& known = facts.at(line.sku);
    if (!is_sold(known)) {
      change.messages.push_back(about("not_sold_in_market", line, known));
      change.changed = true;
      continue;
    }
    if (!cut_to_stock(line, known, change)) continue;
    show_price(line, known, change);
    kept.push_back(std::move(line));
  }
  cart.lines = std::move(kept);
  change.cart = std::move(cart);
  return change;
}

CartChange decide_add(Cart cart, const AddLine& wanted, const Facts& facts) {
  auto line = std::ranges::find(cart.lines, wanted.sku, &CartLine::sku);
  if (line == cart.lines.end() && cart.lines.size() >= kMostLines) {
    auto change = decide_refresh(std::move(cart), facts);
    change.messages.push_back({.code = "too_many_lines", .sku = wanted.sku});
    return change;
  }
  const auto before = cart.lines;
  const int next_line = cart.next_line;
  if (line == cart.lines.end()) {
    line = cart.lines.insert(cart.lines.end(), {.id = "lin_" + std::to_string(cart.next_line++), .sku = wanted.sku});
  }
  line->quantity += wanted.quantity;
  const std::string id = line->id;
  auto change = decide_refresh(std::move(cart), facts);
  // Who is told "sold out" has the cart of before: that needs no commit, and at a limited release that is nearly everybody.
  change.changed = !same_lines(change.cart.lines, before);
  if (!change.changed) change.cart.next_line = next_line;
  if (const auto added = std::ranges::find(change.cart.lines, id, &CartLine::id); added != change.cart.lines.end()) {
    auto message = about("added", *added, facts.at(wanted.sku));
    message.quantity = added->quantity;
    change.messages.insert(change.messages.begin(), std::move(message));
  }
  return change;
}

std::optional<CartChange> decide_quantity(Cart cart, const std::string& id, int quantity, const Facts& facts) {
  const auto line = std::ranges::find(cart.lines, id, &CartLine::id);
  if (line == cart.lines.end()) return std::nullopt;
  if (quantity == 0) {
    cart.lines.erase(line);
  } else {
    line->quantity = quantity;
  }
  auto change = decide_refresh(std::move(cart), facts);
  change.changed = true;
  return change;
}

CartChange decide_move(Cart cart, const std::string& market, const std::string& locale, const Facts& facts, bool sends_to_address,
                       const std::optional<CartId>& new_id) {
  const bool other_market = market != cart.market;
  if (new_id) {
    cart.id = *new_id;
    cart.recent.clear();
  }
  cart.market = market;
  cart.locale = locale;
  if (other_market) {
    for (auto& line : cart.lines) line.seen_price_minor = 0;  // another currency: shown anew, not "changed"
    cart.details.shipping_method = json::Nullable<std::string>();
    if (!sends_to_address) cart.details.shipping_address = json::Nullable<markets::Address>();
  }
  auto change = decide_refresh(std::move(cart), facts);
  change.changed = true;
  return change;
}

}  // namespace atelier::order_management
