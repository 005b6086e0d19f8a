// A customer: fills a cart, orders (clicks twice, asks again where no answer comes), pays or does not, and looks at the order.
#include <boost/describe.hpp>

#include "catalogue.h"
#include "world.h"

namespace atelier::simulation {
namespace {


using order_management::CartView;
using order_management::Order;
using order_management::OrderState;
using order_management::PlaceOrder;
using order_management::PlaceOutcome;

constexpr int kTries = 40;  // a customer of the simulation does not give up before the house is whole again

markets::Address address_in(char region) {
  markets::Address address;
  if (region == 'e') {
    address.country = "FR";
    address.given_name = "Claire";
    address.family_name = "Martin";
    address.line1 = "12 rue des Tilleuls";
    address.postal_code = "75003";
    address.city = "Paris";
    address.phone = "+33 1 42 68 53 00";
  } else {
    address.country = "JP";
    address.given_name = "花子";
    address.family_name = "田中";
    address.postal_code = "104-0061";
    address.region = "JP-13";
    address.city = "中央区";
    address.line1 = "銀座4-5-6";
    address.phone = "03-1234-5678";
  }
  return address;
}

class Customer {
 public:
  Customer(World& world, int number) : world_(world), chance_(world.scheduler.chance.next()), name_("customer" + std::to_string(number)) {
    region_ = world.scenario.two_regions && chance_.percent(50) ? 'a' : 'e';
  }

  Task<void> buy() {
    co_await think(0, 2);
    const bool filled = co_await fill_cart();
    if (!filled) co_return;
    const bool ordered = co_await order();
    if (!ordered) co_return;
    co_await pay_and_watch();
  }

 private:
  Task<void> think(std::int64_t least_s, std::int64_t most_s) { co_await wait_micros(world_.scheduler, kWorld, chance_.between(least_s * 1000, most_s * 1000 + 50) * kMillisecond); }

  // Asks until there is an answer that is none of "later".
  template <class T>
  Task<Result<T>> ask(std::function<Task<Result<T>>(Process&)> what) {
    for (int i = 0; i < kTries; ++i) {
      auto answer = co_await world_.ask<T>(region_, what);
      if (answer) {
        const bool final_answer = answer->has_value() || (answer->error().kind != ErrorKind::unavailable && answer->error().kind != ErrorKind::unknown &&
                                                          answer->error().kind != ErrorKind::exhausted && answer->error().code != "too_many_conflicts");
        if (final_answer) co_return std::move(*answer);
      }
      co_await think(1, 20 + i * 20);
    }
    co_return fail(ErrorKind::unavailable, "gave_up", "nobody answers");
  }

  Task<bool> fill_cart() {
    const std::string market = region_ == 'e' ? (chance_.percent(70) ? "fr" : "de") : "jp";
    const auto* its = rules().markets.find(market);
    auto made = co_await ask<CartView>([its](Process& p) { return p.carts.create(*its, its->locales.front(), ""); });
    if (!made) co_return false;
    cart_ = made->id;
    const int lines = static_cast<int>(chance_.between(1, 3));
    for (int i = 0; i < lines; ++i) {
      const order_management::AddLine line{kSkus[chance_.index(std::size(kSkus))], static_cast<int>(chance_.between(1, 2))};
      auto added = co_await ask<CartView>([id = cart_, line](Process& p) { return p.carts.add(id, line); });
      if (!added) co_return false;
    }
    order_management::CheckoutDetails details;
    details.email = "claire@example.com";
    details.shipping_address = address_in(region_);
    details.shipping_method = chance_.percent(50) ? "express" : "standard";
    using Outcome = order_management::Carts::DetailsOutcome;
    auto put = co_await ask<Outcome>([id = cart_, details](Process& p) { return p.carts.put_details(id, details); });
    if (!put || !put->cart) {
      if (put) world_.auditor.violation("details are refused: " + json::to_string(put->problems));
      co_return false;
    }
    total_ = put->cart->totals.total;
    co_return !put->cart->lines.empty();
  }

  Task<std::optional<Result<PlaceOutcome>>> place_once(std::string key) {
    PlaceOrder wanted{.cart = cart_, .idempotency_key = std::move(key), .body_digest = std::to_string(total_.amount_minor), .expected_total = total_, .return_url_base = "https://shop.test"};
    return world_.ask<PlaceOutcome>(region_, [wanted](Process& p) { return p.orders.place(wanted); });
  }

  // The answer to one click is told to the auditor, whenever it comes. True: the customer has an order.
  bool hear(const std::string& key, const Result<PlaceOutcome>& answer) {
    if (!answer) return false;
    auto& auditor = world_.auditor;
    if (const auto* placed = std::get_if<order_management::OrderPlaced>(&*answer)) {
      auditor.told_order(cart_.text(), key, placed->order.id.text(), placed->order.totals.total.amount_minor);
      order_ = placed->order.id;
      payment_ = placed->order.payments.back();
      return true;
    }
    if (const auto* taken = std::get_if<order_management::CartOrdered>(&*answer)) {
      auditor.told_cart_is_ordered(cart_.text(), taken->order.text());
      auditor.told_no(cart_.text(), key, "cart ordered");
      order_ = taken->order;
      return true;
    }
    if (std::holds_alternative<order_management::OutOfStock>(*answer)) auditor.told_no(cart_.text(), key, "sold out");
    if (std::holds_alternative<order_management::NotReady>(*answer)) auditor.told_no(cart_.text(), key, "not ready");
    if (std::holds_alternative<order_management::TotalChanged>(*answer)) auditor.told_no(cart_.text(), key, "total changed");
    if (std::holds_alternative<order_management::KeyReused>(*answer)) auditor.violation("a key of one body is called reused: " + key);
    return false;
  }

  // The second click of a double click, or a second tab with a key of its own.
  static Task<void> click_beside(std::shared_ptr<Customer> self, std::string key) {
    co_await self->think(0, 1);
    auto answer = co_await self->place_once(key);
    if (answer) self->hear(key, *answer);
    --self->world_.people;
  }

  Task<bool> order() {
    const std::string key = "key-" + name_;
    for (int i = 0; i < kTries; ++i) {
      if (chance_.percent(15)) {
        ++world_.people;
        spawn(click_beside(self_.lock(), chance_.percent(70) ? key : key + "-tab2"));
      }
      auto answer = co_await place_once(key);
      if (answer) {
        if (hear(key, *answer)) co_return true;
        if (*answer) co_return !order_.empty();  // a clear no
        const auto kind = answer->error().kind;
        if (kind != ErrorKind::unavailable && kind != ErrorKind::unknown && kind != ErrorKind::exhausted && kind != ErrorKind::conflict) co_return false;
      }
      co_await think(1, 10 + 20 * i);
    }
    co_return !order_.empty();
  }

  struct Seen {
    Order order;
    payment::Payment payment;
  };
  // As the shop's page shows it: the provider is asked where the payment is open.
  Task<std::optional<Seen>> look() {
    auto seen = co_await world_.ask<Seen>(region_, [id = order_](Process& p) -> Task<Result<Seen>> {
      auto stored = co_await order_management::read_order(p.context.store, id);
      if (!stored) co_return fail(stored);
      auto payment = co_await payment::read_payment(p.context.store, stored->order.payments.back());
      if (!payment) co_return fail(payment);
      Seen found{std::move(stored->order), std::move(payment->payment)};
      if (found.payment.state == payment::PaymentState::action_required || found.payment.state == payment::PaymentState::unknown) {
        auto asked = co_await payment::refresh(p.context, p.gateways, found.payment.id);
        if (asked) found.payment = std::move(*asked);
      }
      co_return found;
    });
    if (!seen || !*seen) co_return std::nullopt;
    payment_ = (*seen)->payment.id;
    world_.auditor.told_state(order_.text(), boost::describe::enum_to_string((*seen)->order.state, ""));
    co_return std::move(**seen);
  }

  Task<void> pay_and_watch() {
    // Abandons, pays late, is declined first, or pays at once.
    const int mood = static_cast<int>(chance_.between(0, 99));
    if (mood < 8) co_return;
    bool declined = false;
    bool paid = false;
    for (int i = 0; i < kTries; ++i) {
      co_await think(1, 8 + i * 10);
      auto seen = co_await look();
      if (!seen) continue;
      const auto state = seen->order.state;
      if (state == OrderState::payment_failed) {
        using Retried = PaymentId;
        auto retried = co_await ask<Retried>([id = order_, key = name_ + std::to_string(i)](Process& p) { return p.orders.retry_payment(id, {.idempotency_key = key, .return_url_base = "https://shop.test"}); });
        if (retried) payment_ = *retried;
        continue;
      }
      if (state != OrderState::placed) co_return;
      if (paid || seen->payment.redirect_url.empty()) continue;
      if (mood < 16) {
        co_await think(1500, 3000);  // the coffee took longer
      } else if (mood < 30 && !declined) {
        world_.psp.is_declined(payment_.text());
        declined = true;
        continue;
      }
      paid = world_.psp.pays(payment_.text());
      if (chance_.percent(20)) co_return;  // closes the browser on the provider's page
    }
  }

  World& world_;
  Chance chance_;
  const std::string name_;
  char region_ = 'e';
  atelier::CartId cart_;
  Money total_;
  OrderId order_;
  PaymentId payment_;

 public:
  std::weak_ptr<Customer> self_;
};

}  // namespace

Task<void> customer(World& world, int number) {
  auto one = std::make_shared<Customer>(world, number);
  one->self_ = one;
  co_await one->buy();
  ++world.journeys_done;
  --world.people;
}

}  // namespace atelier::simulation
