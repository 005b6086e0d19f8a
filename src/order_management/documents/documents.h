// Documents of orders as routes, the relay and consumers of events use them.
//
// Issued: an invoice for every order that was paid, a credit note for every refund, each once however often it is asked for. Files are made from
// the stored record at the first ask, kept as blobs under their content's name, and are the same bytes ever after. Drawing runs on a
// thread of this room's own: no event loop waits for it.
//
// Errors: not_found "order_not_found", "document_not_found" (the order is not paid yet); those of store and blobs. Any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/thread_executor.h"
#include "events/decision.h"
#include "order_management/documents/issuer.h"
#include "order_management/documents/pages.h"
#include "storage/blobs.h"

namespace atelier::order_management::documents {

enum class Format { pdf, ubl, cii };
// "pdf", "ubl.xml", "cii.xml": the end of a file's name.
std::string_view suffix_of(Format format);

// What the house knows about documents: config/sellers.toml, config/documents.json.
struct Rules {
  Sellers sellers;
  WordsByLanguage words;
};
Result<Rules> load_rules(const std::string& folder, const markets::Markets& markets);

class Documents {
 public:
  // All are borrowed.
  Documents(events::Context& context, storage::Blobs& blobs, const Rules& rules, const markets::AddressForms& forms);

  // The order's invoice, issued now where it is paid and has none.
  Task<Result<Document>> invoice(OrderId order);
  // The credit note of a refund that was paid back, and before it the invoice that it corrects, where they are not there yet. not_found
  // "document_not_found": the order knows no such refund, or the money did not go back.
  Task<Result<Document>> credit_note(OrderId order, RefundId refund);

  Task<Result<std::vector<OrderEntry>>> list(OrderId order);
  // One of the order's by its number.
  Task<Result<Document>> find(OrderId order, std::string number);

  // not_found "document_format_not_found": the seller's country asks for no e-invoice.
  Task<Result<std::string>> file(Document document, Format format);
  Task<Result<std::string>> packing_slip(OrderId order);

 private:
  Result<std::string> make(const Document& document, Format format) const;

  events::Context& context_;
  storage::Blobs& blobs_;
  const Rules& rules_;
  const markets::AddressForms& forms_;
  Issuer issuer_;
  ThreadExecutor drawing_;
};

}  // namespace atelier::order_management::documents
