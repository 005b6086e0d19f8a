#include "psp.h"

namespace atelier::simulation {
namespace {

using payment::GatewayStatus;
using payment::PaymentState;

constexpr Micros kSessionLives = kHour;
constexpr Micros kOurTimeout = 5 * kSecond;  // how long the house waits for an answer

// A provider sends a message again after these, in turn, and then after the last one again.
constexpr Micros kTryAgain[] = {2 * kSecond, 10 * kSecond, kMinute, 5 * kMinute, 10 * kMinute};

}  // namespace

Way draw_way(Scheduler& scheduler, const Faults& faults) {
  if (scheduler.fault(faults.outside_fails, "outside: a call fails")) return Way::not_done;
  if (scheduler.fault(faults.outside_silent, "outside: a call times out, not done")) return Way::silent_not_done;
  if (scheduler.fault(faults.outside_done_silent, "outside: done, and times out")) return Way::silent_done;
  return Way::good;
}

PspSession* Psp::find_by_payment(const std::string& payment) {
  const auto reference = by_payment_.find(payment);
  return reference == by_payment_.end() ? nullptr : &sessions_.at(reference->second);
}

GatewayStatus Psp::status_of(const PspSession& session) const {
  GatewayStatus status{.provider_reference = session.reference,
                       .redirect_url = "https://psp.test/" + session.reference,
                       .authorised_minor = session.authorised,
                       .captured_minor = session.captured,
                       .refunded_minor = session.refunded};
  switch (session.state) {
    case SessionState::open: status.state = PaymentState::action_required; break;
    case SessionState::paid:
      status.state = session.captured == 0                    ? PaymentState::authorised
                     : session.refunded == session.captured ? PaymentState::refunded
                                                            : PaymentState::captured;
      break;
    case SessionState::voided: status.state = PaymentState::voided; break;
    case SessionState::failed:
      status.state = PaymentState::failed;
      status.failure_code = "card_declined";
      break;
    case SessionState::expired: status.state = PaymentState::expired; break;
  }
  return status;
}

void Psp::expire_if_due(PspSession& session) {
  if (session.state != SessionState::open || scheduler_.now() < session.expires) return;
  session.state = SessionState::expired;
  tell(session);
}

bool Psp::pays(const std::string& payment) {
  PspSession* session = find_by_payment(payment);
  if (session == nullptr) return false;
  expire_if_due(*session);
  if (session->state != SessionState::open && session->state != SessionState::failed) return false;
  session->state = SessionState::paid;
  session->authorised = session->amount;
  if (!session->capture_by_hand) session->captured = session->amount;
  scheduler_.trace("psp", "takes the money of " + payment);
  tell(*session);
  return true;
}

void Psp::is_declined(const std::string& payment) {
  PspSession* session = find_by_payment(payment);
  if (session == nullptr || session->state != SessionState::open) return;
  session->state = SessionState::failed;
  scheduler_.trace("psp", "declines " + payment);
  tell(*session);
}

GatewayStatus Psp::create(const payment::Payment& payment, const std::string& key) {
  if (const auto known = by_key_.find(key); known != by_key_.end()) return status_of(sessions_.at(known->second));
  std::string reference = "cs_" + std::to_string(sessions_.size() + 1);
  by_key_[key] = reference;
  by_payment_[payment.id.text()] = reference;
  auto& session = sessions_[reference];
  session = {.reference = reference, .payment = payment.id.text(), .amount = payment.amount.amount_minor,
             .capture_by_hand = payment.capture_mode == payment::CaptureMode::manual, .expires = scheduler_.now() + kSessionLives};
  scheduler_.trace("psp", "opens " + reference + " for " + session.payment);
  return status_of(session);
}

Result<GatewayStatus> Psp::look_up(const std::string& reference) {
  const auto session = sessions_.find(reference);
  if (session == sessions_.end()) return fail(ErrorKind::not_found, "session_not_found");
  expire_if_due(session->second);
  return status_of(session->second);
}

Result<GatewayStatus> Psp::capture(const std::string& reference, std::int64_t amount, const std::string& key) {
  const auto found = sessions_.find(reference);
  if (found == sessions_.end()) return fail(ErrorKind::not_found, "session_not_found");
  PspSession& session = found->second;
  if (session.done_keys.contains(key)) return status_of(session);
  if (session.state != SessionState::paid || session.captured + amount > session.authorised) return fail(ErrorKind::invalid, "capture_too_large");
  session.done_keys.insert(key);
  session.captured += amount;
  scheduler_.trace("psp", "captures " + std::to_string(amount) + " of " + session.payment);
  tell(session);
  return status_of(session);
}

Result<GatewayStatus> Psp::void_payment(const std::string& reference, const std::string& key) {
  const auto found = sessions_.find(reference);
  if (found == sessions_.end()) return fail(ErrorKind::not_found, "session_not_found");
  PspSession& session = found->second;
  expire_if_due(session);
  if (session.done_keys.contains(key)) return status_of(session);
  session.done_keys.insert(key);
  if (session.state == SessionState::open || session.state == SessionState::failed) {
    session.state = SessionState::expired;
    tell(session);
  } else if (session.state == SessionState::paid && session.captured == 0) {
    session.state = SessionState::voided;
    scheduler_.trace("psp", "lets go of " + session.payment);
    tell(session);
  }
  return status_of(session);
}

Result<GatewayStatus> Psp::refund(const std::string& reference, std::int64_t amount, const std::string& key) {
  const auto found = sessions_.find(reference);
  if (found == sessions_.end()) return fail(ErrorKind::not_found, "session_not_found");
  PspSession& session = found->second;
  if (session.done_keys.contains(key)) return status_of(session);
  if (session.refunded + amount > session.captured) return fail(ErrorKind::invalid, "refund_too_large");
  session.done_keys.insert(key);
  session.refunded += amount;
  scheduler_.trace("psp", "gives back " + std::to_string(amount) + " of " + session.payment);
  tell(session);
  return status_of(session);
}

void Psp::tell(PspSession& session) {
  const PspMessage message{.event = session.reference + "/" + std::to_string(++session.events), .payment = session.payment, .status = status_of(session)};
  send(message, 0);
  if (scheduler_.fault(faults_.message_twice, "message twice")) send(message, 0);
}

void Psp::send(PspMessage message, int tries) {
  ++waiting_;
  Chance& chance = scheduler_.chance;
  Micros delay = chance.between(5, 400) * kMillisecond;
  if (scheduler_.fault(faults_.message_late, "message late")) delay = chance.between(1, 600) * kSecond;
  if (tries > 0) delay += kTryAgain[std::min<std::size_t>(static_cast<std::size_t>(tries) - 1, std::size(kTryAgain) - 1)];
  scheduler_.after(delay, kWorld, [this, message = std::move(message), tries] {
    --waiting_;
    if (scheduler_.fault(faults_.message_lost, "message lost")) return send(message, tries + 1);
    ++waiting_;
    deliver(message, [this, message, tries](bool accepted) {
      --waiting_;
      if (!accepted) send(message, tries + 1);
    });
  });
}

template <class F>
Task<Result<GatewayStatus>> GatewayOfPsp::call(F f) {
  const auto died = [] { return fail(ErrorKind::unavailable, "process_died", "simulated"); };
  if (!host_.alive) co_return died();
  const Way way = draw_way(scheduler_, faults_);
  co_await wait_micros(scheduler_, host_.owner, scheduler_.chance.between(2, 60) * kMillisecond);
  if (!host_.alive) co_return died();
  if (way == Way::not_done) co_return fail(ErrorKind::unavailable, "provider_unavailable", "simulated");
  if (way == Way::silent_not_done) {
    co_await wait_micros(scheduler_, host_.owner, kOurTimeout);
    co_return fail(ErrorKind::unknown, "provider_timeout", "simulated");
  }
  Result<GatewayStatus> answer = f();
  co_await wait_micros(scheduler_, host_.owner, way == Way::silent_done ? kOurTimeout : scheduler_.chance.between(2, 60) * kMillisecond);
  if (!host_.alive) co_return died();
  if (way == Way::silent_done) co_return fail(ErrorKind::unknown, "provider_timeout", "simulated");
  co_return answer;
}

Task<Result<GatewayStatus>> GatewayOfPsp::create(payment::Payment payment, std::string key) {
  co_return co_await call([&]() -> Result<GatewayStatus> { return psp_.create(payment, key); });
}
Task<Result<GatewayStatus>> GatewayOfPsp::look_up(payment::Payment payment) {
  co_return co_await call([&] { return psp_.look_up(payment.provider_reference); });
}
Task<Result<GatewayStatus>> GatewayOfPsp::capture(payment::Payment payment, Money amount, std::string key) {
  co_return co_await call([&] { return psp_.capture(payment.provider_reference, amount.amount_minor, key); });
}
Task<Result<GatewayStatus>> GatewayOfPsp::void_payment(payment::Payment payment, std::string key) {
  co_return co_await call([&] { return psp_.void_payment(payment.provider_reference, key); });
}
Task<Result<GatewayStatus>> GatewayOfPsp::refund(payment::Payment payment, Money amount, std::string key) {
  co_return co_await call([&] { return psp_.refund(payment.provider_reference, amount.amount_minor, key); });
}

}  // namespace atelier::simulation
