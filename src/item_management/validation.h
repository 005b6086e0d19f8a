// What an item must be like before it is stored: every wrong field is named, with what was expected.
#pragma once

#include "item_management/item.h"

namespace atelier::item_management {

// Bounds of the contract (api/openapi.yaml, ItemDocument), so that an item always fits one record of the
// store.
inline constexpr std::size_t kMaxVariants = 500;
inline constexpr std::size_t kMaxPhotos = 60;
inline constexpr std::size_t kMaxOptions = 3;
inline constexpr std::size_t kMaxCollections = 20;
inline constexpr std::size_t kMaxRelated = 12;
inline constexpr std::size_t kMaxTags = 50;
inline constexpr std::int64_t kMaxAmountMinor =
    1'000'000'000'000;  // 10 thousand million EUR: a typing error, not a price

// The locales an item may have texts in.
bool is_house_locale(std::string_view locale);
bool is_handle(std::string_view text);      // [a-z0-9][a-z0-9-]{0,99}
bool is_sku(std::string_view text);         // 1 to 64 visible ASCII characters, no space, slash or comma
bool is_value_code(std::string_view text);  // 1 to 64 of [A-Za-z0-9._+-]: "camel", "38.5", "XS"

// Empty: the item is good. Fields are JSON pointers into the item document. Says nothing about what else is
// in the store (is the handle taken, does the category exist): that is items.h.
json::Problems validate(const Item& item);

}  // namespace atelier::item_management
