// What store_writer writes, so that its tests can check it.
//
// Order <id> is one commit: it moves money between two of kAccounts accounts (their sum never changes), puts
// the order's row, puts its row in the outbox, and counts itself in the ledger's hot counter. So in any state
// that is whole:
//   sum of accounts = kAccounts × kOpening        orders = outbox rows = hot counter = feed changes of the
//   outbox
#pragma once

#include <string>

#include "storage/store.h"

namespace atelier::storage::writer {

inline constexpr Table kAccountTable{.id = 240, .name = "test_accounts", .in_feed = false};
inline constexpr Table kOrderTable{.id = 241, .name = "test_orders", .in_feed = false};
inline constexpr Table kOutboxTable{.id = 242, .name = "test_outbox", .in_feed = true};

inline constexpr int kAccounts = 20;
inline constexpr std::int64_t kOpening = 1'000'000;

inline Key account(int n) {
  return {kAccountTable, "account", std::to_string(n)};
}
inline Key ledger() {
  return {kAccountTable, "ledger", ""};
}
inline Key order(const std::string& id) {
  return {kOrderTable, id.substr(0, id.rfind('/')), id};
}
inline Key outbox(const std::string& id) {
  return {kOutboxTable, id.substr(0, id.rfind('/')), id};
}
inline std::string order_body(const std::string& id) {
  std::string body;
  while (body.size() < 300) body += "order " + id + ";";
  return body;
}

}  // namespace atelier::storage::writer
