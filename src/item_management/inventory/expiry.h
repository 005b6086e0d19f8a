// What the relay calls for the effects of inventory. Each is done at least once and harmless when repeated.
#pragma once

#include <string>

#include "item_management/inventory/movements.h"

namespace atelier::item_management::inventory {

// Effect "stock.expire_reservation", data {"reservation":"res_…"}: a held reservation whose time is over
// gives its pieces back.
struct ExpiryOutcome {
  bool released = false;             // false: it was settled before, or is not known any more
  std::optional<Time> ask_again_at;  // it is held and its time is not over (it was prolonged, or the clock
                                     // went back): ask again then
};
// Errors: those of the store; invalid "bad_effect" where the data is none.
Task<Result<ExpiryOutcome>> expire_reservation(events::Context& context, std::string data);

// Effect "stock.receive_transfer", data TransferIn: the second step of a transfer between regions. True: done
// now; false: it had been.
Task<Result<bool>> receive_transfer(events::Context& context, std::string data);
// Whether the second step is done, as this region sees it: where the other region's own relay does it, the first step's region keeps the
// effect until then.
Task<Result<bool>> transfer_was_received(storage::Store& store, std::string data);

}  // namespace atelier::item_management::inventory
