// The composition root of the store: every concrete part is made here, given what it needs, and wired to the routes and the relay.
#include "api/accounts/customers.h"
#include "api/accounts/staff.h"
#include "api/checkout/carts.h"
#include "api/checkout/orders.h"
#include "api/integration/subscribers.h"
#include "api/media/media.h"
#include "api/office/office.h"
#include "api/office/orders.h"
#include "api/pages/pages.h"
#include "api/shop/catalogue.h"
#include "api/support/payments.h"
#include "api/till/till.h"
#include "api/webhooks/webhooks.h"
#include "http/health.h"
#include "http/server.h"
#include "http/static_files.h"
#include "integration/courier/http/http_courier.h"
#include "integration/courier/sandbox/sandbox_courier.h"
#include "item_management/import/imports.h"
#include "item_management/inventory/expiry.h"
#include "item_management/items.h"
#include "item_management/media/photos.h"
#include "main/commands.h"
#include "main/event_stream.h"
#include "main/gateways.h"
#include "main/house.h"
#include "main/inbound.h"
#include "main/paperwork.h"
#include "main/process.h"
#include "main/run_until_signal.h"
#include "main/subscribers.h"
#include "observability/metrics.h"
#include "order_management/orders/orders.h"
#include "payment/processing.h"
#include "security/identity.h"
#include "shopping/catalogue.h"
#include "shopping/search/search.h"
#include "storage/blobs.h"

#include <filesystem>
#include <fstream>

namespace atelier::main {
namespace {

constexpr char kStaffPolicy[] =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

// Everything of the store in the order it is made; it is taken down in the reverse one.
struct Shop {
  const config::Config& config;
  std::string public_url;
  HouseRules rules;
  std::unique_ptr<storage::Blobs> blobs;
  std::unique_ptr<Process> process;
  std::unique_ptr<item_management::media::Photos> photos;
  std::unique_ptr<item_management::Imports> imports;
  std::unique_ptr<security::Identity> identity;
  payment::Gateways gateways;
  std::unique_ptr<integration::Courier> courier;
  std::unique_ptr<order_management::GoodsReader> goods;
  std::unique_ptr<order_management::Carts> carts;
  std::unique_ptr<order_management::Orders> orders;
  std::unique_ptr<order_management::ServiceDesk> desk;
  std::unique_ptr<order_management::Tills> tills;
  std::unique_ptr<Paperwork> paperwork;
  std::unique_ptr<shopping::Search> search;  // outlives the catalogue, which tells it of changes
  std::unique_ptr<shopping::Catalogue> catalogue;
  api::AnswerCache answers;
  std::map<std::string, http::StaticFiles> apps;
  http::Router router;
  std::unique_ptr<EventStream> stream;  // its consumers use all of the above
  std::unique_ptr<SubscribersOutside> subscribers;
  std::unique_ptr<Inbound> inbound;

  events::Context& context() { return process->context(); }
};

Result<std::unique_ptr<Shop>> open_shop(const config::Config& config) {
  auto rules = load_house_rules(config.site.markets);
  if (!rules) return fail(rules);
  const auto region = parse_region(config.store.region);
  if (!region) return fail(ErrorKind::invalid, "bad_value", "store.region: expected eu or ap");
  auto shop = std::unique_ptr<Shop>(new Shop{.config = config, .rules = std::move(*rules)});
  shop->public_url = config.site.public_url.empty() ? "http://localhost:" + std::to_string(config.http.port) : config.site.public_url;
  auto process = Process::start(config.store.data, *region);
  if (!process) return fail(process);
  shop->process = std::move(*process);
  auto blobs = storage::open_directory_blobs(config.store.data + "/blobs");
  if (!blobs) return fail(blobs);
  shop->blobs = std::move(*blobs);
  auto token_key = load_or_make_secret(config.store.data + "/order_token.key");
  if (!token_key) return fail(token_key);

  auto& context = shop->context();
  shop->stream = std::make_unique<EventStream>(context);
  shop->photos = std::make_unique<item_management::media::Photos>(*shop->blobs);
  shop->imports = std::make_unique<item_management::Imports>(context, *shop->photos, shop->rules.markets.all().front().currency, shop->rules.taxes.classes());
  shop->identity = std::make_unique<security::Identity>(context);
  shop->goods = std::make_unique<order_management::GoodsReader>(context.store);
  const order_management::House house{shop->rules.markets, shop->rules.taxes, shop->rules.shipping, shop->rules.addresses};
  shop->carts = std::make_unique<order_management::Carts>(context, *shop->goods, house);
  shop->orders = std::make_unique<order_management::Orders>(context, *shop->carts, std::move(*token_key));
  shop->desk = std::make_unique<order_management::ServiceDesk>(context, *shop->goods, house);
  shop->tills = std::make_unique<order_management::Tills>(context, *shop->goods, house);
  auto paperwork = Paperwork::open(config, context, *shop->blobs, shop->rules, *shop->orders, shop->public_url);
  if (!paperwork) return fail(paperwork);
  shop->paperwork = std::move(*paperwork);
  return shop;
}

Result<std::unique_ptr<integration::Courier>> make_courier(const auto& settings, http::Client& client) {
  const Milliseconds timeout{settings.timeout_ms};
  if (settings.kind == "sandbox") {
    return integration::make_sandbox_courier(
        {.base_url = settings.url, .secret_key = settings.secret_key, .webhook_secret = settings.webhook_secret, .timeout = timeout}, client);
  }
  if (settings.kind != "http") return fail(ErrorKind::invalid, "bad_value", "courier.kind: expected sandbox or http");
  std::string text = "{}";
  if (!settings.fields.empty()) {
    std::ifstream file(settings.fields);
    if (!file) return fail(ErrorKind::invalid, "bad_value", "courier.fields: cannot read " + settings.fields);
    text.assign(std::istreambuf_iterator<char>(file), {});
  }
  auto fields = integration::read_courier_fields(text);
  if (!fields) return fail(ErrorKind::invalid, fields.error().code, "courier.fields: " + fields.error().detail);
  return integration::make_http_courier({.name = settings.name,
                                         .base_url = settings.url,
                                         .secret_key = settings.secret_key,
                                         .webhook_secret = settings.webhook_secret,
                                         .fields = std::move(*fields),
                                         .timeout = timeout},
                                        client);
}

Result<void> connect_outside(Shop& shop) {
  if (auto added = add_gateways(shop.gateways, shop.config, shop.context(), shop.process->client()); !added) return added;
  const auto& courier = shop.config.courier;
  if (!courier.url.empty()) {
    if (courier.secret_key.empty() || courier.webhook_secret.empty()) {
      return fail(ErrorKind::invalid, "secret_missing", "courier.url is set: ATELIER_COURIER_SECRET_KEY and ATELIER_COURIER_WEBHOOK_SECRET are needed, too");
    }
    auto made = make_courier(courier, shop.process->client());
    if (!made) return fail(made);
    shop.courier = std::move(*made);
  }
  return {};
}

void add_effects(Shop& shop) {
  auto& relay = shop.process->relay();
  using Effect = events::EffectRecord;
  add_payment_effects(relay, shop.context(), shop.gateways);
  relay.handle(payment::kSettledEffect, [&shop](Effect e) { return shop.orders->payment_settled(std::move(e)); });
  relay.handle(order_management::kExpireEffect, [&shop](Effect e) { return shop.orders->expire(std::move(e)); });
  relay.handle(order_management::kCloseEffect, [&shop](Effect e) { return shop.orders->close(std::move(e)); });
  relay.handle(order_management::kRefundOrderEffect, [&shop](Effect e) { return shop.orders->refund(shop.gateways, std::move(e)); });
  // What asks the courier waits where there is none.
  using Asks = Task<Result<void>> (order_management::Orders::*)(integration::Courier&, Effect);
  const auto ask_courier = [&](const char* kind, Asks ask) {
    relay.handle(kind, [&shop, ask](Effect e) -> Task<Result<void>> {
      if (!shop.courier) co_return fail(ErrorKind::unavailable, "no_courier", "no courier is configured");
      co_return co_await (shop.orders.get()->*ask)(*shop.courier, std::move(e));
    });
  };
  ask_courier(order_management::kDeliveryEffect, &order_management::Orders::request_delivery);
  ask_courier(order_management::kCancelDeliveryEffect, &order_management::Orders::cancel_delivery);
  ask_courier(order_management::kLookUpDeliveryEffect, &order_management::Orders::look_up_delivery);
  ask_courier(order_management::kReturnLabelEffect, &order_management::Orders::send_return_label);
  relay.handle("stock.expire_reservation", [&shop](Effect e) -> Task<Result<void>> {
    auto outcome = co_await item_management::inventory::expire_reservation(shop.context(), e.data.text);
    if (!outcome) co_return fail(outcome);
    // Asked again by the relay's own delays where its time is not over.
    if (outcome->ask_again_at) co_return fail(ErrorKind::unavailable, "not_yet", "the reservation was prolonged");
    co_return Result<void>{};
  });
  relay.handle("stock.receive_transfer", [&shop](Effect e) -> Task<Result<void>> {
    auto done = co_await item_management::inventory::receive_transfer(shop.context(), e.data.text);
    if (!done) co_return fail(done);
    co_return Result<void>{};
  });
  relay.handle("item.settle_names", [&shop](Effect e) { return item_management::settle_names(shop.context(), e.data.text); });
}

// Consumers of the journal: what follows an event and is nobody's decision.
api::WebhookReceiver courier_receiver(Shop& shop) {
  return [&shop](http::Request& request) -> Task<Result<void>> {
    if (!shop.courier) co_return fail(ErrorKind::not_found, "not_found", "no such courier");
    auto notice = shop.courier->read_webhook([&](std::string_view name) { return request.header(name); }, request.body, shop.context().clock.now());
    if (!notice) co_return fail(notice);
    co_return co_await shop.orders->courier_notice(std::move(*notice));
  };
}

Result<void> add_apps(Shop& shop, const api::CatalogueDependencies& reads) {
  const auto load = [&](const std::string& name) -> Result<const http::StaticFiles*> {
    auto files = http::StaticFiles::load(shop.config.site.web + "/" + name + "/dist");
    if (!files) return fail(files);
    return &shop.apps.emplace(name, std::move(*files)).first->second;
  };
  for (const auto* name : {"till", "office", "docs"}) {
    auto files = load(name);
    if (!files) {
      log::warn("app_missing", {{"app", name}, {"detail", files.error().detail}});
      continue;
    }
    // The app finds its own way from its index.html.
    http::add_static_files(shop.router, std::string("/") + name, **files,
                           [files = *files](http::Request&) -> Task<http::Response> {
                             auto index = http::Response::text(200, std::string(files->text("index.html")), "text/html; charset=utf-8");
                             index.set("Cache-Control", "no-cache");
                             co_return index;
                           },
                           {.content_security_policy = kStaffPolicy});
    shop.router.add(http::Method::get, std::string("/") + name,
                    [name](http::Request&) -> Task<http::Response> { co_return http::Response::redirect(308, std::string("/") + name + "/"); });
  }
  if (const auto docs = shop.apps.find("docs"); docs != shop.apps.end()) {
    shop.router.add_hot(http::Method::get, "/openapi.json", [&files = docs->second](const http::Request&) { return files.find("openapi.json"); });
    shop.router.add(http::Method::get, "/openapi.json", [&files = docs->second](http::Request&) -> Task<http::Response> {
      co_return http::Response::of(files.find("openapi.json"));
    });
  }
  auto storefront = load("storefront");
  if (!storefront) {
    log::warn("app_missing", {{"app", "storefront"}, {"detail", storefront.error().detail}});
    return {};
  }
  http::add_static_files(shop.router, "", **storefront,
                         api::make_page_handler(reads, {std::string((*storefront)->text("index.html")), shop.public_url}),
                         {.content_security_policy = api::kPagePolicy});
  return {};
}

Result<void> add_routes(Shop& shop) {
  auto& context = shop.context();
  const api::CatalogueDependencies reads{*shop.catalogue, *shop.search, shop.rules.markets, shop.rules.shipping, context.clock, shop.answers};
  api::register_catalogue_routes(shop.router, reads);
  api::register_sitemaps(shop.router, reads, shop.public_url);
  api::register_media_routes(shop.router, {*shop.photos});
  api::register_cart_routes(shop.router, context, *shop.carts);
  const order_management::House house{shop.rules.markets, shop.rules.taxes, shop.rules.shipping, shop.rules.addresses};
  api::register_order_routes(shop.router, {context, *shop.orders, *shop.desk, *shop.goods, house, shop.gateways, shop.public_url});
  api::register_office_orders(shop.router, {context, *shop.desk, shop.gateways});
  api::register_office_tasks(shop.router, {context, *shop.desk, shop.gateways});
  shop.paperwork->add_routes(shop.router);
  api::register_customer_routes(shop.router, context, *shop.identity, shop.rules.markets);
  api::register_till_routes(shop.router, context, *shop.identity, *shop.tills);
  api::register_staff_door(shop.router, context, *shop.identity,
                           {.base = "/v1/office",
                            .audience = security::Audience::office,
                            .permissions = {"items.read", "orders.read"},
                            .describe = [](const security::Session& s) -> Task<http::Response> { co_return api::describe_office_staff(s); }});
  api::register_office_routes(shop.router, {context, *shop.photos, *shop.imports, api::office_authorize(context), shop.rules.taxes.classes()});
  api::register_support_payment_routes(shop.router, context, settlement_readers());
  auto receivers = payment_receivers(context, shop.gateways);
  // The sandbox's own name, and one for whoever it is.
  receivers.emplace("sandbox-courier", courier_receiver(shop));
  receivers.emplace("courier", courier_receiver(shop));
  api::register_webhook_routes(shop.router, std::move(receivers));
  api::register_subscriber_routes(shop.router, context, shop.subscribers->all());
  shop.inbound->add_routes(shop.router, shop.rules, *shop.catalogue, shop.public_url);
  http::add_health(shop.router, {{"catalogue", [&shop] { return std::string(shop.catalogue->version() > 0 ? "ok" : "building"); }}});
  http::add_metrics(shop.router, metrics::registry());
  return add_apps(shop, reads);
}

void add_meters(Shop& shop) {
  auto& registry = metrics::registry();
  registry.gauge_from("atelier_outbox_waiting", "Effects that wait for their time or a free place.", {}, [&shop] { return static_cast<double>(shop.process->relay().status().waiting); });
  registry.gauge_from("atelier_outbox_in_flight", "Effects being done.", {}, [&shop] { return static_cast<double>(shop.process->relay().status().in_flight); });
  registry.gauge_from("atelier_outbox_done", "Effects done since the start.", {}, [&shop] { return static_cast<double>(shop.process->relay().status().done); });
  registry.gauge_from("atelier_outbox_failed_attempts", "Attempts of effects that failed since the start.", {}, [&shop] { return static_cast<double>(shop.process->relay().status().failed_attempts); });
  registry.gauge_from("atelier_catalogue_version", "The snapshot's number.", {}, [&shop] { return static_cast<double>(shop.catalogue->version()); });
}

http::ServerOptions server_options(const config::Config& config) {
  const bool tls = !config.http.tls_certificate.empty();
  http::ServerOptions options{.listeners = {{.address = config.http.address, .port = static_cast<std::uint16_t>(config.http.port), .tls = tls}},
                              .loops = static_cast<std::size_t>(config.http.threads),
                              .pin_loops = true,
                              .spool_folder = config.store.data + "/spool",
                              .log_hot_one_in = config.http.log_requests ? 1u : 0u};
  if (tls) options.tls = http::TlsOptions{config.http.tls_certificate, config.http.tls_key};
  return options;
}

}  // namespace

int serve(const config::Config& config) {
  hold_stop_signals();
  log::start({.level = config.log.level == "debug"  ? log::Level::debug
                       : config.log.level == "warn" ? log::Level::warn
                       : config.log.level == "error" ? log::Level::error
                                                     : log::Level::info});
  auto opened = open_shop(config);
  if (!opened) return report(opened.error());
  Shop& shop = **opened;
  if (auto connected = connect_outside(shop); !connected) return report(connected.error());
  shop.catalogue = std::make_unique<shopping::Catalogue>(shop.context().store);
  auto search = shopping::Search::create(*shop.catalogue, config.store.data + "/search");
  if (!search) return report(search.error());
  shop.search = std::move(*search);
  if (auto started = shop.catalogue->start(); !started) return report(started.error());
  std::error_code no_folder;
  std::filesystem::create_directories(config.store.data + "/spool", no_folder);
  auto subscribers = open_subscribers(config, shop.context(), *shop.stream);
  if (!subscribers) return report(subscribers.error());
  shop.subscribers = std::move(*subscribers);
  auto inbound = Inbound::open(config, shop.context(), shop.rules);
  if (!inbound) return report(inbound.error());
  shop.inbound = std::move(*inbound);
  add_effects(shop);
  shop.paperwork->add_effects(shop.process->relay());
  shop.paperwork->add_consumers(*shop.stream);
  add_meters(shop);
  if (auto added = add_routes(shop); !added) return report(added.error());
  auto server = http::Server::start(server_options(config), shop.router);
  if (!server) return report(server.error());
  shop.process->start_relay();
  shop.stream->start();
  shop.stream->run_beside(shop.subscribers->all());
  log::info("store_open", {{"address", config.http.address}, {"port", config.http.port}, {"region", config.store.region}});
  wait_for_stop_signal();
  log::info("store_closing");
  (*server)->stop();
  shop.stream->stop();
  return 0;
}

}  // namespace atelier::main
