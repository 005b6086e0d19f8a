#include "order_management/documents/issuer.h"

#include <algorithm>
#include <cstdio>

#include "markets/format/format.h"

namespace atelier::order_management::documents {
namespace {

std::string digits_of(std::uint64_t ordinal, int width) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*llu", width, static_cast<unsigned long long>(ordinal));
  return text;
}

// What other systems (accounts, the DWH) are told.
struct Issued {
  std::string number;
  Kind kind = Kind::invoice;
  OrderId order;
  std::string order_number;
  std::string refers_to;
  std::string issued_on;
  Money net;
  Money tax;
  Money total;
};
BOOST_DESCRIBE_STRUCT(Issued, (), (number, kind, order, order_number, refers_to, issued_on, net, tax, total))

std::string place_of(const Document& document) { return document.order.text() + "/" + slot_of(document); }

}  // namespace

storage::Key document_key(const std::string& series, std::uint64_t ordinal) {
  return {storage::kDocuments, "series/" + series, digits_of(ordinal, 12)};
}
std::string slot_of(const Document& document) { return document.kind == Kind::invoice ? "invoice" : "credit/" + document.refund; }
storage::Key order_entry_key(const OrderId& order, const std::string& slot) { return {storage::kDocuments, "order/" + order.text(), slot}; }
storage::Key series_key(const std::string& series) { return {storage::kNumbers, "documents/" + series, ""}; }

std::string series_name(const Seller& seller, Kind kind, std::string_view day) {
  return seller.code + (kind == Kind::invoice ? "-" : "-C-") + std::string(day.substr(0, 4));
}

Task<Result<std::vector<OrderEntry>>> list_documents(storage::Store& store, OrderId order) {
  // An invoice and a credit note a refund: an order has a handful, and never more refunds than pieces.
  auto page = co_await store.query({.table = storage::kDocuments, .partition = "order/" + order.text(), .limit = storage::kMaxPageItems});
  if (!page) co_return fail(page);
  std::vector<OrderEntry> entries;
  for (const auto& item : page->items) {
    auto entry = json::read_record<OrderEntry>(item.body, "document of " + order.text());
    if (!entry) co_return fail(entry);
    entries.push_back(std::move(*entry));
  }
  // The invoice first, then credit notes by number.
  std::ranges::sort(entries, {}, [](const OrderEntry& entry) { return std::tuple(entry.kind, entry.series, entry.ordinal); });
  co_return entries;
}

Task<Result<Document>> read_document(storage::Store& store, std::string series, std::uint64_t ordinal) {
  auto item = co_await store.get(document_key(series, ordinal));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::not_found, "document_not_found", "there is no such document");
  co_return json::read_record<Document>((*item)->body, "document " + series + "-" + std::to_string(ordinal));
}

void decide_issue(events::Decision& decision, SeriesState& state, const storage::Condition& counter, const std::string& series, std::vector<Document>& documents, Time now) {
  for (auto& document : documents) {
    document.series = series;
    document.ordinal = ++state.last;
    document.number = series + "-" + digits_of(document.ordinal, 6);
    document.issued_at = now;
    document.issued_on = state.last_day = std::max(state.last_day, markets::day_in(now, document.seller.time_zone));
    if (document.paid_on.empty()) document.paid_on = document.issued_on;
    decision.write(storage::Put{.key = document_key(series, document.ordinal), .body = json::write(document), .condition = storage::Absent{}});
    const OrderEntry entry{document.number, series, document.ordinal, document.kind, document.issued_on};
    decision.write(storage::Put{.key = order_entry_key(document.order, slot_of(document)), .body = json::write(entry), .condition = storage::Absent{}});
    decision.events.push_back({.type = document.kind == Kind::invoice ? "invoice.issued" : "credit_note.issued",
                               .subject = document.order.text(),
                               .data = json::write(Issued{document.number, document.kind, document.order, document.order_number, document.refers_to,
                                                          document.issued_on, document.net, document.tax, document.total})});
  }
  decision.write(storage::Put{.key = series_key(series), .body = json::write(state), .condition = counter});
}

Task<Result<Document>> Issuer::issue(Document draft) {
  Completion<Result<Document>> issued;
  const std::string queue = draft.seller.code + (draft.kind == Kind::invoice ? "/invoice" : "/credit");
  bool first = false;
  {
    std::lock_guard lock(mutex_);
    auto [found, fresh] = waiting_.try_emplace(queue);
    found->second.push_back({std::move(draft), issued.resolver()});
    first = fresh;
  }
  if (first) spawn(work_off(queue));
  co_return co_await issued;
}

Task<void> Issuer::work_off(std::string queue) {
  for (bool more = true; more;) {
    std::vector<Waiting> batch;
    {
      std::lock_guard lock(mutex_);
      auto& waiting = waiting_.at(queue);
      const auto count = std::min(waiting.size(), kMostAtOnce);
      std::move(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(count), std::back_inserter(batch));
      waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(count));
    }
    std::vector<Document> drafts;
    for (const auto& one : batch) drafts.push_back(one.draft);
    auto issued = co_await issue_together(std::move(drafts));
    {
      std::lock_guard lock(mutex_);
      more = !waiting_.at(queue).empty();
      if (!more) waiting_.erase(queue);
    }
    // Last, where nothing waits any more: whoever is answered may take this Issuer down.
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].resolve(issued ? Result<Document>(std::move((*issued)[i])) : Result<Document>(fail(issued)));
  }
}

Task<Result<std::vector<Document>>> Issuer::issue_together(std::vector<Document> drafts) {
  using Documents = std::vector<Document>;
  co_return co_await events::run<Documents>(context_, [&](Time now) -> Task<Result<std::pair<events::Decision, Documents>>> {
    const auto& seller = drafts.front().seller;
    const std::string series = series_name(seller, drafts.front().kind, markets::day_in(now, seller.time_zone));
    auto counter = co_await context_.store.get(series_key(series));
    if (!counter) co_return fail(counter);
    SeriesState state;
    storage::Condition condition = storage::Absent{};
    if (*counter) {
      auto read = json::read_record<SeriesState>((*counter)->body, "series " + series);
      if (!read) co_return fail(read);
      state = std::move(*read);
      condition = storage::VersionIs{(*counter)->version};
    }
    std::map<std::string, Document> known;
    Documents fresh;
    for (const auto& draft : drafts) {
      const auto place = place_of(draft);
      if (known.contains(place) || std::ranges::find(fresh, place, place_of) != fresh.end()) continue;
      auto before = co_await context_.store.get(order_entry_key(draft.order, slot_of(draft)));
      if (!before) co_return fail(before);
      if (!*before) {
        fresh.push_back(draft);
        continue;
      }
      auto entry = json::read_record<OrderEntry>((*before)->body, "document of " + draft.order.text());
      if (!entry) co_return fail(entry);
      auto document = co_await read_document(context_.store, entry->series, entry->ordinal);
      if (!document) co_return fail(document);
      known.emplace(place, std::move(*document));
    }
    events::Decision decision;
    if (!fresh.empty()) decide_issue(decision, state, condition, series, fresh, now);
    for (auto& document : fresh) {
      auto place = place_of(document);
      known.emplace(std::move(place), std::move(document));
    }
    Documents answers;
    for (const auto& draft : drafts) answers.push_back(known.at(place_of(draft)));
    co_return std::pair(std::move(decision), std::move(answers));
  });
}

}  // namespace atelier::order_management::documents
