// Batches from the ERP: each record is done once, however often the batch is sent.
//
// A record is one commit: what it changes and the note that its id was done stand in it together (for items: the note follows; doing the same item
// twice changes nothing). So a batch that was cut short, or whose answer was lost, is simply sent again: what was done is `repeated`. A
// record that is refused is not remembered: mended, it may come again under its id. Notes are kept for 90 days.
//
// Stock goes through inventory only. A count is compared with what is on hand at that moment: sales meanwhile are not undone, because the
// difference is what is booked. At a warehouse that is the region's count (online orders take from the region, not from a warehouse), so a
// region with several warehouses cannot be counted by one of them: refused.
//
// Any thread; records of different SKUs and items are done side by side.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "events/decision.h"
#include "integration/erp/records.h"
#include "item_management/vocabulary.h"

namespace atelier::integration::erp {

inline constexpr std::size_t kMaxRecords = 1'000;        // some seconds of work; more is another batch
inline constexpr std::size_t kMaxBatchBytes = 4u << 20;
inline constexpr auto kNotesKept = std::chrono::days(90);

enum class RecordOutcome {
  applied,
  repeated,  // its id was done before, with the same content
  refused,   // problems say why; the same again is refused again
  not_done,  // the store could not; send the batch again
};
BOOST_DESCRIBE_ENUM(RecordOutcome, applied, repeated, refused, not_done)

struct RecordResult {
  std::string id;  // "" where the record has none that could be read
  RecordOutcome outcome = RecordOutcome::refused;
  json::Problems problems;  // fields are pointers into the batch: "/records/17/quantity"
};

class Batches {
 public:
  explicit Batches(events::Context& context, item_management::TaxClasses tax_classes = item_management::kOnlyStandard)
      : context_(context), tax_classes_(std::move(tax_classes)) {}

  // One result a record, in their order. `records`: JSON texts, at most kMaxRecords.
  // Errors: those of reading the vocabulary; a record's own are its result.
  Task<Result<std::vector<RecordResult>>> apply(std::vector<std::string> records);

 private:
  struct Work;
  Task<void> worker(Work& work);
  Task<RecordResult> apply_one(const item_management::Vocabulary& words, const Record& record, std::string digest);
  Task<Result<RecordResult>> apply_stock(const item_management::Vocabulary& words, const Record& record, const std::string& digest);
  Task<Result<RecordResult>> apply_price(const Record& record, const std::string& digest);
  Task<Result<RecordResult>> apply_item(const item_management::Vocabulary& words, const Record& record, const std::string& digest);
  // What the note of this id says; nullopt: there is none.
  Task<Result<std::optional<RecordResult>>> done_before(const Record& record, const std::string& digest);
  Task<Result<void>> note(const Record& record, const std::string& digest);
  Task<Result<std::int64_t>> on_hand(const item_management::inventory::Place& place, const std::string& sku);

  events::Context& context_;
  const item_management::TaxClasses tax_classes_;  // what items may name
};

}  // namespace atelier::integration::erp
