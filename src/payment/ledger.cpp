#include "payment/ledger.h"

#include <cstdio>
#include <map>

#include "base/check.h"

namespace atelier::payment {
namespace {

// The account that money of this payment arrives on.
std::string holding_account(const Payment& payment) {
  switch (payment.means) {
    case Means::online: return "provider/" + payment.provider;
    case Means::cash: return "drawer/" + payment.location;
    case Means::card_terminal: return "terminal/" + payment.location;
  }
  return "unknown";
}

struct Sides {
  std::string debit;
  std::string credit;
};
Sides sides_of(Movement movement, const Payment& payment) {
  const std::string hold = "authorised/" + payment.provider;
  const std::string sales = "sales/" + payment.reference;
  switch (movement) {
    case Movement::authorise:
    case Movement::reinstate: return {hold, sales};
    case Movement::release: return {sales, hold};
    case Movement::capture: return {holding_account(payment), payment.means == Means::online ? hold : sales};
    case Movement::refund: return {sales, holding_account(payment)};
  }
  return {};
}

}  // namespace

void book(events::Decision& decision, const Payment& before, Payment& after, Time now) {
  const auto add = [&](Movement movement, std::int64_t minor) {
    if (minor <= 0) return;
    char number[16];
    std::snprintf(number, sizeof number, "%04lld/", static_cast<long long>(++after.ledger_entries));
    const auto [debit, credit] = sides_of(movement, after);
    const LedgerEntry entry{.payment = after.id,
                            .name = number + std::string(boost::describe::enum_to_string(movement, "")),
                            .movement = movement,
                            .debit = debit,
                            .credit = credit,
                            .amount = {minor, after.amount.currency},
                            .at = now};
    decision.write(storage::Put{.key = {storage::kPaymentLedger, entry.payment.text(), entry.name},
                                .body = json::write(entry),
                                .condition = storage::Absent{}});
  };
  // What is let go, or taken after all, comes before what is captured: no account is overdrawn in between.
  if (after.means == Means::online) {
    add(Movement::authorise, after.authorised_minor - before.authorised_minor);
    add(Movement::reinstate, before.released_minor - after.released_minor);
  }
  add(Movement::capture, after.captured_minor - before.captured_minor);
  if (after.means == Means::online) add(Movement::release, after.released_minor - before.released_minor);
  add(Movement::refund, after.refunded_minor - before.refunded_minor);
}

namespace {

struct Books {
  std::map<Movement, std::int64_t> moved;
  std::map<std::string, std::int64_t> balances;  // debits less credits, by account
  std::vector<std::string> faults;
};

void take(Books& books, const LedgerEntry& entry) {
  const auto amount = entry.amount.amount_minor;
  if (amount <= 0 || entry.debit == entry.credit) books.faults.push_back("the entry " + entry.name + " moves nothing");
  books.moved[entry.movement] += amount;
  books.balances[entry.debit] += amount;
  // Entries are read in their order, so this sees every moment of the payment and not only its end.
  if ((books.balances[entry.credit] -= amount) < 0 && !entry.credit.starts_with("sales/")) {
    books.faults.push_back("the entry " + entry.name + " takes more from " + entry.credit + " than is there");
  }
}

Task<Result<std::map<std::string, Books>>> read_books(storage::Store& store) {
  std::map<std::string, Books> books;
  std::optional<std::string> cursor = "";
  while (cursor) {
    auto page = co_await store.scan({.table = storage::kPaymentLedger, .cursor = *cursor});
    if (!page) co_return fail(page);
    for (const auto& item : page->items) {
      auto entry = json::read_record<LedgerEntry>(item.body, "ledger entry " + item.key.partition + "/" + item.key.sort);
      if (!entry) co_return fail(entry);
      take(books[item.key.partition], *entry);
    }
    cursor = std::move(page->next);
  }
  co_return books;
}

void check_payment(const Payment& payment, Books& books, std::vector<std::string>& differences) {
  const auto differs = [&](const std::string& what) { differences.push_back(payment.id.text() + ": " + what); };
  const auto same = [&](const char* what, std::int64_t booked, std::int64_t recorded) {
    if (booked != recorded) {
      differs(std::string("the ledger has ") + what + " of " + std::to_string(booked) + ", the payment says " + std::to_string(recorded));
    }
  };
  for (const auto& fault : books.faults) differs(fault);
  if (payment.authorised_minor > payment.amount.amount_minor) differs("authorised more than was asked for");
  if (payment.captured_minor > payment.authorised_minor) differs("captured more than was authorised");
  if (payment.refunded_minor > payment.captured_minor) differs("refunded more than was captured");
  auto& moved = books.moved;
  if (payment.means == Means::online) same("authorisations", moved[Movement::authorise], payment.authorised_minor);
  same("captures", moved[Movement::capture], payment.captured_minor);
  same("refunds", moved[Movement::refund], payment.refunded_minor);
  same("released holds", moved[Movement::release] - moved[Movement::reinstate], payment.released_minor);
  std::int64_t sum = 0;
  for (const auto& [account, balance] : books.balances) sum += balance;
  if (sum != 0) differs("debits and credits differ by " + std::to_string(sum));
}

}  // namespace

Task<Result<std::vector<std::string>>> check_ledger(storage::Store& store) {
  auto books = co_await read_books(store);
  if (!books) co_return fail(books);
  std::vector<std::string> differences;
  std::optional<std::string> cursor = "";
  while (cursor) {
    auto page = co_await store.scan({.table = storage::kPayments, .cursor = *cursor});
    if (!page) co_return fail(page);
    for (const auto& item : page->items) {
      auto payment = json::read_record<Payment>(item.body, "payment " + item.key.partition);
      if (!payment) co_return fail(payment);
      auto found = books->extract(payment->id.text());
      Books none;
      check_payment(*payment, found.empty() ? none : found.mapped(), differences);
    }
    cursor = std::move(page->next);
  }
  for (const auto& [id, sum] : *books) differences.push_back(id + ": has ledger entries but no record");
  co_return differences;
}

}  // namespace atelier::payment
