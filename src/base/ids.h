// Strong ids, printed with prefixes.
//
// An id made here is `<prefix>_<region><26 characters>`: the region that owns the record (design: no item is ever written by
// two regions), then a ULID (github.com/ulid/spec: 48 bits of milliseconds, 80 random bits, Crockford's base32), so
// ids sort by the time they were made and cannot be guessed. "ord_e01KAQ7…" belongs to Europe.
// Ids of two kinds do not mix: Id<OrderTag> is not assignable to Id<PaymentTag>.
#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"

namespace atelier {

// The two active regions. The letter stands in ids.
enum class Region : char { europe = 'e', asia = 'a' };

std::string_view to_string(Region region);                   // "eu", "ap"
std::optional<Region> parse_region(std::string_view text);   // "eu", "ap"

namespace base {
// `<region><ULID>`, 27 characters.
std::string make_id_body(Region region, Time now, Random& random);
// True for a body that make_id_body could have made.
bool is_id_body(std::string_view body);
}  // namespace base

template <class Tag>
class Id {
 public:
  Id() = default;  // empty: names nothing

  static Id make(Region region, Time now, Random& random) {
    return Id(std::string(Tag::prefix) + "_" + base::make_id_body(region, now, random));
  }

  // nullopt where the text is not an id of this kind.
  static std::optional<Id> parse(std::string_view text) {
    constexpr std::string_view prefix = Tag::prefix;
    if (text.size() <= prefix.size() + 1 || !text.starts_with(prefix) || text[prefix.size()] != '_') return std::nullopt;
    if (!base::is_id_body(text.substr(prefix.size() + 1))) return std::nullopt;
    return Id(std::string(text));
  }

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  // The region that owns the record; only of an id that is not empty.
  Region region() const { return static_cast<Region>(text_[std::string_view(Tag::prefix).size() + 1]); }

  friend auto operator<=>(const Id&, const Id&) = default;
  friend bool operator==(const Id&, const Id&) = default;

 private:
  explicit Id(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// clang-format off
struct ItemTag        { static constexpr char prefix[] = "itm"; };
struct CartTag        { static constexpr char prefix[] = "crt"; };
struct LineTag        { static constexpr char prefix[] = "lin"; };
struct OrderTag       { static constexpr char prefix[] = "ord"; };
struct PaymentTag     { static constexpr char prefix[] = "pay"; };
struct RefundTag      { static constexpr char prefix[] = "ref"; };
struct ReservationTag { static constexpr char prefix[] = "res"; };
struct DeliveryTag    { static constexpr char prefix[] = "dlv"; };
struct MovementTag    { static constexpr char prefix[] = "mov"; };
struct TillSessionTag { static constexpr char prefix[] = "tls"; };
struct SaleTag        { static constexpr char prefix[] = "sal"; };
struct CustomerTag    { static constexpr char prefix[] = "cus"; };
struct StaffTag       { static constexpr char prefix[] = "stf"; };
struct EventTag       { static constexpr char prefix[] = "evt"; };
struct EffectTag      { static constexpr char prefix[] = "eff"; };
struct ImportTag      { static constexpr char prefix[] = "imp"; };
struct ReturnTag      { static constexpr char prefix[] = "ret"; };
struct TaskTag        { static constexpr char prefix[] = "tsk"; };
// clang-format on

using ItemId = Id<ItemTag>;
using CartId = Id<CartTag>;
using LineId = Id<LineTag>;
using OrderId = Id<OrderTag>;
using PaymentId = Id<PaymentTag>;
using RefundId = Id<RefundTag>;
using ReservationId = Id<ReservationTag>;
using DeliveryId = Id<DeliveryTag>;
using MovementId = Id<MovementTag>;
using TillSessionId = Id<TillSessionTag>;
using SaleId = Id<SaleTag>;
using CustomerId = Id<CustomerTag>;
using StaffId = Id<StaffTag>;
using EventId = Id<EventTag>;
using EffectId = Id<EffectTag>;
using ImportId = Id<ImportTag>;
using ReturnId = Id<ReturnTag>;
using TaskId = Id<TaskTag>;

}  // namespace atelier

template <class Tag>
struct std::hash<atelier::Id<Tag>> {
  std::size_t operator()(const atelier::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.text()); }
};
