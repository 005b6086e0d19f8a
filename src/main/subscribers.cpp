#include "main/subscribers.h"

#include "integration/subscribers/address_policy.h"
#include "main/house.h"
#include "observability/log.h"

namespace atelier::main {
namespace {

// The newest counters of a SKU at a place, told without an added write: the change feed has them.
std::optional<events::Event> stock_event(const storage::Change& change) {
  if (!change.now) return std::nullopt;
  std::string data = R"({"sku":)";
  json::append_string(data, change.key.partition);
  data += R"(,"place":)";
  json::append_string(data, change.key.sort);
  for (const auto& counter : change.now->counters) {
    data += ',';
    json::append_string(data, counter.name);
    data += ':' + std::to_string(counter.value);
  }
  return events::Event{.type = "stock.changed", .subject = change.key.partition, .data = data + '}'};
}

void log_failure(const integration::Subscriber& one, const events::Message& message, const Error& why) {
  log::warn("webhook_failed", {{"subscriber", one.id.text()},
                               {"event", message.event.id.text()},
                               {"type", message.event.type},
                               {"attempt", message.attempt},
                               {"code", why.code}});
}

}  // namespace

Result<std::unique_ptr<SubscribersOutside>> open_subscribers(const config::Config& config, events::Context& context, EventStream& stream) {
  stream.writer().derive(storage::kStock, stock_event);
  auto key = load_or_make_secret(config.store.data + "/webhooks.key");
  if (!key) return fail(key);
  const auto& webhooks = config.webhooks;
  http::ClientOptions options;
  if (!webhooks.allow_private) options.may_connect = integration::is_public_address;
  auto client = http::make_client(std::move(options));
  const auto url = config.site.public_url.empty() ? "http://localhost:" + std::to_string(config.http.port) : config.site.public_url;
  const auto source = webhooks.source.empty() ? url + "/regions/" + config.store.region : webhooks.source;
  auto all = std::make_unique<integration::Subscribers>(
      context, stream.journal(), stream.executor(), *client,
      integration::Subscribers::Options{
          .sender = {.source = {.source = source, .schema_base = url + "/openapi.json#/components/schemas/"}, .secret_key = std::move(*key)},
          .allow_private = webhooks.allow_private});
  all->on_failure = log_failure;
  return std::make_unique<SubscribersOutside>(std::move(client), std::move(all));
}

}  // namespace atelier::main
