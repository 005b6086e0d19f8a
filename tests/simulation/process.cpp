#include "process.h"

#include "base/check.h"
#include "item_management/inventory/expiry.h"
#include "storage/fence.h"

namespace atelier::simulation {

Region region_of(char letter) { return letter == 'e' ? Region::europe : Region::asia; }

namespace {

std::string config_folder = "config";

order_management::House house() { return {rules().markets, rules().taxes, rules().shipping, rules().addresses}; }

template <class T>
T loaded(Result<T> from) {
  CHECK(from.has_value(), from.error().detail);
  return std::move(*from);
}

}  // namespace

void set_config_folder(std::string folder) { config_folder = std::move(folder); }

const Rules& rules() {
  static const Rules loaded_rules{loaded(markets::load_markets(config_folder + "/markets.toml")), loaded(markets::load_tax_rates(config_folder + "/tax_rates.toml")),
                                  loaded(markets::load_shipping(config_folder + "/shipping.toml")),
                                  loaded(markets::load_address_forms(config_folder + "/address_forms.json"))};
  return loaded_rules;
}

Process::Process(Scheduler& scheduler, Replica& replica, Psp& psp, CourierService& service, const Faults& faults, const ProcessSetup& with,
                 std::function<void(Process&)> on_killed)
    : host{.owner = scheduler.add_owner(), .name = with.name, .committer = {with.name, with.acts_for, with.epoch}},
      clock(scheduler, with.clock_skew),
      random(scheduler.chance.next()),
      store(scheduler, replica, host, faults),
      fenced(with.two_regions ? storage::make_fenced_store(store, region_of(with.acts_for), static_cast<std::uint64_t>(with.epoch)) : nullptr),
      context{fenced ? *fenced : store, clock, random, region_of(with.acts_for)},
      courier(scheduler, service, host, faults),
      goods(store),
      carts(context, goods, house()),
      orders(context, carts, std::string(32, 'k')),
      tills(context, goods, house()),
      setup(with),
      scheduler_(scheduler),
      on_killed_(std::move(on_killed)) {
  gateways.add(std::make_unique<GatewayOfPsp>(scheduler, psp, host, faults));
  host.kill = [this] { die(); };
  if (with.with_relay) {
    relay_ = std::make_unique<events::Relay>(context, scheduler.executor(host.owner), events::Relay::Options{.own_region_only = with.two_regions});
    add_effects();
  }
}

void Process::start() {
  if (!relay_) return;
  relay_runs_ = true;
  Executor::Scope scope(scheduler_.executor(host.owner));
  spawn([](Process& process) -> Task<void> {
    co_await process.relay_->run();
    process.relay_runs_ = false;
  }(*this));
}

void Process::die() {
  if (!host.alive) return;
  host.alive = false;
  scheduler_.trace(host.name, "is dead");
  if (relay_) relay_->stop();
  scheduler_.hurry(host.owner);
  on_killed_(*this);
}

void Process::add_effects() {
  auto& relay = *relay_;
  using Effect = events::EffectRecord;
  if (scheduler_.tracing) {
    relay.on_failure = [this](const Effect& effect, const Error& error) {
      if (host.alive) scheduler_.trace(host.name, "effect " + effect.kind + " " + effect.key + " fails: " + error.code + " " + error.detail);
    };
  }
  relay.handle(payment::kCreateEffect, [this](Effect e) { return payment::do_create(context, gateways, std::move(e)); });
  relay.handle(payment::kLookUpEffect, [this](Effect e) { return payment::do_look_up(context, gateways, std::move(e)); });
  relay.handle(payment::kCaptureEffect, [this](Effect e) { return payment::do_capture(context, gateways, std::move(e)); });
  relay.handle(payment::kVoidEffect, [this](Effect e) { return payment::do_void(context, gateways, std::move(e)); });
  relay.handle(payment::kRefundEffect, [this](Effect e) { return payment::do_refund(context, gateways, std::move(e)); });
  relay.handle(payment::kSettledEffect, [this](Effect e) { return orders.payment_settled(std::move(e)); });
  relay.handle(order_management::kExpireEffect, [this](Effect e) { return orders.expire(std::move(e)); });
  relay.handle(order_management::kCloseEffect, [this](Effect e) { return orders.close(std::move(e)); });
  relay.handle(order_management::kDeliveryEffect, [this](Effect e) { return orders.request_delivery(courier, std::move(e)); });
  relay.handle(order_management::kCancelDeliveryEffect, [this](Effect e) { return orders.cancel_delivery(courier, std::move(e)); });
  relay.handle(order_management::kLookUpDeliveryEffect, [this](Effect e) { return orders.look_up_delivery(courier, std::move(e)); });
  relay.handle(order_management::kReturnLabelEffect, [this](Effect e) { return orders.send_return_label(courier, std::move(e)); });
  relay.handle(order_management::kRefundOrderEffect, [this](Effect e) { return orders.refund(gateways, std::move(e)); });
  relay.handle("stock.expire_reservation", [this](Effect e) -> Task<Result<void>> {
    auto outcome = co_await item_management::inventory::expire_reservation(context, e.data.text);
    if (!outcome) co_return fail(outcome);
    if (outcome->ask_again_at) co_return fail(ErrorKind::unavailable, "not_yet", "the reservation was prolonged");
    co_return Result<void>{};
  });
  const auto receive = [this](Effect e) -> Task<Result<void>> {
    auto done = co_await item_management::inventory::receive_transfer(context, e.data.text);
    if (!done) co_return fail(done);
    co_return Result<void>{};
  };
  const auto was_received = [this](Effect e) -> Task<Result<void>> {
    auto done = co_await item_management::inventory::transfer_was_received(context.store, e.data.text);
    if (!done) co_return fail(done);
    if (!*done) co_return fail(ErrorKind::unavailable, "transfer_on_its_way", "the other region has not taken it in");
    co_return Result<void>{};
  };
  if (setup.two_regions) {
    relay.handle_arrival("stock.receive_transfer", receive);
    relay.handle("stock.receive_transfer", was_received);
  } else {
    relay.handle("stock.receive_transfer", receive);
  }
}

}  // namespace atelier::simulation
