// For tests of this room: the house's own rules, a store in memory, a few pieces to buy and a hand that does
// the outbox's effects.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/thread_executor.h"
#include "events/records.h"
#include "item_management/inventory/check_stock.h"
#include "item_management/inventory/expiry.h"
#include "item_management/inventory/movements.h"
#include "item_management/items.h"
#include "order_management/orders/orders.h"
#include "order_management/service/service_desk.h"
#include "payment/ledger.h"
#include "payment/processing.h"
#include "storage/memory/memory_store.h"

namespace atelier::order_management::testing {

inline const Currency kEur = *Currency::parse("EUR");
inline const Currency kJpy = *Currency::parse("JPY");

struct Rules {
  markets::Markets markets = *markets::load_markets("config/markets.toml");
  markets::TaxRates taxes = *markets::load_tax_rates("config/tax_rates.toml");
  markets::Shipping shipping = *markets::load_shipping("config/shipping.toml");
  markets::AddressForms addresses = *markets::load_address_forms("config/address_forms.json");
};
inline const Rules& rules() {
  static const Rules loaded;
  return loaded;
}

inline markets::Address paris() {
  markets::Address address;
  address.country = "FR";
  address.given_name = "Claire";
  address.family_name = "Martin";
  address.line1 = "12 rue des Tilleuls";
  address.postal_code = "75003";
  address.city = "Paris";
  address.phone = "+33 1 42 68 53 00";
  return address;
}

// A courier who accepts everything and notes it.
class NotingCourier final : public integration::Courier {
 public:
  std::string_view name() const override { return "noting"; }
  Task<Result<integration::Shipment>> request(integration::ShipmentRequest request,
                                              std::string key) override {
    requests[key].push_back(std::move(request));
    if (refuses) co_return fail(ErrorKind::invalid, "courier_refused", "not there");
    co_return integration::Shipment{"shp_" + key, "TRACK-" + key, "http://courier.test/" + key, "http://courier.test/label/" + key};
  }
  Task<Result<integration::CancelOutcome>> cancel(DeliveryId delivery, std::string, std::string) override {
    cancelled.push_back(delivery);
    co_return cancel_outcome;
  }
  Task<Result<integration::ReturnLabel>> return_label(integration::ReturnLabelRequest, std::string key) override {
    co_return integration::ReturnLabel{"BACK-" + key, "http://courier.test/label/" + key};
  }
  Task<Result<integration::CourierStatus>> look_up(std::string) override {
    if (!status) co_return fail(ErrorKind::not_found, "shipment_not_found", "none");
    co_return *status;
  }
  Result<integration::CourierNotice> read_webhook(const HeaderOf&, std::string_view, Time) const override {
    return fail(ErrorKind::invalid, "not_used");
  }
  std::map<std::string, std::vector<integration::ShipmentRequest>> requests;  // by idempotency key
  bool refuses = false;  // the address, for good
  std::vector<DeliveryId> cancelled;
  integration::CancelOutcome cancel_outcome = integration::CancelOutcome::cancelled;
  std::optional<integration::CourierStatus> status;  // what a look-up finds
};

// A provider whose money moves as the test says; refunds are done once per key.
class NotingGateway final : public payment::Gateway {
 public:
  std::string_view name() const override { return "noting"; }
  Task<Result<payment::GatewayStatus>> create(payment::Payment payment, std::string) override {
    co_return payment::GatewayStatus{.provider_reference = "cs_" + payment.id.text(),
                                     .redirect_url = "http://psp.test/" + payment.id.text()};
  }
  Task<Result<payment::GatewayStatus>> look_up(payment::Payment payment) override {
    co_return payment::GatewayStatus{.provider_reference = payment.provider_reference,
                                     .redirect_url = payment.redirect_url};
  }
  Task<Result<payment::GatewayStatus>> capture(payment::Payment payment, Money amount, std::string) override {
    co_return payment::GatewayStatus{.provider_reference = payment.provider_reference,
                                     .state = payment::PaymentState::captured,
                                     .authorised_minor = payment.amount.amount_minor,
                                     .captured_minor = payment.captured_minor + amount.amount_minor};
  }
  Task<Result<payment::GatewayStatus>> void_payment(payment::Payment payment, std::string) override {
    co_return payment::GatewayStatus{.provider_reference = payment.provider_reference,
                                     .state = payment::PaymentState::voided};
  }
  Task<Result<payment::GatewayStatus>> refund(payment::Payment payment, Money amount,
                                              std::string key) override {
    if (refuses_refunds) co_return fail(ErrorKind::invalid, "charge_disputed", "no");
    auto& refunded = refunded_minor[payment.id.text()];
    if (refunds.emplace(key, amount).second) refunded += amount.amount_minor;
    const bool all = refunded >= payment.captured_minor;
    co_return payment::GatewayStatus{.provider_reference = payment.provider_reference,
                                     .state = all ? payment::PaymentState::refunded : payment::PaymentState::captured,
                                     .captured_minor = payment.captured_minor,
                                     .refunded_minor = refunded};
  }
  Task<Result<payment::GatewayNotice>> read_webhook(HeaderOf, std::string_view, Time) override {
    co_return fail(ErrorKind::invalid, "not_used");
  }
  std::map<std::string, Money> refunds;  // by idempotency key
  std::map<std::string, std::int64_t> refunded_minor;  // by payment
  bool refuses_refunds = false;
};

// The shop of a test. Faults may be set at any time; they begin with none.
class Shop {
 public:
  explicit Shop(storage::Faults planned = {})
      : owned_(storage::make_memory_store(clock, {.faults = forwarding(std::move(planned))})) {
    auto noting = std::make_unique<NotingGateway>();
    gateway = noting.get();
    gateways.add(std::move(noting));
    add_item("coat", {"COAT-38", "COAT-40"}, 329'000);
    add_item("scarf", {"SCARF"}, 24'900);
  }

  ManualClock clock{from_unix_ms(1'795'000'000'000)};
  SeededRandom random{11};
  storage::Faults faults;

 private:
  std::unique_ptr<storage::Store> owned_;

 public:
  storage::Store& store = *owned_;
  events::Context context{store, clock, random, Region::europe};
  GoodsReader goods{store};
  Carts carts{context, goods, House{rules().markets, rules().taxes, rules().shipping, rules().addresses}};
  Orders orders{context, carts, std::string(32, 'k')};
  ServiceDesk desk{context, goods, House{rules().markets, rules().taxes, rules().shipping, rules().addresses}};
  payment::Gateways gateways;
  NotingGateway* gateway = nullptr;
  NotingCourier courier;

  // --- what is there to buy ---

  void add_item(const std::string& handle, const std::vector<std::string>& skus, std::int64_t price_minor) {
    item_management::Item item{
        .handle = handle,
        .status = item_management::ItemStatus::active,
        .texts = {{"en", {.title = handle}}, {"fr", {.title = handle + " (fr)"}}},
        .options = {"size"},
        .prices = {{"EUR", {.amount = price_minor}}, {"JPY", {.amount = price_minor / 100 * 170}}}};
    for (const auto& sku : skus)
      item.variants.push_back({.sku = sku, .options = {{"size", sku}}, .weight_g = 900});
    auto made = run_until_done(item_management::create_item(context, std::move(item)));
    ASSERT_TRUE(made && made->result == item_management::SaveResult::created);
  }
  template <class Edit>
  void edit_item(const std::string& handle, Edit edit) {
    auto stored = run_until_done(item_management::find_by_handle(store, handle)).value();
    ASSERT_TRUE(stored);
    edit(stored->item);
    auto saved = run_until_done(
        item_management::replace_item(context, stored->item.id, stored->version, stored->item));
    ASSERT_TRUE(saved && saved->result == item_management::SaveResult::updated);
  }
  void receive(const std::string& sku, int quantity) {
    events::Decision decision;
    ASSERT_TRUE(item_management::inventory::decide_receipt(decision, kLyon(), {sku, quantity}, {},
                                                           clock.now(), random));
    ASSERT_TRUE(commit(std::move(decision)));
  }
  // A word of the house's vocabulary, as an import brings it.
  void add_place(const std::string& code) {
    events::Decision decision;
    decision.write(storage::Put{.key = {storage::kVocabulary, "location", code}, .body = R"({"kind":"warehouse","region":"eu","names":{"en":"Lyon"}})"});
    ASSERT_TRUE(commit(std::move(decision)));
  }
  bool commit(events::Decision decision) {
    return storage::is_committed(run_until_done(
        store.commit(events::to_commit(std::move(decision), Region::europe, clock.now(), random))));
  }
  std::int64_t stock(const std::string& sku, std::string_view counter) {
    auto item = run_until_done(store.get(item_management::inventory::region_stock_key(sku, Region::europe)));
    return item && *item ? (*item)->counter(counter) : 0;
  }

  // --- a customer's steps ---

  CartId new_cart(const std::string& market = "fr") {
    return run_until_done(carts.create(*rules().markets.find(market), "fr", "")).value().id;
  }
  CheckoutDetails details() const {
    CheckoutDetails details;
    details.email = "claire@example.com";
    details.shipping_address = paris();
    details.shipping_method = "express";
    return details;
  }
  // A cart that can be ordered; its total is in `view`.
  CartView ready_cart(const std::vector<AddLine>& lines) {
    const auto id = new_cart();
    for (const auto& line : lines) EXPECT_TRUE(run_until_done(carts.add(id, line)));
    auto outcome = run_until_done(carts.put_details(id, details()));
    EXPECT_TRUE(outcome && outcome->cart)
        << (outcome ? json::to_string(outcome->problems) : outcome.error().detail);
    return std::move(*outcome->cart);
  }
  PlaceOrder order_of(const CartView& cart, std::string key = "key-1") const {
    return {.cart = cart.id,
            .idempotency_key = std::move(key),
            .body_digest = "digest",
            .expected_total = cart.totals.total,
            .return_url_base = "https://shop.test"};
  }
  Result<PlaceOutcome> place(PlaceOrder wanted) { return run_until_done(orders.place(std::move(wanted))); }
  Order placed(const std::vector<AddLine>& lines) {
    auto outcome = place(order_of(ready_cart(lines)));
    EXPECT_TRUE(outcome && std::holds_alternative<OrderPlaced>(*outcome));
    return std::get<OrderPlaced>(*outcome).order;
  }
  Order order(const OrderId& id) { return run_until_done(read_order(store, id)).value().order; }
  Delivery delivery(const DeliveryId& id) {
    return run_until_done(read_delivery(store, id)).value().delivery;
  }
  payment::Payment payment_of(const PaymentId& id) {
    return run_until_done(payment::read_payment(store, id)).value().payment;
  }

  // --- what the outside says ---

  void provider_says(const PaymentId& id, payment::PaymentState state, std::string failure = {}) {
    const auto amount = payment_of(id).amount.amount_minor;
    payment::GatewayStatus status{
        .provider_reference = "cs_" + id.text(), .state = state, .failure_code = std::move(failure)};
    if (state == payment::PaymentState::captured) status.captured_minor = amount;
    ASSERT_TRUE(run_until_done(payment::apply_status(context, id, "noting", status)));
  }
  Result<void> courier_says(const DeliveryId& id, integration::CourierStep step,
                            Milliseconds ago = Milliseconds{0}, std::string reason = {}) {
    return run_until_done(orders.courier_notice({.event = "evt",
                                                 .delivery = id,
                                                 .step = step,
                                                 .reason = std::move(reason),
                                                 .at = clock.now() - ago}));
  }

  // --- the outbox, done by hand ---

  // Does every effect that is due, and those that they leave, until none is. `repeat`: each is done that
  // often, as a relay may.
  void do_effects(int repeat = 1) {
    for (bool any = true; any;) {
      any = false;
      for (const auto& effect : outbox()) {
        if (effect.due_at > clock.now() || effect.kind == payment::kLookUpEffect) continue;
        for (int i = 0; i < repeat; ++i) ASSERT_TRUE(handle(effect)) << effect.kind;
        storage::Commit done;
        done.add(storage::Delete{.key = events::effect_key(effect)});
        ASSERT_TRUE(storage::is_committed(run_until_done(store.commit(std::move(done)))));
        any = true;
      }
    }
  }
  std::vector<events::EffectRecord> outbox(std::string_view kind = {}) {
    std::vector<events::EffectRecord> found;
    for (const auto& item : all(storage::kEffects)) {
      auto effect = *json::read_record<events::EffectRecord>(item.body, "effect");
      if (kind.empty() || effect.kind == kind) found.push_back(std::move(effect));
    }
    return found;
  }
  std::vector<storage::Item> all(storage::Table table) {
    std::vector<storage::Item> found;
    std::optional<std::string> cursor = "";
    while (cursor) {
      auto page = run_until_done(store.scan({.table = table, .cursor = *cursor})).value();
      found.insert(found.end(), page.items.begin(), page.items.end());
      cursor = page.next;
    }
    return found;
  }

  // Counters against their ledger, payments against theirs.
  void expect_books_balance() {
    const auto stock =
        run_until_done(item_management::inventory::check_stock(store, {{kLyon().code, kLyon()}}));
    ASSERT_TRUE(stock);
    for (const auto& fault : stock->faults)
      ADD_FAILURE() << fault.sku << " " << fault.place << " " << fault.counter << " is " << fault.is
                    << ", ought " << fault.ought;
    const auto ledger = run_until_done(payment::check_ledger(store));
    ASSERT_TRUE(ledger);
    for (const auto& difference : *ledger) ADD_FAILURE() << difference;
  }

 private:
  static item_management::inventory::Place kLyon() {
    return {"warehouse-lyon", item_management::inventory::PlaceKind::warehouse, Region::europe};
  }

  storage::Faults forwarding(storage::Faults planned) {
    faults = std::move(planned);
    return {.on_commit =
                [this](const storage::Commit& c) {
                  return faults.on_commit ? faults.on_commit(c) : storage::Fault::none;
                },
            .on_read = [this] { return faults.on_read && faults.on_read(); },
            .delay = [this] { return faults.delay ? faults.delay() : Milliseconds{0}; }};
  }

  Result<void> handle(const events::EffectRecord& effect) {
    if (effect.kind == payment::kCreateEffect)
      return run_until_done(payment::do_create(context, gateways, effect));
    if (effect.kind == payment::kVoidEffect) return run_until_done(payment::do_void(context, gateways, effect));
    if (effect.kind == payment::kRefundEffect)
      return run_until_done(payment::do_refund(context, gateways, effect));
    if (effect.kind == payment::kSettledEffect) return run_until_done(orders.payment_settled(effect));
    if (effect.kind == kExpireEffect) return run_until_done(orders.expire(effect));
    if (effect.kind == kCloseEffect) return run_until_done(orders.close(effect));
    if (effect.kind == kDeliveryEffect) return run_until_done(orders.request_delivery(courier, effect));
    if (effect.kind == kCancelDeliveryEffect) return run_until_done(orders.cancel_delivery(courier, effect));
    if (effect.kind == kLookUpDeliveryEffect) return run_until_done(orders.look_up_delivery(courier, effect));
    if (effect.kind == kReturnLabelEffect) return run_until_done(orders.send_return_label(courier, effect));
    if (effect.kind == kRefundOrderEffect) return run_until_done(orders.refund(gateways, effect));
    if (effect.kind == "stock.expire_reservation") {
      auto outcome =
          run_until_done(item_management::inventory::expire_reservation(context, effect.data.text));
      if (!outcome) return fail(outcome);
      return {};
    }
    if (effect.kind == "item.settle_names")
      return run_until_done(item_management::settle_names(context, effect.data.text));
    return fail(ErrorKind::internal, "unheard_of", effect.kind);
  }
};

}  // namespace atelier::order_management::testing
