// The sandbox PSP's settlement file (its columns: src/sandbox/psp/settlement.h).
#pragma once

#include "payment/settlement.h"

namespace atelier::payment {

Result<std::vector<SettlementLine>> read_sandbox_settlement(std::string_view csv);

}  // namespace atelier::payment
