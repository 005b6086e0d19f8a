// One process of the house: the real carts, orders, tills, payment processing, inventory and relay, over a simulated store, provider and
// courier, wired as main/serve.cpp wires them.
#pragma once

#include <memory>

#include "courier_service.h"
#include "events/relay.h"
#include "order_management/orders/orders.h"
#include "order_management/till/till.h"
#include "payment/processing.h"
#include "psp.h"
#include "sim_store.h"

namespace atelier::simulation {

// The house's own rules, read once.
struct Rules {
  markets::Markets markets;
  markets::TaxRates taxes;
  markets::Shipping shipping;
  markets::AddressForms addresses;
};
const Rules& rules();
Region region_of(char letter);
// Where `config/` is; before the first use of rules().
void set_config_folder(std::string folder);

struct ProcessSetup {
  std::string name;
  char region = 'e';    // where it runs: whose replica it reaches
  char acts_for = 'e';  // whose records it writes
  int epoch = 1;
  Micros clock_skew = 0;
  bool two_regions = true;
  bool with_relay = true;
};

class Process {
 public:
  Process(Scheduler& scheduler, Replica& replica, Psp& psp, CourierService& courier, const Faults& faults, const ProcessSetup& setup,
          std::function<void(Process&)> on_killed);

  Host host;
  SkewedClock clock;
  ProcessRandom random;
  SimStore store;
  std::unique_ptr<storage::Store> fenced;  // nullptr: one region, no fence
  events::Context context;
  payment::Gateways gateways;
  CourierOfService courier;
  order_management::GoodsReader goods;
  order_management::Carts carts;
  order_management::Orders orders;
  order_management::Tills tills;

  const ProcessSetup setup;
  int busy = 0;  // requests that it is working on

  void start();
  bool alive() const { return host.alive; }
  // No coroutine of it is left: it may be freed.
  bool has_ended() const { return !host.alive && busy == 0 && !relay_runs_; }

 private:
  void add_effects();
  void die();

  Scheduler& scheduler_;
  std::function<void(Process&)> on_killed_;
  std::unique_ptr<events::Relay> relay_;
  bool relay_runs_ = false;
};

}  // namespace atelier::simulation
