#include "payment/ledger.h"

#include <map>

#include "base/check.h"

namespace atelier::payment {

void add_entry(events::Decision& decision, const LedgerEntry& entry) {
  CHECK(entry.amount.amount_minor > 0, "a ledger entry moves something");
  decision.write(storage::Put{.key = {storage::kPaymentLedger, entry.payment.text(), entry.name},
                              .body = json::write(entry),
                              .condition = storage::Absent{}});
}

std::string holding_account(const Payment& payment, std::string_view location) {
  switch (payment.means) {
    case Means::online: return "provider/" + payment.provider;
    case Means::cash: return "drawer/" + std::string(location);
    case Means::card_terminal: return "terminal/" + std::string(location);
  }
  return "unknown";
}

namespace {

struct Sums {
  std::int64_t captured = 0;
  std::int64_t refunded = 0;
};

Task<Result<std::map<std::string, Sums>>> sum_entries(storage::Store& store) {
  std::map<std::string, Sums> sums;
  std::optional<std::string> cursor = "";
  while (cursor) {
    auto page = co_await store.scan({.table = storage::kPaymentLedger, .cursor = *cursor});
    if (!page) co_return fail(page);
    for (const auto& item : page->items) {
      auto entry = json::read_record<LedgerEntry>(item.body, "ledger entry " + item.key.partition + "/" + item.key.sort);
      if (!entry) co_return fail(entry);
      auto& sum = sums[entry->payment.text()];
      (entry->name.starts_with("refund/") ? sum.refunded : sum.captured) += entry->amount.amount_minor;
    }
    cursor = std::move(page->next);
  }
  co_return sums;
}

void check_payment(const Payment& payment, const Sums& booked, std::vector<std::string>& differences) {
  const auto& id = payment.id.text();
  if (payment.captured_minor > payment.amount.amount_minor) differences.push_back(id + ": captured more than was asked for");
  if (payment.refunded_minor > payment.captured_minor) differences.push_back(id + ": refunded more than was captured");
  if (booked.captured != payment.captured_minor) {
    differences.push_back(id + ": the ledger has captures of " + std::to_string(booked.captured) + ", the payment says " +
                          std::to_string(payment.captured_minor));
  }
  if (booked.refunded != payment.refunded_minor) {
    differences.push_back(id + ": the ledger has refunds of " + std::to_string(booked.refunded) + ", the payment says " +
                          std::to_string(payment.refunded_minor));
  }
}

}  // namespace

Task<Result<std::vector<std::string>>> check_ledger(storage::Store& store) {
  auto sums = co_await sum_entries(store);
  if (!sums) co_return fail(sums);
  std::vector<std::string> differences;
  std::optional<std::string> cursor = "";
  while (cursor) {
    auto page = co_await store.scan({.table = storage::kPayments, .cursor = *cursor});
    if (!page) co_return fail(page);
    for (const auto& item : page->items) {
      auto payment = json::read_record<Payment>(item.body, "payment " + item.key.partition);
      if (!payment) co_return fail(payment);
      auto booked = sums->extract(payment->id.text());
      check_payment(*payment, booked.empty() ? Sums{} : booked.mapped(), differences);
    }
    cursor = std::move(page->next);
  }
  for (const auto& [id, sum] : *sums) differences.push_back(id + ": has ledger entries but no record");
  co_return differences;
}

}  // namespace atelier::payment
