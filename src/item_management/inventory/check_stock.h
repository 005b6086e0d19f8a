// Holds the stock counters against the ledger they are derived from: `atelier check`.
//
// Reads every movement, counter and held reservation once (scans). Memory grows with the number of SKU and
// place pairs, not with the ledger's length. What is written meanwhile can look like a fault, so check a
// store that is at rest.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "item_management/inventory/movements.h"

namespace atelier::item_management::inventory {

struct StockFault {
  std::string sku;
  std::string place;  // "region/eu", "location/shop-paris"
  std::string counter;
  std::int64_t is = 0;
  std::int64_t ought = 0;
};

struct StockCheck {
  std::size_t movements = 0;
  std::size_t counters = 0;      // items of storage::kStock
  std::size_t reservations = 0;  // held ones
  std::size_t faults_total = 0;
  std::vector<StockFault> faults;  // the first kMaxStockFaults
};
inline constexpr std::size_t kMaxStockFaults = 1000;  // a person reads the first; a million lines help nobody

// `places`: every location by code; a movement at a code that is not there is taken for a shop's.
Task<Result<StockCheck>> check_stock(storage::Store& store, std::map<std::string, Place> places);

}  // namespace atelier::item_management::inventory
