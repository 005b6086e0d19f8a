#include "integration/subscribers/subscriber.h"

#include "integration/subscribers/address_policy.h"
#include "integration/subscribers/cloud_event.h"
#include "security/crypto.h"

namespace atelier::integration {
namespace {

constexpr char kPartition[] = "subscribers";

}  // namespace

storage::Key subscriber_key(const SubscriberId& id) { return {storage::kConsumers, kPartition, id.text()}; }

std::string consumer_name(const SubscriberId& id) { return "webhook/" + id.text(); }

Task<Result<StoredSubscriber>> read_subscriber(storage::Store& store, SubscriberId id) {
  auto item = co_await store.get(subscriber_key(id));
  if (!item) co_return fail(item);
  if (!*item) co_return fail(ErrorKind::not_found, "subscriber_not_found", "there is no such subscriber");
  auto subscriber = json::read_record<Subscriber>((*item)->body, "subscriber " + id.text());
  if (!subscriber) co_return fail(subscriber);
  co_return StoredSubscriber{std::move(*subscriber), (*item)->version};
}

Task<Result<std::vector<Subscriber>>> read_subscribers(storage::Store& store) {
  std::vector<Subscriber> all;
  auto page = co_await store.query({.table = storage::kConsumers, .partition = kPartition, .limit = kMaxSubscribers});
  if (!page) co_return fail(page);
  for (const auto& item : page->items) {
    auto subscriber = json::read_record<Subscriber>(item.body, "subscriber " + item.key.sort);
    if (!subscriber) co_return fail(subscriber);
    all.push_back(std::move(*subscriber));
  }
  co_return all;
}

std::string secret_of(std::string_view key, const SubscriberId& id, int number) {
  return security::hmac_sha256(key, "webhook/" + id.text() + "/" + std::to_string(number));
}

std::vector<std::string> signing_secrets(std::string_view key, const Subscriber& subscriber, Time now) {
  std::vector<std::string> secrets{secret_of(key, subscriber.id, subscriber.secret_number)};
  if (subscriber.secret_number > 1 && now < subscriber.old_secret_until) {
    secrets.push_back(secret_of(key, subscriber.id, subscriber.secret_number - 1));
  }
  return secrets;
}

json::Problems check_subscriber(const std::string& name, const std::string& url, const std::vector<std::string>& types, bool allow_private) {
  json::Problems problems;
  if (name.empty() || name.size() > 400) problems.push_back({"/name", "out_of_range", "1 to 100 characters"});
  if (auto target = check_target(url, allow_private); !target) problems.push_back({"/url", target.error().code, target.error().detail});
  if (types.size() > 50) problems.push_back({"/types", "out_of_range", "at most 50"});
  for (std::size_t i = 0; i < types.size() && i < 50; ++i) {
    if (!own_types({types[i]}) || types[i].size() > 100) {
      problems.push_back({"/types/" + std::to_string(i), "bad_value", "a type or the beginning of one: house.order.paid, house.order."});
    }
  }
  return problems;
}

}  // namespace atelier::integration
