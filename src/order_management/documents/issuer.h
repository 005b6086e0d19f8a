// Numbers documents without a gap and without a double, and stores them: the number is taken in the very commit that stores the document.
//
// A series is one counter (storage::kNumbers, "documents/<series>"). Its commit holds the counter under the version that was read, each
// document under a key that must be absent, and each order's entry "there is one" that must be absent, too. So a crash before the commit
// takes no number, a repeat finds the document that is there, and two processes cannot take the same number. Dates never go back within a
// series, whatever the clock does.
//
// A counter is one item that everybody wants: callers who come together are numbered in one commit (up to kMostAtOnce), one caller at a time.
// Any thread.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "events/decision.h"
#include "order_management/documents/document.h"

namespace atelier::order_management::documents {

// --- how documents lie in storage::kDocuments ---
storage::Key document_key(const std::string& series, std::uint64_t ordinal);
// "invoice", or "credit/<refund id>": what there is one of.
std::string slot_of(const Document& document);
storage::Key order_entry_key(const OrderId& order, const std::string& slot);

struct OrderEntry {
  std::string number;
  std::string series;
  std::uint64_t ordinal = 0;
  Kind kind = Kind::invoice;
  std::string issued_on;
};
BOOST_DESCRIBE_STRUCT(OrderEntry, (), (number, series, ordinal, kind, issued_on))

struct SeriesState {
  std::uint64_t last = 0;
  std::string last_day;  // ISO 8601
};
BOOST_DESCRIBE_STRUCT(SeriesState, (), (last, last_day))
storage::Key series_key(const std::string& series);

Task<Result<std::vector<OrderEntry>>> list_documents(storage::Store& store, OrderId order);
Task<Result<Document>> read_document(storage::Store& store, std::string series, std::uint64_t ordinal);

// "MVFR-2026", "MVFR-C-2026" for credit notes: one series a year.
std::string series_name(const Seller& seller, Kind kind, std::string_view day);

// Gives each document its number, day and place after `state`, and adds the writes. Pure.
void decide_issue(events::Decision& decision, SeriesState& state, const storage::Condition& counter, const std::string& series, std::vector<Document>& documents, Time now);

class Issuer {
 public:
  explicit Issuer(events::Context& context) : context_(context) {}

  static constexpr std::size_t kMostAtOnce = 16;  // 1 + 2 × 16 writes and 16 events of the 100 that a commit may have; 16 × 100 lines are 1 MB of 4

  // The document as it was stored: now, or before for the same order and refund. Errors: those of the store.
  Task<Result<Document>> issue(Document draft);

 private:
  struct Waiting {
    Document draft;
    Completion<Result<Document>>::Resolver resolve;
  };
  Task<void> work_off(std::string queue);
  Task<Result<std::vector<Document>>> issue_together(std::vector<Document> drafts);

  events::Context& context_;
  std::mutex mutex_;
  std::map<std::string, std::vector<Waiting>> waiting_;  // guarded by mutex_; by seller and kind; present while somebody works
};

}  // namespace atelier::order_management::documents
