// The provider outside: it keeps its own books, takes a customer's money once a session, and tells us by webhooks that come
// late, twice and in any order. Its port to the house (GatewayOfPsp) loses calls and answers.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "faults.h"
#include "payment/gateway.h"
#include "sim_store.h"

namespace atelier::simulation {

enum class SessionState { open, paid, failed, expired, voided };

struct PspSession {
  std::string reference;
  std::string payment;  // the house's id of it
  std::int64_t amount = 0;
  SessionState state = SessionState::open;
  bool capture_by_hand = false;
  std::int64_t authorised = 0;
  std::int64_t captured = 0;
  std::int64_t refunded = 0;
  std::set<std::string> done_keys;  // captures, voids and refunds by idempotency key
  Micros expires = 0;
  std::uint64_t events = 0;
};

struct PspMessage {
  std::string event;
  std::string payment;
  payment::GatewayStatus status;
};

class Psp {
 public:
  Psp(Scheduler& scheduler, const Faults& faults) : scheduler_(scheduler), faults_(faults) {}

  // Delivers a message to the house; calls back whether it was accepted.
  std::function<void(const PspMessage&, std::function<void(bool accepted)>)> deliver;

  // --- what customers do on its page ---
  // True: their money was taken, or is held for us.
  bool pays(const std::string& payment);
  void is_declined(const std::string& payment);

  // --- what our gateway asks for ---
  payment::GatewayStatus create(const payment::Payment& payment, const std::string& key);
  Result<payment::GatewayStatus> look_up(const std::string& reference);
  Result<payment::GatewayStatus> capture(const std::string& reference, std::int64_t amount, const std::string& key);
  Result<payment::GatewayStatus> void_payment(const std::string& reference, const std::string& key);
  Result<payment::GatewayStatus> refund(const std::string& reference, std::int64_t amount, const std::string& key);

  const std::map<std::string, PspSession>& books() const { return sessions_; }  // by reference
  std::size_t messages_waiting() const { return waiting_; }

 private:
  PspSession* find_by_payment(const std::string& payment);
  payment::GatewayStatus status_of(const PspSession& session) const;
  void expire_if_due(PspSession& session);
  void tell(PspSession& session);
  void send(PspMessage message, int tries);

  Scheduler& scheduler_;
  const Faults& faults_;
  std::map<std::string, PspSession> sessions_;
  std::map<std::string, std::string> by_key_;
  std::map<std::string, std::string> by_payment_;  // the newest session
  std::size_t waiting_ = 0;
};

// How one process reaches the provider.
class GatewayOfPsp final : public payment::Gateway {
 public:
  GatewayOfPsp(Scheduler& scheduler, Psp& psp, Host& host, const Faults& faults)
      : scheduler_(scheduler), psp_(psp), host_(host), faults_(faults) {}

  std::string_view name() const override { return "simulated"; }
  Task<Result<payment::GatewayStatus>> create(payment::Payment payment, std::string key) override;
  Task<Result<payment::GatewayStatus>> look_up(payment::Payment payment) override;
  Task<Result<payment::GatewayStatus>> capture(payment::Payment payment, Money amount, std::string key) override;
  Task<Result<payment::GatewayStatus>> void_payment(payment::Payment payment, std::string key) override;
  Task<Result<payment::GatewayStatus>> refund(payment::Payment payment, Money amount, std::string key) override;
  Task<Result<payment::GatewayNotice>> read_webhook(HeaderOf, std::string_view, Time) override {
    co_return fail(ErrorKind::invalid, "not_used", "messages are handed over as they are");
  }

 private:
  template <class F>
  Task<Result<payment::GatewayStatus>> call(F f);

  Scheduler& scheduler_;
  Psp& psp_;
  Host& host_;
  const Faults& faults_;
};

// The ways a call to the outside fails; shared with the courier.
enum class Way { good, not_done, silent_not_done, silent_done };
Way draw_way(Scheduler& scheduler, const Faults& faults);

}  // namespace atelier::simulation
