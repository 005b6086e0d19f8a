#include "auditor.h"

#include <algorithm>

#include "json_peek.h"

namespace atelier::simulation {
namespace {

using peek::elements;
using peek::member;
using peek::number_of;
using peek::text;
using peek::text_of;

// The life of an order, as the house's README draws it; written down here once more, by hand.
constexpr std::pair<std::string_view, std::string_view> kOrderSteps[] = {
    {"placed", "paid"},           {"placed", "payment_failed"},          {"placed", "cancelled"},
    {"payment_failed", "paid"},   {"payment_failed", "placed"},          {"payment_failed", "cancelled"},
    {"paid", "delivery_requested"}, {"delivery_requested", "collected"}, {"delivery_requested", "delivered"},
    {"delivery_requested", "delivery_failed"}, {"collected", "delivered"}, {"collected", "delivery_failed"},
    {"delivery_failed", "collected"}, {"delivery_failed", "delivered"},  {"delivered", "closed"},
};
bool order_may(std::string_view from, std::string_view to) {
  return from == to || std::ranges::find(kOrderSteps, std::pair(from, to)) != std::end(kOrderSteps);
}

bool at_rest(std::string_view order_state) {
  return order_state == "delivered" || order_state == "closed" || order_state == "cancelled" || order_state == "delivery_failed";
}
bool is_final_payment(std::string_view state) {
  return state == "captured" || state == "refunded" || state == "failed" || state == "expired" || state == "voided";
}

std::uint64_t fingerprint(std::string_view body, const std::vector<std::pair<std::string, std::int64_t>>& counters) {
  std::uint64_t hash = std::hash<std::string_view>{}(body);
  for (const auto& [name, value] : counters) {
    hash = hash * 31 + std::hash<std::string_view>{}(name);
    hash = hash * 31 + static_cast<std::uint64_t>(value);
  }
  return hash;
}

std::string row_name(std::string_view table, const std::string& partition, const std::string& sort) {
  std::string name;
  name.reserve(table.size() + partition.size() + sort.size() + 2);
  name.append(table).append(":").append(partition).append("/").append(sort);
  return name;
}

std::int64_t counter(const RawWrite& write, std::string_view name) {
  for (const auto& [key, value] : write.counters) {
    if (key == name) return value;
  }
  return 0;
}

std::vector<std::pair<std::string, std::int64_t>> lines_of(std::string_view object) {
  std::vector<std::pair<std::string, std::int64_t>> lines;
  for (const auto line : elements(member(object, "lines"))) lines.emplace_back(text_of(line, "sku"), number_of(line, "quantity"));
  return lines;
}

// The catalogue lies in both regions from the start.
bool is_catalogue(std::string_view table) { return table == "items" || table == "item_index" || table == "vocabulary"; }

}  // namespace

void Auditor::violation(std::string what) {
  if (!now_seeing_.empty()) what += " [at a commit of " + now_seeing_ + "]";
  if (on_violation) on_violation(what);
  if (violations_.size() < 50) violations_.push_back(std::move(what));
}

void Auditor::on_commit(const std::string& process, char acts_for, int epoch, const std::vector<RawWrite>& writes) {
  ++commits_;
  now_seeing_ = process;
  Touched touched;
  for (const auto& write : writes) {
    check_writer(process, acts_for, epoch, write);
    const auto table = write.table;
    if (table == "orders") see_order(write);
    else if (table == "payments") see_payment(write, touched);
    else if (table == "payment_ledger") see_ledger_entry(write, touched);
    else if (table == "reservations") see_reservation(write, touched);
    else if (table == "stock") see_stock(write, touched);
    else if (table == "movements") see_movement(write, touched);
    else if (table == "idempotency") see_idempotency(write);
    else if (table == "effects") see_effect(write);
    else if (table == "sales") see_sale(write);
  }
  compare(touched);
  now_seeing_.clear();
}

void Auditor::check_writer(const std::string& process, char acts_for, int epoch, const RawWrite& write) {
  auto& newest = epochs_[acts_for];
  if (epoch < newest) violation("a process of epoch " + std::to_string(epoch) + " writes after epoch " + std::to_string(newest) + " began: " + process);
  newest = std::max(newest, epoch);
  Row& row = rows_[row_name(write.table, write.partition, write.sort)];
  if (row.writer == 0) row.writer = acts_for;
  if (row.writer != acts_for) {
    violation("an item of region " + std::string(1, row.writer) + " is written for region " + std::string(1, acts_for) + ": " +
              row_name(write.table, write.partition, write.sort));
  }
  if (row.present != !write.deleted) write.deleted ? --rows_present_ : ++rows_present_;
  row.present = !write.deleted;
  row.fingerprint = fingerprint(write.body, write.counters);
}

void Auditor::see_order(const RawWrite& write) {
  if (!write.partition.starts_with("ord_")) return;
  const std::string_view body = write.body;
  if (write.deleted) return violation("an order is deleted: " + write.partition);
  const auto state = text_of(body, "state");
  const auto total = number_of(member(member(body, "totals"), "total"), "amount");
  auto [at, is_new] = orders_.try_emplace(write.partition);
  Order& order = at->second;
  if (is_new) {
    order.number = text_of(body, "number");
    order.cart = text_of(body, "cart");
    order.total = total;
    order.lines = lines_of(body);
    order.state = "placed";
    if (state != "placed") violation("an order begins as " + std::string(state) + ": " + write.partition);
    if (const auto [other, first] = order_of_cart_.try_emplace(order.cart, write.partition); !first) {
      violation("one cart makes two orders: " + order.cart + " " + other->second + " " + write.partition);
    }
    if (const auto [other, first] = order_of_number_.try_emplace(order.number, write.partition); !first) {
      violation("one number for two orders: " + order.number + " " + other->second + " " + write.partition);
    }
  }
  if (!order_may(order.state, state)) violation("an order goes from " + order.state + " to " + std::string(state) + ": " + write.partition);
  if (total != order.total) violation("an order's total changes: " + write.partition);
  order.payments.clear();
  for (const auto payment : elements(member(body, "payments"))) order.payments.emplace_back(text(payment));
  if (state == "paid" && order.state != "paid") {
    const auto paid = [&](const std::string& id) {
      const auto payment = payments_.find(id);
      return payment != payments_.end() && payment->second.captured == order.total;
    };
    if (std::ranges::none_of(order.payments, paid)) violation("an order is paid, and no money was captured: " + write.partition);
  }
  order.state = state;
  order.delivery = text_of(body, "delivery");
}

void Auditor::see_payment(const RawWrite& write, Touched& touched) {
  if (!write.partition.starts_with("pay_")) return;
  if (write.deleted) return violation("a payment is deleted: " + write.partition);
  const std::string_view body = write.body;
  Payment& payment = payments_[write.partition];
  const auto captured = number_of(body, "captured_minor");
  const auto refunded = number_of(body, "refunded_minor");
  const auto amount = number_of(member(body, "amount"), "amount");
  if (payment.amount != 0 && amount != payment.amount) violation("a payment's amount changes: " + write.partition);
  if (captured < payment.captured || refunded < payment.refunded) violation("a payment becomes less: " + write.partition);
  if (captured > amount) violation("more is captured than was asked for: " + write.partition);
  if (refunded > captured) violation("more is refunded than was captured: " + write.partition);
  payment.state = text_of(body, "state");
  payment.reference = text_of(body, "reference");
  payment.means = text_of(body, "means");
  payment.amount = amount;
  payment.captured = captured;
  payment.refunded = refunded;
  touched.payments.insert(write.partition);
}

void Auditor::see_ledger_entry(const RawWrite& write, Touched& touched) {
  const auto name = write.partition + "/" + write.sort;
  if (write.deleted) return violation("a ledger entry is deleted: " + name);
  if (const auto [entry, is_new] = ledger_.try_emplace(name, write.body); !is_new) {
    if (entry->second != write.body) violation("a ledger entry changes: " + name);
    return;
  }
  const auto amount = number_of(member(write.body, "amount"), "amount");
  const auto debit = text_of(write.body, "debit");
  const auto credit = text_of(write.body, "credit");
  if (amount <= 0 || debit == credit || debit.empty() || credit.empty()) violation("a ledger entry moves nothing: " + name);
  Payment& payment = payments_[write.partition];
  // A hold is not money yet: it is what a capture is taken from.
  const auto is_money = [](std::string_view account) { return !account.starts_with("sales/") && !account.starts_with("authorised/"); };
  if (is_money(debit)) payment.booked_captured += amount;
  if (is_money(credit)) payment.booked_refunded += amount;
  if (debit.starts_with("authorised/")) payment.booked_held += amount;
  if (credit.starts_with("authorised/") && (payment.booked_held -= amount) < 0) violation("more is captured or released than was held: " + name);
  touched.payments.insert(write.partition);
}

void Auditor::see_reservation(const RawWrite& write, Touched& touched) {
  if (write.deleted) return violation("a reservation is deleted: " + write.partition);
  const auto state = text_of(write.body, "state");
  auto [at, is_new] = reservations_.try_emplace(write.partition);
  Reservation& reservation = at->second;
  int by = 0;
  if (is_new) {
    reservation.region = text_of(write.body, "region");
    reservation.lines = lines_of(write.body);
    if (state != "held") violation("a reservation begins as " + std::string(state) + ": " + write.partition);
    by = 1;
  } else if (reservation.state != "held") {
    if (state != reservation.state) violation("a reservation is settled twice: " + write.partition);
  } else if (state != "held") {
    by = -1;
  }
  reservation.state = state;
  for (const auto& [sku, quantity] : reservation.lines) touched.expected[{sku, "region/" + reservation.region}].reserved += by * quantity;
}

void Auditor::see_stock(const RawWrite& write, Touched& touched) {
  const std::pair key(write.partition, write.sort);
  Counters& known = stock_[key];
  const Counters after{counter(write, "available"), counter(write, "reserved"), counter(write, "on_hand")};
  if (after.available < 0 || after.reserved < 0 || after.on_hand < 0) violation("stock below nothing: " + write.partition + " " + write.sort);
  touched.counters[key] = {known, after};
  known = after;
}

void Auditor::see_movement(const RawWrite& write, Touched& touched) {
  if (write.deleted) return violation("a movement is deleted: " + write.sort);
  const auto location = std::string(text_of(write.body, "location"));
  const auto sku = std::string(text_of(write.body, "sku"));
  const auto quantity = number_of(write.body, "quantity");
  const auto kind = text_of(write.body, "kind");
  if (location.starts_with("region/")) {
    touched.expected[{sku, location}].on_hand += quantity;
  } else {
    touched.expected[{sku, "location/" + location}].on_hand += quantity;
    // Warehouses of the simulated house: one a region.
    if (location == "warehouse-lyon") touched.expected[{sku, "region/eu"}].on_hand += quantity;
    if (location == "warehouse-osaka") touched.expected[{sku, "region/ap"}].on_hand += quantity;
  }
  const auto what = sku + " " + std::to_string(quantity < 0 ? -quantity : quantity);
  if (kind == "transfer_out") transfers_out_[write.sort] = what;
  if (kind == "transfer_in" && text_of(write.body, "reference").starts_with("mov_")) {
    if (!transfers_in_.emplace(text_of(write.body, "reference"), what).second) violation("a transfer comes in twice: " + write.body);
  }
}

void Auditor::compare(const Touched& touched) {
  for (const auto& [key, change] : touched.counters) {
    const auto& [before, after] = change;
    Expected expected;
    if (const auto found = touched.expected.find(key); found != touched.expected.end()) expected = found->second;
    const std::string name = key.first + " " + key.second;
    if (after.on_hand - before.on_hand != expected.on_hand) {
      violation("on hand of " + name + " changes by " + std::to_string(after.on_hand - before.on_hand) + ", the ledger says " + std::to_string(expected.on_hand));
    }
    if (after.reserved - before.reserved != expected.reserved) {
      violation("reserved of " + name + " changes by " + std::to_string(after.reserved - before.reserved) + ", reservations say " + std::to_string(expected.reserved));
    }
    const bool warehouse = key.second.starts_with("location/warehouse");
    if (!warehouse && after.available + after.reserved != after.on_hand) violation("available and reserved are not what is on hand: " + name);
  }
  for (const auto& [key, expected] : touched.expected) {
    if ((expected.on_hand != 0 || expected.reserved != 0) && !touched.counters.contains(key)) {
      violation("the ledger moves " + key.first + " " + key.second + ", the counters do not");
    }
  }
  for (const auto& id : touched.payments) {
    const Payment& payment = payments_[id];
    if (payment.booked_captured != payment.captured || payment.booked_refunded != payment.refunded) {
      violation("the ledger says " + std::to_string(payment.booked_captured) + " captured and " + std::to_string(payment.booked_refunded) + " refunded, the payment " +
                std::to_string(payment.captured) + " and " + std::to_string(payment.refunded) + ": " + id);
    }
  }
}

void Auditor::see_idempotency(const RawWrite& write) {
  if (write.deleted) return violation("a first answer is deleted: " + write.partition);
  const auto [first, is_new] = idempotency_.try_emplace(write.partition, write.body);
  if (!is_new && first->second != write.body) violation("the first answer under a key is replaced: " + write.partition);
}

void Auditor::see_effect(const RawWrite& write) {
  if (write.deleted) {
    effects_.erase(write.sort);
    return;
  }
  effects_[write.sort] = text_of(write.body, "due_at");
  effect_kinds_[write.sort] = std::string(text_of(write.body, "kind")) + " " + std::string(text_of(write.body, "key")) + " (" + std::string(text_of(write.body, "last_error")) + ")";
}

void Auditor::see_sale(const RawWrite& write) {
  if (!write.partition.starts_with("sal_")) return;
  if (write.deleted) return violation("a sale is deleted: " + write.partition);
  auto [at, is_new] = sales_.try_emplace(write.partition);
  if (!is_new) return;
  at->second.receipt = text_of(write.body, "receipt_number");
  at->second.session = text_of(write.body, "session_id");
  at->second.total = number_of(member(member(write.body, "totals"), "total"), "amount");
  const auto shop = at->second.receipt.substr(0, at->second.receipt.find('-'));
  if (!receipts_[shop].insert(at->second.receipt).second) violation("one receipt number for two sales: " + at->second.receipt);
}

void Auditor::told_order(const std::string& cart, const std::string& key, const std::string& order, std::int64_t total) {
  const auto known = orders_.find(order);
  if (known == orders_.end()) return violation("an order was confirmed that is not there: " + order);
  if (known->second.total != total) violation("an order was confirmed with another total: " + order);
  if (const auto [first, is_new] = told_yes_.try_emplace({cart, key}, order); !is_new && first->second != order) {
    violation("one key was answered with two orders: " + first->second + " " + order);
  }
}

void Auditor::told_no(const std::string& cart, const std::string& key, const std::string& why) {
  if (told_yes_.contains({cart, key})) violation("who was told yes is told no (" + why + "): " + cart + " " + key);
}

void Auditor::told_cart_is_ordered(const std::string& cart, const std::string& order) {
  const auto known = order_of_cart_.find(cart);
  if (known == order_of_cart_.end() || known->second != order) violation("the cart " + cart + " was said to be the order " + order);
}

void Auditor::told_state(const std::string& order, std::string_view state) {
  auto& told = told_states_[order];
  if (told.empty() || state == "paid" || state == "delivery_requested" || state == "delivered") told = state;
}

void Auditor::told_sale(const std::string& session, const std::string& key, const std::string& sale, const std::string& receipt) {
  const auto known = sales_.find(sale);
  if (known == sales_.end()) return violation("a sale was confirmed that is not there: " + sale);
  if (known->second.receipt != receipt) violation("a sale was confirmed with another receipt: " + sale);
  if (const auto [first, is_new] = told_sales_.try_emplace({session, key}, sale); !is_new && first->second != sale) {
    violation("one key was answered with two sales: " + first->second + " " + sale);
  }
}

void Auditor::told_no_sale(const std::string& session, const std::string& key) {
  if (told_sales_.contains({session, key})) violation("a sale that was confirmed is refused later: " + session + " " + key);
}

std::size_t Auditor::effects_due_before(std::string_view horizon) const {
  return static_cast<std::size_t>(std::ranges::count_if(effects_, [&](const auto& effect) { return effect.second < horizon; }));
}

std::map<std::string, std::size_t> Auditor::orders_by_state() const {
  std::map<std::string, std::size_t> counts;
  for (const auto& [id, order] : orders_) ++counts[order.state];
  return counts;
}

void Auditor::settled(std::string_view horizon, const std::vector<ProviderEntry>& provider, const std::vector<CourierEntry>& courier) {
  for (const auto& [id, due] : effects_) {
    if (due < horizon) violation("the outbox still has " + effect_kinds_[id] + ", due " + due);
  }
  for (const auto& [id, reservation] : reservations_) {
    if (reservation.state == "held") violation("a reservation is held for ever: " + id);
  }
  for (const auto& [out, what] : transfers_out_) {
    // All transfers of a simulated house go from one region to the other.
    const auto in = transfers_in_.find(out);
    if (in == transfers_in_.end()) violation("a transfer never arrives: " + out);
    else if (in->second != what) violation("a transfer changes on the way: " + out);
  }
  std::unordered_map<std::string, std::pair<std::int64_t, std::int64_t>> charged;  // by payment: captured, refunded
  for (const auto& entry : provider) {
    charged[entry.payment].first += entry.captured;
    charged[entry.payment].second += entry.refunded;
    if (!payments_.contains(entry.payment) && entry.captured > entry.refunded) violation("money was taken that no payment knows: " + entry.payment);
  }
  std::unordered_map<std::string, std::int64_t> kept_of;  // by reference: what the house kept
  for (const auto& [id, payment] : payments_) {
    if (!is_final_payment(payment.state)) violation("a payment is left " + payment.state + ": " + id);
    kept_of[payment.reference] += payment.captured - payment.refunded;
    if (payment.means != "online") continue;
    const auto [captured, refunded] = charged[id];
    if (captured != payment.captured || refunded != payment.refunded) {
      violation("the provider took " + std::to_string(captured) + " and gave back " + std::to_string(refunded) + ", the payment says " + std::to_string(payment.captured) +
                " and " + std::to_string(payment.refunded) + ": " + id);
    }
  }
  std::unordered_map<std::string, int> parcels;
  for (const auto& parcel : courier) ++parcels[parcel.order_number];
  for (const auto& [id, order] : orders_) {
    if (!at_rest(order.state)) violation("an order is left " + order.state + ": " + id);
    const bool cancelled = order.state == "cancelled";
    const auto kept = kept_of[id];
    if (cancelled && kept != 0) violation("a cancelled order cost its customer " + std::to_string(kept) + ": " + id);
    if (!cancelled && kept != order.total) violation("an order of " + std::to_string(order.total) + " was paid with " + std::to_string(kept) + ": " + id);
    const int sent = parcels[order.number];
    if (cancelled && sent != 0) violation("a cancelled order was sent: " + id);
    if (!cancelled && sent != 1) violation("an order was sent " + std::to_string(sent) + " times: " + id);
    const auto told = told_states_.find(id);
    if (cancelled && told != told_states_.end() && (told->second == "paid" || told->second == "delivery_requested")) {
      violation("who was told that it is paid finds it cancelled: " + id);
    }
  }
  for (const auto& [id, sale] : sales_) {
    if (kept_of[id] != sale.total) violation("a sale of " + std::to_string(sale.total) + " took " + std::to_string(kept_of[id]) + ": " + id);
  }
  for (const auto& [shop, numbers] : receipts_) {
    // The number is the last six digits; from 1, without a gap.
    std::set<std::int64_t> found;
    for (const auto& number : numbers) found.insert(peek::number(std::string_view(number).substr(number.rfind('-') + 1)) );
    if (!found.empty() && (*found.begin() != 1 || *found.rbegin() != static_cast<std::int64_t>(found.size()))) violation("receipts of " + shop + " have gaps");
  }
}

void Auditor::compare_replica_row(char region, std::string_view table, const std::string& partition, const std::string& sort, const std::string& body,
                                  const std::vector<std::pair<std::string, std::int64_t>>& counters) {
  if (is_catalogue(table)) return;
  ++replica_rows_;
  const auto row = rows_.find(row_name(table, partition, sort));
  if (row == rows_.end() || !row->second.present || row->second.fingerprint != fingerprint(body, counters)) {
    violation("the replica of region " + std::string(1, region) + " has another " + row_name(table, partition, sort));
  }
}

void Auditor::finish_replica(char region) {
  if (replica_rows_ != rows_present_) {
    violation("the replica of region " + std::string(1, region) + " has " + std::to_string(replica_rows_) + " items, " + std::to_string(rows_present_) + " were committed");
  }
  replica_rows_ = 0;
}

}  // namespace atelier::simulation
