// What the store promises of one operation, without any engine: limits, conditions, versions, counters,
// expiry.
//
// Adapters that run a commit themselves (memory, RocksDB) ask these functions, so they cannot come to differ.
// All of them are pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "storage/store.h"

namespace atelier::storage {

// The commit's bytes. Errors, all of kind invalid: "store_too_many_operations", "store_commit_too_large",
// "store_item_too_large", "store_bad_key", "store_bad_counter", "store_key_twice". The sentence names the
// operation and the bound. An empty commit is fine: it does nothing.
Result<std::size_t> check_limits(const Commit& commit);
// "store_bad_key".
Result<void> check_key(const Key& key);
// "store_bad_query": partition or limit out of bounds.
Result<void> check_query(const Query& query);
Result<void> check_scan(const Scan& scan);

// Bytes as DynamoDB counts them, nearly: keys, body, names of counters and 8 a counter.
std::size_t size_of(const Item& item);

// Not to be seen any longer at `now`.
inline bool has_expired(const std::optional<Time>& expires_at, Time now) {
  return expires_at && *expires_at < now;
}

// What an operation does to the item under its key.
struct Keep {};    // nothing: a check, or the delete of what is not there
struct Refuse {};  // the condition does not hold
struct Remove {};
using Effect = std::variant<Keep, Refuse, Remove, Item>;  // Item: what is there afterwards

// `current`: what is there, seen at `now` (an expired item is nullptr). A put's body is moved out of
// `operation`, so ask once.
Effect decide(const Item* current, Operation& operation);

// The least string that is greater than every string with this prefix; nullopt where there is none (empty, or
// all 0xff).
std::optional<std::string> after_prefix(std::string_view prefix);

// A position in the feed of an embedded engine: how many commits with changes came before it.
FeedPosition feed_position(std::uint64_t sequence);
// nullopt: the beginning of what is kept. "store_bad_position" where the token is none of ours.
Result<std::optional<std::uint64_t>> feed_sequence(const FeedPosition& position);

}  // namespace atelier::storage
