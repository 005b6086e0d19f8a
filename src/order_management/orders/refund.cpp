#include "order_management/orders/refund.h"

#include <algorithm>

#include "order_management/orders/order.h"

namespace atelier::order_management {
namespace {

// n of m pieces' share of an amount, half up; the shares of 0, 1, … m pieces lead from 0 to the whole.
std::int64_t share(std::int64_t amount_minor, int n, int m) { return (2 * amount_minor * n + m) / (2 * m); }

bool counts(const OrderRefund& refund) { return refund.state != RefundState::failed; }

int refunded(const Order& order, std::string_view sku) {
  int pieces = 0;
  for (const auto& refund : order.refunds) {
    for (const auto& line : refund.lines) {
      if (counts(refund) && line.sku == sku) pieces += line.quantity;
    }
  }
  return pieces;
}

const OrderLine* find_line(const Order& order, std::string_view sku) {
  const auto found = std::ranges::find(order.lines, sku, &OrderLine::sku);
  return found == order.lines.end() ? nullptr : &*found;
}

// The shares are taken from where the last refund of the line ended, so that they add up.
RefundLine line_of(const Order& order, const OrderLine& line, int quantity) {
  const int before = refunded(order, line.sku);
  const auto part = [&](Money whole) {
    return Money{share(whole.amount_minor, before + quantity, line.quantity) - share(whole.amount_minor, before, line.quantity), whole.currency};
  };
  return {.sku = line.sku, .quantity = quantity, .amount = part(line.total), .tax = part(line.tax)};
}

Money shipping_of(const Order& order) {
  return order.totals.shipping ? *order.totals.shipping : Money{0, order.totals.total.currency};
}

Money shipping_tax_of(const Order& order) {
  Money tax = order.totals.tax_included;
  for (const auto& line : order.lines) tax -= line.tax;
  return tax;
}

void add_shipping(OrderRefund& refund, const Order& order, Money shipping) {
  if (shipping.amount_minor == 0) return;
  const auto whole = shipping_of(order).amount_minor;
  const auto before = whole - refundable_shipping(order).amount_minor;
  const auto tax = shipping_tax_of(order).amount_minor;
  // Of a price in minor units, so that any part of it has its share of the tax.
  const auto taxed = [&](std::int64_t part) { return (2 * tax * part + whole) / (2 * whole); };
  refund.shipping = shipping;
  refund.shipping_tax.amount_minor = taxed(before + shipping.amount_minor) - taxed(before);
}

void add_up(OrderRefund& refund) {
  refund.total = refund.shipping;
  refund.tax = refund.shipping_tax;
  for (const auto& line : refund.lines) {
    refund.total += line.amount;
    refund.tax += line.tax;
  }
}

OrderRefund empty_refund(const Order& order, std::string reason) {
  const Money nothing{0, order.totals.total.currency};
  return {.shipping = nothing, .shipping_tax = nothing, .total = nothing, .tax = nothing, .reason = std::move(reason)};
}

}  // namespace

int refundable(const Order& order, std::string_view sku) {
  const auto* line = find_line(order, sku);
  return line == nullptr ? 0 : line->quantity - refunded(order, sku);
}

Money refundable_shipping(const Order& order) {
  Money left = shipping_of(order);
  for (const auto& refund : order.refunds) {
    if (counts(refund)) left -= refund.shipping;
  }
  return left;
}

std::expected<OrderRefund, RefundRefusal> decide_refund(const Order& order, const RefundWanted& wanted, Money captured) {
  const bool was_paid = std::ranges::any_of(order.history, [](const auto& step) { return step.state == OrderState::paid; });
  if (!was_paid) return std::unexpected(RefundRefusal::order_not_paid);
  OrderRefund refund = empty_refund(order, wanted.reason);
  refund.by = wanted.by;
  for (const auto& [sku, quantity] : wanted.lines) {
    const auto* line = find_line(order, sku);
    const bool twice = std::ranges::find(refund.lines, sku, &RefundLine::sku) != refund.lines.end();
    if (line == nullptr || twice) return std::unexpected(RefundRefusal::unknown_line);
    if (quantity < 1 || quantity > refundable(order, sku)) return std::unexpected(RefundRefusal::too_many_pieces);
    refund.lines.push_back(line_of(order, *line, quantity));
  }
  const auto shipping = wanted.shipping.amount_minor;
  if (shipping < 0 || shipping > refundable_shipping(order).amount_minor) return std::unexpected(RefundRefusal::too_much_shipping);
  add_shipping(refund, order, {shipping, order.totals.total.currency});
  add_up(refund);
  if (refund.total.amount_minor == 0) return std::unexpected(RefundRefusal::nothing_to_refund);
  Money all = refund.total;
  for (const auto& before : order.refunds) {
    if (counts(before)) all += before.total;
  }
  if (all.amount_minor > captured.amount_minor) return std::unexpected(RefundRefusal::more_than_captured);
  return refund;
}

OrderRefund refund_what_is_left(const Order& order, const std::vector<item_management::inventory::SkuQuantity>& pieces, bool with_shipping,
                                std::string reason) {
  OrderRefund refund = empty_refund(order, std::move(reason));
  for (const auto& [sku, quantity] : pieces) {
    const auto* line = find_line(order, sku);
    const int left = std::min(quantity, refundable(order, sku));
    if (line != nullptr && left > 0) refund.lines.push_back(line_of(order, *line, left));
  }
  if (with_shipping) add_shipping(refund, order, refundable_shipping(order));
  add_up(refund);
  return refund;
}

}  // namespace atelier::order_management
