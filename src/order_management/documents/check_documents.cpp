#include "order_management/documents/check_documents.h"

#include <algorithm>
#include <map>
#include <set>

namespace atelier::order_management::documents {
namespace {

struct Books {
  struct Series {
    std::uint64_t counter = 0;
    std::map<std::uint64_t, std::string> days;  // by ordinal
  };
  std::map<std::string, Series> series;
  std::map<std::string, std::int64_t> invoiced;  // minor units, by number
  std::map<std::string, std::int64_t> credited;  // by the invoice's number
  std::set<std::string> invoiced_orders;
  std::set<std::string> credited_refunds;
  Checked checked;

  void fault(std::string what) {
    if (checked.faults.size() < kMostFaults) checked.faults.push_back(std::move(what));
  }
};

template <class F>
Task<Result<void>> for_each(storage::Store& store, storage::Table table, F look) {
  std::optional<std::string> cursor = "";
  while (cursor) {
    auto page = co_await store.scan({.table = table, .cursor = *cursor});
    if (!page) co_return fail(page);
    for (const auto& item : page->items) {
      auto looked = co_await look(item);
      if (!looked) co_return fail(looked);
    }
    cursor = page->next;
  }
  co_return Result<void>{};
}

Task<Result<void>> look_at_document(storage::Store& store, Books& books, const storage::Item& item) {
  auto document = json::read_record<Document>(item.body, "document " + item.key.partition + "/" + item.key.sort);
  if (!document) co_return fail(document);
  ++books.checked.documents;
  for (auto& fault : check_sums(*document)) books.fault(std::move(fault));
  auto& series = books.series[document->series];
  if (document_key(document->series, document->ordinal) != item.key) books.fault(document->number + " lies in the place of another: " + item.key.partition + "/" + item.key.sort);
  if (!series.days.emplace(document->ordinal, document->issued_on).second) books.fault(document->number + " is there twice");
  auto entry = co_await store.get(order_entry_key(document->order, slot_of(*document)));
  if (!entry) co_return fail(entry);
  auto known = *entry ? json::read_record<OrderEntry>((*entry)->body, "document of " + document->order.text()) : Result<OrderEntry>(OrderEntry{});
  if (!known) co_return fail(known);
  if (known->number != document->number) books.fault(document->number + ": its order " + document->order_number + " knows " + (known->number.empty() ? "none" : known->number));
  if (document->kind == Kind::credit_note) {
    books.credited[document->refers_to] += document->total.amount_minor;
    books.credited_refunds.insert(document->refund);
    co_return Result<void>{};
  }
  books.invoiced[document->number] = document->total.amount_minor;
  books.invoiced_orders.insert(document->order.text());
  auto order = co_await read_order(store, document->order);
  if (!order) {
    books.fault(document->number + ": there is no order " + document->order.text());
    co_return Result<void>{};
  }
  const auto& totals = order->order.totals;
  if (document->total != totals.total) books.fault(document->number + " says " + to_string(document->total) + ", its order " + to_string(totals.total));
  if (document->tax != totals.tax_included) books.fault(document->number + " says " + to_string(document->tax) + " tax, its order " + to_string(totals.tax_included));
  co_return Result<void>{};
}

void check_series(Books& books) {
  for (const auto& [name, series] : books.series) {
    ++books.checked.series;
    std::uint64_t expected = 1;
    std::string_view day;
    for (const auto& [ordinal, issued_on] : series.days) {
      for (; expected < ordinal && books.checked.faults.size() < kMostFaults; ++expected) {
        const std::string digits = std::to_string(1'000'000 + expected).substr(1);
        books.fault(name + "-" + digits + " is missing");
      }
      expected = ordinal + 1;
      if (issued_on < day) books.fault(name + ": number " + std::to_string(ordinal) + " is dated " + issued_on + ", the one before it " + std::string(day));
      day = issued_on;
    }
    if (series.counter + 1 != expected) {
      books.fault(name + ": the counter says " + std::to_string(series.counter) + ", the last document is number " + std::to_string(expected - 1));
    }
  }
  for (const auto& [number, amount] : books.credited) {
    if (!books.invoiced.contains(number)) books.fault("a credit note corrects " + number + ", which is not there");
    else if (amount > books.invoiced[number]) books.fault(number + ": more was credited than it says");
  }
}

}  // namespace

Task<Result<Checked>> check_documents(storage::Store& store) {
  Books books;
  auto counters = co_await for_each(store, storage::kNumbers, [&](const storage::Item& item) -> Task<Result<void>> {
    static constexpr std::string_view kOurs = "documents/";
    if (!item.key.partition.starts_with(kOurs)) co_return Result<void>{};
    auto state = json::read_record<SeriesState>(item.body, item.key.partition);
    if (!state) co_return fail(state);
    books.series[item.key.partition.substr(kOurs.size())].counter = state->last;
    co_return Result<void>{};
  });
  if (!counters) co_return fail(counters);
  auto documents = co_await for_each(store, storage::kDocuments, [&](const storage::Item& item) -> Task<Result<void>> {
    if (!item.key.partition.starts_with("series/")) co_return Result<void>{};
    co_return co_await look_at_document(store, books, item);
  });
  if (!documents) co_return fail(documents);
  auto orders = co_await for_each(store, storage::kOrders, [&](const storage::Item& item) -> Task<Result<void>> {
    auto order = json::read_record<Order>(item.body, "order " + item.key.partition);
    if (!order) co_return fail(order);
    const bool paid = std::ranges::find(order->history, OrderState::paid, &OrderStep::state) != order->history.end();
    if (paid && !books.invoiced_orders.contains(order->id.text())) ++books.checked.paid_without_invoice;
    for (const auto& refund : order->refunds) {
      if (paid && refund.state == RefundState::refunded && !books.credited_refunds.contains(refund.id.text())) ++books.checked.refunds_without_note;
    }
    co_return Result<void>{};
  });
  if (!orders) co_return fail(orders);
  check_series(books);
  co_return std::move(books.checked);
}

}  // namespace atelier::order_management::documents
