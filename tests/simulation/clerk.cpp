// A clerk at a shop's till: opens it, sells, rings the same sale up again until it is answered (for hours, where the line is down), counts
// and closes.
#include "catalogue.h"
#include "world.h"

namespace atelier::simulation {
namespace {

using order_management::NewSale;
using order_management::SaleOutcome;
using order_management::TillMeans;
using order_management::TillSession;

class Clerk {
 public:
  Clerk(World& world, int number)
      : world_(world),
        chance_(world.scheduler.chance.next()),
        name_("clerk" + std::to_string(number)),
        region_(number % 2 == 1 && world.scenario.two_regions ? 'a' : 'e'),
        currency_(*Currency::parse(region_ == 'e' ? "EUR" : "JPY")) {}

  Task<void> work() {
    const std::string shop = kShopOf[region_ == 'e' ? 0 : 1];
    auto opened = co_await ask<TillSession>([this, shop](Process& p) -> Task<Result<TillSession>> {
      auto current = co_await p.tills.current(name_);
      if (!current) co_return fail(current);
      if (*current) co_return std::move(**current);
      co_return co_await p.tills.open(name_, shop, {20'000, currency_});
    });
    if (!opened) co_return;
    session_ = opened->id;
    for (int i = 0; i < world_.scenario.till_sales; ++i) {
      co_await pause(5, 240);
      if (chance_.percent(5)) offline_until_ = world_.scheduler.now() + chance_.between(10, 180) * kMinute;
      co_await sell("sale-" + std::to_string(i));
    }
    auto closed = co_await ask<TillSession>([this](Process& p) { return p.tills.close(name_, session_, {20'000, currency_}, "evening"); });
    if (closed && closed->sale_count != sold_) {
      world_.auditor.violation("a till closes with " + std::to_string(closed->sale_count) + " sales, its clerk made " + std::to_string(sold_) + ": " + session_.text());
    }
    if (closed && closed->cash_taken.amount_minor + closed->card_taken.amount_minor != taken_) {
      world_.auditor.violation("a till closes with another sum than its clerk took: " + session_.text());
    }
  }

 private:
  static constexpr int kTries = 60;

  Task<void> pause(std::int64_t least_s, std::int64_t most_s) { co_await wait_micros(world_.scheduler, kWorld, chance_.between(least_s * 1000, most_s * 1000) * kMillisecond); }

  template <class T>
  Task<Result<T>> ask(std::function<Task<Result<T>>(Process&)> what) {
    for (int i = 0; i < kTries; ++i) {
      if (world_.scheduler.now() < offline_until_) co_await wait_micros(world_.scheduler, kWorld, offline_until_ - world_.scheduler.now());
      auto answer = co_await world_.ask<T>(region_, what);
      if (answer) {
        const bool later = !answer->has_value() && (answer->error().kind == ErrorKind::unavailable || answer->error().kind == ErrorKind::unknown ||
                                                    answer->error().kind == ErrorKind::exhausted || answer->error().code == "too_many_conflicts" || answer->error().code == "session_already_open");
        if (!later) co_return std::move(*answer);
      } else if (chance_.percent(3)) {
        offline_until_ = world_.scheduler.now() + chance_.between(1, 120) * kMinute;  // the line was down, and stays so
      }
      co_await pause(1, 10 + i * 20);
    }
    co_return fail(ErrorKind::unavailable, "gave_up", "nobody answers");
  }

  Task<void> sell(std::string key) {
    const std::string sku = kSkus[chance_.index(std::size(kSkus))];
    const auto* market = rules().markets.find(region_ == 'e' ? "fr" : "jp");
    using Found = order_management::Tills::Found;
    const std::string shop = kShopOf[region_ == 'e' ? 0 : 1];
    auto found = co_await ask<Found>([sku, shop, market](Process& p) { return p.tills.find(sku, shop, market->locales.front()); });
    if (!found || found->variants.empty()) co_return;
    const Money price = *found->variants.front().goods.price;
    NewSale sale{.session_id = session_, .lines = {{sku, 1}}};
    if (chance_.percent(50)) {
      sale.payments.push_back({.means = TillMeans::cash, .amount = price, .tendered = price});
    } else {
      sale.payments.push_back({.means = TillMeans::card, .amount = price, .terminal_reference = std::string("T-" + key)});
    }
    auto outcome = co_await ask<SaleOutcome>([this, sale, key](Process& p) { return p.tills.sell(name_, sale, key, key); });
    if (!outcome) {
      if (outcome.error().code != "gave_up") world_.auditor.violation("a sale fails: " + outcome.error().code);
      co_return;
    }
    if (const auto* recorded = std::get_if<order_management::SaleRecorded>(&*outcome)) {
      world_.auditor.told_sale(session_.text(), key, recorded->sale.id.text(), recorded->sale.receipt_number);
      ++sold_;
      taken_ += price.amount_minor;
      // The app sends a sale again where it is not sure that it was heard.
      if (chance_.percent(10)) {
        auto again = co_await ask<SaleOutcome>([this, sale, key](Process& p) { return p.tills.sell(name_, sale, key, key); });
        if (again && std::holds_alternative<order_management::SaleRecorded>(*again)) {
          const auto& same = std::get<order_management::SaleRecorded>(*again).sale;
          world_.auditor.told_sale(session_.text(), key, same.id.text(), same.receipt_number);
        } else if (again) {
          world_.auditor.told_no_sale(session_.text(), key);
        }
      }
      co_return;
    }
    if (std::holds_alternative<order_management::SaleSoldOut>(*outcome)) world_.auditor.told_no_sale(session_.text(), key);
    if (std::holds_alternative<order_management::SaleInvalid>(*outcome)) world_.auditor.violation("a sale is called invalid: " + key);
    if (std::holds_alternative<order_management::SaleKeyReused>(*outcome)) world_.auditor.violation("a key of one sale is called reused: " + key);
  }

  World& world_;
  Chance chance_;
  const std::string name_;
  const char region_;
  const Currency currency_;
  TillSessionId session_;
  Micros offline_until_ = 0;
  int sold_ = 0;
  std::int64_t taken_ = 0;
};

}  // namespace

Task<void> clerk(World& world, int number) {
  auto one = std::make_shared<Clerk>(world, number);
  co_await one->work();
  --world.people;
}

}  // namespace atelier::simulation
