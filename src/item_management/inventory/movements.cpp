#include "item_management/inventory/movements.h"

#include <openssl/sha.h>

#include "item_management/inventory/internal/stock_writes.h"

namespace atelier::item_management::inventory {
namespace {

using internal::delta;
using internal::kAvailable;
using internal::kOnHand;

// Raises (or lowers) the counters of a place, and of the region where it is a warehouse.
void change_counters(events::Decision& decision, const Place& place, std::string_view sku, int by) {
  const bool create = by > 0;
  if (place.kind == PlaceKind::shop) {
    internal::add(decision, location_stock_key(sku, place.code), {delta(kAvailable, by), delta(kOnHand, by)},
                  create);
  } else {
    internal::add(decision, location_stock_key(sku, place.code), {delta(kOnHand, by)}, create);
    internal::add(decision, region_stock_key(sku, place.region), {delta(kAvailable, by), delta(kOnHand, by)},
                  create);
  }
}

Movement movement_at(const Place& place, std::string_view sku, MovementKind kind, int quantity,
                     const Note& note, Time now) {
  return {.sku = std::string(sku),
          .location = place.code,
          .kind = kind,
          .quantity = quantity,
          .reason = note.reason,
          .reference = note.reference,
          .at = now,
          .by = note.by};
}

Movement move(events::Decision& decision, const Place& place, std::string_view sku, MovementKind kind,
              int quantity, const Note& note, Time now, Random& random) {
  Movement movement = movement_at(place, sku, kind, quantity, note, now);
  movement.id = MovementId::make(place.region, now, random);
  if (quantity != 0) change_counters(decision, place, sku, quantity);
  internal::record(decision, movement);
  return movement;
}

std::optional<MovementRefusal> refuse_quantity(int quantity) {
  if (quantity <= 0) return MovementRefusal::quantity_not_positive;
  if (quantity > kMaxMovementQuantity) return MovementRefusal::quantity_too_large;
  return std::nullopt;
}

// An id that follows from SKU and place: no time (so it sorts first), 80 bits of their SHA-256.
MovementId opening_id(const Place& place, std::string_view sku) {
  std::string name = "opening\n" + std::string(sku) + "\n" + place.code;
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(name.data()), name.size(), hash);
  constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string text = "mov_";
  text += static_cast<char>(place.region);
  text.append(10, '0');
  for (int i = 0; i < 16; ++i) text += digits[hash[i] & 31];
  auto id = MovementId::parse(text);
  CHECK(id.has_value(), "an opening balance has an id");
  return *id;
}

}  // namespace

MovementOutcome decide_receipt(events::Decision& decision, const Place& place, const SkuQuantity& goods,
                               const Note& note, Time now, Random& random) {
  if (const auto refused = refuse_quantity(goods.quantity)) return std::unexpected(*refused);
  return move(decision, place, goods.sku, MovementKind::receipt, goods.quantity, note, now, random);
}

MovementOutcome decide_correction(events::Decision& decision, const Place& place, std::string_view sku,
                                  int by_quantity, const Note& note, Time now, Random& random) {
  if (by_quantity == 0) return std::unexpected(MovementRefusal::quantity_zero);
  if (by_quantity > kMaxMovementQuantity || by_quantity < -kMaxMovementQuantity) {
    return std::unexpected(MovementRefusal::quantity_too_large);
  }
  return move(decision, place, sku, MovementKind::correction, by_quantity, note, now, random);
}

MovementOutcome decide_count(events::Decision& decision, const Place& place, std::string_view sku, int counted,
                             std::int64_t on_hand, const Note& note, Time now, Random& random) {
  if (counted < 0) return std::unexpected(MovementRefusal::quantity_negative);
  if (counted > kMaxMovementQuantity) return std::unexpected(MovementRefusal::quantity_too_large);
  return move(decision, place, sku, MovementKind::count, static_cast<int>(counted - on_hand), note, now,
              random);
}

MovementOutcome decide_return(events::Decision& decision, const Place& place, const SkuQuantity& goods,
                              const Note& note, Time now, Random& random) {
  if (const auto refused = refuse_quantity(goods.quantity)) return std::unexpected(*refused);
  return move(decision, place, goods.sku, MovementKind::customer_return, goods.quantity, note, now, random);
}

MovementOutcome decide_damaged_return(events::Decision& decision, const Place& place, const SkuQuantity& goods,
                                      const Note& note, Time now, Random& random) {
  if (const auto refused = refuse_quantity(goods.quantity)) return std::unexpected(*refused);
  Movement movement = movement_at(place, goods.sku, MovementKind::damaged_return, goods.quantity, note, now);
  movement.id = MovementId::make(place.region, now, random);
  internal::add(decision, location_stock_key(goods.sku, place.code), {delta(internal::kDamaged, goods.quantity)}, true);
  internal::record(decision, movement);
  return movement;
}

MovementOutcome decide_transfer(events::Decision& decision, const Transfer& transfer, const Note& note,
                                Time now, Random& random) {
  if (const auto refused = refuse_quantity(transfer.goods.quantity)) return std::unexpected(*refused);
  if (transfer.from.code == transfer.to.code) return std::unexpected(MovementRefusal::same_place);
  Note linked = note;
  if (linked.reference.empty()) linked.reference = transfer.from.code + " → " + transfer.to.code;
  const auto& [sku, quantity] = transfer.goods;
  Movement out =
      move(decision, transfer.from, sku, MovementKind::transfer_out, -quantity, linked, now, random);
  if (transfer.from.region == transfer.to.region) {
    move(decision, transfer.to, sku, MovementKind::transfer_in, quantity, linked, now, random);
    return out;
  }
  const TransferIn in{.id = MovementId::make(transfer.to.region, now, random),
                      .sku = sku,
                      .location = transfer.to.code,
                      .kind = transfer.to.kind,
                      .region = transfer.to.region,
                      .quantity = quantity,
                      .reason = linked.reason,
                      .reference = out.id.text()};
  decision.effects.push_back(
      {.kind = "stock.receive_transfer", .key = in.id.text(), .data = json::write(in)});
  return out;
}

void decide_transfer_in(events::Decision& decision, const TransferIn& transfer, Time now) {
  const Place place{transfer.location, transfer.kind, transfer.region};
  Movement in = movement_at(place, transfer.sku, MovementKind::transfer_in, transfer.quantity,
                            {.reason = transfer.reason, .reference = transfer.reference}, now);
  in.id = transfer.id;
  change_counters(decision, place, transfer.sku, transfer.quantity);
  internal::record(decision, in);
}

Movement opening_balance(const Place& place, const SkuQuantity& goods, const Note& note, Time now) {
  Movement movement = movement_at(place, goods.sku, MovementKind::receipt, goods.quantity, note, now);
  movement.id = opening_id(place, goods.sku);
  return movement;
}

void decide_opening_balance(events::Decision& decision, const Place& place, const SkuQuantity& goods,
                            const Note& note, Time now) {
  CHECK(!refuse_quantity(goods.quantity), "the caller has checked the quantity of an opening balance");
  change_counters(decision, place, goods.sku, goods.quantity);
  internal::record(decision, opening_balance(place, goods, note, now));
}

}  // namespace atelier::item_management::inventory
