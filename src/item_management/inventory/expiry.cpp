#include "item_management/inventory/expiry.h"

namespace atelier::item_management::inventory {
namespace {

struct ExpiryData {
  ReservationId reservation;
};
BOOST_DESCRIBE_STRUCT(ExpiryData, (), (reservation))

}  // namespace

Task<Result<ExpiryOutcome>> expire_reservation(events::Context& context, std::string data) {
  const auto asked = json::read<ExpiryData>(data);
  if (!asked) co_return fail(ErrorKind::invalid, "bad_effect", json::to_string(asked.error()));
  const ReservationId id = asked->reservation;
  using Decided = std::pair<events::Decision, ExpiryOutcome>;
  auto attempt = [&context, &id](Time now) -> Task<Result<Decided>> {
    const auto stored = co_await read_reservation(context.store, id);
    if (!stored) co_return fail(stored);
    Decided decided;
    if (!*stored || (*stored)->reservation.state != ReservationState::held) co_return decided;
    if ((*stored)->reservation.expires_at > now) {
      decided.second.ask_again_at = (*stored)->reservation.expires_at;
      co_return decided;
    }
    release(decided.first, (*stored)->reservation, (*stored)->version, now);
    decided.first.events.push_back({.type = "stock.reservation_expired",
                                    .subject = (*stored)->reservation.order,
                                    .data = "{\"reservation\":\"" + id.text() + "\"}"});
    decided.second.released = true;
    co_return decided;
  };
  co_return co_await events::run<ExpiryOutcome>(context, attempt);
}

Task<Result<bool>> receive_transfer(events::Context& context, std::string data) {
  const auto transfer = json::read<TransferIn>(data);
  if (!transfer) co_return fail(ErrorKind::invalid, "bad_effect", json::to_string(transfer.error()));
  auto attempt = [&context, &transfer](Time now) -> Task<Result<std::pair<events::Decision, bool>>> {
    const auto done = co_await context.store.get(movement_key({.id = transfer->id, .sku = transfer->sku}));
    if (!done) co_return fail(done);
    std::pair<events::Decision, bool> decided;
    if (*done) co_return decided;
    decide_transfer_in(decided.first, *transfer, now);
    decided.second = true;
    co_return decided;
  };
  co_return co_await events::run<bool>(context, attempt);
}

Task<Result<bool>> transfer_was_received(storage::Store& store, std::string data) {
  const auto transfer = json::read<TransferIn>(data);
  if (!transfer) co_return fail(ErrorKind::invalid, "bad_effect", json::to_string(transfer.error()));
  const auto done = co_await store.get(movement_key({.id = transfer->id, .sku = transfer->sku}));
  if (!done) co_return fail(done);
  co_return done->has_value();
}

}  // namespace atelier::item_management::inventory
