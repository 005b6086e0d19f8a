// Holds the documents of a store against what they promise: for `atelier check`.
//
// Every series counts from 1 without a gap up to its counter, dates go on, every document is the one its order knows, its sums add up, an
// invoice's total is its order's, credit notes do not exceed their invoice, and an order that was paid has its invoice, a refund
// its credit note (one of a moment ago may not have it yet: they are counted, not a fault).
#pragma once

#include <string>
#include <vector>

#include "order_management/documents/issuer.h"

namespace atelier::order_management::documents {

struct Checked {
  std::size_t series = 0;
  std::size_t documents = 0;
  std::size_t paid_without_invoice = 0;
  std::size_t refunds_without_note = 0;
  std::vector<std::string> faults;  // at most kMostFaults
};
inline constexpr std::size_t kMostFaults = 100;

Task<Result<Checked>> check_documents(storage::Store& store);

}  // namespace atelier::order_management::documents
