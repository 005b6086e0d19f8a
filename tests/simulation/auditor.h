// Looks over everybody's shoulder and believes nobody. It shares no code with the house: it reads the raw records that commits leave, the
// provider's and the courier's own books, and what people were told.
//
// After every commit (incrementally):
//   - an item is written by one region only, and never by a process of an older epoch;
//   - stock: no counter below 0, available + reserved = on hand, and each changes by exactly what the ledger and the reservations of the
//     same commit say;
//   - a payment never captures more than its amount, nothing becomes less, and its ledger entries add up to its record;
//   - an order goes on by the allowed steps only, its total never changes, it is paid only by money that was captured, one cart
//     makes one order, and no number is given twice;
//   - the first answer under an idempotency key stays.
// After healing: see settled().
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "raw_write.h"

namespace atelier::simulation {

// One session in the provider's books.
struct ProviderEntry {
  std::string payment;
  std::int64_t amount = 0;
  std::int64_t captured = 0;
  std::int64_t refunded = 0;
};
// One parcel in the courier's.
struct CourierEntry {
  std::string key;
  std::string delivery;
  std::string order_number;
  bool failed = false;
};

class Auditor {
 public:
  // --- what is seen ---
  void on_commit(const std::string& process, char acts_for, int epoch, const std::vector<RawWrite>& writes);

  // --- what people were told ---
  void told_order(const std::string& cart, const std::string& key, const std::string& order, std::int64_t total);
  void told_no(const std::string& cart, const std::string& key, const std::string& why);
  // Another order has this cart, it was said.
  void told_cart_is_ordered(const std::string& cart, const std::string& order);
  void told_state(const std::string& order, std::string_view state);
  void told_sale(const std::string& session, const std::string& key, const std::string& sale, const std::string& receipt);
  void told_no_sale(const std::string& session, const std::string& key);

  // --- the end ---
  // Effects that are due before `horizon` (RFC 3339): what is further away may wait.
  std::size_t effects_due_before(std::string_view horizon) const;
  void settled(std::string_view horizon, const std::vector<ProviderEntry>& provider, const std::vector<CourierEntry>& courier);
  // A replica's row; every row of each replica is shown after healing.
  void compare_replica_row(char region, std::string_view table, const std::string& partition, const std::string& sort, const std::string& body,
                           const std::vector<std::pair<std::string, std::int64_t>>& counters);
  void finish_replica(char region);

  const std::vector<std::string>& violations() const { return violations_; }
  std::function<void(const std::string&)> on_violation;
  void violation(std::string what);

  std::size_t orders() const { return orders_.size(); }
  std::size_t commits() const { return commits_; }
  std::map<std::string, std::size_t> orders_by_state() const;

 private:
  struct Order {
    std::string number, state, cart, delivery;
    std::int64_t total = 0;
    std::vector<std::string> payments;
    std::vector<std::pair<std::string, std::int64_t>> lines;
  };
  struct Payment {
    std::string state, reference, means;
    std::int64_t amount = 0, captured = 0, refunded = 0;
    std::int64_t booked_captured = 0, booked_refunded = 0, booked_held = 0;
  };
  struct Reservation {
    std::string state, region;
    std::vector<std::pair<std::string, std::int64_t>> lines;
  };
  struct Counters {
    std::int64_t available = 0, reserved = 0, on_hand = 0;
  };
  struct Sale {
    std::string receipt, session;
    std::int64_t total = 0;
    std::vector<std::string> payments;
  };
  struct Expected {
    std::int64_t on_hand = 0, reserved = 0;
  };
  struct Touched {
    std::map<std::pair<std::string, std::string>, Expected> expected;          // by SKU and place
    std::map<std::pair<std::string, std::string>, std::pair<Counters, Counters>> counters;  // before, after
    std::set<std::string> payments;
  };

  void check_writer(const std::string& process, char acts_for, int epoch, const RawWrite& write);
  void see_order(const RawWrite& write);
  void see_payment(const RawWrite& write, Touched& touched);
  void see_ledger_entry(const RawWrite& write, Touched& touched);
  void see_reservation(const RawWrite& write, Touched& touched);
  void see_stock(const RawWrite& write, Touched& touched);
  void see_movement(const RawWrite& write, Touched& touched);
  void see_idempotency(const RawWrite& write);
  void see_effect(const RawWrite& write);
  void see_sale(const RawWrite& write);
  void compare(const Touched& touched);

  std::string now_seeing_;  // for messages: who commits
  std::size_t commits_ = 0;
  std::vector<std::string> violations_;
  std::map<char, int> epochs_;

  std::unordered_map<std::string, Order> orders_;
  std::unordered_map<std::string, std::string> order_of_cart_;
  std::unordered_map<std::string, std::string> order_of_number_;
  std::unordered_map<std::string, Payment> payments_;
  std::unordered_map<std::string, std::string> ledger_;  // by payment/name
  std::unordered_map<std::string, Reservation> reservations_;
  std::map<std::pair<std::string, std::string>, Counters> stock_;
  std::unordered_map<std::string, std::string> idempotency_;
  std::unordered_map<std::string, std::string> effects_;  // due, by id
  std::unordered_map<std::string, std::string> effect_kinds_;
  std::unordered_map<std::string, Sale> sales_;
  std::map<std::string, std::set<std::string>> receipts_;  // by shop prefix
  std::map<std::string, std::string> transfers_out_, transfers_in_;  // movement out → quantity; reference → quantity

  std::map<std::pair<std::string, std::string>, std::string> told_yes_;       // by cart and key
  std::map<std::string, std::string> told_states_;
  std::map<std::pair<std::string, std::string>, std::string> told_sales_;

  // Every item: who writes it, and what it is now, for the comparison with the replicas.
  struct Row {
    char writer = 0;
    bool present = false;
    std::uint64_t fingerprint = 0;
  };
  std::unordered_map<std::string, Row> rows_;
  std::size_t rows_present_ = 0;
  std::size_t replica_rows_ = 0;
};

}  // namespace atelier::simulation
