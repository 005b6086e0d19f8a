// Stripe as the adapter sees it: Checkout Sessions, payment intents with their charge, refunds, events.
#pragma once

#include "provider_fake.h"

namespace atelier::payment::conformance {

class StripeFake final : public ProviderFake {
 public:
  static constexpr char kSecretKey[] = "sk_test_suite";
  StripeFake() : ProviderFake("idempotency-key", "ATELIER_FAKE_STRIPE_PORT") {}
  ~StripeFake() override { stop(); }

  // What a customer does on the page of a session. Each leaves events.
  void pay(const std::string& session);
  void decline(const std::string& session);
  void begin_challenge(const std::string& session);
  void expire(const std::string& session);
  std::vector<std::string> take_events();  // bodies, oldest first
  std::size_t session_count() const;
  std::int64_t amount_asked(const std::string& session) const;  // in Stripe's unit

 private:
  struct Session {
    std::string id, intent, charge;
    std::string reference, metadata, currency, capture_method, success_url, cancel_url, email;
    std::int64_t amount = 0, captured = 0, refunded = 0;
    std::string status = "open";
    std::string intent_status = "requires_payment_method";
    std::string error;
    bool held = false;
  };
  Answer handle(const Call& call) override;
  Answer key_misused() override;
  Answer create(const Call& call);
  Answer capture(Session& session, const Call& call);
  Answer cancel(Session& session);
  Answer refund(const Call& call);
  Session* by_intent(const std::string& intent);

  boost::json::object charge_json(const Session& session) const;
  boost::json::object intent_json(const Session& session) const;
  boost::json::object session_json(const Session& session, bool expanded) const;
  void tell(const std::string& type, boost::json::object object);

  std::map<std::string, Session> sessions_;
  std::vector<std::string> events_;
};

}  // namespace atelier::payment::conformance
