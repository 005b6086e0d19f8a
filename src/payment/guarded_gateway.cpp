#include "payment/guarded_gateway.h"

#include <algorithm>
#include <mutex>

namespace atelier::payment {
namespace {

bool counts_against(ErrorKind kind) {
  return kind == ErrorKind::unavailable || kind == ErrorKind::unknown || kind == ErrorKind::exhausted || kind == ErrorKind::internal;
}

class Guarded final : public GuardedGateway {
 public:
  Guarded(std::unique_ptr<Gateway> gateway, GuardOptions options, const Clock& clock, Random& random, CallObserver observer)
      : gateway_(std::move(gateway)),
        options_(std::move(options)),
        clock_(clock),
        random_(random),
        observer_(std::move(observer)),
        breaker_(options_.breaker) {}

  std::string_view name() const override { return gateway_->name(); }

  Task<Result<GatewayStatus>> create(Payment payment, std::string key) override {
    co_return co_await guard("create", options_.attempts, [&] { return gateway_->create(payment, key); });
  }
  Task<Result<GatewayStatus>> look_up(Payment payment) override {
    co_return co_await guard("look_up", 1, [&] { return gateway_->look_up(payment); });
  }
  Task<Result<GatewayStatus>> capture(Payment payment, Money amount, std::string key) override {
    co_return co_await guard("capture", options_.attempts, [&] { return gateway_->capture(payment, amount, key); });
  }
  Task<Result<GatewayStatus>> void_payment(Payment payment, std::string key) override {
    co_return co_await guard("void", options_.attempts, [&] { return gateway_->void_payment(payment, key); });
  }
  Task<Result<GatewayStatus>> refund(Payment payment, Money amount, std::string key) override {
    co_return co_await guard("refund", options_.attempts, [&] { return gateway_->refund(payment, amount, key); });
  }
  Task<Result<GatewayNotice>> read_webhook(HeaderOf header_of, std::string_view body, Time now) override {
    return gateway_->read_webhook(std::move(header_of), body, now);
  }

  BreakerState breaker() const override {
    const std::lock_guard lock(mutex_);
    return breaker_.state(clock_.now());
  }

 private:
  template <class Call>
  Task<Result<GatewayStatus>> guard(std::string_view call, int attempts, Call ask) {
    bool lost = false;
    Result<GatewayStatus> status = fail(ErrorKind::unavailable, "not_asked");
    for (int attempt = 1;; ++attempt) {
      if (!let_through()) {
        observe(call, "kept_back");
        status = fail(ErrorKind::unavailable, "provider_breaker_open", "this provider failed often in a row; nothing was sent");
        break;
      }
      status = co_await ask();
      report(status);
      observe(call, status ? "ok" : to_string(status.error().kind));
      if (status || !counts_against(status.error().kind)) co_return status;
      lost = lost || status.error().kind == ErrorKind::unknown || status.error().kind == ErrorKind::internal;
      if (attempt >= attempts) break;
      co_await pause(attempt);
    }
    if (lost) status.error().kind = ErrorKind::unknown;
    co_return status;
  }

  bool let_through() {
    const std::lock_guard lock(mutex_);
    return breaker_.let_through(clock_.now());
  }
  void report(const Result<GatewayStatus>& status) {
    const std::lock_guard lock(mutex_);
    if (status || !counts_against(status.error().kind)) {
      breaker_.succeeded();
    } else {
      breaker_.failed(clock_.now());
    }
  }
  void observe(std::string_view call, std::string_view outcome) const {
    if (observer_) observer_(call, outcome);
  }
  Task<void> pause(int attempt) {
    const Milliseconds full = options_.pause * (1 << std::min(attempt - 1, 6));
    const auto half = static_cast<std::uint64_t>(full.count()) / 2;
    const Milliseconds delay{static_cast<std::int64_t>(half + random_.below(half + 1))};
    if (options_.sleep) {
      co_await options_.sleep(delay);
    } else {
      co_await sleep_for(delay);
    }
  }

  const std::unique_ptr<Gateway> gateway_;
  const GuardOptions options_;
  const Clock& clock_;
  Random& random_;
  const CallObserver observer_;
  mutable std::mutex mutex_;
  CircuitBreaker breaker_;
};

}  // namespace

std::unique_ptr<GuardedGateway> make_guarded_gateway(std::unique_ptr<Gateway> gateway, GuardOptions options, const Clock& clock, Random& random,
                                                     CallObserver observer) {
  return std::make_unique<Guarded>(std::move(gateway), std::move(options), clock, random, std::move(observer));
}

}  // namespace atelier::payment
