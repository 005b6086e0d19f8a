// A subscriber: somebody outside who is told of events by webhook.
//
// Its record (storage::kConsumers, partition "subscribers") holds no secret: secrets are derived from the house's own key, the subscriber's id and
// a number, which is one more each time the secret is changed. The old one signs beside the new one for a day, so that a receiver
// can change without losing a message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/task.h"
#include "json/json.h"
#include "storage/tables.h"

namespace atelier::integration {

struct SubscriberTag {
  static constexpr char prefix[] = "sbr";
};
using SubscriberId = Id<SubscriberTag>;

enum class SubscriberState {
  active,
  paused,  // nothing is sent; its cursor stays where it is
};
BOOST_DESCRIBE_ENUM(SubscriberState, active, paused)

struct Subscriber {
  SubscriberId id;
  std::string name;                // "Warehouse Lyon"
  std::string url;
  std::vector<std::string> types;  // prefixes: "house.order."; empty: every event
  SubscriberState state = SubscriberState::active;
  int secret_number = 1;
  Time old_secret_until{};  // secret_number - 1 signs, too, until then
  Time created_at{};
  Time updated_at{};
};
BOOST_DESCRIBE_STRUCT(Subscriber, (), (id, name, url, types, state, secret_number, old_secret_until, created_at, updated_at))

inline constexpr std::size_t kMaxSubscribers = 100;  // each reads the journal; a house has a handful
inline constexpr std::chrono::hours kOldSecretSigns{24};

storage::Key subscriber_key(const SubscriberId& id);
// Its name as a consumer of the journal: "webhook/sbr_…".
std::string consumer_name(const SubscriberId& id);

struct StoredSubscriber {
  Subscriber subscriber;
  std::uint64_t version = 0;
};
// Error not_found "subscriber_not_found".
Task<Result<StoredSubscriber>> read_subscriber(storage::Store& store, SubscriberId id);
Task<Result<std::vector<Subscriber>>> read_subscribers(storage::Store& store);

// Bytes of the secret of that number; `key` is the house's.
std::string secret_of(std::string_view key, const SubscriberId& id, int number);
// Those that sign at `now`, the newest first.
std::vector<std::string> signing_secrets(std::string_view key, const Subscriber& subscriber, Time now);

// Wrong fields: name 1 to 100 characters, url (address_policy.h), at most 50 types that begin with "house.".
json::Problems check_subscriber(const std::string& name, const std::string& url, const std::vector<std::string>& types, bool allow_private);

}  // namespace atelier::integration
