#include "order_management/documents/documents.h"

#include <algorithm>

#include "order_management/documents/e_invoice/archive_pdf.h"
#include "order_management/documents/e_invoice/e_invoice.h"

namespace atelier::order_management::documents {
namespace {

struct StoredFile {
  std::string blob;
};
BOOST_DESCRIBE_STRUCT(StoredFile, (), (blob))

storage::Key file_key(const Document& document, Format format) { return {storage::kDocuments, "files/" + document.number, std::string(suffix_of(format))}; }

std::unexpected<Error> no_seller(const Order& order) {
  return fail(ErrorKind::internal, "no_seller", "nobody sells in the market " + order.market + "; config/sellers.toml names every market's company");
}

// Runs `work` on `executor` and comes back to where it was called.
template <class F>
Task<std::invoke_result_t<F>> run_on(Executor& executor, F work) {
  Executor* here = Executor::current();
  co_await resume_on(executor);
  auto result = work();
  if (here != nullptr) co_await resume_on(*here);
  co_return result;
}

}  // namespace

std::string_view suffix_of(Format format) {
  switch (format) {
    case Format::pdf: return "pdf";
    case Format::ubl: return "ubl.xml";
    case Format::cii: return "cii.xml";
  }
  return "";
}

Result<Rules> load_rules(const std::string& folder, const markets::Markets& markets) {
  auto sellers = load_sellers(folder + "/sellers.toml", markets);
  if (!sellers) return fail(sellers);
  auto words = load_words(folder + "/documents.json");
  if (!words) return fail(words);
  return Rules{std::move(*sellers), std::move(*words)};
}

Documents::Documents(events::Context& context, storage::Blobs& blobs, const Rules& rules, const markets::AddressForms& forms)
    : context_(context), blobs_(blobs), rules_(rules), forms_(forms), issuer_(context) {}

Task<Result<Document>> Documents::invoice(OrderId id) {
  auto entry = co_await context_.store.get(order_entry_key(id, "invoice"));
  if (!entry) co_return fail(entry);
  if (*entry) {
    auto known = json::read_record<OrderEntry>((*entry)->body, "document of " + id.text());
    if (!known) co_return fail(known);
    co_return co_await read_document(context_.store, known->series, known->ordinal);
  }
  auto stored = co_await read_order(context_.store, id);
  if (!stored) co_return fail(stored);
  const Order& order = stored->order;
  if (std::ranges::find(order.history, OrderState::paid, &OrderStep::state) == order.history.end()) {
    co_return fail(ErrorKind::not_found, "document_not_found", "an invoice is made when the order is paid");
  }
  const auto* seller = rules_.sellers.find_market(order.market);
  if (seller == nullptr) co_return no_seller(order);
  co_return co_await issuer_.issue(invoice_of(order, *seller, forms_));
}

Task<Result<Document>> Documents::credit_note(OrderId id, RefundId refund) {
  auto stored = co_await read_order(context_.store, id);
  if (!stored) co_return fail(stored);
  const auto found = std::ranges::find(stored->order.refunds, refund, &OrderRefund::id);
  if (found == stored->order.refunds.end() || found->state != RefundState::refunded) {
    co_return fail(ErrorKind::not_found, "document_not_found", "a credit note is made when the money went back");
  }
  const Refunded refunded = refunded_of(*found);
  auto corrected = co_await invoice(id);
  if (!corrected) co_return fail(corrected);
  co_return co_await issuer_.issue(credit_note_of(*corrected, refunded));
}

Task<Result<std::vector<OrderEntry>>> Documents::list(OrderId order) { return list_documents(context_.store, std::move(order)); }

Task<Result<Document>> Documents::find(OrderId order, std::string number) {
  auto entries = co_await list(order);
  if (!entries) co_return fail(entries);
  const auto found = std::ranges::find(*entries, number, &OrderEntry::number);
  if (found == entries->end()) co_return fail(ErrorKind::not_found, "document_not_found", "this order has no such document");
  co_return co_await read_document(context_.store, found->series, found->ordinal);
}

Result<std::string> Documents::make(const Document& document, Format format) const {
  const auto& words = words_in(rules_.words, document.locale);
  if (format == Format::pdf) {
    return to_archive_pdf(draw_document(document, words), {.title = title_of(document, words) + " " + document.number,
                                                           .author = document.seller.name,
                                                           .language = document.locale,
                                                           .made_at = document.issued_at,
                                                           .cii_xml = document.seller.e_invoice ? to_cii(document) : ""});
  }
  if (document.seller.e_invoice) return format == Format::ubl ? to_ubl(document) : to_cii(document);
  return fail(ErrorKind::not_found, "document_format_not_found", "this document is not made as " + std::string(suffix_of(format)));
}

Task<Result<std::string>> Documents::file(Document document, Format format) {
  const auto key = file_key(document, format);
  auto known = co_await context_.store.get(key);
  if (!known) co_return fail(known);
  if (*known) {
    auto stored = json::read_record<StoredFile>((*known)->body, "file of " + document.number);
    if (!stored) co_return fail(stored);
    auto bytes = co_await blobs_.get(stored->blob);
    if (!bytes) co_return fail(bytes);
    if (*bytes) co_return std::move(**bytes);
    // The blob is gone (a backup without blobs): it is made again below, from the same record.
  }
  auto made = co_await run_on(drawing_, [&] { return make(document, format); });
  if (!made) co_return fail(made);
  const std::string blob = "documents/" + storage::content_hash(*made) + "." + std::string(format == Format::pdf ? "pdf" : "xml");
  auto kept = co_await blobs_.put(blob, *made);
  if (!kept) co_return fail(kept);
  if (!*known) {
    storage::Commit commit;
    commit.add(storage::Put{.key = key, .body = json::write(StoredFile{blob}), .condition = storage::Absent{}});
    auto noted = co_await context_.store.commit(std::move(commit));
    // Another asked at the same time: both made the same bytes. A lost answer or a busy store: it is noted at the next ask.
    static_cast<void>(noted);
  }
  co_return std::move(*made);
}

Task<Result<std::string>> Documents::packing_slip(OrderId id) {
  auto stored = co_await read_order(context_.store, id);
  if (!stored) co_return fail(stored);
  const auto* seller = rules_.sellers.find_market(stored->order.market);
  if (seller == nullptr) co_return no_seller(stored->order);
  const auto slip = packing_slip_of(stored->order, *seller, forms_);
  const auto& words = words_in(rules_.words, slip.locale);
  co_return co_await run_on(drawing_, [&] { return draw_packing_slip(slip, words); });
}

}  // namespace atelier::order_management::documents
