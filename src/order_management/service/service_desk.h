// The service desk: what customers and sales staff ask of an order that was placed. Any thread.
//
// Every command comes with a key and the digest of its body, kept 48 h: the same again gives the first answer and does nothing, another body under
// the key is refused. What the order's state does not allow is a Refused, not an error.
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "events/decision.h"
#include "order_management/cart/carts.h"
#include "order_management/goods.h"
#include "order_management/orders/parcels.h"
#include "order_management/orders/refund.h"
#include "order_management/returns/returning.h"
#include "order_management/tasks/task.h"

namespace atelier::order_management {

struct Once {
  std::string key;     // 1 to 128 characters
  std::string digest;  // SHA-256 of the request
};

// A business "no". `code` is stable: an enumerator of RefundRefusal, ParcelRefusal, ReturnRefusal or TaskRefusal, "unknown_location", or
// "idempotency_key_reused".
struct Refused {
  std::string code;
  std::string detail;
};
// The id of what was made (a refund, a delivery, a return), or the state that came of it.
struct Answer {
  std::string id;
  bool repeated = false;  // the key came before
};
using DeskOutcome = std::expected<Answer, Refused>;

class ServiceDesk {
 public:
  ServiceDesk(events::Context& context, GoodsReader& goods, House house) : context_(context), goods_(goods), house_(house) {}

  // Errors of all: not_found, and those of the store.
  Task<Result<DeskOutcome>> cancel(OrderId order, Cancel wanted, Once once);
  Task<Result<DeskOutcome>> refund(OrderId order, RefundWanted wanted, Once once);
  Task<Result<DeskOutcome>> ship(OrderId order, Ship wanted, Once once);
  Task<Result<DeskOutcome>> request_return(OrderId order, ReturnWanted wanted, Once once);
  // `location`: where the pieces are put.
  Task<Result<DeskOutcome>> receive_return(OrderId order, ReturnId returned, std::vector<ReceivedLine> lines, std::string location,
                                           std::string by, Once once);
  Task<Result<DeskOutcome>> refuse_return(OrderId order, ReturnId returned, std::string note, std::string by, Once once);

  // --- tasks ---
  Task<Result<DeskOutcome>> claim(TaskId task, std::string by);
  Task<Result<DeskOutcome>> release(TaskId task, std::string by);
  Task<Result<DeskOutcome>> note(TaskId task, std::string by, std::string text, Once once);
  // Ends the task: another day or address (the new delivery's id), or back to the house.
  Task<Result<DeskOutcome>> reschedule(TaskId task, std::string by, Reschedule wanted, Once once);
  Task<Result<DeskOutcome>> return_to_sender(TaskId task, std::string by, Once once);

 private:
  using Decided = std::expected<std::pair<events::Decision, std::string>, Refused>;
  // Reads the key, lets `decide` (Task<Result<Decided>>(Time)) decide, commits both.
  template <class Decide>
  Task<Result<DeskOutcome>> once(std::string scope, Once once, Decide decide);
  template <class Change>
  Task<Result<DeskOutcome>> change_task(TaskId task, Change change);
  // Task and parcel of it, claimed by that person.
  template <class Decide>
  Task<Result<DeskOutcome>> end_task(TaskId task, std::string by, std::string outcome, Once once, Decide decide);
  Task<Result<ExchangePieces>> exchange_pieces(const Order& order, const std::vector<ReturnLine>& lines);

  events::Context& context_;
  GoodsReader& goods_;
  const House house_;
};

}  // namespace atelier::order_management
