// What the simulated house sells and where: the same in every run.
#pragma once

#include <string>
#include <vector>

#include "storage/store.h"

namespace atelier::simulation {

inline constexpr const char* kSkus[] = {"COAT-38", "COAT-40", "SCARF", "BAG", "RING-52", "RING-54"};
inline constexpr const char* kWarehouseOf[] = {"warehouse-lyon", "warehouse-osaka"};  // Europe, Asia
inline constexpr const char* kShopOf[] = {"shop-paris", "shop-tokyo"};

// Rows of items and locations, made once by the house's own code.
const std::vector<storage::Item>& catalogue_rows();

}  // namespace atelier::simulation
