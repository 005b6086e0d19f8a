// Buyers: customers who come with a purpose, over real HTTP, as many at once as asked for.
//
//   buyers --shop http://127.0.0.1:7001 --skus FILE [--buyers 1000] [--at-once 64] [--prepared] [--async] [--pay] [--psp-key KEY]
//
// Each makes a cart, adds one piece of a SKU drawn from FILE, gives address and method, places the order. --prepared: all carts are
// made before anybody places (the opening of a limited release). --async: they hear yes before the provider has made his page. --pay: who is
// told yes pays at the sandbox provider and looks until the shop says captured. An answer that was lost is asked again under the same key,
// as browsers do.
//
// Prints one line of JSON: how many were told yes, no or something else; how many paid; rates; for each step p50, p99 and p99.9 in ms.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <map>

#include "base/thread_executor.h"
#include "base/random.h"
#include "http/client.h"
#include "json/json.h"

namespace atelier {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Options {
  std::string shop;
  std::string skus;
  std::string psp_key;
  std::string market = "fr";
  std::size_t buyers = 1000;
  std::size_t at_once = 64;
  bool prepared = false;
  bool pay = false;
  bool async = false;
};

// What we read of the shop's answers.
struct CartTotals {
  Money total;
};
BOOST_DESCRIBE_STRUCT(CartTotals, (), (total))
struct CartAnswer {
  std::string id;
  int item_count = 0;
  CartTotals totals;
};
BOOST_DESCRIBE_STRUCT(CartAnswer, (), (id, item_count, totals))
struct OrderAnswer {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(OrderAnswer, (), (id))
struct PaymentAnswer {
  std::string id;
  std::string status;
  std::optional<std::string> redirect_url;
};
BOOST_DESCRIBE_STRUCT(PaymentAnswer, (), (id, status, redirect_url))
struct PlacedAnswer {
  OrderAnswer order;
  PaymentAnswer payment;
  std::string order_token;
};
BOOST_DESCRIBE_STRUCT(PlacedAnswer, (), (order, payment, order_token))
struct ProblemAnswer {
  std::string code;
};
BOOST_DESCRIBE_STRUCT(ProblemAnswer, (), (code))

constexpr char kDetails[] =
    R"({"email":"claire@example.com","shipping_address":{"country":"FR","given_name":"Claire","family_name":"Martin","line1":"12 rue des Tilleuls",)"
    R"("postal_code":"75003","city":"Paris","phone":"+33142685300"},"billing_address":null,"shipping_method":"express","note":null})";

struct Basket {
  std::string cart;
  Money total;
};

class Crowd {
 public:
  Crowd(Options options, std::vector<std::string> skus, http::Client& client, Executor& executor)
      : options_(std::move(options)), skus_(std::move(skus)), client_(client), executor_(executor) {}

  // All buyers, `at_once` of them at a time.
  Task<void> run() {
    co_await resume_on(executor_);
    if (options_.prepared) {
      co_await each([this](std::size_t) -> Task<void> {
        if (auto basket = co_await fill()) baskets_.push_back(std::move(*basket));
      });
      times_.clear();
      begun_ = SteadyClock::now();
      co_await each([this](std::size_t i) -> Task<void> {
        if (i < baskets_.size()) co_await finish(baskets_[i]);
      });
    } else {
      begun_ = SteadyClock::now();
      co_await each([this](std::size_t) -> Task<void> {
        if (auto basket = co_await fill()) co_await finish(*basket);
      });
    }
    seconds_ = std::chrono::duration<double>(SteadyClock::now() - begun_).count();
  }

  std::string report() {
    std::string text = fmt::format(R"({{"buyers":{},"at_once":{},"seconds":{:.2f},"yes":{},"no":{},"other":{},"paid":{},"asked_again":{},"requests_per_s":{:.0f},"orders_per_s":{:.0f},"paid_per_s":{:.0f})",
                                   options_.buyers, options_.at_once, seconds_, yes_, no_, other_, paid_, asked_again_,
                                   static_cast<double>(requests_) / seconds_, static_cast<double>(yes_) / seconds_, static_cast<double>(paid_) / seconds_);
    for (auto& [step, all] : times_) {
      std::ranges::sort(all);
      const auto at = [&](double part) { return all[std::min(all.size() - 1, static_cast<std::size_t>(part * static_cast<double>(all.size())))]; };
      text += fmt::format(R"(,"{}":{{"p50_ms":{:.1f},"p99_ms":{:.1f},"p99.9_ms":{:.1f}}})", step, at(0.5), at(0.99), at(0.999));
    }
    if (!first_trouble_.empty()) {
      text += ",\"first_trouble\":";
      json::append_string(text, first_trouble_);
    }
    return text + "}";
  }

 private:
  template <class F>
  Task<void> each(F buyer) {
    std::size_t next = 0;
    std::size_t running = std::min(options_.at_once, options_.buyers);
    for (std::size_t i = running; i > 0; --i) spawn(worker(next, running, buyer));
    while (running > 0) co_await sleep_for(Milliseconds{1});
  }
  template <class F>
  Task<void> worker(std::size_t& next, std::size_t& running, F& buyer) {
    while (next < options_.buyers) co_await buyer(next++);
    --running;
  }

  Task<std::optional<http::ClientResponse>> ask(const char* step, http::Method method, std::string url, std::string body, std::string key = {}) {
    constexpr int kTries = 5;
    const auto begun = SteadyClock::now();
    for (int i = 0; i < kTries; ++i) {
      http::ClientRequest request{.method = method, .url = url, .headers = {{"Content-Type", "application/json"}}, .body = body, .timeout = Milliseconds{60'000}};
      if (!key.empty()) request.headers.emplace_back("Idempotency-Key", key);
      if (options_.async && url.ends_with("/checkout")) request.headers.emplace_back("Prefer", "respond-async");
      if (url.ends_with("/sandbox-confirm")) request.headers.emplace_back("Authorization", "Bearer " + options_.psp_key);
      ++requests_;
      auto answer = co_await client_.send(std::move(request));
      if (answer && answer->status < 500) {
        times_[step].push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - begun).count());
        co_return std::move(*answer);
      }
      note(answer ? std::to_string(answer->status) + " " + answer->body.substr(0, 200) : answer.error().code + " " + answer.error().detail);
      ++asked_again_;
      co_await sleep_for(Milliseconds{50});
    }
    ++other_;
    co_return std::nullopt;
  }

  Task<std::optional<Basket>> fill() {
    auto made = co_await ask("cart", http::Method::post, options_.shop + "/v1/carts", fmt::format(R"({{"market":"{}","locale":"fr"}})", options_.market));
    const auto cart = made ? json::read<CartAnswer>(made->body, json::Mode::lenient) : std::unexpected(json::Problems{});
    if (!cart) co_return std::nullopt;
    const std::string path = options_.shop + "/v1/carts/" + cart->id;
    const std::string& sku = skus_[random_.below(skus_.size())];
    auto added = co_await ask("line", http::Method::post, path + "/lines", fmt::format(R"({{"sku":"{}","quantity":1}})", sku), "line-" + cart->id);
    const auto line = added ? json::read<CartAnswer>(added->body, json::Mode::lenient) : std::unexpected(json::Problems{});
    if (!line || line->item_count == 0) {  // it was sold out already
      ++no_;
      co_return std::nullopt;
    }
    auto detailed = co_await ask("details", http::Method::put, path + "/details", kDetails);
    const auto full = detailed ? json::read<CartAnswer>(detailed->body, json::Mode::lenient) : std::unexpected(json::Problems{});
    if (!full || detailed->status != 200) {
      note(detailed ? detailed->body.substr(0, 200) : "details");
      ++other_;
      co_return std::nullopt;
    }
    if (full->item_count == 0) {  // sold out meanwhile: the cart says so
      ++no_;
      co_return std::nullopt;
    }
    co_return Basket{cart->id, full->totals.total};
  }

  Task<void> finish(const Basket& basket) {
    std::string body = R"({"expected_total":)";
    json::append(body, basket.total);
    body += R"(,"payment_means":"card"})";
    auto answer = co_await ask("place", http::Method::post, options_.shop + "/v1/carts/" + basket.cart + "/checkout", body, basket.cart);
    if (!answer) co_return;
    if (answer->status == 409) {
      const auto problem = json::read<ProblemAnswer>(answer->body, json::Mode::lenient);
      if (problem && problem->code == "sold_out") {
        ++no_;
        co_return;
      }
    }
    const auto placed = json::read<PlacedAnswer>(answer->body, json::Mode::lenient);
    if (answer->status != 201 || !placed || placed->order_token.empty()) {
      note(std::to_string(answer->status) + " " + answer->body.substr(0, 300));
      ++other_;
      co_return;
    }
    ++yes_;
    if (options_.pay) co_await pay(*placed);
  }

  Task<void> pay(const PlacedAnswer& placed) {
    const auto begun = SteadyClock::now();
    PaymentAnswer payment = placed.payment;
    const std::string where = options_.shop + "/v1/payments/" + payment.id + "?token=" + placed.order_token;
    constexpr int kLooks = 600;  // a minute
    bool confirmed = false;
    for (int i = 0; i < kLooks && payment.status != "captured"; ++i) {
      if (!confirmed && payment.redirect_url) {
        std::string page = *payment.redirect_url;  // http://…/pay/{id}
        const auto at = page.rfind("/pay/");
        if (at == std::string::npos) break;
        page = page.substr(0, at) + "/v1/checkout/sessions/" + page.substr(at + 5) + "/sandbox-confirm";
        confirmed = (co_await ask("confirm", http::Method::post, page, "")).has_value();
      }
      co_await sleep_for(Milliseconds{i < 3 ? 20 : 100});
      auto looked = co_await ask("look", http::Method::get, where, "");
      if (!looked) co_return;
      if (auto now = json::read<PaymentAnswer>(looked->body, json::Mode::lenient)) payment = std::move(*now);
    }
    if (payment.status == "captured") {
      ++paid_;
      times_["until paid"].push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - begun).count());
    } else {
      note("never captured: " + payment.id + " " + payment.status);
    }
  }

  void note(std::string trouble) {
    if (first_trouble_.empty()) first_trouble_ = std::move(trouble);
  }

  const Options options_;
  const std::vector<std::string> skus_;
  http::Client& client_;
  Executor& executor_;
  SystemRandom random_;
  std::vector<Basket> baskets_;
  std::map<std::string, std::vector<double>> times_;
  std::size_t yes_ = 0, no_ = 0, other_ = 0, paid_ = 0, asked_again_ = 0, requests_ = 0;
  std::string first_trouble_;
  SteadyClock::time_point begun_;
  double seconds_ = 0;
};

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Customers who buy, over HTTP");
  app.add_option("--shop", options.shop, "where the shop answers")->required();
  app.add_option("--skus", options.skus, "a file with one SKU a line")->required();
  app.add_option("--buyers", options.buyers, "how many");
  app.add_option("--at-once", options.at_once, "how many at the same time");
  app.add_option("--market", options.market, "whose customers");
  app.add_flag("--prepared", options.prepared, "carts are filled before the first places");
  app.add_flag("--async", options.async, "told yes as soon as it is certain, before the provider's page is there (RFC 7240)");
  app.add_flag("--pay", options.pay, "pay at the sandbox provider");
  app.add_option("--psp-key", options.psp_key, "the sandbox provider's secret key");
  CLI11_PARSE(app, argc, argv);
  std::vector<std::string> skus;
  std::ifstream file(options.skus);
  for (std::string line; std::getline(file, line);) skus.push_back(line);
  if (skus.empty()) {
    std::cerr << options.skus << ": no SKU in it\n";
    return 2;
  }
  auto client = http::make_client({.connections_per_host = options.at_once, .waiting_calls = options.at_once * 2});
  LoopExecutor loop;
  Crowd crowd(options, std::move(skus), *client, loop);
  bool done = false;
  spawn([](Crowd& all, bool& flag) -> Task<void> {
    co_await all.run();
    flag = true;
  }(crowd, done));
  loop.run_until([&] { return done; });
  std::cout << crowd.report() << std::endl;
  return 0;
}

}  // namespace
}  // namespace atelier

int main(int argc, char** argv) { return atelier::main(argc, argv); }
